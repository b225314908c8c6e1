"""Reads over dossiers: no side effects, a constant number of queries."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from secrets import compare_digest
from time import monotonic
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext

from motcua.dossiers.models import Dossier, DossierEvent, IssuedForm, Paper, PaperRequest, Result
from motcua.dossiers.rules.lifecycle import ENDED
from motcua.files.public import StoredFile
from motcua.kernel.actor import Actor
from motcua.kernel.clock import VIETNAM
from motcua.kernel.composed import Kept, Slot
from motcua.kernel.refusals import Invalid, NotAllowed, NotFound
from motcua.organizations.public import Posting, Where, may, require
from motcua.procedures.public import Definition, ProcedureVersion, process_for, version_in_force
from motcua.work.public import Matter, Process, ProcessDefinition, Step, read_process


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
        raise NotFound(gettext("Không tìm thấy hồ sơ này."))
    if not dossier.status and dossier.applicant_id != actor.account_id:
        raise NotFound(gettext("Không tìm thấy hồ sơ này."))  # a draft concerns nobody but who writes it
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
        Step.objects.filter(matter=Slot("matter", Matter._meta.pk), finished_at=None)
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


def status_before_pause(dossier_id: UUID) -> int | None:
    """The status in which papers or money were last asked for; None when nobody ever asked."""
    asked = DossierEvent.objects.filter(dossier_id=dossier_id, action__in=("ask_for_papers", "ask_for_payment"))
    return asked.order_by("-at", "-id").values_list("from_status", flat=True).first()


def events_of(dossier_id: UUID) -> list[DossierEvent]:
    """All that happened, oldest first."""
    return list(DossierEvent.objects.filter(dossier_id=dossier_id).order_by("at", "id"))


def papers_of(dossier_id: UUID) -> list[Paper]:
    """Papers in force (not replaced), in the order they were added."""
    return list(
        Paper.objects.filter(dossier_id=dossier_id, replaced_at=None).select_related("file").order_by("added_at", "id")
    )


def paper_of(dossier_id: UUID, paper_id: UUID) -> Paper:
    """One paper of a dossier, also a replaced one; NotFound when it is not of that dossier."""
    paper = Paper.objects.select_related("file").filter(dossier_id=dossier_id, id=paper_id).first()
    if paper is None:
        raise NotFound(gettext("Không tìm thấy giấy tờ này."))
    return paper


def stored_files(ids: Collection[UUID]) -> list[StoredFile]:
    """Those of the files ``ids`` that are stored, with who stored them."""
    return _stored_files(len(ids))(**{f"file{place}": each for place, each in enumerate(ids)}) if ids else []


@lru_cache(maxsize=200)
def _stored_files(number: int) -> Kept[StoredFile]:
    slots: list[Any] = [Slot(f"file{place}", StoredFile._meta.pk) for place in range(number)]
    return Kept(lambda: StoredFile.objects.filter(id__in=slots).only("stored_by_id"))


def open_request(dossier_id: UUID) -> PaperRequest | None:
    """What was asked of the applicant and is not settled yet."""
    return PaperRequest.objects.filter(dossier_id=dossier_id, accepted_at=None).order_by("-asked_at").first()


def forms_of(dossier_id: UUID) -> list[IssuedForm]:
    """Slips and letters issued, oldest first."""
    return list(IssuedForm.objects.filter(dossier_id=dossier_id).order_by("issued_at", "id"))


def form_numbered(dossier_id: UUID, token: str) -> IssuedForm:
    """The issued form of a dossier with that token; NotFound when there is none."""
    form = IssuedForm.objects.filter(dossier_id=dossier_id, token=token).first()
    if form is None:
        raise NotFound(gettext("Không tìm thấy phiếu này."))
    return form


def issued_result(dossier_id: UUID) -> Result:
    """The result once it is signed and numbered; NotFound before."""
    result = result_of(dossier_id)
    if result is None or result.issued_at is None or result.file is None:
        raise NotFound(gettext("Hồ sơ này chưa có kết quả."), advice=gettext("Xem hồ sơ đang ở đâu trong trang hồ sơ."))
    return result


def form_with_token(token: str) -> IssuedForm | None:
    """The issued form that a QR names."""
    return IssuedForm.objects.select_related("dossier__version", "file").filter(token=token).first()


def result_with_token(token: str) -> Result | None:
    """The issued result that a QR names; None for a draft of one."""
    rows = Result.objects.select_related("dossier__version", "dossier__competent_unit", "file")
    return rows.filter(token=token, issued_at__isnull=False, file__isnull=False).first()


def dossier_looked_up(code: str, lookup_key: str) -> Dossier | None:
    """The dossier for who holds both its code and its look-up key."""
    found = (
        Dossier.objects.select_related("version__procedure", "matter__process", "competent_unit", "reception_unit")
        .filter(code=code)
        .first()
    )
    if found is None or not compare_digest(found.lookup_key.encode(), lookup_key.encode()):
        return None
    return found


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


def drafts_for_procedure(account_id: UUID, procedure_id: int) -> list[Dossier]:
    """Unfinished applications of a person for one procedure, newest first."""
    rows = Dossier.objects.filter(applicant_id=account_id, status=0, version__procedure_id=procedure_id)
    return list(rows.select_related("competent_unit").order_by("-saved_at")[:5])


def own_dossier(dossier_id: UUID, actor: Actor, permission: str) -> Dossier:
    """The actor's own dossier; NotFound for anybody else, so that nobody learns that it exists."""
    try:
        return dossier_for(dossier_id, actor, permission)
    except NotAllowed as error:
        raise NotFound(gettext("Không tìm thấy hồ sơ này.")) from error


def sent_by(account_id: UUID, *, ended: bool, after: str = "", limit: int = 20) -> tuple[list[Dossier], str]:
    """Dossiers that a person submitted, latest first, a part at a time; ``after`` as the part before gave it."""
    rows = Dossier.objects.filter(applicant_id=account_id, status__gt=0).select_related(
        "version__procedure", "competent_unit"
    )
    rows = rows.filter(status__in=ENDED) if ended else rows.exclude(status__in=ENDED)
    last = _place_of(after, account_id)
    if last:
        rows = rows.filter(Q(saved_at__lt=last[0]) | Q(saved_at=last[0], id__lt=last[1]))
    found = list(rows.order_by("-saved_at", "-id")[: limit + 1])
    return found[:limit], str(found[limit - 1].id) if len(found) > limit else ""


def _place_of(after: str, account_id: UUID) -> tuple[datetime, UUID] | None:
    try:
        wanted = UUID(after)
    except ValueError:
        return None
    return Dossier.objects.filter(id=wanted, applicant_id=account_id).values_list("saved_at", "id").first()


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
        raise NotFound(gettext("Không tìm thấy hồ sơ này."))
    try:
        return dossier_for(found, actor, permission)
    except NotAllowed as error:
        raise NotFound(gettext("Không tìm thấy hồ sơ này.")) from error


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
        raise NotFound(gettext("Không tìm thấy hồ sơ này."))
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
            raise Invalid(
                gettext("after không đúng."), fields={"after": [gettext("Dùng giá trị next của trang trước.")]}
            ) from error
    page = list(rows.order_by("-id")[: limit + 1])
    return page[:limit], str(page[limit - 1].id) if len(page) > limit else None


def holders(pairs: Collection[tuple[int, str]], on: date) -> dict[tuple[int, str], list[tuple[UUID, str]]]:
    """Who holds each (unit, role) that day: account and name with title, by name. One query."""
    if not pairs:
        return {}
    rows = (
        Posting.objects.filter(unit_id__in={unit for unit, _ in pairs}, role__in={role for _, role in pairs})
        .filter(valid_from__lte=on)
        .exclude(valid_to__lt=on)
        .order_by("account__full_name", "account_id")
        .values_list("unit_id", "role", "account_id", "account__full_name", "title")
    )
    found: dict[tuple[int, str], list[tuple[UUID, str]]] = {pair: [] for pair in pairs}
    for unit, role, account, name, title in rows:
        if (unit, role) in found:
            found[unit, role].append((account, f"{name}, {title}" if title else name))
    return found


def desk_words(dossier_ids: Collection[UUID]) -> dict[UUID, Dossier]:
    """What lists on a desk say of dossiers beyond what ``work`` knows: summary, status, revision. One query."""
    rows = Dossier.objects.filter(id__in=dossier_ids).only(
        "id", "summary", "status", "revision", "due_at", "ended_at", "competent_unit_id", "owner_name"
    )
    return {row.id: row for row in rows}


@dataclass(frozen=True, slots=True)
class BookWanted:
    """Which part of the register: by the day of reception, of an agency or of a reception unit."""

    first: date
    last: date
    agencies: frozenset[str] | None = None  #: None: of the whole province
    reception_units: frozenset[int] = frozenset()


def register_rows(wanted: BookWanted, *, after: str = "", limit: int = 100) -> tuple[list[Dossier], str]:
    """Dossiers received in the period, in the order of reception; ``after`` as the page before gave it."""
    start = datetime.combine(wanted.first, time.min, tzinfo=VIETNAM)
    end = datetime.combine(wanted.last + timedelta(days=1), time.min, tzinfo=VIETNAM)
    rows = Dossier.objects.filter(received_at__gte=start, received_at__lt=end).select_related(
        "version__procedure", "competent_unit"
    )
    if wanted.reception_units:
        rows = rows.filter(reception_unit__in=wanted.reception_units)
    elif wanted.agencies is not None:
        rows = rows.filter(agency__in=wanted.agencies)
    if after:
        moment, row = _register_cursor(after)
        rows = rows.filter(Q(received_at__gt=moment) | Q(id__gt=row), received_at__gte=moment)
    page = list(rows.order_by("received_at", "id")[: limit + 1])
    last = page[limit - 1] if len(page) > limit else None
    next_after = f"{last.received_at.isoformat()}_{last.id}" if last and last.received_at else ""
    return page[:limit], next_after


def _register_cursor(after: str) -> tuple[datetime, UUID]:
    try:
        moment, _, row = after.partition("_")
        return datetime.fromisoformat(moment), UUID(row)
    except ValueError as error:
        raise Invalid(gettext("Địa chỉ trang này không đúng."), advice=gettext("Mở lại sổ từ trang đầu.")) from error
