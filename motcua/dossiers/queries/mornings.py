"""What officers have to do today: how many dossiers on each desk are due, and how many are late."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID

from django.db.models import Count, Min, Q

from motcua.kernel.clock import VIETNAM, day_of
from motcua.work.public import Step


@dataclass(frozen=True, slots=True)
class Morning:
    """One officer's desk."""

    officer_id: UUID
    agency: str
    due: int
    late: int


def mornings(at: datetime) -> Iterator[Morning]:
    """Everybody on whose desk something is late at ``at`` or due before the day is over. One query."""
    end = datetime.combine(day_of(at) + timedelta(days=1), time(), VIETNAM)
    steps = Step.objects.filter(finished_at=None, officer__isnull=False, waiting=False, due_at__lt=end)
    rows = steps.values_list("officer_id").annotate(
        agency=Min("agency"),
        due=Count("pk", filter=Q(due_at__gte=at)),
        late=Count("pk", filter=Q(due_at__lt=at)),
    )
    for officer_id, agency, due, late in rows.order_by("officer_id"):
        yield Morning(officer_id, agency, due, late)
