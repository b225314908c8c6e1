"""What a profile must look like, so that the forms prefilled from it are right."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from typing import Any

from motcua.identity.rules.names import phone_problem, plain_phone
from motcua.kernel.sentences import Sentence

CITIZEN, ORGANISATION = "citizen", "organisation"
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
_NAME = re.compile(r"[^\d\W][^\d_<>{}]*", re.UNICODE)
#: Nobody in the population database was born earlier.
_OLDEST = date(1900, 1, 1)


def plain_profile(typed: Mapping[str, Any]) -> dict[str, Any]:
    """``typed`` with blanks trimmed, numbers without separators, text in NFC."""
    tidy = {key: _tidy(value) for key, value in typed.items()}
    if tidy.get("identity_number"):
        tidy["identity_number"] = re.sub(r"[\s.-]", "", tidy["identity_number"])
    if tidy.get("phone"):
        tidy["phone"] = plain_phone(tidy["phone"])
    return tidy


def profile_problems(profile: Mapping[str, Any], today: date) -> dict[str, list[str]]:
    """Field → what is wrong with it and what to do, in words. Empty fields are fine, but for the name."""
    kind = profile.get("kind") or CITIZEN
    found = {
        "full_name": full_name_problem(profile.get("full_name") or "", kind),
        "identity_number": identity_number_problem(profile.get("identity_number") or "", kind),
        "date_of_birth": date_of_birth_problem(profile.get("date_of_birth"), today),
        "phone": phone_problem(profile["phone"]) if profile.get("phone") else "",
        "email": _email_problem(profile.get("email") or ""),
    }
    return {field: [problem] for field, problem in found.items() if problem}


def full_name_problem(name: str, kind: str) -> str:
    """A name is there; that of a citizen has no digits."""
    if not name:
        return "Hãy nhập họ và tên." if kind == CITIZEN else "Hãy nhập tên tổ chức, doanh nghiệp."
    if len(name) > 200:
        return "Tên dài quá 200 ký tự."
    if kind == CITIZEN and not _NAME.fullmatch(name):
        return "Họ và tên chỉ gồm chữ, viết như trên căn cước của bạn."
    return ""


def identity_number_problem(number: str, kind: str) -> str:
    """A citizen has a personal identification number of 12 digits (Luật Căn cước 2023, Điều 12).

    An organisation has a tax code of 10 digits, a dependent unit of 13 (Thông tư 86/2024/TT-BTC, Điều 5).
    """
    if not number:
        return ""
    if kind == CITIZEN and not re.fullmatch(r"[0-9]{12}", number):
        return Sentence(
            "Số định danh cá nhân (số căn cước) gồm đúng 12 chữ số; bạn đã nhập %(count)s ký tự.",
            count=len(number),
        )
    if kind == ORGANISATION and not re.fullmatch(r"[0-9]{10}(?:[0-9]{3})?", number):
        return Sentence(
            "Mã số thuế gồm 10 chữ số, hoặc 13 chữ số với đơn vị phụ thuộc; bạn đã nhập %(count)s ký tự.",
            count=len(number),
        )
    return ""


def masked(number: str) -> str:
    """``number`` as it is shown: four digits, stars, two digits; a short one in stars alone."""
    if len(number) < 8:
        return "*" * len(number)
    return number[:4] + "*" * (len(number) - 6) + number[-2:]


def date_of_birth_problem(day: date | None, today: date) -> str:
    """Nobody is born tomorrow."""
    if day is None:
        return ""
    if day > today:
        return "Ngày sinh không thể ở tương lai."
    if day < _OLDEST:
        return "Hãy kiểm tra lại năm sinh."
    return ""


def _email_problem(email: str) -> str:
    if email and not _EMAIL.fullmatch(email):
        return "Hãy nhập địa chỉ thư đầy đủ, ví dụ: ten@thu.vn."
    return ""


def _tidy(value: Any) -> Any:
    return " ".join(unicodedata.normalize("NFC", value).split()) if isinstance(value, str) else value
