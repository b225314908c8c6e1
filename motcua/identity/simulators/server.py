"""The simulated e-ID as a process of its own: ``motcua simulate eid``."""

import os
import signal
import sys
import tempfile
from collections.abc import Callable
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from motcua.identity.simulators.people import CLIENT, PEOPLE, SECRET

#: where Motcua hears of who signed in
WAYS_BACK = ("/tai-khoan/dinh-danh/vneid/ve/", "/tai-khoan/dinh-danh/tinh/ve/")


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Handler(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Silence."""


def serve(port: int, targets: list[str], ready: Callable[[str], object]) -> None:
    """Serve until stopped; people come back to any of ``targets``, addresses of Motcua. For a process of its own."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # so that the folder goes too
    with tempfile.TemporaryDirectory(prefix="eid-") as folder:
        os.environ["EID_FOLDER"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "motcua.identity.simulators.settings"
        application = _prepared(targets)
        server = make_server("127.0.0.1", port, application, _Server, _Handler)
        ready(f"http://127.0.0.1:{server.server_address[1]}")
        try:
            server.serve_forever(poll_interval=0.5)
        except KeyboardInterrupt:
            server.server_close()


def _prepared(targets: list[str]) -> Any:
    """Django with its people and the one system that may ask."""
    from django.core.management import call_command
    from django.core.wsgi import get_wsgi_application

    application = get_wsgi_application()
    from allauth.idp.oidc.models import Client
    from django.contrib.auth import get_user_model

    call_command("migrate", verbosity=0)
    for username in PEOPLE:
        get_user_model().objects.create(username=username)
    client = Client(id=CLIENT, name="Motcua", skip_consent=True)
    client.set_secret(SECRET)
    client.set_scopes(["openid", "profile", "phone", "identity"])
    client.set_redirect_uris([f"{target}{way}" for target in targets for way in WAYS_BACK])
    client.save()
    return application


def simulated_settings(url: str) -> dict[str, str]:
    """Settings with which Motcua asks the simulated e-ID at ``url``."""
    return {"MOTCUA_EID_URL": url, "MOTCUA_EID_CLIENT": CLIENT, "MOTCUA_EID_SECRET": SECRET}
