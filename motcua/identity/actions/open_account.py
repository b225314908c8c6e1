"""Open an account, for oneself or for somebody else."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext, gettext_lazy

from motcua.audit.public import record
from motcua.identity.models import Account, Person
from motcua.identity.rules.names import plain_username, username_problem
from motcua.identity.rules.profile import CITIZEN, full_name_problem, plain_profile, profile_problems
from motcua.kernel.actor import Actor
from motcua.kernel.clock import day_of
from motcua.kernel.refusals import Invalid

TAKEN = gettext_lazy("Tên đăng nhập này đã có người dùng. Nếu đó là bạn, hãy đăng nhập.")


def open_account(
    *,
    username: str,
    password: str | None,
    full_name: str,
    actor: Actor,
    at: datetime,
    profile: Mapping[str, Any] | None = None,
    is_demo: bool = False,
    demo_hint: str = "",
) -> Account:
    """A new account with its person; ``profile`` gives further fields of :class:`Person`.

    Without a password it can only be entered through a provider of identity. Anybody may open one for
    themselves; whether ``actor`` may open one for another is asked by the page that lets them.
    Raises :class:`Invalid` with the fields that are wrong.
    """
    name = plain_username(username)
    person = plain_profile({"kind": CITIZEN, **(profile or {}), "full_name": full_name})
    problems = profile_problems(person, day_of(at))
    if problem := username_problem(name):
        problems["username"] = [problem]
    if problem := full_name_problem(person["full_name"], person["kind"]):
        problems["full_name"] = [problem]
    if problems:
        raise Invalid(gettext("Chưa mở được tài khoản: có chỗ cần sửa."), fields=problems)
    with transaction.atomic():
        try:
            with transaction.atomic():
                account = Account.objects.create_user(
                    name, password, full_name=person["full_name"], is_demo=is_demo, demo_hint=demo_hint
                )
        except IntegrityError as error:
            raise Invalid(gettext("Chưa mở được tài khoản."), fields={"username": [str(TAKEN)]}) from error
        Person.objects.create(account=account, **{**_contacts(name), **person})
        record(
            agency=settings.PROVINCE,
            actor=actor,
            at=at,
            action="identity.open_account",
            subject_kind="account",
            subject_id=account.id,
            sentence=f"Mở tài khoản cho {account.full_name}.",
        )
    return account


def _contacts(username: str) -> dict[str, str]:
    """A phone number or an address of e-mail as username is also how to reach the person."""
    if "@" in username:
        return {"email": username}
    return {"phone": username} if username.isdigit() else {}
