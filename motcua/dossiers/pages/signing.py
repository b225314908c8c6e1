"""``/ky/``: what waits for the leader's signature, with the draft and who said what."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from motcua.dossiers.models import Result
from motcua.dossiers.pages.asking import actor_in
from motcua.dossiers.pages.desk import soon_for
from motcua.dossiers.pages.desk_rows import Line, lines
from motcua.kernel.clock import now
from motcua.organizations.public import access
from motcua.work.public import Step, desks

PAGE = 30


@access("dossiers.sign_result")
@require_safe
def signing(request: HttpRequest) -> HttpResponse:
    """Drafts on the leader's desk, the most urgent first."""
    actor, at = actor_in(request), now()
    soon = soon_for(actor, at)
    after = str(request.GET.get("sau", "")) or None
    mine = desks.desk(actor=actor, view="mine", at=at, filters=desks.Filters(kind="dossier"), limit=PAGE)
    unit = desks.desk(actor=actor, view="unit", at=at, filters=desks.Filters(kind="dossier"), after=after, limit=PAGE)
    rows = [*(mine.rows if not after else ()), *unit.rows]
    counts = desks.desk_counts(actor=actor, at=at, soon=soon)
    context = {
        "cards": _cards(lines([row for row in rows if row.role == "leader"], at)),
        "figures": _figures(counts),
        "next_url": f"?sau={unit.after}" if unit.after else "",
        "here": request.get_full_path(),
        "report": request.session.pop("bulk_report", None),
        "page_width": "full",
    }
    return render(request, "dossiers/officer/signing.html", context)


def _figures(counts: dict[str, int]) -> list[tuple[str, str, str, str]]:
    """Three figures that matter: address, figure, key of the words, tone."""
    page = reverse("desk")

    def said(number: int) -> str:
        return "99+" if number > desks.MOST else str(number)

    waiting = counts["mine"] + counts["unit"]
    return [
        (f"{page}?xem={'phong' if counts['unit'] else 'cua-toi'}", said(waiting), "waiting", ""),
        (f"{page}?xem=sap-han", said(counts["due_soon"]), "soon", "soon"),
        (f"{page}?xem=qua-han", said(counts["late"]), "late", "late"),
    ]


def _cards(drawn: Sequence[Line]) -> list[dict[str, Any]]:
    """Each dossier with its draft and the opinions given on its way. Two queries."""
    dossiers = [line.row.subject_id for line in drawn]
    results = {
        result.dossier_id: result
        for result in Result.objects.filter(dossier_id__in=dossiers, signed_at=None).select_related("drafted_by")
    }
    said: dict[UUID, list[Step]] = {}
    steps = Step.objects.filter(matter_id__in=[line.row.matter_id for line in drawn], finished_at__isnull=False)
    for step in steps.select_related("finished_by").order_by("finished_at", "id"):
        said.setdefault(step.matter_id, []).append(step)
    return [
        {"line": line, "result": results.get(line.row.subject_id), "said": said.get(line.row.matter_id, [])[-4:]}
        for line in drawn
    ]
