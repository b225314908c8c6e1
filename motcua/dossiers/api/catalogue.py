"""What is open to every system without a token: procedures, their e-forms as JSON Schema, due times."""

import re
from datetime import datetime
from typing import Any, Literal

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext
from ninja import Query, Router

from motcua.dossiers.api.schemas import DueOut, ProblemOut, ProcedureOut, ProceduresOut, moment_of
from motcua.kernel.clock import VIETNAM, now
from motcua.kernel.limits import Limit
from motcua.kernel.refusals import Invalid, NotFound
from motcua.organizations.public import explain_due
from motcua.procedures.public import Definition, ProcedureVersion, form_of, form_schema, version_in_force

router = Router(auth=None, tags=["catalogue"])
_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]{0,48}")
_MOST: dict[str, int] = {"working_hour": 8_000, "working_day": 1_000, "calendar_day": 1_000, "month": 36}


@router.get("/procedures", response={200: ProceduresOut, 422: ProblemOut}, summary="List procedures")
def list_procedures(
    request: HttpRequest,
    after: str = Query("", max_length=50),  # type: ignore[type-arg]
    limit: int = Query(50, ge=1, le=200),  # type: ignore[type-arg]
) -> dict[str, Any]:
    """Procedures in force by key, by keyset: give ``next`` back as ``after``."""
    rows = ProcedureVersion.objects.filter(valid_to=None, procedure__key__gt=after)
    rows = rows.select_related("procedure", "sector").defer("definition").order_by("procedure__key")
    page = list(rows[: limit + 1])
    following = page[limit - 1].procedure.key if len(page) > limit else None
    return {"items": [_short(version) for version in page[:limit]], "next": following}


@router.get("/procedures/{key}", response={200: ProcedureOut, 404: ProblemOut, 422: ProblemOut}, summary="A procedure")
def read_procedure(request: HttpRequest, key: str) -> dict[str, Any]:
    """The version in force: cases with channels, time limits, fees, papers, and where each e-form's schema is."""
    version = _in_force(key)
    definition = version.content
    return {
        **_short(version),
        "version": version.number,
        "cases": [_case(definition, case) for case in definition.cases],
    }


@router.get(
    "/procedures/{key}/cases/{case}/form",
    response={200: dict[str, Any], 404: ProblemOut, 422: ProblemOut},
    summary="The e-form as JSON Schema",
)
def read_form(request: HttpRequest, key: str, case: str) -> JsonResponse:
    """JSON Schema 2020-12 of ``form`` of a dossier under this case."""
    definition = _in_force(key).content
    try:
        form = form_of(definition, case)
    except KeyError as error:
        raise NotFound(gettext("Thủ tục này không có trường hợp đó.")) from error
    return JsonResponse(form_schema(form))


@router.get("/due", response={200: DueOut, 404: ProblemOut, 422: ProblemOut}, summary="When something is due, and why")
def due(
    request: HttpRequest,
    received: datetime,
    value: int = Query(ge=0),  # type: ignore[type-arg]
    unit: Literal["working_hour", "working_day", "calendar_day", "month"] = "working_hour",
    agency: str = Query("", max_length=35, description="Whose working hours count; empty: the usual ones."),  # type: ignore[type-arg]
) -> dict[str, Any]:
    """The due moment of what was received then, day by day. A moment without offset is Việt Nam's time."""
    if value > _MOST[unit]:
        raise Invalid(gettext("Thời hạn quá dài."), fields={"value": [f"0…{_MOST[unit]}"]})
    moment = moment_of(received, "received").astimezone(VIETNAM)
    return explain_due(moment, Limit(value=value, unit=unit), agency)


def _in_force(key: str) -> ProcedureVersion:
    if not _KEY.fullmatch(key):
        raise NotFound(gettext("Không có thủ tục này."))
    return version_in_force(key, now().date())


def _short(version: ProcedureVersion) -> dict[str, Any]:
    return {
        "key": version.procedure.key,
        "national_code": version.procedure.national_code,
        "name": version.name,
        "sector": version.sector.name,
        "online_level": version.online_level,
        "by_post": version.by_post,
        "payable_online": version.payable_online,
        "valid_from": version.valid_from.isoformat(),
    }


def _case(definition: Definition, case: Any) -> dict[str, Any]:
    return {
        "key": case.key,
        "name": case.name,
        "form": f"/api/v1/procedures/{definition.key}/cases/{case.key}/form",
        "channels": [
            {
                "channel": way.channel,
                "limit": way.limit.as_json() if way.limit else None,
                "fees": [{"kind": fee.kind, "name": fee.name, "amount": fee.amount} for fee in way.fees],
            }
            for way in case.channels
        ],
        "papers": [
            {"key": p.key, "name": p.name, "required": p.required, "originals": p.originals, "copies": p.copies}
            for p in case.papers
        ],
    }
