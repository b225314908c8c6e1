"""Phân công thay: while somebody is away, a deputy acts in the same posts."""

from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext

from motcua.audit.public import record
from motcua.identity.public import Account
from motcua.kernel.actor import Actor
from motcua.kernel.refusals import Invalid
from motcua.organizations.models import StandIn
from motcua.organizations.rules.permissions import require


def stand_in(
    *, absent: Account, deputy: Account, first: date, last: date, reason: str, actor: Actor, at: datetime
) -> StandIn:
    """From ``first`` up to and including ``last``, ``deputy`` has the posts of ``absent`` (see ``actor_of``).

    Raises Invalid where the days run backwards, somebody would stand in for themselves, or the same
    two people already have such an arrangement on one of these days.
    """
    with transaction.atomic():
        Account.objects.select_for_update().get(pk=absent.pk)
        require(actor, "people.manage")
        wrong: dict[str, list[str]] = {}
        if last < first:
            wrong["last"] = [gettext("Ngày cuối phải từ ngày đầu trở đi.")]
        if absent.pk == deputy.pk:
            wrong["deputy"] = [gettext("Không ai thay chính mình. Hãy chọn người khác.")]
        same = StandIn.objects.filter(absent=absent, deputy=deputy, valid_from__lte=last, valid_to__gte=first)
        if not wrong and same.exists():
            wrong["first"] = [gettext("Hai người này đã có phân công thay trong những ngày ấy.")]
        if wrong:
            raise Invalid(gettext("Chưa ghi được phân công thay."), fields=wrong)
        row = StandIn.objects.create(absent=absent, deputy=deputy, valid_from=first, valid_to=last, reason=reason)
        record(
            agency=settings.PROVINCE,
            actor=actor,
            at=at,
            action="organizations.stand_in",
            subject_kind="account",
            subject_id=absent.pk,
            sentence=f"{actor.name} phân công {deputy.full_name} thay {absent.full_name} "
            f"từ {first:%d/%m/%Y} đến hết {last:%d/%m/%Y}.",
            data={"deputy": str(deputy.pk), "reason": reason},
        )
    return row
