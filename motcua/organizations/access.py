"""``@access("room.permission")``: every page says in one line who may open it."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, Protocol, TypeVar, cast

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from motcua.organizations.rules.permissions import require, table

P = ParamSpec("P")
R = TypeVar("R", bound=HttpResponseBase, covariant=True)


class Guarded(Protocol[P, R]):
    """A page that knows the permission it needs."""

    access: str

    def __call__(self, request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> R:
        """Answer ``request``."""


def access(
    permission: str,
) -> Callable[[Callable[Concatenate[HttpRequest, P], R]], Guarded[P, R]]:
    """Let only those open a page to whom the table gives ``permission``, wherever that may be.

    Raises SignInNeeded or NotAllowed when the page is asked for, and LookupError at once, at import,
    when the table has no such permission. The page itself still checks *where* (``may(..., where)``).
    """
    if permission not in table():
        raise LookupError(f"law/permissions.yaml has no permission {permission!r}")

    def guard(view: Callable[Concatenate[HttpRequest, P], R]) -> Guarded[P, R]:
        @wraps(view)
        def page(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> R:
            require(request.actor, permission)  # type: ignore[attr-defined]
            return view(request, *args, **kwargs)

        page.access = permission  # type: ignore[attr-defined]
        return cast(Guarded[P, R], page)

    return guard
