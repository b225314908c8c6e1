"""How long somebody stays signed in, by the kind of account."""

from collections.abc import Mapping
from datetime import datetime
from typing import Literal

Kind = Literal["administrator", "officer", "citizen"]
Why = Literal["idle", "longest"]
#: in a session: when somebody signed in, and when they were last seen (seconds since 1970)
BEGAN, SEEN = "began", "seen"


def kind_of(roles: frozenset[str]) -> Kind:
    """What somebody is who holds ``roles``; the strictest that fits."""
    if "administrator" in roles:
        return "administrator"
    return "officer" if roles else "citizen"


def over(
    began: datetime, seen: datetime, at: datetime, *, kind: Kind, idle: Mapping[str, int], longest: Mapping[str, int]
) -> tuple[Why, int] | None:
    """Why a session that began and was last seen then is over, and after how many minutes; None while it lasts.

    ``idle`` and ``longest`` are minutes by kind (``law/sessions.yaml``).
    """
    if (at - began).total_seconds() >= longest[kind] * 60:
        return "longest", longest[kind]
    if (at - seen).total_seconds() >= idle[kind] * 60:
        return "idle", idle[kind]
    return None
