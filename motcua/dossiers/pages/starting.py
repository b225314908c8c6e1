"""``/nop-ho-so/<procedure>/``: choose the case and the agency, then a draft begins."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.dossiers.actions.save_draft import start_draft
from motcua.dossiers.models import Dossier
from motcua.dossiers.pages.drafts import shown_drafts, untouched
from motcua.dossiers.pages.standing_for import stand_for
from motcua.dossiers.queries import drafts_for_procedure
from motcua.dossiers.rules.prefill import prefilled
from motcua.dossiers.rules.screens import OWNER
from motcua.identity.public import Person
from motcua.kernel.accents import without_accents
from motcua.kernel.actor import Actor
from motcua.kernel.clock import now
from motcua.kernel.refusals import Invalid, NotNow
from motcua.kernel.throttle import insist
from motcua.organizations.public import Unit, access, centre_for
from motcua.procedures.public import Definition, ProcedureVersion, form_of, version_in_force

#: so many agencies are shown as buttons; of more, people type the name
FEW = 6
_KINDS = ("phuong ", "xa ", "dac khu ")
_KIND_OF_LEVEL = {"commune": Unit.Kind.COMMUNE, "province": Unit.Kind.DEPARTMENT}


@access("dossiers.apply")
@require_http_methods(["GET", "POST"])
def start(request: HttpRequest, key: str) -> HttpResponse:
    """What must be known before the first question: which case, and who settles it."""
    at = now()
    actor: Actor = request.actor  # type: ignore[attr-defined]
    version = version_in_force(key, on=at.date())
    definition = version.content
    if definition.online_level == "information_only":
        raise NotNow(
            _("Thủ tục này chưa nhận hồ sơ qua mạng."), advice=_("Bạn nộp hồ sơ tại quầy một cửa hoặc qua bưu điện.")
        )
    units = agencies_for(definition, at.date())
    person = Person.objects.filter(account_id=actor.person).first()
    if request.method == "POST":
        typed = {"case": request.POST.get("case", ""), "agency": request.POST.get("agency", "")}
        try:
            draft = _begin(version, units, typed, person, actor=actor)
        except Invalid as refusal:
            return _page(request, version, units, typed, dict(refusal.fields), status=422)
        stand_for(draft, request)
        return redirect("apply-screen", draft.id, OWNER)
    typed = {
        "case": request.GET.get("truong-hop", ""),
        "agency": _asked_for(units, request) or _own_commune(units, person),
    }
    return _page(request, version, units, typed, {})


def _page(
    request: HttpRequest,
    version: ProcedureVersion,
    units: Sequence[Unit],
    typed: dict[str, str],
    errors: dict[str, list[str]],
    status: int = 200,
) -> HttpResponse:
    definition = version.content
    cases = [case for case in definition.cases if any(way.channel == "online" for way in case.channels)]
    context = {
        "procedure": version,
        "definition": definition,
        "cases": [(case.key, case.name) for case in cases],
        "helps": [case for case in cases if case.help],
        "case": typed["case"] if len(cases) > 1 else (cases[0].key if cases else ""),
        "agency": typed["agency"],
        "units": [(unit.code, unit.name) for unit in units] if len(units) <= FEW else [],
        "names": sorted(unit.short_name for unit in units) if len(units) > FEW else [],
        "only": units[0] if len(units) == 1 else None,
        "errors": defaultdict(list, errors),
        "labels": {"case": _("Trường hợp của bạn"), "agency": _("Nơi giải quyết")},
        "drafts": shown_drafts(drafts_for_procedure(request.actor.person, version.procedure_id), now()),  # type: ignore[attr-defined]
        "back_url": reverse("procedure", args=[version.procedure.key]),
    }
    return render(request, "dossiers/citizen/start.html", context, status=status)


def _begin(
    version: ProcedureVersion, units: Sequence[Unit], typed: dict[str, str], person: Person | None, *, actor: Actor
) -> Dossier:
    definition = version.content
    open_cases = [c.key for c in definition.cases if any(way.channel == "online" for way in c.channels)]
    case = open_cases[0] if len(open_cases) == 1 else typed["case"]
    problems = {} if case in open_cases else {"case": [_("Chọn một trường hợp.")]}
    unit, problem = chosen_agency(units, typed["agency"])
    if problem:
        problems["agency"] = [problem]
    if problems or unit is None:
        raise Invalid(_("Chưa bắt đầu được."), fields=problems)
    owner, form = party_of(person), prefilled(form_of(definition, case), known_of(person))
    for draft in drafts_for_procedure(actor.person, version.procedure_id):
        if untouched(draft, version.id, case, unit.id) and (draft.owner, draft.form) == (owner, form):
            return draft  # begun a moment ago and left as it was: pressed twice, or gone back
    insist(f"draft:{actor.person}", 30, 3600)
    return start_draft(
        version=version,
        case=case,
        competent_unit=unit,
        reception_unit=centre_for(unit),
        owner=owner,
        form=form,
        actor=actor,
        at=now(),
    )


def agencies_for(definition: Definition, on: date) -> list[Unit]:
    """The agencies that may settle the procedure: those it names, else every one of its levels. One query."""
    rows = Unit.objects.filter(valid_from__lte=on).exclude(valid_to__lt=on).order_by("name")
    if definition.agencies:
        found = list(rows.filter(code__in=definition.agencies))
        if found:
            return found
    kinds = [_KIND_OF_LEVEL[level] for level in definition.levels if level in _KIND_OF_LEVEL]
    return list(rows.filter(kind__in=kinds))


def chosen_agency(units: Sequence[Unit], typed: str) -> tuple[Unit | None, str]:
    """The agency that was meant by code or name, with or without accents; else what to do."""
    if len(units) == 1:
        return units[0], ""
    if not units:
        return None, _("Chưa có cơ quan nào nhận thủ tục này qua mạng. Bạn nộp tại quầy một cửa.")
    if not typed.strip():
        return None, _("Chọn nơi giải quyết hồ sơ.")
    wanted = without_accents(typed)
    exact = [unit for unit in units if wanted in _names_of(unit)]
    near = exact or [
        unit for unit in units if wanted in without_accents(unit.name) or wanted in without_accents(unit.short_name)
    ]
    if len(near) == 1:
        return near[0], ""
    if not near:
        return None, _("Không có nơi nào tên “%(typed)s”. Gõ tên xã, phường, ví dụ: Nha Trang.") % {"typed": typed[:60]}
    names = "; ".join(unit.short_name for unit in near[:5])
    return None, _("Có %(count)s nơi hợp với tên này: %(names)s. Gõ đủ tên.") % {"count": len(near), "names": names}


def _names_of(unit: Unit) -> set[str]:
    """What may stand for the unit: also its name without the word for its kind ("phường", "xã")."""
    short = without_accents(unit.short_name)
    bare = next((short.removeprefix(kind) for kind in _KINDS if short.startswith(kind)), short)
    return {without_accents(unit.code), short, without_accents(unit.name), bare}


def _asked_for(units: Sequence[Unit], request: HttpRequest) -> str:
    """The agency from whose own page the person comes (``?co-quan=``)."""
    return _as_choice(units, str(request.GET.get("co-quan", "")))


def _own_commune(units: Sequence[Unit], person: Person | None) -> str:
    return _as_choice(units, person.commune_code if person else "")


def _as_choice(units: Sequence[Unit], code: str) -> str:
    """The unit ``code`` as the form says it; empty when it is not among ``units``."""
    found = next((unit for unit in units if code and unit.code == code), None)
    if found is None:
        return ""
    return found.code if len(units) <= FEW else found.short_name


def known_of(person: Person | None) -> dict[str, Any]:
    """What the profile knows, by the dotted names that forms use."""
    if person is None:
        return {}
    fields = (
        "full_name",
        "identity_number",
        "gender",
        "ethnicity",
        "nationality",
        "address",
        "commune_code",
        "phone",
        "email",
        "representative",
    )
    known: dict[str, Any] = {f"person.{field}": getattr(person, field) for field in fields}
    known["person.date_of_birth"] = person.date_of_birth.isoformat() if person.date_of_birth else ""
    if person.kind == Person.Kind.ORGANISATION:
        known |= {"organisation.full_name": person.full_name, "organisation.identity_number": person.identity_number}
    return known


def party_of(person: Person | None) -> dict[str, Any]:
    """The person of a profile as a party of a dossier."""
    if person is None:
        return {}
    return {
        "kind": person.kind,
        "full_name": person.full_name,
        "identity_number": person.identity_number,
        "date_of_birth": person.date_of_birth.isoformat() if person.date_of_birth else "",
        "address": person.address,
        "phone": person.phone,
        "email": person.email,
    }
