"""Mức thu: what a fee or duty comes to, from its formula, the quantities and who is exempt. Money is integer đồng.

Phí (a price for a service) and lệ phí (a duty to the state) never mix: each line keeps its kind, for each goes into
a book of its own (Luật Phí và lệ phí 97/2015/QH13). Formulas are data of the procedure (``Fee`` in ``procedures``).
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Literal

import msgspec
from msgspec import Struct

Kind = Literal["fee", "duty"]
#: no sum of ours is larger: a thousand billion đồng
MOST = 10**12
#: pages, copies, sets … at most
MOST_UNITS = 1_000_000


class Tier(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Bậc: up to and including the unit ``up_to`` (None: all further), each unit costs ``amount`` đồng."""

    amount: int
    up_to: int | None = None


class Formula(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Cách tính.

    - ``fixed``: ``amount`` once
    - ``per_page``: for one copy the pages one after the other through ``tiers``, at most ``cap``; times the copies
    - ``per_set``: ``amount`` for each set (bộ)
    - ``by_quantity``: the tier that the quantity falls into is the price of each; ``whole``: of all together
    - ``by_hand``: an officer writes the amount, with why
    """

    kind: Literal["fixed", "per_page", "per_set", "by_quantity", "by_hand"]
    amount: int = 0
    tiers: tuple[Tier, ...] = ()
    cap: int | None = None
    whole: bool = False
    #: questions of the e-form that tell the quantities; empty: an officer counts
    pages: str = ""
    copies: str = ""
    quantity: str = ""


class Exemption(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Miễn, giảm: ``percent`` less for a category of people, a channel, a time; 100 is exempt."""

    key: str
    name: str
    percent: int
    basis: str
    #: whose: empty, everybody's (e.g. whoever submits online)
    category: str = ""
    channel: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    #: key of the paper that proves it; empty: nothing to prove
    evidence: str = ""
    verified: bool = False


class Fee(Struct, frozen=True):
    """A fee as it was frozen into what is charged for."""

    kind: Kind
    name: str
    amount: int | None = None
    per: str = "dossier"
    when: Literal["before", "after"] = "before"
    formula: Formula | None = None
    exemptions: tuple[Exemption, ...] = ()


class Facts(Struct, frozen=True):
    """What a sum depends on: answers of the e-form, sets, channel, day, and claims with what proves them."""

    on: date
    channel: str = ""
    sets: int = 1
    answers: Mapping[str, Any] = {}
    #: category → evidence (words, or the name of the paper handed in)
    claims: Mapping[str, str] = {}
    #: keys of the papers that were handed in
    papers: frozenset[str] = frozenset()
    #: quantities an officer counted, by name of the unit: "pages", "copies", "quantity"; and amounts, by fee's name
    counted: Mapping[str, int] = {}
    by_hand: Mapping[str, int] = {}


class Line(Struct, frozen=True, omit_defaults=True):
    """Dòng thu: one fee as it is charged. ``full`` before any reduction, ``amount`` what is to be paid; both đồng."""

    kind: Kind
    name: str
    amount: int | None
    full: int | None
    #: how it was worked out, so that anybody can do the sum again
    reckoning: str = ""
    #: of a reduction: its name and basis, and what proves it
    exemption: str = ""
    evidence: str = ""
    #: quantities that are not known yet
    needs: tuple[str, ...] = ()


class Bill(Struct, frozen=True):
    """All lines of one moment of paying."""

    lines: tuple[Line, ...]

    @property
    def total(self) -> int:
        """Sum of what is known, đồng."""
        return sum(line.amount or 0 for line in self.lines)

    @property
    def complete(self) -> bool:
        """Whether every line has its amount."""
        return all(line.amount is not None for line in self.lines)


def read_fee(data: Mapping[str, Any]) -> Fee:
    """A frozen fee from plain data; raises ``msgspec.ValidationError`` with the path."""
    return msgspec.convert(dict(data), Fee, strict=False)


def bill(fees: Sequence[Fee], facts: Facts) -> Bill:
    """What ``fees`` come to under ``facts``."""
    return Bill(tuple(line_of(fee, facts) for fee in fees))


def line_of(fee: Fee, facts: Facts) -> Line:
    """One fee, reckoned and reduced. Without what it depends on: no amount, and what is needed."""
    formula = fee.formula or _plain(fee)
    found = reckon(formula, fee.name, facts)
    if isinstance(found, tuple):
        return Line(fee.kind, fee.name, None, None, needs=found)
    full, reckoning = found.amount, found.words
    best = best_exemption(fee.exemptions, facts)
    if best is None:
        return Line(fee.kind, fee.name, full, full, reckoning)
    return Line(
        fee.kind,
        fee.name,
        reduced(full, best.percent),
        full,
        reckoning,
        exemption=f"{best.name} ({best.basis})",
        evidence=facts.claims.get(best.category) or best.evidence,
    )


class Reckoned(Struct, frozen=True):
    """An amount in đồng and how it came about."""

    amount: int
    words: str


def reckon(formula: Formula, name: str, facts: Facts) -> Reckoned | tuple[str, ...]:
    """The amount before reductions, or the names of the quantities that are missing."""
    if formula.kind == "fixed":
        return Reckoned(formula.amount, "")
    if formula.kind == "by_hand":
        amount = facts.by_hand.get(name)
        return ("amount",) if amount is None or not 0 <= amount <= MOST else Reckoned(amount, "")
    if formula.kind == "per_set":
        return Reckoned(formula.amount * facts.sets, f"{dong(formula.amount)} × {facts.sets} bộ")
    if formula.kind == "by_quantity":
        return _by_quantity(formula, _count("quantity", formula.quantity, facts))
    return _per_page(formula, _count("pages", formula.pages, facts), _count("copies", formula.copies, facts))


def _per_page(formula: Formula, pages: int | None, copies: int | None) -> Reckoned | tuple[str, ...]:
    missing = tuple(unit for unit, count in (("pages", pages), ("copies", copies)) if count is None)
    if pages is None or copies is None:
        return missing
    each = one_copy(formula, pages)
    capped = f", nhiều nhất {dong(formula.cap)}" if formula.cap is not None and each == formula.cap else ""
    words = f"{pages} trang{capped}: {dong(each)} một bản × {copies} bản"
    return Reckoned(each * copies, words)


def one_copy(formula: Formula, pages: int) -> int:
    """What one copy of ``pages`` pages costs: page after page through the tiers, at most the cap."""
    left, begin, total = pages, 0, 0
    for tier in formula.tiers or (Tier(formula.amount),):
        here = left if tier.up_to is None else min(left, tier.up_to - begin)
        total += here * tier.amount
        left -= here
        begin = tier.up_to or begin
        if left == 0:
            break
    return total if formula.cap is None else min(total, formula.cap)


def _by_quantity(formula: Formula, quantity: int | None) -> Reckoned | tuple[str, ...]:
    if quantity is None:
        return ("quantity",)
    tier = next((t for t in formula.tiers if t.up_to is None or quantity <= t.up_to), None)
    price = tier.amount if tier else (formula.tiers[-1].amount if formula.tiers else formula.amount)
    if formula.whole:
        return Reckoned(price, f"số lượng {quantity}: {dong(price)}")
    return Reckoned(price * quantity, f"{dong(price)} × {quantity}")


def _count(unit: str, field: str, facts: Facts) -> int | None:
    """A quantity: as an officer counted it, else as the e-form says; None when nobody told."""
    if unit in facts.counted:
        return _whole(facts.counted[unit])
    if field:
        return _whole(facts.answers.get(field))
    return None


def _whole(value: Any) -> int | None:
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, str):
        if not (value.isascii() and value.isdigit() and len(value) < 8):
            return None
        value = int(value)
    return value if isinstance(value, int) and 0 < value <= MOST_UNITS else None


def _plain(fee: Fee) -> Formula:
    """The formula of a fee that tells only an amount and what it is for."""
    if fee.amount is None:
        return Formula("by_hand")
    if fee.per == "page":
        return Formula("per_page", amount=fee.amount)
    if fee.per == "copy":
        return Formula("by_quantity", amount=fee.amount, quantity="")
    return Formula("per_set" if fee.per == "set" else "fixed", amount=fee.amount)


def best_exemption(exemptions: Sequence[Exemption], facts: Facts) -> Exemption | None:
    """The one that takes off most among those that hold; None when none does."""
    holding = [one for one in exemptions if holds(one, facts)]
    return max(holding, key=lambda one: one.percent, default=None)


def holds(one: Exemption, facts: Facts) -> bool:
    """Whether an exemption holds: claimed, proven, by this channel, on this day."""
    if one.channel and one.channel != facts.channel:
        return False
    if one.valid_from and facts.on < one.valid_from:
        return False
    if one.valid_to and facts.on > one.valid_to:
        return False
    if one.evidence and one.evidence not in facts.papers and not facts.claims.get(one.category):
        return False
    return not one.category or one.category in facts.claims


def reduced(full: int, percent: int) -> int:
    """``full`` less ``percent``, to whole đồng; a half goes to who pays."""
    return full - (full * percent + 50) // 100


def dong(amount: int) -> str:
    """``1500000`` as ``1.500.000 đồng``."""
    return f"{amount:,}".replace(",", ".") + " đồng"
