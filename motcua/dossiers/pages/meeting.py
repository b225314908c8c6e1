"""One draft on two devices, or in a browser that was offline: who saw what, and what waits where.

Each screen says in its form what it was drawn from (``seen``). What comes back on top of something newer is not
written over it: the person reads both and chooses (``over``).
"""

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from motcua.dossiers.pages.eform import answers
from motcua.dossiers.pages.journey import PARTY_LABELS, Journey
from motcua.dossiers.rules.meeting import differing, seen
from motcua.dossiers.rules.parties import FIELDS
from motcua.dossiers.rules.screens import Screen, one_screen
from motcua.kernel.clock import VIETNAM

#: tells the browser which screen's answers have arrived, so that it forgets what it kept of them
SAVED = "saved"


@dataclass(frozen=True, slots=True)
class Clash:
    """The same screen, changed elsewhere meanwhile."""

    at: datetime
    #: what stands there: label and words of each answer that differs here
    theirs: list[tuple[str, str]]

    @property
    def time(self) -> str:
        """When, as the state line says it."""
        return f"{self.at.astimezone(VIETNAM):%H:%M}"


def seen_on(journey: Journey, here: Screen) -> str:
    """What the screen was drawn from."""
    return seen(_kept(journey), _names(journey, here))


def clash_of(journey: Journey, here: Screen, changes: Mapping[str, Any], request: HttpRequest) -> Clash | None:
    """What ``changes`` would write over without its having been seen; None: nothing."""
    said = request.POST.get("seen", "")
    if not said or request.POST.get("over") or said == seen_on(journey, here):
        return None
    kept = _kept(journey)
    other = differing(kept, _flat(changes))
    return Clash(journey.dossier.saved_at, _words(journey, here, other)) if other else None


def saved_answer(journey: Journey, here: Screen) -> HttpResponse:
    """To a script that saves: what the screen would now be drawn from."""
    return JsonResponse({"seen": seen_on(journey, here)})


def clash_answer(clash: Clash) -> HttpResponse:
    """To a script that saves: what stands there instead."""
    body = {
        "code": "changed-elsewhere",
        "status": 409,
        "title": _("Ở nơi khác, màn hình này vừa được sửa lúc %(time)s.") % {"time": clash.time},
        "theirs": [f"{label}: {words}" for label, words in clash.theirs],
    }
    return JsonResponse(body, status=409, content_type="application/problem+json")


def tell_saved(response: HttpResponse, journey: Journey, here: Screen) -> HttpResponse:
    """``response``, telling the browser that what was typed on this screen has arrived."""
    address = reverse("apply-screen", args=[journey.dossier.id, here.key])
    response.set_cookie(SAVED, quote(address, safe=""), max_age=120, samesite="Lax", path="/")
    return response


def sealing_key(account: UUID | None) -> str:
    """The key with which this person's browser seals what it could not send yet; pages of nobody else carry it."""
    mac = salted_hmac("motcua.dossiers.waiting", str(account), algorithm="sha256").digest()
    return base64.b64encode(mac).decode()


def _names(journey: Journey, here: Screen) -> list[str]:
    if here.kind == "form":
        sections = [section for section in journey.form.sections if section.key == here.section]
        return [f"form.{field.key}" for section in sections for field in section.fields]
    if here.kind == "owner":
        return [f"{who}.{field}" for who in ("owner", "applicant_party") for field in (*FIELDS, "proxy")]
    return ["delivery", "delivery_address"] if here.kind == "delivery" else []


def _kept(journey: Journey) -> dict[str, Any]:
    dossier = journey.dossier
    return _flat({name: getattr(dossier, name) for name in ("form", "owner", "applicant_party")}) | {
        "delivery": dossier.delivery,
        "delivery_address": dossier.delivery_address,
    }


def _flat(changes: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in changes.items():
        found |= {f"{name}.{key}": one for key, one in value.items()} if isinstance(value, dict) else {name: value}
    return found


def _words(journey: Journey, here: Screen, names: list[str]) -> list[tuple[str, str]]:
    dossier = journey.dossier
    if here.kind == "form":
        part = one_screen(journey.form, here.section, journey.answers)
        keys = [name.removeprefix("form.") for name in names]
        told: list[tuple[str, str]] = []
        for section in answers(part, {key: dossier.form.get(key) for key in keys}):
            told += [(label, words) for label, words in section["pairs"]]
            told += [(one["label"], _("%(count)s dòng") % {"count": len(one["rows"])}) for one in section["tables"]]
        return told
    if here.kind == "delivery":
        ways = dict(journey.deliveries)
        both = {"delivery": (_("Cách nhận kết quả"), ways.get(dossier.delivery, ""))}
        both["delivery_address"] = (_("Địa chỉ nhận"), dossier.delivery_address or "…")
        return [both[name] for name in names if name in both]
    parts = [name.partition(".") for name in names]
    pairs = [
        (str(PARTY_LABELS[key]), str(getattr(dossier, who).get(key) or "…"))
        for who, _dot, key in parts
        if key in PARTY_LABELS and key != "kind"
    ]
    return list(dict.fromkeys(pairs))  # who applies for themselves is both parties: said once
