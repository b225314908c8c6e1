"""The WSGI application that granian serves."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")
django.setup(set_prefix=False)

from motcua.config.handling import Handler  # noqa: E402 (Django must stand first)
from motcua.config.serving import end_with_parent, quiet_collector  # noqa: E402 (Django must stand first)

application = Handler()
quiet_collector()
end_with_parent()
