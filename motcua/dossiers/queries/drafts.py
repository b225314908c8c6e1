"""Drafts: a person's own, those of one procedure, those that were left lying."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.db.models import F

from motcua.dossiers.models import Dossier, DraftWarning, Paper
from motcua.dossiers.rules.drafts import warned_when_saved_before
from motcua.kernel.law import law


def drafts_of(account_id: UUID) -> list[Dossier]:
    """Unfinished applications of a person, newest first."""
    return list(
        Dossier.objects.filter(applicant_id=account_id, status=0)
        .select_related("version__procedure", "competent_unit", "reception_unit")
        .order_by("-saved_at")[:50]
    )


def drafts_for_procedure(account_id: UUID, procedure_id: int) -> list[Dossier]:
    """Unfinished applications of a person for one procedure, newest first."""
    rows = Dossier.objects.filter(applicant_id=account_id, status=0, version__procedure_id=procedure_id)
    return list(rows.select_related("version", "competent_unit", "reception_unit").order_by("-saved_at")[:5])


def papers_of_drafts(dossier_ids: Collection[UUID]) -> dict[UUID, list[Paper]]:
    """The papers attached to each of several drafts. One query."""
    found: dict[UUID, list[Paper]] = {key: [] for key in dossier_ids}
    for paper in Paper.objects.filter(dossier_id__in=dossier_ids, replaced_at=None):
        found[paper.dossier_id].append(paper)
    return found


def draft_days(on: date) -> tuple[int, int]:
    """For how many days a draft is kept, and how many of them are left when its applicant is warned."""
    return law("dossiers.draft_keep_days", on=on), law("dossiers.draft_warning_days", on=on)


def drafts_to_warn_of(at: datetime, most: int) -> list[Dossier]:
    """Drafts that were left lying and of which nobody was warned since they were last saved, oldest first."""
    keep, warning = draft_days(at.date())
    warned = DraftWarning.objects.filter(saved_at=F("dossier__saved_at")).values("dossier_id")
    rows = Dossier.objects.filter(code=None, saved_at__lt=warned_when_saved_before(at, keep, warning))
    rows = rows.exclude(applicant=None).exclude(id__in=warned)
    return list(rows.select_related("version").order_by("saved_at")[:most])


def warned_until(dossier_ids: Collection[UUID]) -> dict[UUID, datetime]:
    """Until when the applicant was told that each draft is kept; only those whose warning still holds. One query."""
    rows = DraftWarning.objects.filter(dossier_id__in=dossier_ids, saved_at=F("dossier__saved_at"))
    return dict(rows.values_list("dossier_id", "until"))
