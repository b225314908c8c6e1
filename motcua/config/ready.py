"""Make Django ready for a command."""

import os


def ready(mode: str | None = None) -> None:
    """Settings chosen, Django set up."""
    if mode:
        os.environ["MOTCUA_MODE"] = mode
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")
    import django

    django.setup()
