"""Phí, lệ phí: what a case costs by the channel it is submitted through. Money is integer đồng."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol


class FeeLine(Protocol):
    """What of a fee in the catalogue matters here."""

    kind: str
    name: str
    amount: int | None
    per: str
    when: str
    note: str


@dataclass(frozen=True, slots=True)
class Cost:
    """The sum that is known, and whether a part can only be told later."""

    total: int
    open_ended: bool

    @property
    def free(self) -> bool:
        """Whether nothing is to be paid."""
        return self.total == 0 and not self.open_ended


def fee_lines(fees: Sequence[FeeLine]) -> list[dict[str, Any]]:
    """Fees frozen into a dossier when it is submitted."""
    return [
        {"kind": f.kind, "name": f.name, "amount": f.amount, "per": f.per, "when": f.when, "note": f.note} for f in fees
    ]


def cost_of(lines: Sequence[dict[str, Any]]) -> Cost:
    """Sum of the fixed lines; a line without amount, or per page or copy, is open-ended."""
    fixed = [line for line in lines if line["amount"] is not None and line.get("per", "dossier") in ("dossier", "set")]
    return Cost(sum(line["amount"] for line in fixed), len(fixed) < len(lines))
