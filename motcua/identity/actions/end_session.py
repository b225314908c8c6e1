"""End a session of one's own, here or at another computer."""

from datetime import datetime
from typing import Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext

from motcua.audit.public import record
from motcua.kernel.actor import Actor
from motcua.kernel.refusals import NotFound


def end_session(*, session_id: int, actor: Actor, at: datetime) -> None:
    """From now on that browser is signed out. Raises :class:`NotFound` for a session of anybody else."""
    with transaction.atomic():
        session = UserSession.objects.filter(pk=session_id, user_id=actor.person).first()
        if session is None:
            raise NotFound(gettext("Phiên này đã kết thúc."))
        session.end()
        _note(actor, at, f"{actor.name} kết thúc một phiên đăng nhập từ {session.ip}.", {"address": session.ip})


def end_other_sessions(*, current: str | None, actor: Actor, at: datetime) -> int:
    """Every session but the one with the key ``current`` ends; how many did."""
    with transaction.atomic():
        others = list(UserSession.objects.filter(user_id=actor.person).exclude(session_key=current or ""))
        for session in others:
            session.end()
        if others:
            _note(actor, at, f"{actor.name} kết thúc {len(others)} phiên đăng nhập ở nơi khác.", {"count": len(others)})
    return len(others)


def _note(actor: Actor, at: datetime, sentence: str, data: dict[str, Any]) -> None:
    record(
        agency=settings.PROVINCE,
        actor=actor,
        at=at,
        action="identity.end_session",
        subject_kind="account",
        subject_id=actor.person,
        sentence=sentence,
        data=data,
    )
