"""What is done after the answer: a job commits with the change that asked for it."""

from datetime import datetime, timedelta
from uuid import UUID

from django_tasks import task

from motcua.dossiers.actions.draw_form import draw_form
from motcua.dossiers.actions.expire_drafts import remove_old_drafts, warn_of_drafts
from motcua.dossiers.queries.mornings import mornings
from motcua.exchange.public import every
from motcua.kernel.clock import VIETNAM, day_of, now
from motcua.notices.public import notify
from motcua.payments.public import collecting
from motcua.post.public import collected_on

#: the hour from which officers are told what is due, and the one in which it is too late for it
MORNING = (7, 9)


@every(timedelta(hours=6), "dossiers.collected")
def compare_collected(at: datetime) -> str:
    """Yesterday's money that the post took for us, beside what it listed; again and again, for it may list late."""
    day = day_of(at) - timedelta(days=1)

    def listed() -> list[collecting.Line]:
        return [collecting.Line(reference, line.charge, line.amount, line.at) for line, reference in collected_on(day)]

    check = collecting.reconcile(day=day, listed=listed, at=at)
    return f"{day}: {check.differences.count()} differences"


@task()
def draw(form_id: str) -> str:
    """Draw and sign an issued form."""
    return draw_form(form_id=UUID(form_id), at=now()).digest


@every(timedelta(minutes=15), "dossiers.mornings")
def tell_officers(at: datetime) -> str:
    """On the morning of a weekday: what is due on one's desk, in figures alone; once a day, however often asked."""
    here = at.astimezone(VIETNAM)
    if here.weekday() >= 5 or not MORNING[0] <= here.hour < MORNING[1]:
        return "not now"
    count = 0
    for one in mornings(at):
        notify(
            account_id=one.officer_id,
            occasion="desk_today",
            agency=one.agency,
            subject_kind="desk",
            subject_id=one.officer_id,
            once=f"desk_today/{day_of(at)}",
            at=at,
            data={"count": str(one.due), "late": str(one.late)},
            path="/viec/",
        )
        count += 1
    return f"told {count}"


@every(timedelta(hours=1), "dossiers.drafts")
def tend_drafts(at: datetime) -> str:
    """Warn of drafts that were left lying; remove those whose day is over."""
    removed = remove_old_drafts(at=at)
    return f"removed {removed}, warned of {warn_of_drafts(at=at)}"
