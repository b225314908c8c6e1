"""What a provider of identity vouches for, however it says so."""

from dataclasses import dataclass
from datetime import date


class NotProven(Exception):
    """What came back proves nothing: a part is missing, wrong, or not meant for this very sign-in."""


@dataclass(frozen=True, slots=True)
class Proven:
    """What a provider vouches for (Nghị định 69/2024/NĐ-CP)."""

    provider: str  #: key of the provider, e.g. ``vneid``
    subject: str  #: the provider's own identifier, stable for the person
    level: int  #: mức độ định danh: 1 or 2
    full_name: str
    identity_number: str = ""
    date_of_birth: date | None = None
    gender: str = ""
    phone: str = ""
    email: str = ""
    username: str = ""  #: name of the account, where the provider is the officers' own
    for_officers: bool = False
