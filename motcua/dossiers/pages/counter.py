"""``/tiep-nhan-tai-quay/``: at the counter an officer finds the procedure, writes the application, receives it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from motcua.dossiers.actions.application import Application
from motcua.dossiers.actions.create_at_counter import create_at_counter
from motcua.dossiers.models import Channel, Delivery
from motcua.dossiers.pages.asking import actor_in
from motcua.dossiers.pages.counter_form import OWNER, owner_in, paper_rows, papers_in
from motcua.dossiers.pages.eform import form_context, values_from_post, wants_row, with_blank_row
from motcua.dossiers.pages.kept import forget, keep, kept
from motcua.kernel.actor import Actor
from motcua.kernel.clock import VIETNAM, now
from motcua.kernel.refusals import Invalid, NotFound, NotNow, Refusal, TooLarge
from motcua.organizations.public import Unit, access, unit_coded
from motcua.procedures.public import Definition, ProcedureVersion, form_of, search, version_in_force

CHANNELS = [
    (Channel.COUNTER.value, gettext_lazy("Trực tiếp tại quầy")),
    (Channel.POST.value, gettext_lazy("Qua bưu chính")),
]


@access("dossiers.create_at_counter")
@require_safe
def counter(request: HttpRequest) -> HttpResponse:
    """Find the procedure by words or code."""
    words = str(request.GET.get("tim", "")).strip()[:200]
    found = search(words, limit=20).rows if words else []
    context = {"words": words, "found": found, "page_width": "full"}
    return render(request, "dossiers/officer/counter.html", context)


@access("dossiers.create_at_counter")
@require_http_methods(["GET", "HEAD", "POST"])
def counter_form(request: HttpRequest, key: str) -> HttpResponse:
    """Case, agency, owner, e-form, papers; one press receives it.

    A refused form is kept under the procedure and the case: another case asks other things.
    """
    version = version_in_force(key, on=now().astimezone(VIETNAM).date())
    definition = version.content
    case = _case(definition, str(request.POST.get("truong-hop") or request.GET.get("truong-hop") or ""))
    form = form_of(definition, case)
    if request.method != "POST":
        typed = kept(request, f"{key}/{case}")
        return _page(request, version, case, values_from_post(form, typed) if typed else {}, None, typed)
    values = values_from_post(form, request.POST)
    if table := wants_row(request.POST):
        return _page(request, version, case, with_blank_row(values, table), None, request.POST)
    try:
        dossier = _receive(request, version, case, values)
    except (Invalid, NotNow, TooLarge, NotFound) as refusal:
        keep(request, f"{key}/{case}")
        return _page(request, version, case, values, refusal, request.POST)
    forget(request, f"{key}/{case}")
    messages.success(request, _("Đã tiếp nhận hồ sơ %(code)s. Giấy tiếp nhận ở mục Phiếu.") % {"code": dossier.code})
    return HttpResponseRedirect(f"{reverse('handling', args=[dossier.id])}?muc=phieu")


def _receive(request: HttpRequest, version: ProcedureVersion, case: str, values: dict[str, Any]) -> Any:
    actor, at = actor_in(request), now()
    required = version.content.case(case).papers
    application = Application(
        version=version,
        case=case,
        competent_unit=_agency(actor, str(request.POST.get("co-quan", "")), version),
        reception_unit=_reception_unit(actor, str(request.POST.get("quay", ""))),
        owner=owner_in(request.POST),
        form=values,
        papers=papers_in(request, required, actor=actor, at=at),
        channel=str(request.POST.get("kenh", Channel.COUNTER)),
        delivery=_delivery(str(request.POST.get("delivery", ""))),
        delivery_address=str(request.POST.get("delivery_address", "")).strip()[:300],
    )
    return create_at_counter(application, actor=actor, at=at)


def _delivery(value: str) -> str:
    return value if value in Delivery.values else str(Delivery.COUNTER)


def _case(definition: Definition, wanted: str) -> str:
    keys = [case.key for case in definition.cases]
    return wanted if wanted in keys else keys[0]


def _reception_unit(actor: Actor, wanted: str) -> Unit:
    """The counter's own unit: the one chosen, else the first where the officer receives."""
    ids = sorted(actor.units("reception"))
    found = Unit.objects.filter(pk__in=ids)
    if wanted:
        found = found.filter(code=wanted)
    unit = found.order_by("pk").first()
    if unit is None:
        raise Invalid(_("Chọn lại quầy tiếp nhận."), fields={"quay": [_("Bạn không tiếp nhận ở đơn vị này.")]})
    return unit


def _agency(actor: Actor, wanted: str, version: ProcedureVersion) -> Unit:
    codes = [code for code, _name in agencies_for(actor, version)]
    if wanted not in codes:
        raise Invalid(_("Chưa chọn cơ quan giải quyết."), fields={"co-quan": [_("Chọn cơ quan trong danh sách.")]})
    return unit_coded(wanted)


def agencies_for(actor: Actor, version: ProcedureVersion) -> list[tuple[str, str]]:
    """Agencies that settle the procedure and for which the officer's units receive; code and name. One query."""
    agencies = version.content.agencies
    served = Unit.objects.filter(served_by__in=actor.units("reception"), valid_to=None)
    kinds = {"province": Unit.Kind.DEPARTMENT, "commune": Unit.Kind.COMMUNE}
    if agencies:
        served = served.filter(code__in=agencies)
    else:
        served = served.filter(kind__in=[kinds[level] for level in version.content.levels if level in kinds])
    return [(code, name) for code, name in served.distinct().order_by("name").values_list("code", "name")]


def _page(
    request: HttpRequest,
    version: ProcedureVersion,
    case: str,
    values: dict[str, Any],
    refusal: Refusal | None,
    typed: QueryDict | None,
) -> HttpResponse:
    definition, actor = version.content, actor_in(request)
    errors = refusal.fields if refusal else {}
    form = form_of(definition, case)
    agencies = agencies_for(actor, version)
    posted = typed or QueryDict()
    eform = form_context(form, values, errors)
    context = {
        "version": version,
        "definition": definition,
        "case": definition.case(case),
        "agencies": agencies,
        "agency": posted.get("co-quan") or (agencies[0][0] if len(agencies) == 1 else ""),
        "units": sorted({(post.unit_id, post.unit_name) for post in actor.posts if post.role == "reception"}),
        "channels": _channels(definition, case),
        "channel": posted.get("kenh") or Channel.COUNTER.value,
        "deliveries": Delivery.choices,
        "delivery": posted.get("delivery") or Delivery.COUNTER.value,
        "delivery_address": posted.get("delivery_address", ""),
        "owner": [
            {**box, "value": posted.get(box["name"], box["first"]), "errors": errors.get(box["name"], ())}
            for box in OWNER
        ],
        "eform": eform,
        "papers": paper_rows(definition.case(case).papers, typed, errors),
        "refusal": refusal,
        "errors": errors,
        "address_errors": errors.get("delivery_address", ()),
        "agency_errors": errors.get("co-quan", ()),
        "labels": {**eform["labels"], **{box["name"]: box["label"] for box in OWNER}},
        "page_width": "full",
    }  # fmt: skip
    return render(request, "dossiers/officer/counter_form.html", context, status=refusal.status if refusal else 200)


def _channels(definition: Definition, case: str) -> list[tuple[str, Any]]:
    offered = {way.channel for way in definition.case(case).channels}
    return [(key, word) for key, word in CHANNELS if key in offered]
