"""Consent to tell another system one's data; take it back."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from allauth.idp.oidc.models import Token
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext

from motcua.audit.public import record
from motcua.identity.models import Consent
from motcua.kernel.actor import Actor
from motcua.kernel.clock import day_of
from motcua.kernel.law import law
from motcua.kernel.refusals import NotFound


def give_consent(
    *, asked_by: str, asked_name: str, purpose: str, what: Iterable[str], actor: Actor, at: datetime
) -> Consent:
    """``actor`` lets the system ``asked_by`` be told ``what`` for so many days; replaces the one before."""
    told = sorted(set(what))
    with transaction.atomic():
        Consent.objects.filter(account_id=actor.person, asked_by=asked_by, withdrawn_at=None).update(withdrawn_at=at)
        given = Consent.objects.create(
            account_id=actor.person,
            asked_by=asked_by,
            asked_name=asked_name,
            what=told,
            purpose=purpose,
            given_at=at,
            until=at + timedelta(days=law("identity.consent_days", on=day_of(at))),
        )
        _note(given, "give_consent", f"{actor.name} đồng ý cho {asked_name} nhận dữ liệu của mình.", actor, at)
    return given


def withdraw_consent(*, consent_id: UUID, actor: Actor, at: datetime) -> None:
    """From now on the system is told nothing: what it holds to ask with opens nothing any more."""
    with transaction.atomic():
        given = Consent.objects.select_for_update().filter(pk=consent_id, account_id=actor.person).first()
        if given is None or given.withdrawn_at:
            raise NotFound(gettext("Không có sự đồng ý nào để rút lại."))
        given.withdrawn_at = at
        given.save(update_fields=["withdrawn_at"])
        Token.objects.filter(user_id=actor.person, client_id=given.asked_by).delete()
        _note(given, "withdraw_consent", f"{actor.name} rút lại sự đồng ý với {given.asked_name}.", actor, at)


def _note(given: Consent, what: str, sentence: str, actor: Actor, at: datetime) -> None:
    record(
        agency=settings.PROVINCE,
        actor=actor,
        at=at,
        action=f"identity.{what}",
        subject_kind="account",
        subject_id=actor.person,
        sentence=sentence,
        data={"asked_by": given.asked_by, "what": given.what},
    )
