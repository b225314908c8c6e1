"""The rows of an officer's desk: what they say, and their HTML."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from html import escape
from uuid import UUID

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from motcua.dossiers.in_words import TERM_TONES, term_to
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import desk_words
from motcua.ui.public import status_tag, when_short
from motcua.work.public import desks

_ANY = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the desk as drawn."""

    row: desks.DeskRow
    summary: str
    revision: int
    words: str
    tone: str
    here: bool
    url: str  #: to the dossier and back to this list
    choose: str  #: what a screen reader says of the tick box

    @property
    def chosen_as(self) -> str:
        """Value of the tick box: the dossier and what of it the officer saw."""
        return f"{self.row.subject_id}.{self.revision}"

    @property
    def procedure(self) -> str:
        """The procedure's name, where the summary does not say it already."""
        return "" if self.summary.startswith(self.row.title) else self.row.title


def lines(rows: Sequence[desks.DeskRow], at: datetime, *, back: str = "", opened: Dossier | None = None) -> list[Line]:
    """Rows with what only this room knows of them: summary, revision, time left in working hours. One query.

    ``back``: address of the list, where the dossier's page leads back to.
    """
    known = desk_words([row.subject_id for row in rows])
    # asked for once: an address and a sentence a row are a tenth of the page
    address = reverse("handling", args=[_ANY]) + (f"?{urlencode({'ve': back})}" if back else "")
    choose = _("Chọn %(code)s")
    drawn = []
    for row in rows:
        dossier = known.get(row.subject_id)
        unit = dossier.competent_unit_id if dossier else row.unit_id
        left = term_to(row.due_at, unit, at, waiting=row.waiting, ended=row.finished_at)
        summary = dossier.summary if dossier and dossier.summary else row.title
        revision = dossier.revision if dossier else 0
        here = bool(opened and opened.id == row.subject_id)
        url = address.replace(str(_ANY), str(row.subject_id))
        tone = TERM_TONES[left.standing]
        drawn.append(Line(row, summary, revision, left.words, tone, here, url, choose % {"code": row.reference}))
    return drawn


def drawn(lines: Sequence[Line], *, bulk: bool, moment: str) -> SafeString:
    """The rows of the desk's table; ``bulk``: with boxes to tick; ``moment``: what the last column says.

    Not a template: forty rows of one take a third of the page's time.
    """
    tag = cache(status_tag)  # most rows of a page say one of a few things
    return SafeString("".join(_row(line, tag, bulk, escape(moment)) for line in lines))


def _row(line: Line, tag: Callable[[str, str], SafeString], bulk: bool, moment: str) -> str:
    row = line.row
    code, step, party = escape(row.reference), escape(row.step), escape(row.party)
    summary, procedure = escape(line.summary), escape(line.procedure)
    of = f'<span class="one-line procedure-line" title="{procedure}">{procedure}</span>' if procedure else ""
    due = f'{tag(line.words, line.tone)}<span class="soft due-line">{when_short(row.due_at)}</span>'
    current = ' aria-current="true"' if line.here else ""
    return f"""<tr{' class="is-here"' if line.here else ""} data-dossier-row="{row.subject_id}">{_pick(line) if bulk else ""}
<td><a class="row-link code-link" href="{escape(line.url)}" data-pane{current}>{code}</a><span class="soft step-line">{step}</span></td>
<td class="what"><span class="two-lines" title="{summary}">{summary}</span>{of}<span class="soft one-line">{party}</span></td>
<td data-label="{moment}">{when_short(row.finished_at) if row.finished_at else due}</td></tr>
"""  # noqa: E501


def _pick(line: Line) -> str:
    return (
        '<td class="pick"><label class="pick-label">'
        f'<input class="pick-box" type="checkbox" name="chon" value="{line.chosen_as}">'
        f'<span class="visually-hidden">{escape(line.choose)}</span></label></td>'
    )
