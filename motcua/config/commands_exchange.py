"""Commands about other agencies' systems: ``motcua catalogue sync …``, ``motcua exchange …``, ``motcua simulate …``."""

import os
import sys
from pathlib import Path
from typing import Any

import click

from motcua.config.ready import ready
from motcua.exchange.simulators.national.server import DSTCODE, SECRET, USER
from motcua.identity.simulators.server import serve as serve_eid
from motcua.identity.simulators.server import simulated_settings as simulated_eid
from motcua.notices.rules.occasions import OCCASIONS
from motcua.notices.simulators.together import PUSH_KEY, REFRESH, simulator
from motcua.notices.simulators.together import SECRET as MESSAGES_SECRET
from motcua.notices.simulators.together import USER as MESSAGES_USER


def add_to(main: click.Group, catalogue: click.Group) -> None:
    """Hang these commands into the whole."""
    for command in (sync, terms, counts, lacking):
        catalogue.add_command(command)
    main.add_command(exchange)
    main.add_command(simulate)


def connect_simulated(port: int) -> None:
    """Settings of this process and of those that it starts: the simulated national side listens at ``port``."""
    if os.environ.get("MOTCUA_NATIONAL") is not None:
        return  # somebody chose otherwise
    os.environ |= {
        "MOTCUA_NATIONAL": "session",
        "MOTCUA_NATIONAL_URL": f"http://127.0.0.1:{port}",
        "MOTCUA_NATIONAL_USER": USER,
        "MOTCUA_NATIONAL_SECRET": SECRET,
        "MOTCUA_NATIONAL_DSTCODE": DSTCODE,
    }


def connect_simulated_messages(port: int) -> None:
    """Likewise for messages to people: HTTP at ``port``, SMTP one further."""
    if os.environ.get("MOTCUA_EMAIL_URL") is not None:
        return  # somebody chose otherwise
    here = f"http://127.0.0.1:{port}"
    os.environ |= {
        "MOTCUA_EMAIL_URL": f"smtp://127.0.0.1:{port + 1}",
        "MOTCUA_EMAIL_FROM": "Motcua <khong-tra-loi@motcua.example>",
        "MOTCUA_SMS_URL": f"{here}/sms",
        "MOTCUA_SMS_USER": MESSAGES_USER,
        "MOTCUA_SMS_SECRET": MESSAGES_SECRET,
        "MOTCUA_SMS_BRAND": "MOTCUA",
        "MOTCUA_ZALO_URL": f"{here}/zalo",
        "MOTCUA_ZALO_TOKEN_URL": f"{here}/zalo/token",
        "MOTCUA_ZALO_APP": MESSAGES_USER,
        "MOTCUA_ZALO_SECRET": MESSAGES_SECRET,
        "MOTCUA_ZALO_REFRESH_TOKEN": REFRESH,
        "MOTCUA_ZALO_TEMPLATES": ",".join(f"{name}={10001 + number}" for number, name in enumerate(OCCASIONS)),
        "MOTCUA_PUSH_KEY": PUSH_KEY,
        "MOTCUA_PUSH_CONTACT": "mailto:motcua@motcua.example",
        "MOTCUA_PUSH_HOSTS": here,
    }


def connect_simulated_payments(port: int) -> None:
    """Settings of this process and of those that it starts: the simulated takers of money listen at ``port``."""
    from motcua.payments.simulators.server import simulated_settings
    from motcua.payments.simulators.store import Store

    told = simulated_settings(f"http://127.0.0.1:{port}", Store())
    names = {f"MOTCUA_{name.upper()}": value for name, value in told.items()}
    if not any(name in os.environ for name in names):  # else somebody chose otherwise
        os.environ |= names


def connect_simulated_post(port: int) -> None:
    """Likewise for the carrier of parcels."""
    from motcua.post.simulators.server import simulated_settings
    from motcua.post.simulators.store import Store

    told = simulated_settings(f"http://127.0.0.1:{port}", Store())
    names = {f"MOTCUA_POST_{name.upper()}": value for name, value in told.items()}
    if not any(name in os.environ for name in names):  # else somebody chose otherwise
        os.environ |= names


@click.command("sync")
@click.option("--full", is_flag=True, help="Fetch every record, not only those whose mark changed.")
@click.option("--json", "as_json", is_flag=True)
def sync(full: bool, as_json: bool) -> None:
    """Fetch what changed in the national database; the designer decides what of it is published."""
    ready()
    from motcua.config.national import sync_catalogue

    sys.exit(sync_catalogue(full=full, as_json=as_json))


@click.command("terms")
@click.option("--json", "as_json", is_flag=True)
def terms(as_json: bool) -> None:
    """Changes that wait to be made public, and until when. Exit 1 when one is late."""
    ready()
    from motcua.config.national import show_terms

    sys.exit(show_terms(as_json=as_json))


@click.command("counts")
@click.option("--json", "as_json", is_flag=True)
def counts(as_json: bool) -> None:
    """The four counts of the catalogue and the online levels by agency."""
    ready()
    from motcua.config.national import show_counts

    sys.exit(show_counts(as_json=as_json))


@click.command("lacking")
@click.option("--json", "as_json", is_flag=True)
def lacking(as_json: bool) -> None:
    """Procedures that lack a mandatory part (index 1.3)."""
    ready()
    from motcua.config.national import show_lacking

    sys.exit(show_lacking(as_json=as_json))


@click.group()
def exchange() -> None:
    """Messages to and from other agencies and national systems."""


@exchange.command("send")
@click.option("--json", "as_json", is_flag=True)
def send(as_json: bool) -> None:
    """Send what waits, now. Exit 1 when the partner does not answer."""
    ready()
    from motcua.config.national import send_now

    sys.exit(send_now(as_json=as_json))


@exchange.command("reconcile")
@click.option("--days", default=2, show_default=True, help="How many days, today the last.")
@click.option("--json", "as_json", is_flag=True)
def reconcile(days: int, as_json: bool) -> None:
    """Compare our dossiers with the partner's. Exit 1 when they differ."""
    ready()
    from motcua.config.national import reconcile_now

    sys.exit(reconcile_now(days, as_json=as_json))


@click.group()
def simulate() -> None:
    """Systems of others, to try and to rehearse with. Never for real data."""


@simulate.command("national")
@click.option("--style", type=click.Choice(["session", "token"]), default="session", show_default=True)
@click.option("--port", default=8071, show_default=True, help="Port on 127.0.0.1.")
@click.option("--records", type=click.Path(exists=True, path_type=Path), help="Packs or national records to serve.")
@click.option("--journal", type=click.Path(dir_okay=False, path_type=Path), help="Keeps what was received.")
@click.option("--delay", default=0.0, help="Seconds before every answer.")
@click.option("--fault-rate", default=0.0, help="Share of calls that go wrong, 0 to 1.")
@click.option("--change-every", default=0.0, help="Seconds between changes of procedures; 0: none.")
@click.option("--seed", default=1, help="Of faults and changes: the same seed, the same course.")
@click.option("--demo", is_flag=True, hidden=True)
def national(**options: Any) -> None:
    """The national database, as far as Motcua talks to it."""
    ready()
    from motcua.config.simulating import simulate_national

    simulate_national(**options)


@simulate.command("messages")
@click.option("--port", default=8072, show_default=True, help="Port on 127.0.0.1; the next one speaks SMTP.")
def messages(port: int) -> None:
    """A mail server, an SMS gateway, Zalo and a push service that deliver nothing; a page shows what came."""
    sides = simulator(port, port + 1)  # needs nothing of ours, so it is there at once
    click.echo(f"Tin nhắn giả lập: {sides.url}, SMTP 127.0.0.1:{port + 1}")
    try:
        sides.serve_forever(poll_interval=0.5)
    except KeyboardInterrupt:
        sides.server_close()


@simulate.command("payments")
@click.option("--port", default=8074, show_default=True, help="Port on 127.0.0.1.")
@click.option("--target", default="http://127.0.0.1:8000", show_default=True, help="Whom it tells of money.")
def payments(port: int, target: str) -> None:
    """A bank, the national payment platform and a commercial gateway, as far as Motcua talks to them."""
    ready()
    from motcua.payments.simulators.server import Simulator
    from motcua.payments.simulators.store import Store

    simulator = Simulator(Store(target), port)
    click.echo(f"Nơi nhận tiền giả lập: {simulator.url}, báo tin cho {target}")
    try:
        simulator.serve_forever(poll_interval=0.5)
    except KeyboardInterrupt:
        simulator.server_close()


def connect_simulated_eid(port: int) -> None:
    """Settings of this process and of those that it starts: the simulated e-ID listens at ``port``."""
    names = simulated_eid(f"http://127.0.0.1:{port}")
    if not any(name in os.environ for name in names):
        os.environ |= names


@simulate.command("eid")
@click.option("--port", default=8075, show_default=True, help="Port on 127.0.0.1.")
@click.option("--target", default="http://127.0.0.1:8000", show_default=True, help="Motcua, to which people come back.")
def eid(port: int, target: str) -> None:
    """The national e-ID by OpenID Connect, with invented citizens to choose from."""
    targets = [target, target.replace("127.0.0.1", "localhost")]
    serve_eid(port, targets, lambda url: click.echo(f"Định danh điện tử giả lập: {url}"))


@simulate.command("post")
@click.option("--port", default=8076, show_default=True, help="Port on 127.0.0.1.")
@click.option("--target", default="http://127.0.0.1:8000", show_default=True, help="Whom it tells of parcels.")
def post(port: int, target: str) -> None:
    """A carrier of parcels, as far as Motcua talks to it; on its page parcels are moved on, held up, lost."""
    from motcua.post.simulators.server import Simulator
    from motcua.post.simulators.store import Store

    simulator = Simulator(Store(target), port)
    click.echo(f"Bưu điện giả lập: {simulator.url}, báo tin cho {target}")
    try:
        simulator.serve_forever(poll_interval=0.5)
    except KeyboardInterrupt:
        simulator.server_close()
