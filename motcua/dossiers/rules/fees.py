"""Phí, lệ phí: what a case costs by the channel it is submitted through. Money is integer đồng."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import msgspec


class FeeLine(Protocol):
    """What of a fee in the catalogue matters here."""

    kind: str
    name: str
    amount: int | None
    per: str
    when: str
    note: str
    formula: Any
    exemptions: Any


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
    return [_frozen(fee) for fee in fees]


def _frozen(fee: FeeLine) -> dict[str, Any]:
    line: dict[str, Any] = {
        "kind": fee.kind,
        "name": fee.name,
        "amount": fee.amount,
        "per": fee.per,
        "when": fee.when,
        "note": fee.note,
    }
    if fee.formula is not None:
        line["formula"] = msgspec.to_builtins(fee.formula)
    if fee.exemptions:
        line["exemptions"] = msgspec.to_builtins(fee.exemptions)
    return line


def cost_of(lines: Sequence[dict[str, Any]]) -> Cost:
    """Sum of the fixed lines; a line without amount, or per page or copy, is open-ended."""
    fixed = [line for line in lines if line["amount"] is not None and line.get("per", "dossier") in ("dossier", "set")]
    return Cost(sum(line["amount"] for line in fixed), len(fixed) < len(lines))
