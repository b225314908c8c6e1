"""Dọn bản nháp: warn of drafts that were left lying, and remove those that nobody took up again."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from motcua.dossiers.models import Dossier, DraftWarning
from motcua.dossiers.queries import draft_days, drafts_to_warn_of
from motcua.dossiers.rules.drafts import told_until
from motcua.kernel.clock import VIETNAM, day_of
from motcua.notices.public import notify

#: so many at once: the others wait for the next round
AT_ONCE = 500


@transaction.atomic
def warn_of_drafts(*, at: datetime) -> int:
    """Tell each applicant until when their draft is kept, once for each time it was left lying; how many."""
    keep, warning = draft_days(day_of(at))
    found = drafts_to_warn_of(at, AT_ONCE)
    for draft in found:
        until = told_until(draft.saved_at.astimezone(VIETNAM), at.astimezone(VIETNAM), keep, warning)
        DraftWarning.objects.update_or_create(
            dossier_id=draft.id, defaults={"agency": draft.agency, "saved_at": draft.saved_at, "until": until}
        )
        assert draft.applicant_id is not None  # asked for
        notify(
            account_id=draft.applicant_id,
            occasion="draft_expiring",
            agency=draft.agency,
            subject_kind="draft",
            subject_id=draft.id,
            once=f"draft_expiring/{draft.id}/{day_of(until)}",
            at=at,
            until=until,
            data={"procedure": draft.version.name},
            path=f"/nop-ho-so/don/{draft.id}/",
        )
    return len(found)


@transaction.atomic
def remove_old_drafts(*, at: datetime) -> int:
    """Remove drafts that were not touched since their warning, once its day is over; how many."""
    over = DraftWarning.objects.filter(until__lt=at, dossier__code=None, saved_at=F("dossier__saved_at"))
    seen = dict(over.values_list("dossier_id", "saved_at")[:AT_ONCE])
    removed = 0
    for draft in Dossier.objects.select_for_update().filter(id__in=seen, code=None):
        if draft.saved_at == seen[draft.id]:  # somebody may have saved it a moment ago
            draft.delete()
            removed += 1
    return removed
