"""The demo's mail server, SMS gateway, Zalo and push service: simulated, in a process of their own; who is reached."""

import click
from django.conf import settings

from motcua.kernel.clock import now
from motcua.notices.models import Wishes
from motcua.notices.simulators.received import Received
from motcua.notices.simulators.server import SECRET, Simulator


def port_of_messages() -> int | None:
    """Where the simulated other sides listen; None when the settings lead elsewhere."""
    return settings.EMAIL_PORT - 1 if settings.SMS["secret"] == SECRET else None


def reach_people() -> None:
    """Citizens of the demo have mail boxes whose link they opened."""
    from motcua.identity.public import Account

    for name in ("congdan", "doanhnghiep"):
        account = Account.objects.filter(username=name, is_demo=True).first()
        if account:
            values = {"email": f"{name}@hop-thu.example", "email_verified_at": now()}
            Wishes.objects.get_or_create(account=account, defaults=values)


def simulate_messages(*, port: int) -> None:
    """Serve until stopped."""
    simulator = Simulator({}, port=port, smtp_port=port + 1, received=Received())
    click.echo(f"Tin nhắn giả lập: {simulator.url}, SMTP 127.0.0.1:{port + 1}")
    try:
        simulator.serve_forever(poll_interval=0.5)
    except KeyboardInterrupt:
        simulator.server_close()
