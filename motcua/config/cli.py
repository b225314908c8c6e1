"""The command ``motcua``."""

import os
import sys


def main() -> None:
    """Run a command; until the whole command line stands, Django's own."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
