"""All simulated other sides as one process has them."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

from motcua.notices.simulators.gateways import PushService, SmsGateway, ZaloService
from motcua.notices.simulators.received import Received
from motcua.notices.simulators.server import Simulator, Style

#: what the simulators let in; production refuses to run with it (``config.safety``)
USER, SECRET, REFRESH = "gia-lap", "gia-lap-chi-de-thu", "gia-lap-lan-dau"
#: the private key of the demo's push messages, known to everybody
PUSH_KEY = "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE"


def simulator(port: int = 0, smtp_port: int = 0) -> Simulator:
    """Ready to serve; the mail server listens already."""
    received = Received()
    styles: dict[str, Style] = {
        "sms": SmsGateway(received, USER, SECRET),
        "zalo": ZaloService(received, SECRET, REFRESH),
        "push": PushService(received),
    }
    return Simulator(styles, port=port, smtp_port=smtp_port, received=received)


@contextmanager
def running() -> Iterator[Simulator]:
    """All other sides in threads of this process, stopped at the end."""
    sides = simulator()
    thread = Thread(target=sides.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield sides
    finally:
        sides.shutdown()
        sides.server_close()
        thread.join()
