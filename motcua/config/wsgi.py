"""The WSGI application that granian serves."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")
application = get_wsgi_application()

from motcua.config.serving import end_with_parent, quiet_collector  # noqa: E402 (Django must stand first)

quiet_collector()
end_with_parent()
