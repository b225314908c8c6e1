"""The one place that knows what providers call things: claims of OpenID Connect become a :class:`Proven`.

The names and levels that VNeID itself uses are not public: ``MOTCUA_EID_CLAIMS`` and ``MOTCUA_EID_LEVELS`` replace
them without a change of the program.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from motcua.identity.connectors.base import NotProven, Proven
from motcua.identity.rules.names import plain_username
from motcua.identity.rules.profile import CITIZEN, full_name_problem, identity_number_problem, plain_profile

#: ours → the claim's name, unless the settings say otherwise
NAMES = {
    "full_name": "name",
    "identity_number": "identity_number",
    "date_of_birth": "birthdate",
    "gender": "gender",
    "phone": "phone_number",
    "email": "email",
    "level": "acr",
    "username": "preferred_username",
}
#: what a provider may say of its certainty → mức độ định danh
LEVELS = {"1": 1, "2": 2, "loa1": 1, "loa2": 2, "substantial": 1, "high": 2}
GENDERS = {"male": "Nam", "m": "Nam", "nam": "Nam", "female": "Nữ", "f": "Nữ", "nữ": "Nữ", "nu": "Nữ"}


def read_claims(
    claims: Mapping[str, Any],
    *,
    provider: str,
    names: Mapping[str, str],
    levels: Mapping[str, str],
    for_officers: bool = False,
) -> Proven:
    """What ``claims`` say, in our words. Raises :class:`NotProven` where a name, subject or right number is missing.

    A level that nobody told us of counts as 1, the least: it opens an account and vouches for nothing.
    """
    called = {**NAMES, **names}
    told = {ours: _text(claims.get(theirs)) for ours, theirs in called.items()}
    subject = _text(claims.get("sub"))
    if not subject:
        raise NotProven("no subject")
    plain = plain_profile({name: told[name] for name in ("full_name", "identity_number", "phone", "email")})
    if problem := full_name_problem(plain["full_name"], CITIZEN):
        raise NotProven(f"no name: {problem}")
    if identity_number_problem(plain["identity_number"], CITIZEN):
        raise NotProven("the identity number is none")
    return Proven(
        provider=provider,
        subject=subject,
        level=_level(told["level"], levels),
        full_name=plain["full_name"],
        identity_number=plain["identity_number"],
        date_of_birth=_day(told["date_of_birth"]),
        gender=GENDERS.get(told["gender"].lower(), ""),
        phone=plain["phone"],
        email=plain["email"],
        username=plain_username(told["username"]),
        for_officers=for_officers,
    )


def _level(told: str, levels: Mapping[str, str]) -> int:
    known: dict[str, int] = {**LEVELS, **{theirs: int(level) for theirs, level in levels.items()}}
    return known.get(told, 1)


def _day(told: str) -> date | None:
    """ISO, as OpenID Connect has it, or day/month/year, as Vietnamese papers have it."""
    parts = told.split("/")
    iso = "-".join(reversed(parts)) if len(parts) == 3 else told
    try:
        return date.fromisoformat(iso)
    except ValueError:
        return None


def _text(value: Any) -> str:
    return str(value).strip() if isinstance(value, str | int) and not isinstance(value, bool) else ""
