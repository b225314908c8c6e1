"""The API of the one-stop for other systems of the agencies: /api/v1/."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponseBase, JsonResponse
from ninja import File, Router
from ninja.files import UploadedFile

from motcua.dossiers.actions.assign import assign
from motcua.dossiers.actions.create_at_counter import create_at_counter
from motcua.dossiers.actions.forward import forward
from motcua.dossiers.actions.hand_over import hand_over
from motcua.dossiers.actions.receive import receive
from motcua.dossiers.actions.submit import submit_application
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
)
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import (
    definition_of,
    dossier_coded,
    dossiers_page,
    events_of,
    id_of_coded,
    result_of,
    version_now,
)
from motcua.files.public import file_response, store_upload
from motcua.kernel.actor import Actor
from motcua.kernel.clock import now
from motcua.kernel.refusals import Invalid, NotFound
from motcua.organizations.public import centre_for, unit_coded

router = Router(auth=Bearer(), tags=["dossiers"])
PROBLEMS = dict.fromkeys((401, 403, 404, 409, 422), ProblemOut)


@router.post("/files", response={201: FileOut, **PROBLEMS}, summary="Upload a paper")
def upload(request: HttpRequest, file: UploadedFile = File(...)) -> JsonResponse:  # type: ignore[type-arg]
    """Store a paper (PDF, image, Word, Excel); refer to it by ``id`` when creating a dossier."""
    at = now()

    def act() -> dict[str, Any]:
        stored = store_upload(upload=file, accepts=("pdf", "image", "word", "excel"), actor=_actor(request), at=at)
        return {
            "id": str(stored.id),
            "name": stored.name,
            "media_type": stored.media_type,
            "size": stored.size,
            "sha256": stored.digest,
        }

    return once(request, at, act, status=201)


@router.post("/dossiers", response={201: DossierOut, **PROBLEMS}, summary="Create a dossier")
def create(request: HttpRequest, body: DossierIn) -> JsonResponse:
    """Submit a whole application; by ``counter`` or ``post`` it is received at once and its clock starts."""
    at = now()

    def act() -> dict[str, Any]:
        version = version_now(body.procedure, at.date())
        agency = unit_coded(body.agency)
        reception = unit_coded(body.reception) if body.reception else centre_for(agency)
        make = submit_application if body.channel == "online" else create_at_counter
        dossier = make(
            version=version,
            case=body.case,
            competent_unit=agency,
            reception_unit=reception,
            owner=body.owner.dict(),
            form=body.form,
            papers=[{**paper.dict(exclude={"file"}), "file_id": paper.file} for paper in body.papers],
            channel=body.channel,
            delivery=body.delivery,
            delivery_address=body.delivery_address,
            actor=_actor(request),
            at=at,
        )
        return dossier_out(dossier, body.procedure)

    return once(request, at, act, status=201)


@router.get("/dossiers", response={200: PageOut, **PROBLEMS}, summary="List dossiers")
def list_dossiers(
    request: HttpRequest,
    after: str = "",
    limit: int = 50,
    status: int | None = None,
    received_from: datetime | None = None,
) -> dict[str, Any]:
    """Dossiers of the agency, newest first, by keyset: give ``next`` back as ``after``."""
    if not 1 <= limit <= 200:
        raise Invalid("limit từ 1 đến 200.", fields={"limit": ["1…200"]})
    rows, following = dossiers_page(_actor(request), after=after, limit=limit, status=status, since=received_from)
    return {"items": [dossier_out(row, row.version.procedure.key) for row in rows], "next": following}


@router.get("/dossiers/{code}", response={200: DossierOut, **PROBLEMS}, summary="Read a dossier")
def read(request: HttpRequest, code: str) -> dict[str, Any]:
    """Where a dossier stands."""
    dossier = dossier_coded(code, _actor(request))
    return dossier_out(dossier, dossier.version.procedure.key)


@router.get("/dossiers/{code}/events", response={200: list[EventOut], **PROBLEMS}, summary="What happened")
def events(request: HttpRequest, code: str) -> list[dict[str, Any]]:
    """Every act on the dossier, oldest first."""
    return [event_out(event) for event in events_of(dossier_coded(code, _actor(request)).id)]


@router.get("/dossiers/{code}/result", response=PROBLEMS, summary="Download the signed result")
def result(request: HttpRequest, code: str) -> HttpResponseBase:
    """The issued result as signed PDF; 404 while there is none."""
    found = result_of(dossier_coded(code, _actor(request)).id)
    if found is None or found.issued_at is None or found.file is None:
        raise NotFound("Hồ sơ này chưa có kết quả.")
    response: FileResponse | HttpResponseBase = file_response(found.file)
    return response


@router.post("/dossiers/{code}/actions/{action}", response={200: DossierOut, **PROBLEMS}, summary="Act on a dossier")
def act_on(request: HttpRequest, code: str, action: str, body: ActIn) -> JsonResponse:
    """``receive``, ``assign``, ``hand_over``, or an action of the step where the dossier is (``forward``, ``submit`` …)."""
    at = now()

    def act() -> dict[str, Any]:
        found = id_of_coded(code, _actor(request))
        done = _act(found, action, body, _actor(request), at)
        return dossier_out(done, definition_of(done.version_id).key)

    return once(request, at, act)


def _act(dossier_id: UUID, action: str, body: ActIn, actor: Actor, at: datetime) -> Dossier:
    common: dict[str, Any] = {"dossier_id": dossier_id, "actor": actor, "at": at, "revision": body.revision}
    if action == "receive":
        return receive(**common)
    if action == "hand_over":
        dossier = Dossier.objects.only("delivery", "owner_name").get(id=dossier_id)
        return hand_over(**common, way=dossier.delivery, receiver=body.note or dossier.owner_name)
    if action == "assign":
        return assign(**common, officer_id=_officer(body))
    return forward(**common, action=action, note=body.note, officer_id=body.officer)


def _officer(body: ActIn) -> UUID:
    if body.officer is None:
        raise Invalid("Chưa nói phân công cho ai.", fields={"officer": ["Cần mã của cán bộ."]})
    return body.officer


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.auth  # type: ignore[attr-defined]
    return actor
