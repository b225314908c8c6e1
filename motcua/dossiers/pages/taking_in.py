"""Nhận bổ sung tại quầy: what was asked for, laid on the table; ticked, counted, scanned."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from motcua.dossiers.actions.application import PaperSent
from motcua.dossiers.models import PaperRequest
from motcua.dossiers.pages.counter_form import paper_rows, papers_in
from motcua.dossiers.queries import open_request
from motcua.files.public import store_upload
from motcua.kernel.actor import Actor
from motcua.kernel.refusals import Invalid, Refusal

#: key of the empty row, for what the citizen brings beyond what was asked
MORE = "more"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A row of the table of papers, as ``_counter_papers.html`` draws it."""

    key: str
    name: str
    originals: int = 0
    copies: int = 1
    required: bool = True
    present_only: bool = False
    accepts: tuple[str, ...] = ()


def wanted_papers(request: PaperRequest | None) -> list[Wanted]:
    """The papers of the request; one that the procedure does not name gets a key of its own."""
    found: dict[str, Wanted] = {}
    for number, item in enumerate(request.items if request else ()):
        key = item.get("key") or f"item-{number}"
        found.setdefault(key, Wanted(key, item["name"]))
    return list(found.values())


def taking_parts(request: PaperRequest | None, post: QueryDict | None, errors: dict[str, list[str]]) -> dict[str, Any]:
    """What ``_form_taken.html`` draws: the papers asked for, one more, and what is wrong with any."""
    rows = paper_rows(wanted_papers(request), post, errors)
    if post is None:  # the officer ticks what lies on the table; nothing is taken for granted
        rows = [{**row, "handed": False} for row in rows]
    return {
        "papers": rows,
        "more_typed": post.get(f"{MORE}.name", "") if post is not None else "",
        "more_errors": errors.get(f"{MORE}.name", ()),
        "scan_errors": errors.get(f"{MORE}.scan", ()),
        "taken_errors": errors.get("papers", ()),
    }


def taken_in(request: HttpRequest, dossier_id: UUID, *, actor: Actor, at: datetime) -> list[PaperSent]:
    """The papers ticked, with numbers and scans, and one more by the name that was typed."""
    rows = papers_in(request, wanted_papers(open_request(dossier_id)), actor=actor, at=at)
    name = str(request.POST.get(f"{MORE}.name", "")).strip()[:300]
    scan = scan_in(request, f"{MORE}.scan", actor=actor, at=at)
    if scan and not name:
        raise Invalid(_("Có giấy tờ chưa ghi tên."), fields={f"{MORE}.name": [_("Ghi tên giấy tờ.")]})
    return [*rows, PaperSent(MORE, name, scan, copies=1)] if name else rows


def scan_in(request: HttpRequest, name: str, *, actor: Actor, at: datetime) -> UUID | None:
    """The scan sent under ``name``, stored; None when there is none. What is wrong with it is told beside it."""
    upload = request.FILES.get(name)
    if upload is None:
        return None
    try:
        found: UUID = store_upload(upload=upload, accepts=(), actor=actor, at=at).pk
    except Refusal as refusal:
        raise Invalid(
            _("Có tệp quét chưa nhận được."), fields={name: [f"{refusal.message} {refusal.advice}".strip()]}
        ) from refusal
    return found
