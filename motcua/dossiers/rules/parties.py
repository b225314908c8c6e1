"""Chủ hồ sơ, người nộp: what must be known of a party, and what is wrong with it, in words."""

import re
from collections.abc import Mapping
from typing import Any, Final

from motcua.identity.public import identity_number_problem
from motcua.kernel.days import read_day

#: what is kept of a party
FIELDS: Final = ("kind", "full_name", "identity_number", "date_of_birth", "address", "phone", "email")
#: key of the paper that proves that somebody may submit for the owner
PROXY_PROOF: Final = "nop-thay"
PROXY_PROOF_NAME: Final = "Giấy tờ chứng minh bạn được nộp thay (văn bản ủy quyền, giấy giới thiệu …)"

NO_DAY: Final = "Ngày này không có; hãy viết ngày/tháng/năm, ví dụ 09/03/1990."

_PHONE = re.compile(r"(\+84|0)\d{8,10}")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")


def party_problems(party: Mapping[str, Any], prefix: str) -> dict[str, list[str]]:
    """``{prefix.field: [message]}``; a name and an identity number are needed to know who it is."""
    organisation = party.get("kind") == "organisation"
    number = re.sub(r"[\s.-]", "", str(party.get("identity_number") or ""))
    phone = re.sub(r"[\s.-]", "", str(party.get("phone") or ""))
    born = str(party.get("date_of_birth") or "").strip()
    email = str(party.get("email") or "").strip()
    found = {
        "full_name": "" if str(party.get("full_name") or "").strip() else _name_missing(organisation),
        "identity_number": identity_number_problem(number, "organisation" if organisation else "citizen")
        if number
        else _number_missing(organisation),
        "date_of_birth": "" if not born or read_day(born) else NO_DAY,
        "phone": "" if not phone or _PHONE.fullmatch(phone) else "Ghi số điện thoại Việt Nam, ví dụ 0901 234 567.",
        "email": "" if not email or _EMAIL.fullmatch(email) else "Ghi địa chỉ thư đầy đủ, ví dụ ten@thu.vn.",
    }
    return {f"{prefix}.{field}": [problem] for field, problem in found.items() if problem}


def proxy_problems(owner: Mapping[str, Any], applicant: Mapping[str, Any]) -> dict[str, list[str]]:
    """What is wrong when somebody submits for another; nothing for one who submits for themselves."""
    if not applicant.get("proxy"):
        return {}
    found = party_problems(applicant, "applicant")
    same = str(owner.get("identity_number") or "") == str(applicant.get("identity_number") or "")
    if same and str(owner.get("identity_number") or "") and "owner.full_name" not in found:
        found["owner.full_name"] = ["Đây là thông tin của chính bạn. Ghi người hoặc tổ chức mà bạn nộp thay."]
    return found


def initials(name: str) -> str:
    """A name that only those recognise who know it: "N. T. H."."""
    return " ".join(f"{word[0].upper()}." for word in name.split() if word)


def _name_missing(organisation: bool) -> str:
    return "Ghi tên tổ chức, doanh nghiệp." if organisation else "Ghi họ và tên như trên căn cước."


def _number_missing(organisation: bool) -> str:
    return "Ghi mã số thuế." if organisation else "Ghi số căn cước, gồm 12 chữ số."
