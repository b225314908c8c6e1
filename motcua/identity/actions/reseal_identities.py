"""Write every identity number anew with the first key, after a key was put in front."""

from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from motcua.audit.public import record
from motcua.identity.models import Person, Representation
from motcua.identity.sealing import opened, sealed
from motcua.kernel.actor import SYSTEM

#: secrets of second factors, by the same keys (pages/second_adapter.py)
SECRETS = ("secret", "seed")
#: rows in one transaction
BATCH = 500


def reseal_identities(*, at: datetime) -> int:
    """Encrypt and hash all numbers with the keys of today; how many. Safe to repeat, and while people work.

    Raises ``sealing.Unreadable`` where no key opens one: then nothing of that batch is written.
    """
    done = _reseal(Person.objects.exclude(identity_hash=""), ["identity_number", "identity_hash"])
    done += _reseal(Representation.objects.all(), ["identity_number"])
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


def _reseal(wanted: QuerySet[Any], fields: list[str]) -> int:
    done, last = 0, None
    while True:
        with transaction.atomic():
            rows = wanted.select_for_update(of=("self",)).order_by("pk")
            batch = list((rows if last is None else rows.filter(pk__gt=last))[:BATCH])
            for row in batch:
                row.save(update_fields=fields)
        if not batch:
            return done
        done, last = done + len(batch), batch[-1].pk


def _reseal_secrets() -> None:
    with transaction.atomic():
        for factor in Authenticator.objects.select_for_update().exclude(type=Authenticator.Type.WEBAUTHN):
            told = {name: sealed(opened(factor.data[name])) for name in SECRETS if name in factor.data}
            factor.data = {**factor.data, **told}
            factor.save(update_fields=["data"])
