"""Take away the second factors of somebody who lost them, so that they can set up new ones."""

from datetime import datetime
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext

from motcua.audit.public import record
from motcua.identity.models import Account
from motcua.kernel.actor import Actor
from motcua.kernel.refusals import NotAllowed, NotFound


def remove_second_factors(*, account_id: UUID, reason: str, actor: Actor, at: datetime) -> int:
    """All of the account's factors go and all its sessions end; how many factors. The password still guards it.

    Whether ``actor`` may (``people.manage``) is asked by the page. Nobody does it for themselves: that would be a
    way around the second factor for whoever sits down at a computer that was left open.
    """
    if actor.account_id == account_id:
        raise NotAllowed(gettext("Bạn không tự bỏ lớp bảo vệ của mình ở đây được. Hãy nhờ một người quản trị khác."))
    with transaction.atomic():
        account = Account.objects.select_for_update().get(id=account_id)
        factors = Authenticator.objects.filter(user=account)
        count = factors.count()
        if not count:
            raise NotFound(gettext("Tài khoản này chưa đăng nhập hai lớp."))
        factors.delete()
        for session in UserSession.objects.filter(user=account):
            session.end()
        record(
            agency=settings.PROVINCE,
            actor=actor,
            at=at,
            action="identity.remove_second_factors",
            subject_kind="account",
            subject_id=account_id,
            sentence=f"{actor.name} bỏ đăng nhập hai lớp của {account.full_name}: {reason}",
        )
    return int(count)
