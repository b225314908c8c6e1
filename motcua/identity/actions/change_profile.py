"""Change one's own profile."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext

from motcua.audit.public import record
from motcua.identity.models import Account, Person
from motcua.identity.rules.profile import plain_profile, profile_problems
from motcua.kernel.actor import Actor
from motcua.kernel.clock import day_of
from motcua.kernel.refusals import Invalid, NotAllowed, NotNow

#: of the row itself, and what only a provider's word changes (actions/enter_proven.py)
NOT_TYPED = frozenset({"id", "account", "identity_hash", "assurance", "proven_by", "proven_at"})
#: what a provider vouched for is not typed over
PROVEN_FIELDS = frozenset({"kind", "full_name", "identity_number", "date_of_birth", "gender"})
FIELDS = frozenset(field.name for field in Person._meta.local_fields if field.name not in NOT_TYPED)


def change_profile(*, account_id: UUID, changes: Mapping[str, Any], actor: Actor, at: datetime) -> Person:
    """Write ``changes`` into the profile of ``account_id`` (made on the first change).

    Nobody changes another's. The book says which fields changed, never what they hold.
    Raises :class:`Invalid` with the fields that are wrong, :class:`NotAllowed`.
    """
    if actor.account_id != account_id:
        raise NotAllowed(gettext("Bạn chỉ sửa được thông tin của chính mình."))
    if unknown := set(changes) - FIELDS:
        raise LookupError(f"no such fields of a profile: {sorted(unknown)}")
    with transaction.atomic():
        account = Account.objects.select_for_update().get(id=account_id)
        person = Person.objects.filter(account=account).first() or Person(account=account, full_name=account.full_name)
        typed = plain_profile(changes)
        problems = profile_problems({**{name: getattr(person, name) for name in FIELDS}, **typed}, day_of(at))
        if problems:
            raise Invalid(gettext("Chưa lưu được: có chỗ cần sửa."), fields=problems)
        changed = sorted(name for name, value in typed.items() if getattr(person, name) != value)
        if person.is_proven and PROVEN_FIELDS & set(changed):
            raise NotNow(
                gettext(
                    "Họ tên, ngày sinh, giới tính và số định danh của bạn đã được xác nhận, nên không sửa tay được."
                ),
                advice=gettext(
                    "Nếu có chỗ sai, hãy sửa tại nơi cấp định danh rồi đăng nhập lại bằng định danh điện tử."
                ),
            )
        if not changed and not person._state.adding:
            return person
        for name in changed:
            setattr(person, name, typed[name])
        person.save()
        if account.full_name != person.full_name and person.kind == Person.Kind.CITIZEN:
            account.full_name = person.full_name
            account.save(update_fields=["full_name"])
        words = ", ".join(str(field.verbose_name) for field in Person._meta.local_fields if field.name in changed)
        record(
            agency=settings.PROVINCE,
            actor=actor,
            at=at,
            action="identity.change_profile",
            subject_kind="account",
            subject_id=account_id,
            sentence=f"{actor.name} sửa thông tin của mình: {words}." if words else f"{actor.name} lập hồ sơ cá nhân.",
            data={"fields": changed},
        )
    return person
