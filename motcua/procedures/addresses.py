"""Whole addresses, for what leaves our pages: search engines, downloads, QR codes."""

from django.conf import settings


def whole(path: str) -> str:
    """``path`` with the address at which people reach us."""
    return f"{settings.PUBLIC_URL}{path}"
