"""The API of the one-stop for other systems of the agencies: /api/v1/."""

import hashlib
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponseBase, JsonResponse
from django.utils.translation import gettext
from ninja import File, Query, Router
from ninja.files import UploadedFile

from motcua.dossiers.actions.application import Application, PaperSent
from motcua.dossiers.actions.create_at_counter import create_at_counter
from motcua.dossiers.actions.submit import submit_application
from motcua.dossiers.api.acting import do
from motcua.dossiers.api.calling import Bearer, once
from motcua.dossiers.api.schemas import (
    ActIn,
    DossierIn,
    DossierOut,
    EventOut,
    FileOut,
    PageOut,
    ProblemOut,
    dossier_out,
    event_out,
    moment_of,
)
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import (
    definition_of,
    dossier_coded,
    dossiers_page,
    events_of,
    result_of,
    version_now,
)
from motcua.dossiers.rules.codes import CODE, tidy_code
from motcua.files.public import file_response, store_upload
from motcua.kernel.actor import Actor
from motcua.kernel.clock import now
from motcua.kernel.refusals import Invalid, NotFound
from motcua.organizations.public import Unit, centre_for, require, unit_coded
from motcua.procedures.public import ProcedureVersion

router = Router(auth=Bearer(), tags=["dossiers"])
PROBLEMS = dict.fromkeys((400, 401, 403, 404, 409, 413, 422, 429), ProblemOut)
#: described in OpenAPI; read by ``once``
KEYED = {
    "parameters": [
        {
            "in": "header",
            "name": "Idempotency-Key",
            "required": False,
            "description": "Any text of your own: the same key does the thing once and is answered alike.",
            "schema": {"type": "string", "pattern": "^[!-~]{1,100}$"},
        }
    ]
}
PDF = {"responses": {200: {"description": "The result", "content": {"application/pdf": {}}}}}


@router.post("/files", response={201: FileOut, **PROBLEMS}, summary="Upload a paper", openapi_extra=KEYED)
def upload(request: HttpRequest, file: UploadedFile = File(...)) -> JsonResponse:  # type: ignore[type-arg]  # noqa: B008 (how Ninja reads it)
    """Store a paper (PDF, image, Word, Excel); refer to it by ``id`` when creating a dossier."""
    at = now()

    def act() -> dict[str, Any]:
        require(_actor(request), "dossiers.send")
        stored = store_upload(upload=file, actor=_actor(request), at=at)
        return {
            "id": str(stored.id),
            "name": stored.name,
            "media_type": stored.media_type,
            "size": stored.size,
            "sha256": stored.digest,
        }

    return once(request, at, act, content=_gist(file), status=201)


@router.post("/dossiers", response={201: DossierOut, **PROBLEMS}, summary="Create a dossier", openapi_extra=KEYED)
def create(request: HttpRequest, body: DossierIn) -> JsonResponse:
    """Submit a whole application; by ``counter`` or ``post`` it is received at once and its clock starts."""
    at = now()

    def act() -> dict[str, Any]:
        agency, reception = _units(body)
        application = Application(
            version=_version(body.procedure, at),
            case=body.case,
            competent_unit=agency,
            reception_unit=reception,
            owner=body.owner.dict(),
            form=body.form,
            papers=[PaperSent(p.key, p.name, p.file, p.originals, p.copies) for p in body.papers],
            channel=body.channel,
            delivery=body.delivery,
            delivery_address=body.delivery_address,
        )
        make = submit_application if body.channel == "online" else create_at_counter
        dossier = make(application, actor=_actor(request), at=at)
        return dossier_out(dossier, body.procedure)

    return once(request, at, act, content=request.body, status=201)


@router.get("/dossiers", response={200: PageOut, **PROBLEMS}, summary="List dossiers")
def list_dossiers(
    request: HttpRequest,
    after: UUID | None = None,
    limit: int = Query(50, ge=1, le=200),  # type: ignore[type-arg]
    status: int | None = Query(None, ge=1, le=10),  # type: ignore[type-arg]
    received_from: datetime | None = None,
) -> dict[str, Any]:
    """Dossiers of the agency, newest first, by keyset: give ``next`` back as ``after``."""
    since = moment_of(received_from, "received_from") if received_from else None
    rows, following = dossiers_page(_actor(request), after=str(after or ""), limit=limit, status=status, since=since)
    return {"items": [dossier_out(row, row.version.procedure.key) for row in rows], "next": following}


@router.get("/dossiers/{code}", response={200: DossierOut, **PROBLEMS}, summary="Read a dossier")
def read(request: HttpRequest, code: str) -> dict[str, Any]:
    """Where a dossier stands."""
    dossier = _dossier(code, request)
    return dossier_out(dossier, dossier.version.procedure.key)


@router.get("/dossiers/{code}/events", response={200: list[EventOut], **PROBLEMS}, summary="What happened")
def events(request: HttpRequest, code: str) -> list[dict[str, Any]]:
    """Every act on the dossier, oldest first."""
    return [event_out(event) for event in events_of(_dossier(code, request).id)]


@router.get("/dossiers/{code}/result", response=PROBLEMS, summary="Download the signed result", openapi_extra=PDF)
def result(request: HttpRequest, code: str) -> HttpResponseBase:
    """The issued result as signed PDF; 404 while there is none."""
    found = result_of(_dossier(code, request).id)
    if found is None or found.issued_at is None or found.file is None:
        raise NotFound(gettext("Hồ sơ này chưa có kết quả."))
    response: FileResponse | HttpResponseBase = file_response(found.file)
    return response


@router.post(
    "/dossiers/{code}/actions/{action}",
    response={200: DossierOut, **PROBLEMS},
    summary="Act on a dossier",
    openapi_extra=KEYED,
)
def act_on(request: HttpRequest, code: str, action: str, body: ActIn) -> JsonResponse:
    """One of ``receive``, ``refuse``, ``ask_for_papers``, ``accept_papers``, ``assign``, ``draft_result``,
    ``hand_over``, or an action of the step where the dossier lies (``forward``, ``submit``, ``approve`` …).
    Results are signed and issued by people, never by a system.
    """
    at = now()

    def act() -> dict[str, Any]:
        done = do(_tidy(code), action, body, actor=_actor(request), at=at)
        return dossier_out(done, definition_of(done.version_id).key)

    return once(request, at, act, content=request.body)


def _dossier(code: str, request: HttpRequest) -> Dossier:
    return dossier_coded(_tidy(code), _actor(request))


def _tidy(code: str) -> str:
    tidy = tidy_code(code)
    if not CODE.fullmatch(tidy) or len(tidy) > 50:
        raise NotFound(gettext("Không tìm thấy hồ sơ này."))
    return tidy


def _version(key: str, at: datetime) -> ProcedureVersion:
    try:
        return version_now(key, at.date())
    except NotFound as error:
        raise Invalid(
            error.message, fields={"procedure": [gettext("Không có thủ tục này đang có hiệu lực.")]}
        ) from error


def _units(body: DossierIn) -> tuple[Unit, Unit]:
    """The agency, and the centre that receives for it (or the agency itself)."""
    agency = _unit(body.agency, "agency")
    if agency.code != agency.agency:
        raise Invalid(
            gettext("Cần mã của cơ quan, không phải của đơn vị bên trong."), fields={"agency": [agency.agency]}
        )
    usual = centre_for(agency)
    if not body.reception:
        return agency, usual
    reception = _unit(body.reception, "reception")
    if reception.pk not in (usual.pk, agency.pk) and not reception.serves.filter(pk=agency.pk).exists():
        raise Invalid(gettext("Nơi này không tiếp nhận cho cơ quan đó."), fields={"reception": [usual.code]})
    return agency, reception


def _unit(code: str, field: str) -> Unit:
    try:
        return unit_coded(code)
    except NotFound as error:
        raise Invalid(error.message, fields={field: [gettext("Không có mã này.")]}) from error


def _gist(file: UploadedFile) -> bytes:
    """Name and content of an upload, condensed: what makes two uploads the same."""
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.digest() + (file.name or "").encode("utf-8", "replace")


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.auth  # type: ignore[attr-defined]
    return actor
