"""From what the specialist filled in to the data of the paper (shapes in ``printed_results``)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from motcua.kernel.days import day_in_words, read_day

Content = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class About:
    """What a result says of its dossier."""

    owner: str
    requester: str
    procedure: str
    received_at: str  #: moment
    agency: str
    day: str
    signer: str
    capacity: list[str]
    form: Mapping[str, Any]  #: answers of the e-form


def result_body(key: str, content: Content, about: About) -> dict[str, Any]:
    """Everything below the head of the result ``key``."""
    common = {
        "capacity": about.capacity,
        "signer": about.signer,
        "recipients": ["Như trên", "Lưu: VT"],
        "addressee": about.owner,
    }
    return common | _BODIES[key](content, about)


def _text(content: Content, key: str) -> str:
    return str(content.get(key) or "")


def _lines(content: Content, key: str) -> list[str]:
    value = content.get(key) or []
    return [str(line) for line in (value if isinstance(value, list) else str(value).splitlines()) if str(line).strip()]


def _general(content: Content, about: About) -> dict[str, Any]:
    return {"subject": _text(content, "subject"), "paragraphs": _lines(content, "paragraphs")}


def _negative(content: Content, about: About) -> dict[str, Any]:
    return {
        "subject": f"không giải quyết hồ sơ “{about.procedure}”",
        "received_at": about.received_at,
        "procedure": about.procedure,
        "reasons": _lines(content, "reasons"),
        "basis": _text(content, "basis"),
        "advice": _text(content, "advice"),
    }


def _birth(content: Content, about: About) -> dict[str, Any]:
    return {
        "book": _text(content, "book"),
        "child": {
            "full_name": _text(content, "child_name"),
            "sex": _text(content, "child_sex"),
            "date_of_birth": _text(content, "child_date_of_birth"),
            "date_in_words": _day_in_words(_text(content, "child_date_of_birth")),
            "place_of_birth": _text(content, "child_place_of_birth"),
            "ethnicity": _text(content, "child_ethnicity"),
            "nationality": _text(content, "child_nationality"),
            "identity_number": _text(content, "child_identity_number"),
            "hometown": _text(content, "child_hometown"),
        },
        "mother": _parent(content, "mother"),
        "father": _parent(content, "father"),
        "requester": about.requester,
        "requester_document": _text(content, "requester_document"),
        "office": about.agency,
        "registered_on": about.day,
    }


def _day_in_words(text: str) -> str:
    day = read_day(text)
    return day_in_words(day) if day else ""


def _parent(content: Content, who: str) -> dict[str, str]:
    return {
        "full_name": _text(content, f"{who}_name"),
        "year_of_birth": _text(content, f"{who}_birth")[:4],
        "ethnicity": _text(content, f"{who}_ethnicity"),
        "nationality": _text(content, f"{who}_nationality"),
        "residence": _text(content, f"{who}_residence"),
    }


def _advertising(content: Content, about: About) -> dict[str, Any]:
    return {
        "subject": "tiếp nhận thông báo sản phẩm quảng cáo",
        "received_at": about.received_at,
        **{key: _text(content, key) for key in ("content", "size", "quantity", "first_day", "last_day", "basis")},
        "places": _lines(content, "places"),
        "conditions": _lines(content, "conditions"),
    }


def _sport(content: Content, about: About) -> dict[str, Any]:
    keys = ("name", "business_code", "address", "phone", "representative", "sport", "basis")
    return {
        **{key: _text(content, key) for key in keys},
        "places": _lines(content, "places"),
        "conditions": _lines(content, "conditions"),
        "issue": "01",
    }


def _performance(content: Content, about: About) -> dict[str, Any]:
    keys = ("programme", "organiser", "responsible", "performers", "basis")
    day, time = _text(content, "show_day"), _text(content, "show_time")
    works = about.form.get("show_works") or []
    return {
        "subject": f"chấp thuận tổ chức biểu diễn “{_text(content, 'programme')}”",
        **{key: _text(content, key) for key in keys},
        "shows": [{"at": f"{day}T{time}:00+07:00", "place": _text(content, "show_place"), "duration": ""}],
        "works": [
            {
                "name": str(work.get("title", "")),
                "author": str(work.get("author", "")),
                "performer": str(work.get("performer", "")),
            }
            for work in works
        ],
        "conditions": _lines(content, "conditions"),
    }


def _register_copy(content: Content, about: About) -> dict[str, Any]:
    parts = [line.partition(":") for line in _lines(content, "lines")]
    return {
        "name": _text(content, "name"),
        "register": _text(content, "register"),
        "register_number": _text(content, "register_number"),
        "lines": [{"label": label.strip(), "value": value.strip()} for label, _, value in parts],
        "original_signer": "",
        "original_capacity": "",
        "copy_number": "",
        "copy_book": "",
        "copied_on": about.day,
    }


_BODIES: dict[str, Callable[[Content, About], dict[str, Any]]] = {
    "general": _general,
    "negative": _negative,
    "birth_certificate": _birth,
    "advertising_notice": _advertising,
    "sports_business": _sport,
    "performance_approval": _performance,
    "certified_copy": _register_copy,
}
