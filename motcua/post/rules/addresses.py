"""Địa chỉ: where a parcel goes or is fetched, and what is wrong with it. Pure."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from motcua.post.rules.prices import Zone

#: chosen in place of a commune when the place lies in another province
ELSEWHERE = "khac"
FIELDS = ("name", "phone", "street", "commune", "elsewhere")
LONGEST = {"name": 100, "phone": 20, "street": 150, "commune": 20, "elsewhere": 150}
_MOBILE = re.compile(r"0[35789]\d{8}")
_LANDLINE = re.compile(r"02\d{9}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Who and where. ``commune``: code of a commune of the province, or ELSEWHERE with its name in ``elsewhere``.

    ``line``: an address of one line, as systems and counters give it; then the rest may be empty.
    """

    name: str = ""
    phone: str = ""
    street: str = ""
    commune: str = ""
    elsewhere: str = ""
    line: str = ""

    @property
    def zone(self) -> Zone:
        """Inside the province unless it says otherwise."""
        return "outside" if self.commune == ELSEWHERE else "inside"

    def as_json(self) -> dict[str, str]:
        """What is kept; nothing of what is empty."""
        found = {name: getattr(self, name) for name in (*FIELDS, "line")}
        return {name: value for name, value in found.items() if value}


def read_address(told: Mapping[str, Any]) -> Address:
    """From what was typed or kept: spaces put right, cut to what is kept; the telephone in figures alone."""
    found = {name: " ".join(str(told.get(name) or "").split())[: LONGEST[name]] for name in FIELDS}
    found["phone"] = plain_phone(found["phone"])
    return Address(**found, line=str(told.get("line") or "")[:300])


def plain_phone(text: str) -> str:
    """``+84 905.000.017`` → ``0905000017``."""
    kept = re.sub(r"[^\d+]", "", text)
    return "0" + kept[3:] if kept.startswith("+84") else kept


def problems_of(address: Address, communes: Collection[str]) -> dict[str, str]:
    """What is wrong, by field: the key of a sentence of ``SENTENCES``. ``communes``: codes of the province."""
    if address.line and not address.street:
        return {}
    found = {}
    if len(address.name) < 2 or not any(letter.isalpha() for letter in address.name):
        found["name"] = "name"
    if not (_MOBILE.fullmatch(address.phone) or _LANDLINE.fullmatch(address.phone)):
        found["phone"] = "phone"
    if len(address.street) < 3:
        found["street"] = "street"
    if address.commune == ELSEWHERE:
        if len(address.elsewhere) < 6 or "," not in address.elsewhere:
            found["elsewhere"] = "elsewhere"
    elif address.commune not in communes:
        found["commune"] = "commune"
    return found


SENTENCES = {
    "name": "Ghi họ tên người giao, nhận với bưu tá.",
    "phone": "Ghi số điện thoại mà bưu tá gọi được: 10 chữ số, bắt đầu bằng 0.",
    "street": "Ghi số nhà, tên đường, hoặc thôn, tổ dân phố.",
    "commune": "Chọn xã, phường.",
    "elsewhere": "Ghi xã, phường và tỉnh, cách nhau bằng dấu phẩy. Ví dụ: phường Bến Thành, TP. Hồ Chí Minh.",
}


def written(address: Address, communes: Mapping[str, str], province: str) -> str:
    """The address in one line, as on an envelope."""
    if address.line and not address.street:
        return address.line
    place = address.elsewhere
    if address.commune != ELSEWHERE:
        place = f"{communes.get(address.commune, '')}, {province}".strip(", ")
    return ", ".join(part for part in (address.name, address.phone, address.street, place) if part)
