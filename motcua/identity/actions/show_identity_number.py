"""Show somebody's identity number in full, and write down that it was shown."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext

from motcua.audit.public import record
from motcua.identity.models import Person
from motcua.identity.rules.profile import masked
from motcua.kernel.actor import Actor
from motcua.kernel.refusals import NotAllowed, NotFound


def show_identity_number(*, account_id: UUID, actor: Actor, at: datetime) -> str:
    """The whole number in the profile of ``account_id``; everywhere else it is masked. Only its owner may."""
    if actor.account_id != account_id:
        raise NotAllowed(gettext("Bạn chỉ xem được số của chính mình."))
    with transaction.atomic():
        person = Person.objects.filter(account_id=account_id).first()
        if person is None or not person.identity_number:
            raise NotFound(gettext("Chưa có số định danh nào được lưu."))
        record(
            agency=settings.PROVINCE,
            actor=actor,
            at=at,
            action="identity.show_number",
            subject_kind="account",
            subject_id=account_id,
            sentence=f"{actor.name} xem đầy đủ số định danh {masked(person.identity_number)} của mình.",
        )
        return person.identity_number
