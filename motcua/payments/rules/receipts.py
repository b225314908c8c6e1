"""Biên lai điện tử: what a receipt says, as it is frozen and printed. Pure.

Contents after Nghị định 123/2020/NĐ-CP (amended by Nghị định 70/2025/NĐ-CP): name, form, series, number; who collects;
who pays; each line with its amount in figures and letters; how it was paid; day; code of the dossier; look-up code.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from secrets import choice
from typing import Any

import msgspec
from msgspec import Struct

from motcua.payments.rules.codes import LETTERS
from motcua.payments.rules.fees import dong
from motcua.payments.rules.in_letters import amount_in_words

BOOKS = ("fee", "duty")


class ReceiptLine(Struct, frozen=True):
    """One line: its name, the reckoning, the amount as printed."""

    name: str
    reckoning: str
    amount: str


class ReceiptData(Struct, frozen=True, kw_only=True):
    """What the template draws."""

    name: str
    form: str
    series: str
    number: str
    above: str
    agency: str
    agency_code: str
    place: str
    payer: str
    payer_number: str
    payer_address: str
    lines: list[ReceiptLine]
    total: str
    in_words: str
    how: str
    dossier_code: str
    issued_at: str
    day: str
    month: str
    year: str
    collector: str
    lookup_code: str
    verify_url: str
    replaces: str = ""

    def plain(self) -> dict[str, Any]:
        """As it is stored."""
        data: dict[str, Any] = msgspec.to_builtins(self)
        return data


def lines_of(book: str, lines: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The lines of one book that cost something."""
    return [line for line in lines if line["kind"] == book and line["amount"]]


def printed_lines(lines: Sequence[Mapping[str, Any]]) -> list[ReceiptLine]:
    """Lines as they are printed; a reduction is told with its basis."""
    return [
        ReceiptLine(
            str(line["name"]),
            "; ".join(filter(None, (str(line.get("reckoning") or ""), str(line.get("exemption") or "")))),
            dong(line["amount"]),
        )
        for line in lines
    ]


def sum_words(amount: int) -> tuple[str, str]:
    """An amount in figures and in letters."""
    return dong(amount), amount_in_words(amount)


def number_written(number: int) -> str:
    """``12`` as ``0000012``: seven figures."""
    return f"{number:07d}"


def series_of(figure: Mapping[str, Any], book: str, at: datetime) -> tuple[str, str, str]:
    """Name, form and series of ``book`` in the year of ``at``."""
    told = figure[book]
    return str(told["name"]), str(told["form"]), str(told["series"]).format(year=at.year % 100)


def new_lookup_code() -> str:
    """Twelve letters (2^60): nobody guesses another's receipt."""
    return "".join(choice(LETTERS) for _ in range(12))
