"""What a process is: steps, who does them, in how many working hours, and where each action leads.

Written as YAML that a lawyer can read; :mod:`motcua.work.rules.soundness` says whether it can run.
"""

from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any, Literal

import msgspec

from motcua.kernel.refusals import Invalid

#: whose desk: the one-stop unit that received it, the agency that settles it, or the division in charge
UnitSelector = Literal["reception", "agency", "division"]
#: ``task``: somebody acts. ``consultation``: side tasks run together and must all be done before going on.
#: ``wait``: the clock stands still until somebody outside has acted. ``end``: the matter is closed.
StepKind = Literal["task", "consultation", "wait", "end"]


class StepAction(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """Thao tác: one thing that whoever has the step in hand can do, and where the matter goes then."""

    key: str
    name: str  #: as on the button, e.g. "Trình lãnh đạo ký"
    to: str  #: key of the next step
    back: bool = False  #: returns to a step already done, to whoever did it
    needs_note: bool = False  #: may not be done without a written reason


class StepDefinition(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """Bước: a place where the matter lies."""

    key: str
    name: str
    role: str = ""  #: key of the role that acts; every task and wait has one
    unit: UnitSelector = "agency"
    hours: float = 0  #: working hours allowed
    kind: StepKind = "task"
    counted: bool = True  #: False: the matter's clock does not run here (before reception, after the result)
    mark: int | None = None  #: opaque to the engine; the room above says what entering the step means
    actions: list[StepAction] = []
    asks: list[str] = []  #: of a consultation: steps that start side by side
    then: str = ""  #: of a consultation: where the matter goes when all of them are done

    def action(self, key: str) -> StepAction | None:
        """The action ``key`` of this step, if it has one."""
        return next((a for a in self.actions if a.key == key), None)


class ProcessDefinition(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """Quy trình: the steps of a kind of work, as the decision that approved it lists them."""

    code: str
    name: str
    start: str  #: key of the first step
    steps: list[StepDefinition]

    def step(self, key: str) -> StepDefinition:
        """The step ``key``; KeyError when the process has none of that name."""
        for step in self.steps:
            if step.key == key:
                return step
        raise KeyError(key)

    def has(self, key: str) -> bool:
        """Whether there is a step ``key``."""
        return any(step.key == key for step in self.steps)

    def is_answer(self, node: str, action: StepAction) -> bool:
        """Whether ``action`` of the step ``node`` answers a consultation: its note is the opinion."""
        return self.step(action.to).kind == "consultation" and node in side_steps(self, action.to)

    def as_json(self) -> dict[str, Any]:
        """Plain data, as stored and as YAML; what has its usual value is left out."""
        data: dict[str, Any] = msgspec.to_builtins(self)
        return data

    @property
    def digest(self) -> str:
        """SHA-256 over the canonical form (8 hours are 8.0, no hours are left out): the same for the same process."""
        data = self.as_json()
        data["steps"] = [{k: v for k, v in step.items() if k != "hours" or v} for step in data["steps"]]
        canonical = msgspec.convert(data, ProcessDefinition)
        return sha256(msgspec.json.encode(canonical, order="deterministic")).hexdigest()


def read_process(data: Mapping[str, Any]) -> ProcessDefinition:
    """``data`` (as YAML or JSON gives it) as a definition; :class:`Invalid` names what is not understood."""
    try:
        return msgspec.convert(data, ProcessDefinition)
    except msgspec.ValidationError as error:
        raise Invalid(
            f"Không đọc được quy trình: {error}",
            advice="Sửa đúng chỗ được nêu; các trường và ý nghĩa của chúng có trong tài liệu về quy trình.",
        ) from error


def leads_to(step: StepDefinition) -> Iterator[tuple[str, bool]]:
    """Keys of the steps that may follow ``step`` and whether going there is going back."""
    for action in step.actions:
        yield action.to, action.back
    for key in step.asks:
        yield key, False
    if step.then:
        yield step.then, False


def side_steps(process: ProcessDefinition, consultation: str) -> frozenset[str]:
    """Steps inside the consultation: from those it asks, on to where they come back to it."""
    steps = {step.key: step for step in process.steps}
    found: set[str] = set()
    ahead = list(steps[consultation].asks)
    while ahead:
        key = ahead.pop()
        if key in found or key == consultation or key not in steps:
            continue
        found.add(key)
        ahead.extend(target for target, _ in leads_to(steps[key]))
    return frozenset(found)
