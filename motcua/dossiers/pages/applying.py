"""``/nop-ho-so/don/<draft>/<screen>/``: one matter a screen, saved with every key and every step."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from motcua.dossiers.actions.renew_draft import renew_draft
from motcua.dossiers.actions.save_draft import discard_draft, save_draft
from motcua.dossiers.actions.submit import submit
from motcua.dossiers.models import Dossier, Status
from motcua.dossiers.pages.asking import revision_in
from motcua.dossiers.pages.drawing_screens import draw
from motcua.dossiers.pages.eform import values_from_post, wants_row, with_blank_row
from motcua.dossiers.pages.journey import Journey, journey_of
from motcua.dossiers.pages.meeting import Clash, clash_answer, clash_of, saved_answer, tell_saved
from motcua.dossiers.pages.postal import COLLECT, DELIVER, typed_address
from motcua.dossiers.pages.starting import known_of
from motcua.dossiers.queries import own_dossier
from motcua.dossiers.rules.parties import FIELDS
from motcua.dossiers.rules.prefill import filled_in
from motcua.dossiers.rules.screens import Screen, kept_answers, one_screen
from motcua.identity.public import Person
from motcua.kernel.access import by_script
from motcua.kernel.actor import Actor
from motcua.kernel.clock import day_of, now
from motcua.kernel.days import read_day
from motcua.kernel.refusals import Conflict, Invalid, NotFound, NotNow
from motcua.kernel.throttle import insist
from motcua.organizations.public import access
from motcua.post.public import address_line, read_address


@access("dossiers.apply")
@never_cache
@require_http_methods(["GET", "POST"])
def screen(request: HttpRequest, dossier_id: UUID, key: str) -> HttpResponse:
    """Show a screen; keep what was typed, then go on, go back, or say what is wrong."""
    dossier = own_dossier(dossier_id, request.actor, "dossiers.apply")  # type: ignore[attr-defined]
    if dossier.status != Status.DRAFT:
        return redirect("dossier", dossier.code)
    journey = journey_of(dossier)
    here = _screen_called(journey, key)
    is_over = dossier.version.is_over(day_of(now()))
    if is_over and (request.method == "GET" or here.kind == "check"):
        return _renewed(request, dossier)
    if request.method == "GET":
        return render(request, "dossiers/citizen/screen.html", draw(journey, here, {}))
    if here.kind == "check":
        return _submit(request, journey, here)
    changes = _typed(request, journey, here)
    if clash := clash_of(journey, here, changes, request):
        return clash_answer(clash) if by_script(request) else _both(request, journey, here, changes, clash)
    if changes:
        dossier = save_draft(
            dossier_id=dossier.id,
            changes=changes,
            actor=request.actor,  # type: ignore[attr-defined]
            at=now(),
        )
        journey = journey_of(_whole(dossier, journey.dossier))
    if by_script(request):
        return saved_answer(journey, here)
    answer = _renewed(request, dossier) if is_over else _onwards(request, journey, here)
    return tell_saved(answer, journey, here)


def _both(request: HttpRequest, journey: Journey, here: Screen, changes: dict[str, Any], clash: Clash) -> HttpResponse:
    """The screen as it was typed here, with what stands elsewhere above it: the person chooses."""
    dossier = journey.dossier
    for name, value in changes.items():
        merged = {**getattr(dossier, name), **value} if isinstance(value, dict) else value
        setattr(dossier, name, merged)
    context = draw(journey_of(dossier), here, {}) | {"clash": clash}
    return render(request, "dossiers/citizen/screen.html", context, status=409)


def _renewed(request: HttpRequest, dossier: Dossier) -> HttpResponse:
    """The law changed meanwhile: on under the new version, with everything that was typed."""
    renew_draft(dossier_id=dossier.id, actor=request.actor, at=now())  # type: ignore[attr-defined]
    messages.info(
        request, _("Thủ tục này vừa có quy định mới. Những gì bạn đã điền được giữ; hãy xem lại từng màn hình.")
    )
    return redirect("apply-resume", dossier.id)


def _whole(saved: Dossier, before: Dossier) -> Dossier:
    """The saved draft with what had been read along with it."""
    saved.version, saved.competent_unit, saved.reception_unit = (
        before.version,
        before.competent_unit,
        before.reception_unit,
    )
    return saved


def _onwards(request: HttpRequest, journey: Journey, here: Screen) -> HttpResponse:
    """Where the pressed button leads."""
    dossier = journey.dossier
    if table := wants_row(request.POST):
        dossier.form = with_blank_row(dossier.form, table)
        return render(request, "dossiers/citizen/screen.html", draw(journey, here, {}))
    go = request.POST.get("go", "next")
    if go == "fill":
        return _fill(request, journey, here)
    if go == "later":
        return redirect("my-dossiers")
    if go == "back":
        return redirect("apply-screen", dossier.id, journey.beside(here, -1).key)
    errors = journey.problems_on(here, now())
    if errors:
        return render(request, "dossiers/citizen/screen.html", draw(journey, here, errors), status=422)
    return redirect("apply-screen", dossier.id, journey.beside(here, +1).key)


def _fill(request: HttpRequest, journey: Journey, here: Screen) -> HttpResponse:
    """The offer of the section was taken ("Tôi là mẹ của cháu"): the same screen, filled in from the profile."""
    dossier = journey.dossier
    actor: Actor = request.actor  # type: ignore[attr-defined]
    known = known_of(Person.objects.filter(account_id=actor.person).first())
    told = filled_in(journey.form, here.section, known, dossier.form)
    if told:
        save_draft(dossier_id=dossier.id, changes={"form": told}, actor=actor, at=now())
    else:
        messages.info(request, _("Không còn ô trống nào mà hồ sơ cá nhân của bạn trả lời được."))
    return redirect("apply-screen", dossier.id, here.key)


def _submit(request: HttpRequest, journey: Journey, here: Screen) -> HttpResponse:
    dossier = journey.dossier
    if request.POST.get("go") == "back":
        return redirect("apply-screen", dossier.id, journey.beside(here, -1).key)
    actor = request.actor  # type: ignore[attr-defined]
    errors: dict[str, list[str]] = {}
    if request.POST.get("truth") != "true":
        errors = {"truth": [_("Đánh dấu vào ô cam đoan trước khi nộp.")]}
    else:
        insist(f"submit:{actor.person}", 30, 3600)
        try:
            sent = submit(
                dossier_id=dossier.id,
                actor=actor,
                at=now(),
                revision=revision_in(request),
            )
        except Invalid as refusal:
            errors = refusal.fields
        except (Conflict, NotNow) as refusal:
            fresh = own_dossier(dossier.id, actor, "dossiers.apply")
            if fresh.status != Status.DRAFT:  # pressed twice: the first press has submitted it
                return redirect("submitted", fresh.code)
            if isinstance(refusal, NotNow):
                raise
            errors = {"": [f"{refusal.message} {refusal.advice}"]}
            return render(request, "dossiers/citizen/screen.html", draw(journey, here, errors), status=409)
        else:
            return redirect("submitted", sent.code)
    return render(request, "dossiers/citizen/screen.html", draw(journey, here, errors), status=422)


def _screen_called(journey: Journey, key: str) -> Screen:
    for one in journey.screens:
        if one.key == key:
            return one
    if any(key == section.key for section in journey.form.sections):
        return journey.screens[-1]  # ruled out by an answer that was changed elsewhere
    raise NotFound(_("Đơn này không có bước đó."), advice=_("Mở lại đơn từ trang Hồ sơ của tôi."))


def _typed(request: HttpRequest, journey: Journey, here: Screen) -> dict[str, Any]:
    """What the post says of this screen, as changes of the draft."""
    post = request.POST
    if here.kind == "form":
        part = one_screen(journey.form, here.section, journey.answers)
        return {"form": kept_answers(part, values_from_post(part, post), frozenset(post))}
    if here.kind == "owner":
        owner = _party(post, "owner")
        if post.get("for") == "other":
            return {"owner": owner, "applicant_party": {**_party(post, "applicant"), "proxy": True}}
        return {"owner": owner, "applicant_party": {**owner, "proxy": False}}
    if here.kind == "delivery":
        way = post.get("delivery", "")
        allowed = {value for value, _word in journey.deliveries}
        told = typed_address(post, DELIVER)
        changes: dict[str, Any] = {}
        if told:
            changes = {"postal": {"deliver": told}, "delivery_address": address_line(read_address(told))[:300]}
        return {**changes, "delivery": way} if way in allowed else changes
    if here.kind == "papers" and journey.definition.by_post and "paper.by_post" in post:
        fetched = post["paper.by_post"] == "post"
        return {"postal": {"collect": typed_address(post, COLLECT) if fetched else {}}}
    return {}


def _party(post: QueryDict, who: str) -> dict[str, str]:
    """A party as typed; a day that can be read is kept as ISO, another as typed, to be put right."""
    told = {field: " ".join(post.get(f"{who}.{field}", "").split())[:300] for field in FIELDS}
    day = read_day(told["date_of_birth"])
    return {**told, "date_of_birth": day.isoformat()} if day else told


@access("dossiers.apply")
@require_POST
def discard(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Throw a draft away."""
    own_dossier(dossier_id, request.actor, "dossiers.apply")  # type: ignore[attr-defined]
    discard_draft(dossier_id=dossier_id, actor=request.actor)  # type: ignore[attr-defined]
    return redirect("my-dossiers")


@access("dossiers.apply")
@never_cache
@require_http_methods(["GET"])
def resume(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """The first screen on which something is missing: where a person left off."""
    dossier = own_dossier(dossier_id, request.actor, "dossiers.apply")  # type: ignore[attr-defined]
    if dossier.status != Status.DRAFT:
        return redirect("dossier", dossier.code)
    journey = journey_of(dossier)
    at = now()
    for one in journey.screens:
        if journey.problems_on(one, at):
            return redirect("apply-screen", dossier.id, one.key)
    return redirect("apply-screen", dossier.id, journey.screens[-1].key)
