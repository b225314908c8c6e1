"""VietQR: the text of a QR that every banking app in Việt Nam reads (EMVCo merchant-presented mode, NAPAS 24/7).

Tag, length in two figures, value; the last is a CRC-16/CCITT-FALSE over all before it with its own tag and length.
"""

import re
import unicodedata
from dataclasses import dataclass

NAPAS = "A000000727"
TO_ACCOUNT, TO_CARD = "QRIBFTTA", "QRIBFTTC"
DONG = "704"
#: letters that a bank keeps of what is written with a transfer
MOST_PURPOSE = 25


@dataclass(frozen=True, slots=True)
class BankAccount:
    """Tài khoản thụ hưởng: the bank's six figures at NAPAS, the number, whose it is."""

    bank: str
    number: str
    holder: str = ""
    bank_name: str = ""

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[0-9]{6}", self.bank):
            raise ValueError(f"a bank has six figures at NAPAS: {self.bank!r}")
        if not re.fullmatch(r"[0-9A-Za-z]{1,19}", self.number):
            raise ValueError(f"no number of an account: {self.number!r}")


def vietqr(
    account: BankAccount,
    *,
    amount: int | None = None,
    purpose: str = "",
    bill: str = "",
    service: str = TO_ACCOUNT,
) -> str:
    """The text of the QR. ``amount`` in đồng; None: a fixed QR, into which the payer types the amount."""
    if amount is not None and not 0 < amount < 10**13:
        raise ValueError(f"not an amount for a QR: {amount}")
    beneficiary = _field("00", account.bank) + _field("01", account.number)
    more = (_field("01", bill) if bill else "") + (_field("08", plain_letters(purpose)) if purpose else "")
    text = (
        _field("00", "01")
        + _field("01", "11" if amount is None else "12")
        + _field("38", _field("00", NAPAS) + _field("01", beneficiary) + _field("02", service))
        + _field("53", DONG)
        + (_field("54", str(amount)) if amount is not None else "")
        + _field("58", "VN")
        + (_field("62", more) if more else "")
        + "6304"
    )
    return f"{text}{crc(text):04X}"


def _field(tag: str, value: str) -> str:
    if len(value) > 99:
        raise ValueError(f"the value of {tag} is longer than its length can tell")
    return f"{tag}{len(value):02d}{value}"


def crc(text: str) -> int:
    """CRC-16/CCITT-FALSE: polynomial 0x1021, begun with 0xFFFF."""
    value = 0xFFFF
    for byte in text.encode("ascii"):
        value ^= byte << 8
        for _ in range(8):
            value = (value << 1 ^ 0x1021 if value & 0x8000 else value << 1) & 0xFFFF
    return value


def plain_letters(text: str) -> str:
    """What banks keep: letters without marks, figures, spaces; at most :data:`MOST_PURPOSE`."""
    bare = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    kept = re.sub(r"[^A-Za-z0-9 ]", "", "".join(c for c in bare if not unicodedata.combining(c)))
    return " ".join(kept.split())[:MOST_PURPOSE].strip()
