"""Bố trí công tác: give somebody a role in a unit, and end it."""

from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext

from motcua.audit.public import record
from motcua.identity.public import Account
from motcua.kernel.actor import Actor
from motcua.kernel.refusals import Invalid
from motcua.organizations.models import Posting, Unit
from motcua.organizations.rules.permissions import posts_roles


def appoint(
    *, account: Account, unit: Unit, role: str, title: str = "", first: date, actor: Actor, at: datetime
) -> Posting | None:
    """From ``first`` on ``account`` holds ``role`` in ``unit``; None where it does already.

    Whether ``actor`` may is asked by the caller. Raises :class:`Invalid` for a role that no permission names
    and for a unit that is no more.
    """
    if role not in posts_roles():
        raise Invalid(
            gettext("Không có vai trò “%(role)s”.") % {"role": role},
            advice=gettext("Các vai trò: %(roles)s.") % {"roles": ", ".join(sorted(posts_roles()))},
        )
    if unit.valid_to and unit.valid_to < first:
        raise Invalid(gettext("%(unit)s không còn hoạt động từ ngày ấy.") % {"unit": unit.name})
    with transaction.atomic():
        Account.objects.select_for_update().get(pk=account.pk)
        if _held(account, first).filter(unit=unit, role=role).exists():
            return None
        posting = Posting.objects.create(account=account, unit=unit, role=role, title=title, valid_from=first)
        sentence = f"{actor.name} bố trí {account.full_name} làm {title or role} tại {unit.name} từ {first:%d/%m/%Y}."
        _note(account, sentence, "organizations.appoint", actor, at)
    return posting


def dismiss(*, account: Account, last: date, actor: Actor, at: datetime) -> int:
    """``last`` is the last day of every post that ``account`` holds; how many these were."""
    with transaction.atomic():
        Account.objects.select_for_update().get(pk=account.pk)
        count = _held(account, last).update(valid_to=last)
        if count:
            sentence = f"{actor.name} kết thúc {count} bố trí công tác của {account.full_name} từ hết {last:%d/%m/%Y}."
            _note(account, sentence, "organizations.dismiss", actor, at)
    return count


def _held(account: Account, day: date) -> QuerySet[Posting]:
    return Posting.objects.filter(account=account).filter(Q(valid_to=None) | Q(valid_to__gt=day))


def _note(account: Account, sentence: str, action: str, actor: Actor, at: datetime) -> None:
    record(
        agency=settings.PROVINCE,
        actor=actor,
        at=at,
        action=action,
        subject_kind="account",
        subject_id=account.pk,
        sentence=sentence,
    )
