"""The door for providers of identity: VNeID, or any that speaks OpenID Connect.

A provider has one file here and is mounted in ``pages/urls.py``. It proves who somebody is; the
account is then found or opened by ``actions.open_account``. Today accounts are local and there is none.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Proven:
    """What a provider vouches for (Nghị định 69/2024/NĐ-CP)."""

    provider: str
    subject: str  #: the provider's own identifier, stable for the person
    level: int  #: mức độ định danh: 1 or 2
    full_name: str
    identity_number: str
    date_of_birth: date | None
    at: datetime


class Provider(Protocol):
    """A place that proves identities."""

    key: str
    name: str

    def address(self, back_to: str, state: str) -> str:
        """Where to send the person, to return to ``back_to``."""

    def prove(self, answer: Mapping[str, str], state: str) -> Proven:
        """Read what the person came back with. Raises a refusal when it proves nothing."""
