"""``/thu-tuc/<key>/<unit>/``: the procedure at one agency; ``…/noi-lam/``: which office near me does it."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.kernel.clock import now
from motcua.kernel.kept import kept
from motcua.organizations.public import access
from motcua.procedures import in_words as words
from motcua.procedures.addresses import whole
from motcua.procedures.contents import procedure_stamp
from motcua.procedures.models import ProcedureVersion
from motcua.procedures.office_words import hours_words, provider
from motcua.procedures.offices import Office, hours_of, matching, office_of, offices_of, province_outline
from motcua.procedures.pages.head import head
from motcua.procedures.pages.start import start_url
from motcua.procedures.queries import content_of, version_in_force
from motcua.procedures.rules.definition import Case, Channel
from motcua.procedures.rules.map import Place, draw_map
from motcua.procedures.rules.structured import government_service

_MOST_PAPERS = 30


@kept(procedure_stamp)
@access("catalogue.read")
@require_safe
def office(request: HttpRequest, key: str, unit: str) -> HttpResponse:
    """The procedure at one agency: where to go, when, what to bring."""
    today = now().date()
    version = version_in_force(key, today, whole=False)
    here = office_of(key, unit, today)
    definition = content_of(version)
    case = definition.cases[0]
    path = reverse("procedure-office", args=[key, here.code])
    context = {
        "version": version,
        "definition": definition,
        "office": here,
        "hours": hours_words(hours_of(here)),
        "answers": _answers(case, words.main_channel(case)),
        "several_cases": len(definition.cases) > 1,
        "papers": case.papers[:_MOST_PAPERS],
        "papers_cut": max(0, len(case.papers) - _MOST_PAPERS),
        "start_url": start_url(definition, case, here.code),
        "poster_url": reverse("poster", args=[key, here.code]),
        "head": head(
            _("%(name)s tại %(office)s") % {"name": version.name, "office": here.name},
            _("%(office)s: nơi nhận, giờ làm việc, giấy tờ, thời gian và phí của thủ tục %(name)s.")
            % {"office": here.name, "name": version.name},
            path,
            structured=_structured(version, [here], path),
        ),
    }
    return render(request, "procedures/office.html", context)


@kept(procedure_stamp)
@access("catalogue.read")
@require_safe
def offices(request: HttpRequest, key: str) -> HttpResponse:
    """The agencies that settle the procedure, as a list and on a map; ``?tim=`` narrows the list."""
    today = now().date()
    version = version_in_force(key, today, whole=False)
    every = offices_of(key, today)
    typed = request.GET.get("tim", "").strip()[:100]
    found = matching(every, typed) if typed else every
    context = {
        "version": version,
        "typed": typed,
        "provincial": [_row(key, one) for one in found if not one.is_commune],
        "communes": [_row(key, one) for one in found if one.is_commune],
        "has_communes": any(one.is_commune for one in every),
        "map": _map(key, every, {one.code for one in found} if typed else None),
        "head": head(
            _("Nơi làm thủ tục: %(name)s") % {"name": version.name},
            _("Các cơ quan của tỉnh Khánh Hòa nhận và giải quyết thủ tục %(name)s, theo xã, phường.")
            % {"name": version.name},
            reverse("procedure-offices", args=[key]),
            is_for_search=not typed,
        ),
    }
    return render(request, "procedures/offices.html", context)


def structured_data(version: ProcedureVersion, offices: Sequence[Office]) -> dict[str, Any]:
    """The procedure itself for search engines."""
    return _structured(version, offices, reverse("procedure", args=[version.procedure.key]))


def _structured(version: ProcedureVersion, offices: Sequence[Office], path: str) -> dict[str, Any]:
    key = version.procedure.key
    return government_service(
        content_of(version),
        url=whole(path),
        area="Tỉnh Khánh Hòa",
        # 65 communes with their hours would weigh more than the page itself: each has a page of its own
        providers=[provider(key, one) for one in offices] if len(offices) <= 3 else [],
        updated=version.valid_from.isoformat(),
    )


def _answers(case: Case, channel: Channel) -> list[tuple[str, str]]:
    return [
        (_("Bạn cần"), words.papers_words(case)),
        (_("Mất bao lâu"), words.limit_words(channel.limit)),
        (_("Phí, lệ phí"), words.fees_words(channel.fees)),
        (_("Cách nộp"), words.where_words(case.channels)),
    ]


def _row(key: str, one: Office) -> dict[str, Any]:
    return {
        "office": one,
        "url": reverse("procedure-office", args=[key, one.code]),
        "place": f"{one.unit.longitude},{one.unit.latitude}" if one.unit.longitude is not None else "",
    }


def _map(key: str, every: Sequence[Office], shown: set[str] | None) -> dict[str, Any] | None:
    """The map of the communes that settle it; nothing where no commune does or no place is known."""
    places = [
        Place(
            code=one.code,
            name=one.name,
            url=reverse("procedure-office", args=[key, one.code]),
            longitude=one.unit.longitude,
            latitude=one.unit.latitude,
            is_shown=shown is None or one.code in shown,
        )
        for one in every
        if one.is_commune and one.unit.longitude is not None and one.unit.latitude is not None
    ]
    return draw_map(places, province_outline()) if places else None


def chosen_office_url(key: str, every: Sequence[Office]) -> str:
    """Where "which office does it" leads: to the one there is, else to the list."""
    if len(every) == 1:
        return reverse("procedure-office", args=[key, every[0].code])
    return reverse("procedure-offices", args=[key]) if every else ""
