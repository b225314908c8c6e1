"""One dossier and what belongs to it, and whom it concerns."""

from collections.abc import Collection
from datetime import datetime
from functools import lru_cache
from secrets import compare_digest
from typing import Any
from uuid import UUID

from django.utils.translation import gettext

from motcua.dossiers.models import Dossier, DossierEvent, IssuedForm, Paper, PaperRequest, Result
from motcua.files.public import StoredFile
from motcua.kernel.actor import Actor
from motcua.kernel.composed import Kept, Slot
from motcua.kernel.refusals import NotAllowed, NotFound
from motcua.organizations.public import Where, may, require
from motcua.work.public import Step

#: what a unit that is asked for its opinion may do beside reading: take its own step and answer it
OPEN_TO_ASKED = frozenset({"dossiers.read", "dossiers.desk", "dossiers.take", "dossiers.forward"})


def where_of(dossier: Dossier, permission: str = "") -> Where:
    """What the dossier belongs to, for the table of permissions.

    Units that were asked for an opinion count for what is open to them (:data:`OPEN_TO_ASKED`), and for nothing else.
    """
    units = dossier.matter.units(asked=permission in OPEN_TO_ASKED) if dossier.matter else frozenset()
    return Where(owner=dossier.applicant_id, units=units, agency=dossier.agency)


def unit_named_by(actor: Actor, dossier: Dossier) -> str:
    """The unit in which ``actor`` acts on ``dossier``; empty for a citizen."""
    units = where_of(dossier, "dossiers.read").units
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
    require(actor, permission, where_of(dossier, permission))
    return dossier


def dossier_at_work(dossier_id: UUID, actor: Actor) -> Dossier:
    """The dossier as officers handle it: for whom it concerns by their post, never for who applied.

    An officer who applies somewhere as a citizen follows that dossier as every citizen does: opinions, the
    way from hand to hand, and a result that is not issued yet, are not for them.
    """
    return dossier_for(dossier_id, actor, "dossiers.desk")


def open_steps(dossier: Dossier) -> list[Step]:
    """Where the dossier lies now."""
    return list(
        Step.objects.filter(matter_id=dossier.matter_id, finished_at=None).select_related("unit", "officer")
        if dossier.matter_id
        else ()
    )


def last_event(dossier_id: UUID) -> DossierEvent | None:
    """The latest act."""
    return DossierEvent.objects.filter(dossier_id=dossier_id).order_by("-at", "-id").first()


def status_before_pause(dossier_id: UUID) -> int | None:
    """The status in which papers or money were last asked for; None when nobody ever asked."""
    asked = DossierEvent.objects.filter(dossier_id=dossier_id, action__in=("ask_for_papers", "ask_for_payment"))
    return asked.order_by("-at", "-id").values_list("from_status", flat=True).first()


def payment_asked_at(dossier_id: UUID) -> datetime | None:
    """When money was last asked for."""
    asked = DossierEvent.objects.filter(dossier_id=dossier_id, action="ask_for_payment")
    return asked.order_by("-at", "-id").values_list("at", flat=True).first()


def events_of(dossier_id: UUID) -> list[DossierEvent]:
    """All that happened, oldest first."""
    return list(DossierEvent.objects.filter(dossier_id=dossier_id).order_by("at", "id"))


def papers_of(dossier_id: UUID) -> list[Paper]:
    """Papers in force (not replaced), in the order they were added."""
    return list(
        Paper.objects.filter(dossier_id=dossier_id, replaced_at=None).select_related("file").order_by("added_at", "id")
    )


def sent_papers_of(dossier_id: UUID) -> list[Paper]:
    """Papers in force as officers see them: without what the applicant has added to an answer but not sent yet."""
    asked = open_request(dossier_id)
    return [paper for paper in papers_of(dossier_id) if not is_unsent(paper, asked)]


def is_unsent(paper: Paper, asked: PaperRequest | None) -> bool:
    """Whether ``paper`` belongs to an answer to ``asked`` that is still being put together."""
    return asked is not None and asked.answered_at is None and paper.added_at > asked.asked_at


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


def papers_were_asked_for(dossier_id: UUID) -> bool:
    """Whether more was ever asked of the applicant."""
    return PaperRequest.objects.filter(dossier_id=dossier_id).exists()


def forms_of(dossier_id: UUID) -> list[IssuedForm]:
    """Slips and letters issued, oldest first."""
    return list(IssuedForm.objects.filter(dossier_id=dossier_id).order_by("issued_at", "id"))


def form_of_dossier(dossier_id: UUID, token: str) -> IssuedForm:
    """The issued form with ``token``, of this dossier alone; NotFound when it has none such."""
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


def own_dossier(dossier_id: UUID, actor: Actor, permission: str) -> Dossier:
    """The actor's own dossier; NotFound for anybody else, so that nobody learns that it exists."""
    try:
        return dossier_for(dossier_id, actor, permission)
    except NotAllowed as error:
        raise NotFound(gettext("Không tìm thấy hồ sơ này.")) from error


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
    if dossier is None or not may(actor, permission, where_of(dossier, permission)):
        raise NotFound(gettext("Không tìm thấy hồ sơ này."))
    return dossier.id
