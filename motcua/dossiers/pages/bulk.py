"""Several dossiers at one press: each in its own transaction, with a report of what was not done and why."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from motcua.dossiers.actions.assign import assign
from motcua.dossiers.actions.forward import forward
from motcua.dossiers.models import Dossier
from motcua.dossiers.pages.asking import actor_in, way_back
from motcua.dossiers.pages.doing import only_way_on, sign, uuid_in
from motcua.dossiers.queries import dossier_for, open_steps, process_of
from motcua.kernel.actor import Actor
from motcua.kernel.clock import now
from motcua.kernel.refusals import Invalid, NotNow, Refusal
from motcua.organizations.public import access
from motcua.work.public import may_act

MOST = 100
One = Callable[[UUID, int | None, Actor, datetime], Dossier]


@access("dossiers.desk")
@require_POST
def bulk(request: HttpRequest) -> HttpResponse:
    """Do one act with all that were ticked; the report is shown once, on the page that it came from."""
    verb = str(request.POST.get("viec", ""))
    officer = uuid_in(request.POST.get("officer", ""))
    acts: dict[str, One] = {"chuyen": _forward, "ky": _sign, "phan-cong": lambda *given: _assign(officer, *given)}
    chosen = [str(value) for value in request.POST.getlist("chon")[:MOST]]
    if verb not in acts or not chosen:
        report: dict[str, object] = {
            "done": [],
            "failed": [],
            "word": _("Bạn chưa chọn hồ sơ nào. Đánh dấu ở đầu mỗi dòng rồi bấm lại."),
        }
    else:
        report = _report(acts[verb], chosen, actor_in(request))
    request.session["bulk_report"] = report
    return HttpResponseRedirect(way_back(request, reverse("desk")))


def _report(one: One, chosen: list[str], actor: Actor) -> dict[str, object]:
    done: list[str] = []
    failed: list[dict[str, str]] = []
    codes = _codes(chosen)
    for value in chosen:
        dossier_id, revision = _read(value)
        if dossier_id is None:
            continue
        code = codes.get(dossier_id, "")
        try:
            one(dossier_id, revision, actor, now())
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


def _forward(dossier_id: UUID, revision: int | None, actor: Actor, at: datetime) -> Dossier:
    dossier = dossier_for(dossier_id, actor)
    if dossier.matter is None:
        raise NotNow(_("Hồ sơ này chưa được nộp."))
    action = only_way_on(dossier, actor)
    return forward(dossier_id=dossier_id, action=action, actor=actor, at=at, revision=revision)


def _sign(dossier_id: UUID, revision: int | None, actor: Actor, at: datetime) -> Dossier:
    return sign(dossier_id=dossier_id, actor=actor, at=at, revision=revision)


def _assign(officer: UUID | None, dossier_id: UUID, revision: int | None, actor: Actor, at: datetime) -> Dossier:
    """Give the step to the officer; at the head's own desk this hands the dossier on to them."""
    if officer is None:
        raise Invalid(_("Bạn chưa chọn người xử lý."))
    dossier = dossier_for(dossier_id, actor)
    steps = open_steps(dossier)
    if not steps or dossier.matter is None:
        raise NotNow(_("Hồ sơ này không còn bước nào đang mở."))
    step = steps[0]
    if step.role == "division_head" and may_act(step, actor) and not _at_review(dossier, step.node):
        action = only_way_on(dossier, actor)
        given = {"dossier_id": dossier_id, "actor": actor, "at": at, "revision": revision}
        return forward(**given, action=action, officer_id=officer, step_id=step.id)  # type: ignore[arg-type]
    return assign(dossier_id=dossier_id, step_id=step.id, officer_id=officer, actor=actor, at=at, revision=revision)


def _at_review(dossier: Dossier, node: str) -> bool:
    """Whether the head's step looks at finished work, and does not hand it out."""
    assert dossier.matter is not None
    process = process_of(dossier.matter.process_id)
    return all(process.step(action.to).role != "specialist" for action in process.step(node).actions if not action.back)
