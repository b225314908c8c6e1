"""Django's own commands (makemigrations, shell …) for developers."""

import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")

from django.core.management import execute_from_command_line

execute_from_command_line(sys.argv)
