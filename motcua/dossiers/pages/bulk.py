"""Several dossiers at one press: each in its own transaction, with a report of what was not done and why."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from motcua.dossiers.models import Dossier
from motcua.dossiers.pages.act import Act
from motcua.dossiers.pages.acts import TABLE
from motcua.dossiers.pages.asking import actor_in, way_back
from motcua.dossiers.pages.doing import uuid_in
from motcua.kernel.actor import Actor
from motcua.kernel.clock import now
from motcua.kernel.refusals import Refusal
from motcua.organizations.public import access

MOST = 100


@access("dossiers.desk")
@require_POST
def bulk(request: HttpRequest) -> HttpResponse:
    """Do one act with all that were ticked; the report is shown once, on the page that it came from."""
    verb = str(request.POST.get("viec", ""))
    act = next((act for act in TABLE if act.many and act.slug == verb), None)
    chosen = [str(value) for value in request.POST.getlist("chon")[:MOST]]
    if act is None or not chosen:
        report: dict[str, object] = {
            "done": [],
            "failed": [],
            "word": _("Bạn chưa chọn hồ sơ nào. Đánh dấu ở đầu mỗi dòng rồi bấm lại."),
        }
    else:
        report = _report(act, uuid_in(str(request.POST.get("officer", ""))), chosen, actor_in(request))
    request.session["bulk_report"] = report
    return HttpResponseRedirect(way_back(request, reverse("desk")))


def _report(act: Act, officer: UUID | None, chosen: list[str], actor: Actor) -> dict[str, object]:
    done: list[str] = []
    failed: list[dict[str, str]] = []
    codes = _codes(chosen)
    assert act.many is not None
    for value in chosen:
        dossier_id, revision = _read(value)
        if dossier_id is None:
            continue
        code = codes.get(dossier_id, "")
        try:
            given = {"dossier_id": dossier_id, "actor": actor, "at": now(), "revision": revision}
            act.many.do(given, officer)
            done.append(code)
        except Refusal as refusal:
            why = " ".join([refusal.message, *(text for texts in refusal.fields.values() for text in texts)])
            failed.append({"code": code, "id": str(dossier_id), "why": why, "advice": refusal.advice})
    return {"done": done, "failed": failed, "word": ""}


def _codes(chosen: list[str]) -> dict[UUID, str]:
    ids = [found for value in chosen if (found := _read(value)[0])]
    return {pk: code or "" for pk, code in Dossier.objects.filter(id__in=ids).values_list("id", "code")}


def _read(value: str) -> tuple[UUID | None, int | None]:
    name, _dot, revision = value.partition(".")
    return uuid_in(name), int(revision) if revision.isascii() and revision.isdigit() and len(revision) < 10 else None
