"""Pages of officers say here whose data they show; a session that said so today says it once."""

from uuid import UUID

from django.http import HttpRequest

from motcua.identity.actions.note_shown import note_shown
from motcua.kernel.clock import day_of, now

#: in a session: the day, and what was shown on it
TODAY = "shown-today"
#: things of one day that a session remembers; beyond, the book itself is asked
MOST = 500


def shown(request: HttpRequest, account_id: UUID | None, *, about: str, what: str, agency: str) -> None:
    """``what`` of the citizen ``account_id`` is on the page; no query where this session said so today already."""
    if account_id is None:  # nobody's account: handed in at a counter
        return
    at = now()
    day = day_of(at).isoformat()
    kept = request.session.get(TODAY)
    seen = kept[1] if kept and kept[0] == day else []
    if about in seen:
        return
    actor = request.actor  # type: ignore[attr-defined]
    note_shown(account_id=account_id, about=about, what=what, agency=agency, actor=actor, at=at)
    request.session[TODAY] = [day, [*seen, about][-MOST:]]
