"""What every page needs to draw its frame."""

from typing import Any

from django.http import HttpRequest

from motcua.kernel.actor import ANYONE
from motcua.ui.menus import address

THEME_COOKIE = "theme"
THEMES = ("auto", "light", "dark")


def chrome(request: HttpRequest) -> dict[str, Any]:
    """Who looks (``actor``), the theme chosen, and where the frame's own links lead."""
    theme = request.COOKIES.get(THEME_COOKIE, "auto")
    return {
        "actor": getattr(request, "actor", ANYONE),
        "theme": theme if theme in THEMES else "auto",
        # drawn once and shown to everybody (config/public_pages.py): nothing of one visitor may stand in it
        "for_everybody": getattr(request, "for_everybody", False),
        "frame": {
            "home": address("home") or "/",
            "search": address("procedures"),
            "sign_in": address("account_login"),
            "sign_out": address("account_logout"),
            "sign_up": address("account_signup"),
        },
    }
