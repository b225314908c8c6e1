"""How requests are answered: as Django does it, but an address that was looked up already is not looked up again."""

from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest
from django.urls import ResolverMatch


class Handler(WSGIHandler):
    """Django's own, for pages that ``public_pages`` draws."""

    def resolve_request(self, request: HttpRequest) -> ResolverMatch:
        """The view of the address and what it is asked with."""
        found = getattr(request, "already_resolved", None)
        if found is None:
            found = super().resolve_request(request)
        request.resolver_match = found
        return found
