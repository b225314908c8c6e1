"""Write down that an officer was shown somebody's data: one line an officer, a thing and a day."""

from datetime import datetime, time
from uuid import UUID

from motcua.audit.public import entries_about, record
from motcua.kernel.actor import Actor
from motcua.kernel.clock import VIETNAM, day_of

SHOWN = "identity.data_shown"


def note_shown(*, account_id: UUID, about: str, what: str, agency: str, actor: Actor, at: datetime) -> bool:
    """``what`` (e.g. "hồ sơ H32.25-…") of the citizen ``account_id`` was shown to ``actor``; whether it was written.

    ``about`` tells things apart. Nothing is written of one's own data, nor a second time on the same day.
    """
    if actor.account_id is None or actor.account_id == account_id:
        return False
    morning = datetime.combine(day_of(at), time.min, VIETNAM)
    before = entries_about(account_id).filter(action=SHOWN, actor_id=actor.account_id, at__gte=morning)
    if any(entry.data.get("about") == about for entry in before):
        return False
    post = next((post for post in actor.posts if post.agency == agency), next(iter(actor.posts), None))
    whose = f" ({post.title or post.unit_name}, {post.unit_name})" if post else ""
    record(
        agency=agency,
        actor=actor,
        at=at,
        action=SHOWN,
        subject_kind="account",
        subject_id=account_id,
        sentence=f"{actor.name}{whose} xem {what}.",
        data={"about": about},
    )
    return True
