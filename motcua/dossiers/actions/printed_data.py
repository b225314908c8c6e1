"""What is printed on a form of the one-stop, gathered from the dossier when the form is issued and frozen then."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.conf import settings

from motcua.dossiers.models import Dossier, Sequence
from motcua.dossiers.queries import definition_of, papers_of
from motcua.dossiers.rules.lifecycle import SUBMITTED
from motcua.dossiers.rules.printed import Head, Party
from motcua.dossiers.rules.terms import limit_words
from motcua.kernel.actor import Actor
from motcua.kernel.clock import VIETNAM, day_of
from motcua.organizations.public import Unit
from motcua.procedures.public import Definition

Extra = dict[str, Any]


def head_of(
    dossier: Dossier, unit: Unit, *, number: str, at: datetime, form: str, token: str, paper: str = "a4"
) -> Head:
    """The head of a paper that ``unit`` issues about the dossier."""
    above = unit.parent.name if unit.parent else ""
    return {
        "above": above,
        "agency": unit.name,
        "number": number,
        "place": "Khánh Hòa" if unit.agency.startswith("H32") else unit.short_name,
        "date": day_of(at).isoformat(),
        "form": form,
        "paper": "a5" if paper == "a5" else "a4",
        "dossier_code": dossier.code or "",
        "lookup_key": dossier.lookup_key,
        "verify_url": verify_url(token),
    }


def verify_url(token: str) -> str:
    """What the QR opens."""
    return f"{settings.PUBLIC_URL}/kiem-tra/{token}/"


def body_of(purpose: str, dossier: Dossier, extra: Extra, *, actor: Actor, at: datetime) -> Extra:
    """Everything below the head."""
    definition = definition_of(dossier.version_id)
    common = {"party": party_of(dossier), "procedure": definition.name, "summary": dossier.summary}
    return common | _BODIES[purpose](dossier, definition, extra, actor, at)


def party_of(dossier: Dossier) -> Party:
    """The owner, as printed."""
    owner = dossier.owner
    return {
        "name": dossier.owner_name,
        "address": str(owner.get("address", "")),
        "phone": str(owner.get("phone", "")),
        "email": str(owner.get("email", "")),
    }


def moment(at: datetime | None) -> str:
    """ISO, Việt Nam's time; empty when there is none."""
    return at.astimezone(VIETNAM).isoformat() if at else ""


def _slip(dossier: Dossier, definition: Definition, extra: Extra, actor: Actor, at: datetime) -> Extra:
    case = definition.case(dossier.case)
    way = next(way for way in case.channels if way.channel == dossier.channel)
    day = day_of(at)
    entry = Sequence.objects.filter(agency=dossier.agency, purpose=f"slip:{day:%Y}").values_list("last", flat=True)
    delivery = str(dossier.get_delivery_display())
    return {
        "reception": dossier.reception_unit.name,
        "papers": [
            {"name": paper.name, "originals": paper.originals, "copies": paper.copies}
            for paper in papers_of(dossier.id)
        ],
        "sets": dossier.sets,
        "limit": limit_words(way.limit),
        "received_at": moment(dossier.received_at),
        "due_at": moment(dossier.due_at),
        "delivery": f"{delivery}: {dossier.delivery_address}" if dossier.delivery_address else delivery,
        "fees": [{"name": line["name"], "amount": _amount(line)} for line in dossier.fees],
        "book": f"{day:%Y}",
        "entry": str(entry.first() or ""),
        "applicant": str(dossier.applicant_party.get("full_name", dossier.owner_name)),
        "officer": actor.name,
    }


def _papers_request(dossier: Dossier, definition: Definition, extra: Extra, actor: Actor, at: datetime) -> Extra:
    return {
        "stage": "Tiếp nhận" if dossier.sub_status == "before_reception" else "Thẩm định",
        "items": [{"name": i["name"], "defect": i["defect"], "advice": i.get("advice", "")} for i in extra["items"]],
        "reason": extra.get("reason", ""),
        "basis": "",
        "answer_by": extra["answer_by"],
        "contact": actor.name,
        "contact_phone": dossier.reception_unit.phone,
        "approver": "",
        "officer": actor.name,
    }


def _refusal(dossier: Dossier, definition: Definition, extra: Extra, actor: Actor, at: datetime) -> Extra:
    return {
        "reasons": [line for line in str(extra["reason"]).splitlines() if line.strip()],
        "basis": "",
        "advice": "",
        "applicant": str(dossier.applicant_party.get("full_name", dossier.owner_name)),
        "officer": actor.name,
    }


def _apology(dossier: Dossier, definition: Definition, extra: Extra, actor: Actor, at: datetime) -> Extra:
    return {
        **_capacity(actor),
        "received_at": moment(dossier.received_at),
        "original_due_at": extra["due_before"],
        "reason": extra["reason"],
        "new_due_at": extra["due_after"],
        "extension": 1,
    }


def _stop_notice(dossier: Dossier, definition: Definition, extra: Extra, actor: Actor, at: datetime) -> Extra:
    return {
        **_capacity(actor),
        "asked_at": moment(at),
        "reason": extra["reason"],
        "stage": "Tiếp nhận" if dossier.received_at is None or dossier.status == SUBMITTED else "Thẩm định",
        "decision": "Dừng giải quyết hồ sơ",
        "fees": "",
    }


def _capacity(actor: Actor) -> Extra:
    title = next((post.title for post in actor.posts if post.title), "")
    return {"capacity": [title.upper()] if title else [], "signer": actor.name}


def _amount(line: dict[str, Any]) -> str:
    if line["amount"] is None:
        return line["note"] or "Theo quy định"
    return "Miễn" if line["amount"] == 0 else f"{line['amount']:,}".replace(",", ".") + " đồng"


_BODIES: dict[str, Callable[[Dossier, Definition, Extra, Actor, datetime], Extra]] = {
    "slip": _slip,
    "papers_request": _papers_request,
    "refusal": _refusal,
    "apology": _apology,
    "stop_notice": _stop_notice,
}
