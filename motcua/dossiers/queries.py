"""Reads over dossiers: no side effects, a constant number of queries."""

from datetime import date, datetime
from functools import lru_cache
from time import monotonic
from uuid import UUID

from motcua.dossiers.models import Dossier, DossierEvent, IssuedForm, Paper, PaperRequest, Result
from motcua.kernel.actor import Actor
from motcua.kernel.composed import Kept, Slot
from motcua.kernel.refusals import Invalid, NotAllowed, NotFound
from motcua.organizations.public import Where, may, require
from motcua.procedures.public import Definition, ProcedureVersion, process_for, version_in_force
from motcua.work.public import Process, ProcessDefinition, Step, read_process


def where_of(dossier: Dossier) -> Where:
    """What the dossier belongs to, for the table of permissions."""
    units = frozenset(dossier.matter.places.values()) if dossier.matter else frozenset()
    return Where(owner=dossier.applicant_id, units=units, agency=dossier.agency)


def unit_named_by(actor: Actor, dossier: Dossier) -> str:
    """The unit in which ``actor`` acts on ``dossier``; empty for a citizen."""
    units = where_of(dossier).units
    for post in actor.posts:
        if post.unit_id in units:
            return post.unit_name
    return next((p.unit_name for p in actor.posts if p.agency == dossier.agency), "")


def dossier_for(dossier_id: UUID, actor: Actor, permission: str = "dossiers.read") -> Dossier:
    """The dossier with what pages show of it; NotFound for anybody whom it does not concern."""
    dossier = (
        Dossier.objects.select_related(
            "version__procedure", "version__sector", "matter__process", "competent_unit", "reception_unit", "applicant"
        )
        .filter(id=dossier_id)
        .first()
    )
    if dossier is None:
        raise NotFound("Không tìm thấy hồ sơ này.")
    require(actor, permission, where_of(dossier))
    return dossier


def open_steps(dossier: Dossier) -> list[Step]:
    """Where the dossier lies now."""
    return list(
        Step.objects.filter(matter_id=dossier.matter_id, finished_at=None).select_related("unit", "officer")
        if dossier.matter_id
        else ()
    )


#: the places where a matter lies open, as bare keys of its process
_OPEN_NODES: Kept[Step] = Kept(
    lambda: (
        Step.objects.filter(matter=Slot("matter", Step._meta.pk), finished_at=None)
        .only("node")
        .order_by("received_at", "id")
    )
)


def mark_of(dossier: Dossier) -> int | None:
    """The national status that the step where the dossier lies sets; None: the step says nothing."""
    if dossier.matter is None:
        return None
    steps = {step.key: step for step in process_of(dossier.matter.process_id).steps}
    marks = [steps[step.node].mark for step in _OPEN_NODES(matter=dossier.matter_id) if step.node in steps]
    return next((mark for mark in marks if mark is not None), None)


@lru_cache(maxsize=2000)
def process_of(process_id: int) -> ProcessDefinition:
    """The definition of a process; it never changes, so it is read once."""
    return read_process(Process.objects.values_list("definition", flat=True).get(id=process_id))


@lru_cache(maxsize=4000)
def process_row(version_id: int, case: str) -> Process:
    """The process that settles ``case`` of a version; neither ever changes."""
    return process_for(ProcedureVersion.objects.get(id=version_id), case)


def last_event(dossier_id: UUID) -> DossierEvent | None:
    """The latest act."""
    return DossierEvent.objects.filter(dossier_id=dossier_id).order_by("-at", "-id").first()


def events_of(dossier_id: UUID) -> list[DossierEvent]:
    """All that happened, oldest first."""
    return list(DossierEvent.objects.filter(dossier_id=dossier_id).order_by("at", "id"))


def papers_of(dossier_id: UUID) -> list[Paper]:
    """Papers in force (not replaced), in the order they were added."""
    return list(
        Paper.objects.filter(dossier_id=dossier_id, replaced_at=None).select_related("file").order_by("added_at", "id")
    )


def open_request(dossier_id: UUID) -> PaperRequest | None:
    """What was asked of the applicant and is not settled yet."""
    return PaperRequest.objects.filter(dossier_id=dossier_id, accepted_at=None).order_by("-asked_at").first()


def forms_of(dossier_id: UUID) -> list[IssuedForm]:
    """Slips and letters issued, oldest first."""
    return list(IssuedForm.objects.filter(dossier_id=dossier_id).order_by("issued_at", "id"))


def result_of(dossier_id: UUID) -> Result | None:
    """The result, drafted or further."""
    return Result.objects.select_related("file", "signed_by", "drafted_by").filter(dossier_id=dossier_id).first()


def drafts_of(account_id: UUID) -> list[Dossier]:
    """Unfinished applications of a person, newest first."""
    return list(
        Dossier.objects.filter(applicant_id=account_id, status=0)
        .select_related("version__procedure", "competent_unit")
        .order_by("-saved_at")[:50]
    )


@lru_cache(maxsize=2000)
def definition_of(version_id: int) -> Definition:
    """The definition of a version; versions never change, so it is read once a process."""
    return ProcedureVersion.objects.get(id=version_id).content


#: so many seconds a process may still take applications under a version that was just replaced
LAG_SECONDS = 2


def version_now(key: str, on: date) -> ProcedureVersion:
    """The version in force without its content (:func:`definition_of`), asked for every few seconds only."""
    return version_lately(key, on, int(monotonic() / LAG_SECONDS))


@lru_cache(maxsize=4000)
def version_lately(key: str, on: date, moment: int) -> ProcedureVersion:
    """The version as it was at some time within ``moment``, a stretch of LAG_SECONDS."""
    return version_in_force(key, on, whole=False)


def dossier_coded(code: str, actor: Actor, permission: str = "dossiers.read") -> Dossier:
    """The dossier with ``code``; NotFound for anybody whom it does not concern."""
    found = Dossier.objects.filter(code=code).values_list("id", flat=True).first()
    if found is None:
        raise NotFound("Không tìm thấy hồ sơ này.")
    try:
        return dossier_for(found, actor, permission)
    except NotAllowed as error:
        raise NotFound("Không tìm thấy hồ sơ này.") from error


_CONCERN: Kept[Dossier] = Kept(
    lambda: (
        Dossier.objects.filter(code=Slot("code", Dossier._meta.get_field("code")))
        .select_related("matter")
        .only("agency", "applicant_id", "matter__places")
    )
)


def id_of_coded(code: str, actor: Actor, permission: str = "dossiers.read") -> UUID:
    """The identifier of the dossier with ``code``, for an act that reads the rest itself under its lock."""
    dossier = _CONCERN.first(code=code)
    if dossier is None or not may(actor, permission, where_of(dossier)):
        raise NotFound("Không tìm thấy hồ sơ này.")
    return dossier.id


def dossiers_page(
    actor: Actor, *, after: str, limit: int, status: int | None = None, since: datetime | None = None
) -> tuple[list[Dossier], str | None]:
    """Dossiers of the actor's agencies, newest first; ``after`` is the identifier the page before ended with."""
    agencies = {post.agency for post in actor.posts if may(actor, "dossiers.read", Where(agency=post.agency))}
    rows = Dossier.objects.filter(agency__in=agencies, status__gt=0).select_related("version__procedure")
    if status is not None:
        rows = rows.filter(status=status)
    if since is not None:
        rows = rows.filter(received_at__gte=since)
    if after:
        try:
            rows = rows.filter(id__lt=UUID(after))
        except ValueError as error:
            raise Invalid("after không đúng.", fields={"after": ["Dùng giá trị next của trang trước."]}) from error
    page = list(rows.order_by("-id")[: limit + 1])
    return page[:limit], str(page[limit - 1].id) if len(page) > limit else None
