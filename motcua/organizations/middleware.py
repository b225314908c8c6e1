"""``request.actor``: who acts, resolved once a request and only when asked for."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from motcua.kernel.actor import ANYONE, Actor
from motcua.kernel.clock import now
from motcua.organizations.queries import actor_of
from motcua.organizations.rules.permissions import require


def acting(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware that sets ``request.actor``, and ``request.require`` for rooms below (``kernel.access``)."""

    def answer(request: HttpRequest) -> HttpResponse:
        request.actor = SimpleLazyObject(lambda: _actor(request))  # type: ignore[attr-defined]
        request.require = lambda permission: require(request.actor, permission)  # type: ignore[attr-defined]
        return get_response(request)

    return answer


def _actor(request: HttpRequest) -> Actor:
    if not request.user.is_authenticated:
        return ANYONE
    return actor_of(request.user, on=now().date())
