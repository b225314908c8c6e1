"""What every page needs to draw its frame."""

from typing import Any

from django.http import HttpRequest


def chrome(request: HttpRequest) -> dict[str, Any]:
    """The actor, for menus."""
    return {"actor": getattr(request, "actor", None)}
