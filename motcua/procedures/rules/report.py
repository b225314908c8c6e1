"""What an import did, row by row: for people to read and for programs to check."""

from collections import Counter
from typing import Literal

import msgspec

from motcua.procedures.rules.difference import Difference
from motcua.procedures.rules.national.text import Note

Outcome = Literal["new", "changed", "unchanged", "refused"]


class RowReport(msgspec.Struct):
    """What became of one pack file or one national record."""

    where: str  #: file, or file and line
    key: str
    name: str
    outcome: Outcome
    reason: str = ""  #: of a refusal, with advice
    differences: list[Difference] = []  #: of a change: field by field
    notes: list[Note] = []  #: what was repaired, is doubtful or was assumed
    #: where our own pack and the national record say different things; the pack stands
    disagreements: list[Difference] = []


class ImportReport(msgspec.Struct):
    """What an import did. With ``dry_run`` nothing was written."""

    rows: list[RowReport]
    dry_run: bool = False

    @property
    def counts(self) -> dict[Outcome, int]:
        """How many rows came to each outcome."""
        counted = Counter(row.outcome for row in self.rows)
        outcomes: tuple[Outcome, ...] = ("new", "changed", "unchanged", "refused")
        return {outcome: counted[outcome] for outcome in outcomes}
