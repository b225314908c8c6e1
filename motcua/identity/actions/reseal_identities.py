"""Write every identity number anew with the first key, after a key was put in front."""

from collections.abc import Callable
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction

from motcua.audit.public import record
from motcua.identity.models import Person
from motcua.identity.sealing import opened, sealed
from motcua.kernel.actor import SYSTEM

#: secrets of second factors, by the same keys (pages/second_adapter.py)
SECRETS = ("secret", "seed")
#: rows in one transaction
BATCH = 500


def reseal_identities(*, at: datetime, progress: Callable[[int], object] = lambda count: None) -> int:
    """Encrypt and hash all numbers with the keys of today; how many. Safe to repeat, and while people work.

    Raises ``sealing.Unreadable`` where no key opens one: then nothing of that batch is written.
    """
    done, last = 0, None
    while True:
        with transaction.atomic():
            rows = Person.objects.select_for_update(of=("self",)).exclude(identity_hash="").order_by("pk")
            batch = list((rows if last is None else rows.filter(pk__gt=last))[:BATCH])
            for person in batch:
                person.save(update_fields=["identity_number", "identity_hash"])
        if not batch:
            break
        done, last = done + len(batch), batch[-1].pk
        progress(done)
    _reseal_secrets()
    record(
        agency=settings.PROVINCE,
        actor=SYSTEM,
        at=at,
        action="identity.reseal",
        subject_kind="province",
        subject_id=settings.PROVINCE,
        sentence=f"Mã hóa lại {done} số định danh bằng khóa mới.",
    )
    return done


def _reseal_secrets() -> None:
    with transaction.atomic():
        for factor in Authenticator.objects.select_for_update().exclude(type=Authenticator.Type.WEBAUTHN):
            told = {name: sealed(opened(factor.data[name])) for name in SECRETS if name in factor.data}
            factor.data = {**factor.data, **told}
            factor.save(update_fields=["data"])
