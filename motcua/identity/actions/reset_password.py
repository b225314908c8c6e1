"""Set a new password with a code."""

from datetime import datetime

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.utils.translation import gettext

from motcua.audit.public import record
from motcua.identity.models import Account, ResetCode
from motcua.identity.rules.names import plain_username
from motcua.identity.rules.reset_codes import MOST_TRIES, plain_code
from motcua.kernel.actor import Actor
from motcua.kernel.refusals import Invalid


def reset_password(*, username: str, code: str, password: str, at: datetime) -> Account:
    """Set ``password`` (which has passed the rules) where ``code`` is the account's; its sessions all end.

    The answer is the same for a wrong code, one too old, one tried too often, and a name that nobody has.
    """
    account = _opened(plain_username(username), plain_code(code), at)
    if account is None:
        raise Invalid(
            gettext("Mã này không đúng hoặc đã hết hạn."),
            fields={"code": [gettext("Hãy kiểm tra tên đăng nhập và mã, hoặc xin mã mới.")]},
        )
    with transaction.atomic():
        account = Account.objects.select_for_update().get(id=account.id)
        account.set_password(password)
        account.save(update_fields=["password"])
        record(
            agency=settings.PROVINCE,
            actor=Actor(account_id=account.id, name=account.full_name),
            at=at,
            action="identity.reset_password",
            subject_kind="account",
            subject_id=account.id,
            sentence=f"{account.full_name} đặt lại mật khẩu bằng mã.",
        )
    return account


def _opened(username: str, code: str, at: datetime) -> Account | None:
    """The account that ``code`` opens, the code used up; a wrong try is counted though nothing else happens."""
    with transaction.atomic():
        kept = (
            ResetCode.objects.select_for_update(of=("self",))
            .select_related("account")
            .filter(account__username=username, account__is_active=True)
            .first()
        )
        if kept is None or kept.expires_at <= at or kept.tries >= MOST_TRIES:
            make_password(code)  # as long as with a code, so that the time tells nothing
            return None
        if not check_password(code, kept.digest):
            kept.tries += 1
            kept.save(update_fields=["tries"])
            return None
        account: Account = kept.account
        kept.delete()
        return account
