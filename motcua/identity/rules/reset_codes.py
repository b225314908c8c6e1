"""Codes that open an account to a new password: short enough to be read out, too short-lived to be guessed."""

import secrets
from datetime import timedelta

#: letters and digits that nobody confuses
CLEAR = "ABCDEFGHKLMNPQRSTUVXY3456789"
LENGTH = 8  #: 28 to the eighth: 4 × 10¹¹
MOST_TRIES = 5
BY_MAIL, BY_OFFICER = timedelta(minutes=15), timedelta(hours=24)


def new_code() -> str:
    """A code as it is told: two groups of four."""
    drawn = "".join(secrets.choice(CLEAR) for _ in range(LENGTH))
    return f"{drawn[:4]}-{drawn[4:]}"


def plain_code(typed: str) -> str:
    """What somebody typed, in one spelling."""
    return "".join(letter for letter in typed.upper() if letter.isalnum())
