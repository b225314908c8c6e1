"""Which signer serves a person or an agency: by the setting ``SIGNER``."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from django.conf import settings

from motcua.documents import queries
from motcua.documents.connectors.base import Signer
from motcua.documents.connectors.demo import demo_signer
from motcua.documents.connectors.pkcs11 import pkcs11_signer
from motcua.documents.connectors.pkcs12 import pkcs12_signer

CONNECTORS: dict[str, Callable[..., Signer]] = {
    "demo": demo_signer,
    "pkcs12": pkcs12_signer,
    "pkcs11": pkcs11_signer,
}


def signer_of(holder: UUID | str, *, on: date) -> Signer:
    """The signer of a person (account id) or of an agency (its code), by its name and unit on the day ``on``.

    Refuses when there is no such person or agency, or no certificate for them (``NotFound``), and the demo's
    signers outside demo mode (``NotAllowed``).
    """
    if isinstance(holder, UUID):
        name, unit = queries.person(holder, on=on)
    else:
        name, unit = queries.agency(holder, on=on), ""
    return CONNECTORS[settings.SIGNER](str(holder), name=name, unit=unit)
