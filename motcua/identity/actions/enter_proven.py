"""Somebody whom a provider vouched for comes in: into their own account, or a new one, never into another's."""

from datetime import datetime
from typing import Any

from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext

from motcua.audit.public import record
from motcua.identity.actions.open_account import open_account
from motcua.identity.connectors.base import Proven
from motcua.identity.models import PROVEN, Account, Person
from motcua.identity.postings import posts_of
from motcua.identity.sealing import lookup_hash
from motcua.kernel.actor import SYSTEM, Actor
from motcua.kernel.refusals import NotNow


def enter_proven(*, proven: Proven, own: Account | None, at: datetime) -> Account:
    """The account of ``proven``; ``own``: the signed-in account to which they want to tie it.

    The officers' own provider lets in whom the province appointed, and opens no accounts.

    An account is found by the provider's subject; else by the identity number, but only where a provider vouched for
    that number before (level 2): whoever merely typed a number into a profile is not joined by the person who has it.
    Raises :class:`NotNow` where it belongs to another account already.
    """
    try:
        with transaction.atomic():
            return _entered(proven, own, at)
    except IntegrityError as error:  # the same person in two windows at once
        raise NotNow(
            gettext("Định danh này vừa được dùng ở một cửa sổ khác."), advice=gettext("Hãy đăng nhập lại.")
        ) from error


def _entered(proven: Proven, own: Account | None, at: datetime) -> Account:
    tie = (
        SocialAccount.objects.select_for_update(of=("self",))
        .select_related("user")
        .filter(provider=proven.provider, uid=proven.subject)
        .first()
    )
    if tie and own and tie.user_id != own.pk:
        raise NotNow(
            gettext("Định danh điện tử này đã gắn với một tài khoản khác."),
            advice=gettext("Hãy đăng xuất, rồi đăng nhập bằng chính định danh điện tử này."),
        )
    account: Account
    if proven.for_officers:
        account = own or (tie.user if tie else None) or _appointed(proven)
    else:
        account = own or (tie.user if tie else None) or _known(proven) or _new(proven, at)
        _write(account, proven, at, is_own=own is not None)
    if tie is None:
        SocialAccount.objects.create(user=account, provider=proven.provider, uid=proven.subject, extra_data={})
        _note(account, "tie_provider", f"{account.full_name} gắn tài khoản với {proven.provider}.", proven, at)
    return account


def _known(proven: Proven) -> Account | None:
    """Whose number another provider vouched for before."""
    if proven.level < PROVEN or not proven.identity_number:
        return None
    found = Person.objects.filter(identity_hash=lookup_hash(proven.identity_number), assurance__gte=PROVEN)
    person = found.select_related("account").first()
    return person.account if person else None


def _appointed(proven: Proven) -> Account:
    """The account of that name, if somebody was appointed to it: names that citizens chose are nobody's."""
    found = Account.objects.filter(username=proven.username).first() if proven.username else None
    if found is None or not posts_of(found):
        raise NotNow(
            gettext("Chưa có cán bộ nào ở đây mang tên đăng nhập này."),
            advice=gettext("Hãy hỏi người quản trị của cơ quan bạn."),
        )
    return found


def _new(proven: Proven, at: datetime) -> Account:
    """An account that has no password: it is entered through the provider alone."""
    name = f"{proven.provider}-{lookup_hash(proven.subject)[:24]}"
    return open_account(
        username=name,
        password=None,
        full_name=proven.full_name,
        actor=SYSTEM,
        at=at,
        profile={name: value for name, value in _told(proven).items() if name != "full_name" and value},
    )


def _write(account: Account, proven: Proven, at: datetime, *, is_own: bool) -> None:
    """What the provider vouches for goes into the profile; what level 1 tells fills empty fields alone."""
    person = Person.objects.select_for_update().filter(account=account).first()
    person = person or Person(account=account, full_name=account.full_name)
    if person.kind != Person.Kind.CITIZEN:
        raise NotNow(
            gettext("Tài khoản này là của một tổ chức, không gắn được với định danh của cá nhân."),
            advice=gettext("Hãy đăng xuất, rồi đăng nhập bằng định danh điện tử của bạn."),
        )
    if proven.level >= PROVEN:
        _refuse_another(person, proven, is_own=is_own)
    for field, value in _told(proven).items():
        if value and ((proven.level >= PROVEN and field not in ("phone", "email")) or not getattr(person, field)):
            setattr(person, field, value)
    if proven.level >= person.assurance:
        person.assurance, person.proven_by, person.proven_at = proven.level, proven.provider, at
    person.save()
    if proven.level >= PROVEN and account.full_name != proven.full_name:
        account.full_name = proven.full_name
        account.save(update_fields=["full_name"])


def _refuse_another(person: Person, proven: Proven, *, is_own: bool) -> None:
    """A profile with another number is another person's, unless the provider itself renewed the number."""
    has_other = person.identity_number not in ("", proven.identity_number)
    if has_other and (is_own or person.proven_by not in ("", proven.provider)):
        raise NotNow(
            gettext("Số định danh trong tài khoản này khác với số của định danh điện tử."),
            advice=gettext("Nếu bạn đã nhập nhầm, hãy sửa trong Thông tin của tôi rồi gắn lại."),
        )
    taken = Person.objects.filter(identity_hash=lookup_hash(proven.identity_number), assurance__gte=PROVEN)
    if proven.identity_number and taken.exclude(pk=person.pk).exists():
        raise NotNow(
            gettext("Số định danh này đã được xác nhận cho một tài khoản khác."),
            advice=gettext("Hãy đăng nhập vào tài khoản ấy, hoặc đến bộ phận một cửa cùng căn cước của bạn."),
        )


def _told(proven: Proven) -> dict[str, Any]:
    fields = ("full_name", "identity_number", "date_of_birth", "gender", "phone", "email")
    return {name: getattr(proven, name) for name in fields}


def _note(account: Account, what: str, sentence: str, proven: Proven, at: datetime) -> None:
    record(
        agency=settings.PROVINCE,
        actor=Actor(account_id=account.pk, name=account.full_name),
        at=at,
        action=f"identity.{what}",
        subject_kind="account",
        subject_id=account.pk,
        sentence=sentence,
        data={"provider": proven.provider, "level": proven.level},
    )
