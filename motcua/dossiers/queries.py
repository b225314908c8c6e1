"""Reads over dossiers: no side effects, a constant number of queries."""

from functools import lru_cache
from uuid import UUID

from motcua.dossiers.models import Dossier, DossierEvent, IssuedForm, Paper, PaperRequest, Result
from motcua.kernel.actor import Actor
from motcua.kernel.refusals import NotFound
from motcua.organizations.public import Where, require
from motcua.procedures.public import Definition, ProcedureVersion


def where_of(dossier: Dossier) -> Where:
    """What the dossier belongs to, for the table of permissions."""
    if dossier.matter_id and dossier.matter:
        units = frozenset(dossier.matter.places.values())
    else:
        units = frozenset()
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
