"""Change one's password."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction

from motcua.audit.public import record
from motcua.identity.models import Account
from motcua.kernel.actor import Actor


def change_password(*, account_id: UUID, password: str, actor: Actor, at: datetime) -> Account:
    """Set a password that has passed the rules; every other session of the account ends with it."""
    with transaction.atomic():
        account = Account.objects.select_for_update().get(id=account_id)
        account.set_password(password)
        account.save(update_fields=["password"])
        record(
            agency=settings.PROVINCE,
            actor=actor,
            at=at,
            action="identity.change_password",
            subject_kind="account",
            subject_id=account_id,
            sentence=f"Đổi mật khẩu của tài khoản {account.full_name}.",
        )
    return account
