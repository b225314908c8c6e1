"""Mã thanh toán: short enough to type at a bank, and it tells a slip of the finger."""

import re
from collections.abc import Iterable
from secrets import choice

#: without letters and figures that look alike; banks strip everything else from what people write
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
#: before each code, so that it is found in the words of a statement
MARK = "MC"
LENGTH = 8
_CODE = re.compile(rf"{MARK}[{LETTERS}]{{{LENGTH + 1}}}")


def new_payment_code() -> str:
    """A new code, e.g. ``MC7KQ2M9PAX``: eight random letters and one to check them (2^40 codes)."""
    body = "".join(choice(LETTERS) for _ in range(LENGTH))
    return f"{MARK}{body}{check_letter(body)}"


def check_letter(body: str) -> str:
    """One letter that changes when any letter does, or two neighbours change places."""
    # weights are odd, so each is a unit modulo 32: a changed letter always shows; neighbours differ by two,
    # so exchanged neighbours show unless their letters stand sixteen apart
    total = sum((2 * place + 1) * LETTERS.index(letter) for place, letter in enumerate(body))
    return LETTERS[total % len(LETTERS)]


def is_code(text: str) -> bool:
    """Whether ``text`` is a code as we make them."""
    return bool(_CODE.fullmatch(text)) and check_letter(text[len(MARK) : -1]) == text[-1]


def codes_in(text: str) -> list[str]:
    """The codes in what somebody wrote for the bank, in order: spaces, dots and small letters do not matter."""
    plain = re.sub(r"[^A-Z0-9]", "", text.upper())
    return list(dict.fromkeys(_valid(plain)))


def _valid(plain: str) -> Iterable[str]:
    for begin in range(len(plain)):
        piece = plain[begin : begin + len(MARK) + LENGTH + 1]
        if piece.startswith(MARK) and is_code(piece):
            yield piece
