"""Who asks, when, and where to go back to: what every page of an officer reads from a request."""

from datetime import datetime
from typing import cast

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext, gettext_noop

from motcua.dossiers.models import Dossier
from motcua.dossiers.rules.lateness import Standing, Term, term_of
from motcua.kernel.actor import Actor
from motcua.kernel.clock import VIETNAM
from motcua.kernel.law import law
from motcua.organizations.public import calendar_of

TONES = {
    Standing.NO_TERM: "neutral",
    Standing.WAITING: "waiting",
    Standing.ON_TIME: "doing",
    Standing.DUE_SOON: "soon",
    Standing.LATE: "late",
    Standing.ENDED_EARLY: "ok",
    Standing.ENDED_ON_TIME: "ok",
    Standing.ENDED_LATE: "late",
}
STATUS_TONES = {5: "waiting", 6: "waiting", 7: "waiting", 9: "ok", 10: "ok", 2: "doing", 4: "doing", 1: "soon"}
ROLE_NAMES = {
    "reception": gettext_noop("Bộ phận tiếp nhận"),
    "coordinator": gettext_noop("Điều phối"),
    "division_head": gettext_noop("Lãnh đạo phòng"),
    "specialist": gettext_noop("Chuyên viên"),
    "leader": gettext_noop("Lãnh đạo cơ quan"),
    "registry_clerk": gettext_noop("Văn thư"),
    "centre_leader": gettext_noop("Lãnh đạo trung tâm"),
}


def role_name(role: str) -> str:
    """Whose work it is, in the reader's language."""
    return gettext(ROLE_NAMES.get(role, role))


def actor_in(request: HttpRequest) -> Actor:
    """The person who asks, in their posts."""
    return cast(Actor, request.actor)  # type: ignore[attr-defined]


def way_back(request: HttpRequest, default: str) -> str:
    """Where to go after the act: an address of our own from the field ``ve``, else ``default``."""
    wanted = str(request.POST.get("ve") or request.GET.get("ve") or "")
    if wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None):
        return wanted
    return default


def revision_in(request: HttpRequest) -> int | None:
    """The revision of the dossier that the person saw; None where the form did not say."""
    text = str(request.POST.get("revision", ""))
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def term(due_at: datetime | None, unit_id: int, now: datetime, *, waiting: bool, ended: datetime | None = None) -> Term:
    """How a moment stands against the working calendar of the unit."""
    soon = law("dossiers.due_soon_hours", on=now.astimezone(VIETNAM).date())
    return term_of(
        due_at=due_at, ended_at=ended, waiting=waiting, now=now, calendar=calendar_of(unit_id), soon_hours=soon
    )


def term_of_dossier(dossier: Dossier, now: datetime) -> Term:
    """How the dossier stands against its appointed time."""
    paused = dossier.matter is not None and dossier.matter.clock == "paused"
    return term(dossier.due_at, dossier.competent_unit_id, now, waiting=paused, ended=dossier.ended_at)
