"""``/viec/ho-so/…``: one dossier before the officer, and every act that may be done with it now."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.dossiers.actions.check_paper import check_paper
from motcua.dossiers.actions.see_paper import see_paper
from motcua.dossiers.in_words import TERM_TONES, TONES, term, term_to
from motcua.dossiers.models import Dossier, Status
from motcua.dossiers.pages.act import Act, Situation
from motcua.dossiers.pages.acts import act_named
from motcua.dossiers.pages.asking import actor_in, revision_in, way_back
from motcua.dossiers.pages.doing import items_in
from motcua.dossiers.pages.fee_forms import asked_for, fee_parts
from motcua.dossiers.pages.kept import forget, keep, kept, word_in
from motcua.dossiers.pages.offering import acts_now
from motcua.dossiers.pages.opinions import ask_rows, opinions
from motcua.dossiers.pages.sections import NAMES, due_story, section, usual_section
from motcua.dossiers.pages.taking_in import taking_parts
from motcua.dossiers.queries import dossier_at_work, open_request, open_steps, result_of, sent_papers_of, where_of
from motcua.identity.public import shown
from motcua.kernel.clock import now
from motcua.kernel.refusals import Conflict, Invalid, NotNow, Refusal
from motcua.organizations.public import access, may

KNOWN = (Invalid, NotNow, Conflict)
BLANK_ITEMS = 2


@access("dossiers.desk")
@require_safe
def handling(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """The dossier on a page of its own; with ``khung=1`` as the part that stands beside the list."""
    dossier = dossier_at_work(dossier_id, actor_in(request))
    context = dossier_context(request, dossier)
    what = f"hồ sơ {dossier.code}"
    shown(request, dossier.applicant_id, about=str(dossier.code), what=what, agency=dossier.agency)
    template = "dossiers/officer/_dossier.html" if request.GET.get("khung") else "dossiers/officer/dossier.html"
    return render(request, template, context)


@access("dossiers.desk")
@require_http_methods(["GET", "HEAD", "POST"])
def act(request: HttpRequest, dossier_id: UUID, slug: str) -> HttpResponse:
    """Do an act. What is refused comes back on the same page, with all that was typed.

    Asked for without a post (reload, "back" to a refused act), it is the dossier with the act's form open.
    """
    actor = actor_in(request)
    dossier_at_work(dossier_id, actor)
    if request.method != "POST":
        step = word_in(kept(request, _form(dossier_id, slug)), "step")
        return _form_again(dossier_id, lam=slug, **({"buoc": step} if step else {}))
    if "_add" in request.POST:
        return again(request, dossier_id, slug, None)
    try:
        given = {"dossier_id": dossier_id, "actor": actor, "at": now(), "revision": revision_in(request)}
        dossier = act_named(slug).do(given, request)
    except KNOWN as refusal:
        keep(request, _form(dossier_id, slug))
        return again(request, dossier_id, slug, refusal)
    forget(request, _form(dossier_id, slug))
    messages.success(request, _done(dossier))
    page = reverse("handling", args=[dossier_id])
    return HttpResponseRedirect(way_back(request, page) if may_see(request, dossier_id) else reverse("desk"))


def _form(dossier_id: UUID, slug: str) -> str:
    """Under which name a refused form of the dossier is kept."""
    return f"{dossier_id}/{slug}"


def _form_again(dossier_id: UUID, **shown: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("handling", args=[dossier_id], query=shown))


@access("dossiers.desk")
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, dossier_id: UUID, paper_id: UUID) -> HttpResponse:
    """Say of a paper whether it is good."""
    actor = actor_in(request)
    dossier = dossier_at_work(dossier_id, actor)
    if request.method != "POST":
        return _form_again(dossier_id, muc="giay-to", giay=str(paper_id))
    good = request.POST.get("verdict") == "good"
    note, seen = str(request.POST.get("note", "")), request.POST.get("seen")
    try:
        check_paper(dossier_id=dossier_id, paper_id=paper_id, good=good, actor=actor, at=now(), note=note, seen=seen)
    except KNOWN as refusal:
        keep(request, _form(dossier_id, str(paper_id)))
        context = dossier_context(request, dossier, shown_section="giay-to", chosen=str(paper_id))
        context |= {"refusal": refusal, "note_typed": note, "note_errors": refusal.fields.get("note", ())}
        return render(request, "dossiers/officer/dossier.html", context, status=refusal.status)
    forget(request, _form(dossier_id, str(paper_id)))
    following = str(request.POST.get("following", ""))
    query = QueryDict(mutable=True)
    query["muc"] = "giay-to"
    query["giay"] = following or str(paper_id)
    return HttpResponseRedirect(f"{reverse('handling', args=[dossier_id])}?{query.urlencode()}")


@access("dossiers.see_papers")
@require_http_methods(["GET", "HEAD", "POST"])
def see(request: HttpRequest, dossier_id: UUID, key: str) -> HttpResponse:
    """Write down that a paper that is only shown was seen."""
    actor = actor_in(request)
    dossier_at_work(dossier_id, actor)
    if request.method != "POST":
        return _form_again(dossier_id, muc="giay-to")
    see_paper(dossier_id=dossier_id, key=key, actor=actor, at=now())
    return HttpResponseRedirect(f"{reverse('handling', args=[dossier_id])}?muc=giay-to")


def may_see(request: HttpRequest, dossier_id: UUID) -> bool:
    """Whether the officer still sees the dossier after the act."""
    dossier = Dossier.objects.select_related("matter").get(id=dossier_id)
    return may(actor_in(request), "dossiers.desk", where_of(dossier, "dossiers.desk"))


def again(request: HttpRequest, dossier_id: UUID, slug: str, refusal: Refusal | None) -> HttpResponse:
    """The dossier as it stands now, with the act's form as it was filled in."""
    dossier = dossier_at_work(dossier_id, actor_in(request))
    context = dossier_context(request, dossier, opened=slug, typed=request.POST, refusal=refusal)
    return render(request, "dossiers/officer/dossier.html", context, status=refusal.status if refusal else 200)


def dossier_context(
    request: HttpRequest,
    dossier: Dossier,
    *,
    opened: str = "",
    typed: QueryDict | None = None,
    refusal: Refusal | None = None,
    shown_section: str = "",
    chosen: str = "",
) -> dict[str, Any]:
    """Everything that the page or the part beside the list shows: how it stands, what may be done, one section."""
    at = now()
    actor = actor_in(request)
    situation = Situation(dossier, open_steps(dossier), result_of(dossier.id), open_request(dossier.id), actor, at)
    opened = opened or str(request.GET.get("lam", ""))
    step = str(request.GET.get("buoc", ""))
    if typed is None:
        typed = kept(request, _form(dossier.id, opened))
        typed = typed if word_in(typed, "step") in ("", step) or not step else None
    step = step or word_in(typed, "step")
    page = reverse("handling", args=[dossier.id])
    name = shown_section or str(request.GET.get("muc", ""))
    context = {
        "page_width": "full",
        "pane": bool(request.GET.get("khung")),
        "page": page,
        "back": way_back(request, page),
        **_how_it_stands(situation),
        **_what_may_be_done(situation, opened, step, typed, refusal),
        **_one_section(situation, name, page, chosen or str(request.GET.get("giay", ""))),
    }
    shown = context["part"].get("shown") if context["section"] == "giay-to" else None
    if shown is not None and (typed := kept(request, _form(dossier.id, str(shown.id)))) is not None:
        context["note_typed"] = str(typed.get("note", ""))
    return context


def _how_it_stands(situation: Situation) -> dict[str, Any]:
    """Status, the steps it lies at, and the time left: until reception answers, then until it is due."""
    dossier, steps, at = situation.dossier, situation.steps, situation.now
    answer_by = steps[0].due_at if steps and dossier.received_at is None and not steps[0].waiting else None
    left = term_to(answer_by, dossier.competent_unit_id, at, waiting=False) if answer_by else term(dossier, at)
    return {
        "dossier": dossier,
        "status": (Status(dossier.status).label, TONES.get(Status(dossier.status), "neutral")),
        "steps": steps,
        "mine": situation.mine,
        "answer_by": answer_by,
        "term_words": left.words,
        "term_tone": TERM_TONES[left.standing],
        "story": due_story(dossier),
        "asked": situation.request,
    }


def _what_may_be_done(
    situation: Situation, wanted: str, step: str, typed: QueryDict | None, refusal: Refusal | None
) -> dict[str, Any]:
    """The acts, and the form of the one ``wanted`` (of the step ``step``), as it was filled in."""
    dossier = situation.dossier
    acts = acts_now(situation)
    open_act = _wanted(acts, wanted, step)
    return {
        "acts": acts,
        "open_act": _form_of(open_act, typed, refusal, _usual(dossier)) if open_act else None,
        "lost": _lost(typed) if typed is not None and open_act is None else [],
        "refusal": refusal,
        "labels": {ask.name: ask.label for ask in open_act.asks} if open_act else {},
        **_form_parts(open_act, situation, typed, refusal),
        "opinions": opinions(situation),
    }


def _wanted(acts: list[Act], slug: str, step: str) -> Act | None:
    """The act whose form is asked for; of several steps at hand that of ``step``."""
    found = [act for act in acts if act.slug == slug and not act.at_once and not act.page]
    return next((act for act in found if str(act.step_id) == step), found[0] if found else None)


def _one_section(situation: Situation, name: str, page: str, chosen: str) -> dict[str, Any]:
    """The names of all sections, and what the one called ``name`` (else the usual one) shows."""
    dossier = situation.dossier
    if name not in NAMES:
        name = usual_section(dossier, {step.role for step in situation.mine})
    return {
        "parts": [(key, word, f"{page}?muc={key}") for key, word in NAMES.items()],
        "section": name,
        "section_name": NAMES[name],
        "section_template": f"dossiers/officer/_{name.replace('-', '_')}.html",
        "part": section(name, dossier, situation.now, chosen),
        "may_check": bool(situation.mine) and may(situation.actor, "dossiers.check_papers", where_of(dossier)),
        "may_see_papers": may(situation.actor, "dossiers.see_papers", where_of(dossier)),
        "may_refund": may(situation.actor, "payments.refund", where_of(dossier)),
        "note_errors": (),
    }


def _usual(dossier: Dossier) -> dict[str, str]:
    """What an act most likely is answered with: the way the applicant chose, and that the owner receives it."""
    owner = dossier.owner
    return {
        "way": dossier.delivery,
        "receiver": str(owner.get("full_name", "")),
        **(asked_for(dossier) if dossier.fees else {}),
    }


def _form_of(act: Act, typed: QueryDict | None, refusal: Refusal | None, usual: dict[str, str]) -> dict[str, Any]:
    errors = refusal.fields if refusal else {}
    said = typed if typed is not None else usual
    asks = [{"ask": ask, "value": said.get(ask.name, ""), "errors": errors.get(ask.name, ())} for ask in act.asks]
    return {"act": act, "asks": asks}


def _form_parts(
    act: Act | None, situation: Situation, typed: QueryDict | None, refusal: Refusal | None
) -> dict[str, Any]:
    """What ``_form_<name>.html`` of an act draws beyond its plain questions."""
    errors = refusal.fields if refusal else {}
    if act is None:
        return {}
    if act.form == "items":
        return {
            "items": _items(typed, situation.dossier),
            "item_errors": errors.get("items", ()),
            "reason_typed": word_in(typed, "reason"),
        }
    if act.form == "taken":
        return taking_parts(situation.request, typed, errors)
    if act.form in ("owed", "count"):
        return fee_parts(act.form, situation, typed, errors)
    if act.form == "asked":
        return {"asked_rows": ask_rows(act, situation, typed, errors), "asked_errors": errors.get("asked", ())}
    return {}


def _items(typed: QueryDict | None, dossier: Dossier) -> list[dict[str, str]]:
    """Rows of "yêu cầu bổ sung": as typed, or proposed from the papers marked as not good, and blank ones."""
    blank = {"key": "", "name": "", "defect": "", "advice": ""}
    if typed is not None:
        return [*items_in(typed), *([blank] * BLANK_ITEMS)]
    bad = [paper for paper in sent_papers_of(dossier.id) if paper.check_result == "bad"]
    proposed = [{"key": p.key, "name": p.name, "defect": p.check_note, "advice": ""} for p in bad]
    return [*proposed, *([blank] * (1 if proposed else BLANK_ITEMS))]


def _lost(typed: QueryDict) -> list[tuple[str, str]]:
    """What was typed for an act that cannot be done any more, so that it can be copied."""
    plumbing = {"csrfmiddlewaretoken", "revision", "ve", "step"}
    return [(name, str(value)) for name, value in typed.items() if name not in plumbing and str(value).strip()]


def _done(dossier: Dossier) -> str:
    where = ", ".join(step.name for step in open_steps(dossier))
    words = _("Hồ sơ %(code)s: %(status)s.") % {"code": dossier.code, "status": Status(dossier.status).label.lower()}
    return words + (" " + _("Đang ở bước: %(steps)s.") % {"steps": where} if where else "")
