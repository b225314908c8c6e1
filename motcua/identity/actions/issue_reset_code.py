"""Give a code with which somebody sets a new password."""

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.translation import gettext

from motcua.audit.public import record
from motcua.identity.models import Account, ResetCode
from motcua.identity.rules.reset_codes import new_code, plain_code
from motcua.kernel.actor import Actor
from motcua.kernel.refusals import NotNow


def issue_reset_code(*, account_id: UUID, lasts: timedelta, actor: Actor, at: datetime) -> str:
    """A new code for the account, told this one time; an older one opens nothing any more.

    Whether ``actor`` may is asked by the caller (``people.manage``; or whoever asks for a letter to the
    account's own address). Refuses closed accounts and those entered through a provider of identity.
    """
    code = new_code()
    with transaction.atomic():
        account = Account.objects.select_for_update().get(id=account_id)
        if not account.is_active or not account.has_usable_password():
            raise NotNow(gettext("Tài khoản này đã bị khóa hoặc không dùng mật khẩu."))
        ResetCode.objects.update_or_create(
            account=account,
            defaults={"digest": make_password(plain_code(code)), "expires_at": at + lasts, "tries": 0},
        )
        record(
            agency=settings.PROVINCE,
            actor=actor,
            at=at,
            action="identity.issue_reset_code",
            subject_kind="account",
            subject_id=account_id,
            sentence=f"{actor.name} cấp mã đặt lại mật khẩu cho {account.full_name}.",
        )
    return code
