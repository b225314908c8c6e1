"""What an act is: a row of the table in ``acts.py``, what it asks, and what is known when it is offered."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from django.utils.functional import Promise

from motcua.dossiers.models import Dossier, PaperRequest, Result
from motcua.dossiers.queries import process_of
from motcua.kernel.actor import Actor
from motcua.work.public import ProcessDefinition, Step, desks, may_act

Words = str | Promise
#: dossier, actor, moment and revision, as every action wants them
Given = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing to fill in before the act; drawn by ``{% box %}``."""

    name: str
    label: Words
    type: str = "text"
    required: bool = True
    help: Words = ""
    options: Sequence[tuple[Any, Any]] = ()
    first: Any = ""  #: what stands there before anybody types


@dataclass(frozen=True, slots=True)
class Situation:
    """What is known of the dossier when it is asked what can be done."""

    dossier: Dossier
    steps: Sequence[Step]
    result: Result | None
    request: PaperRequest | None
    actor: Actor
    now: datetime

    @property
    def mine(self) -> list[Step]:
        """The open steps that this officer has in hand."""
        return [step for step in self.steps if may_act(step, self.actor)]

    @property
    def process(self) -> ProcessDefinition:
        """Its process."""
        assert self.dossier.matter is not None
        return process_of(self.dossier.matter.process_id)

    def step(self, step_id: Any) -> Step:
        """The open step of that identifier."""
        return next(step for step in self.steps if step.id == step_id)


def always(situation: Situation) -> bool:
    """No condition beyond permission, status and step."""
    return True


@dataclass(frozen=True, slots=True)
class Many:
    """An act on each of the dossiers that were ticked in a list: words, key, how."""

    label: Words
    key: str
    do: Callable[[Given, UUID | None], Dossier]
    #: for which rows it makes sense; a list in which there is none does not offer it
    fits: Callable[[desks.DeskRow], bool] = lambda row: not row.waiting


@dataclass(frozen=True, slots=True)
class Act:
    """An act: its address, its row in the table of moves, words, key, weight, what it asks for, how it is done.

    Permission and statuses are those of ``action`` in ``rules/lifecycle.py``, so no button can promise what
    the action would refuse.
    """

    slug: str
    action: str  #: the row in the table of moves: with it the permission and the statuses
    label: Words
    key: str
    do: Callable[[Given, HttpRequest], Dossier]
    tone: Literal["primary", "secondary", "danger"] = "secondary"
    asks: tuple[Ask, ...] = ()
    explain: Words = ""
    #: what must be at hand: "" nothing, "*" any step, "move" one row for each action of the steps at hand,
    #: else the step's action of that key
    needs: str = ""
    #: what else must hold
    when: Callable[[Situation], bool] = always
    #: the part of a form that is more than ``asks``: ``templates/dossiers/officer/_form_<name>.html``
    form: str = ""
    #: the page on which it is done instead, by the name of its address
    page: str = ""
    #: how it is done with many dossiers at once, from a list
    many: Many | None = None
    step_action: str = ""
    step_id: Any = None

    @property
    def at_once(self) -> bool:
        """Whether one press is enough."""
        return not (self.asks or self.explain or self.form or self.page)

    @property
    def form_template(self) -> str:
        """Where the part of its form that is more than ``asks`` is drawn."""
        return f"dossiers/officer/_form_{self.form}.html"
