"""How the national system is reached, from the settings of the installation."""

from dataclasses import dataclass
from typing import Literal

from django.conf import settings


@dataclass(frozen=True, slots=True)
class NationalSettings:
    """Address, account and names that the national side gave to the province."""

    style: Literal["session", "token"]
    url: str
    user: str
    secret: str
    unit: str  #: madonvi: the province's unit there
    dstcode: str = ""  #: of the session style
    auth_path: str = "/auth"
    integration_path: str = "/integration"
    share_path: str = "/share"


def national_settings() -> NationalSettings | None:
    """From ``settings.NATIONAL``; None when nothing is connected."""
    given = settings.NATIONAL
    return NationalSettings(**given) if given["style"] else None
