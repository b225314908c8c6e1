"""Who may do what, where: one table (``law/permissions.yaml``) and the one function that reads it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from uuid import UUID

import yaml

from motcua.kernel.actor import Actor
from motcua.kernel.refusals import NotAllowed, SignInNeeded

TABLE = Path(__file__).resolve().parent.parent / "law" / "permissions.yaml"
SCOPES = ("own", "unit", "agency", "province")


@dataclass(frozen=True, slots=True)
class Where:
    """What a thing belongs to, as far as permission is concerned."""

    owner: UUID | None = None  #: the account that applied for it
    units: frozenset[int] = frozenset()  #: units on whose desks it lies or lay
    agency: str = ""


@cache
def table() -> Mapping[str, Mapping[str, str]]:
    """Permission → role → scope."""
    rows: dict[str, dict[str, str]] = yaml.safe_load(TABLE.read_text("utf-8"))["permissions"]
    for permission, grants in rows.items():
        for role, scope in grants.items():
            if scope not in SCOPES:
                raise ValueError(f"{TABLE.name}: {permission}: {role}: unknown scope {scope!r}")
    return rows


@cache
def posts_roles() -> frozenset[str]:
    """The roles that somebody holds by a post in a unit; systems of partners have a token instead."""
    return frozenset(role for grants in table().values() for role in grants) - {"anyone", "person", "partner"}


def may(actor: Actor, permission: str, where: Where | None = None) -> bool:
    """Whether the table gives ``permission`` to ``actor``; without ``where``: anywhere at all."""
    grants = table()[permission]
    if "anyone" in grants:
        return True
    if "person" in grants and actor.account_id and (where is None or where.owner == actor.account_id):
        return True
    for post in actor.posts:
        scope = grants.get(post.role)
        if scope is None or (_own(actor, where) and post.role != "partner"):
            continue
        if where is None or scope == "province":
            return True
        if scope == "unit" and post.unit_id in where.units:
            return True
        if scope == "agency" and post.agency == where.agency:
            return True
    return False


def _own(actor: Actor, where: Where | None) -> bool:
    """Whether it is the actor's own application: nobody is an officer to it.

    Luật Phòng, chống tham nhũng 36/2018/QH14, Điều 23 (conflict of interest).
    """
    return where is not None and where.owner is not None and where.owner == actor.account_id


def require(actor: Actor, permission: str, where: Where | None = None) -> None:
    """Refuse unless :func:`may`."""
    if may(actor, permission, where):
        return
    if actor.account_id is None and not actor.is_system:
        raise SignInNeeded("Bạn cần đăng nhập để làm việc này.")
    if actor.posts and _own(actor, where):
        raise NotAllowed(
            "Hồ sơ này do chính bạn nộp nên bạn không được tự giải quyết.",
            advice="Nhờ đồng nghiệp cùng việc, hoặc người quản trị phân công người thay.",
        )
    raise NotAllowed(
        "Bạn không có quyền làm việc này.",
        advice="Nếu đây là việc của bạn, hãy nhờ người quản trị của đơn vị kiểm tra phân công.",
    )
