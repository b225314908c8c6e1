"""Who asks, when, and where to go back to: what every page of an officer reads from a request."""

from typing import cast

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

from motcua.kernel.actor import Actor


def actor_in(request: HttpRequest) -> Actor:
    """The person who asks, in their posts."""
    return cast(Actor, request.actor)  # type: ignore[attr-defined]


def way_back(request: HttpRequest, default: str) -> str:
    """Where to go after the act: an address of our own from the field ``ve``, else ``default``."""
    wanted = str(request.POST.get("ve") or request.GET.get("ve") or "")
    if wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None):
        return wanted
    return default


def revision_in(request: HttpRequest) -> int | None:
    """The revision of the dossier that the person saw; None where the form did not say."""
    text = str(request.POST.get("revision", ""))
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
