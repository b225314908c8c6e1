"""The demo: prepare an invented province, start the web and the worker, print who can sign in."""

import hashlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from urllib.error import URLError
from urllib.parse import urlsplit

import click
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from motcua.config.demo_messages import port_of_messages, reach_browser, reach_people
from motcua.config.demo_national import is_simulated, journal, rehearse
from motcua.config.serving import migrate
from motcua.config.words import compile_words
from motcua.kernel.actor import SYSTEM
from motcua.kernel.clock import now

console = Console()
#: seconds for the web to answer first; a busy machine has been seen to need more than fifteen
PATIENCE = 90
#: what the prepared demo is made from: when none of it changed, a second start prepares nothing
MADE_FROM = (
    "*/migrations/*.py",
    "**/*.yaml",
    "**/locale/**/*.po",
    "ui/static/**/*",
    "*/static/**/*",
    "config/demo*.py",
)


def prepare() -> None:
    """Database, province, catalogue, static files. Safe to run again; quick when nothing changed."""
    settings.VAR.mkdir(parents=True, exist_ok=True)
    stamp = settings.VAR / "demo.stamp"
    made_from = _fingerprint()
    if stamp.exists() and stamp.read_text() == made_from:
        return
    refuse_real_data()
    steps: list[tuple[str, Callable[[], object]]] = [
        ("Dựng cơ sở dữ liệu", lambda: migrate(verbosity=0)),
        ("Nạp tỉnh và danh mục thủ tục", lambda: seed(settings.PROVINCE, people=True)),
        ("Dịch giao diện", compile_words),
        ("Chuẩn bị giao diện", collect_static),
        ("Mở hộp thư mẫu", reach_people),
        ("Nộp vài hồ sơ mẫu", sample_dossiers),
        ("Liên thông với hệ thống quốc gia giả lập", rehearse),
    ]
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=console) as progress:
        for words, step in steps:
            task = progress.add_task(words, total=1)
            step()
            progress.update(task, completed=1)
    stamp.write_text(made_from)


def refuse_real_data() -> None:
    """The demo fills a new database or its own: never one in which there are people already."""
    from motcua.identity.public import Account, demo_people

    try:
        real = Account.objects.exists() and not demo_people()
    except DatabaseError:  # no tables yet
        return
    if real:
        raise click.ClickException(
            "Cơ sở dữ liệu này đã có người dùng thật, bản dùng thử không ghi vào đó. "
            "Bỏ DATABASE_URL, hoặc trỏ tới một cơ sở dữ liệu mới."
        )


def seed(province: str, *, people: bool) -> None:
    """Units, calendar, catalogue; with ``people`` also the invented officers, in demo mode alone."""
    from motcua.organizations.actions.seed_province import seed_province
    from motcua.procedures.actions.import_packs import import_packs

    if people and settings.MODE != "demo":
        raise click.ClickException("Người mẫu chỉ có trong bản dùng thử (MOTCUA_MODE=demo).")
    packs = settings.PACKAGE / "procedures" / "packs"
    known = sorted(folder.name for folder in packs.iterdir() if folder.is_dir())
    if province not in known:
        raise click.ClickException(f"Chưa có dữ liệu của tỉnh {province}. Đang có: {', '.join(known)}.")
    seed_province(code=province, actor=SYSTEM, at=now(), people=people)
    report = import_packs(paths=[packs / province], actor=SYSTEM, at=now())
    refused = [f"{row.where}: {row.reason}" for row in report.rows if row.outcome == "refused"]
    if refused:
        raise click.ClickException("Không nạp được: " + "; ".join(refused))


def collect_static() -> None:
    """What pages load, named by content and compressed; fonts for printing stay where they are."""
    call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=["fonts-pdf", "*.ttf"])


def sample_dossiers() -> None:
    """A few dossiers in different states, made by the same actions that people use."""
    from motcua.config.demo_dossiers import make_samples
    from motcua.config.demo_payments import make_payments
    from motcua.config.demo_post import make_parcels

    make_samples()
    make_payments()
    make_parcels()


def run(port: int) -> int:
    """Start web, worker and the simulated other sides; stop all when one ends or the person presses Ctrl+C."""
    national = urlsplit(settings.NATIONAL["url"]).port if is_simulated() else None
    messages = port_of_messages()
    takers = urlsplit(settings.PAYMENTS["bank_url"]).port if takes_simulated_money() else None
    eid = port_of_eid()
    carrier = urlsplit(settings.POST["url"]).port if simulates_post() else None
    if _in_the_way(port, national, messages, messages and messages + 1, takers, eid, carrier):
        return 1
    environment = {**os.environ, "MOTCUA_MODE": "demo"}
    here = [sys.executable, "-m", "motcua"]
    started: list[subprocess.Popen[bytes]] = []

    def start(*command: str) -> "subprocess.Popen[bytes]":
        started.append(subprocess.Popen([*here, *command], env=environment))  # noqa: S603 (our own)
        return started[-1]

    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        web = start("serve", "--port", str(port))
        if not _answers(port, web):
            console.print(f"[red]Không khởi động được ở cổng {port}.[/red] Thử cổng khác: make demo PORT=8010")
            return 1
        greet(port)  # whoever waits can begin; the others, all at once, would hold the web back by seconds
        if carrier:
            start("simulate", "post", "--port", str(carrier), "--target", settings.PUBLIC_URL)
        _start_others(start, national, messages, takers, eid)
        start("worker")
        while all(process.poll() is None for process in started):
            time.sleep(0.5)
        return 1
    except KeyboardInterrupt:
        return 0
    finally:
        for process in started:
            process.terminate()
        for process in started:
            process.wait(timeout=20)


def _start_others(
    start: Callable[..., "subprocess.Popen[bytes]"],
    national: int | None,
    messages: int | None,
    takers: int | None,
    eid: int | None,
) -> None:
    """The simulated other sides, each at its port; those whom the worker asks at once are there when this ends."""
    if messages:
        reach_browser()
        start("simulate", "messages", "--port", str(messages))
    if takers:
        start("simulate", "payments", "--port", str(takers), "--target", settings.PUBLIC_URL)
    if eid:
        start("simulate", "eid", "--port", str(eid), "--target", settings.PUBLIC_URL)
    if national:
        told = start("simulate", "national", "--demo", "--port", str(national), "--journal", str(journal()))
        # the worker asks the national side at once, and half an hour later if nobody answered
        _listens(national, told)


def _in_the_way(*ports: int | None) -> bool:
    """Whether another program listens where ours shall; says so."""
    for port in ports:
        if port and _taken(port):
            console.print(f"[red]Cổng {port} đang có chương trình khác dùng.[/red] Thử cổng khác: make demo PORT=8010")
            return True
    return False


def takes_simulated_money() -> bool:
    """Whether the settings lead to the simulated takers of money."""
    from motcua.payments.simulators.store import SECRET

    return bool(settings.PAYMENTS["bank_secret"] == SECRET and settings.PAYMENTS["bank_url"])


def port_of_eid() -> int | None:
    """Where the simulated e-ID listens; None when the settings lead elsewhere."""
    from motcua.identity.simulators.people import SECRET

    return urlsplit(settings.EID["url"]).port if settings.EID["secret"] == SECRET else None


def simulates_post() -> bool:
    """Whether the settings lead to the simulated carrier."""
    from motcua.post.simulators.store import SECRET

    return bool(settings.POST["secret"] == SECRET and settings.POST["url"])


def greet(port: int) -> None:
    """The address and the people to sign in as."""
    from motcua.identity.public import demo_people
    from motcua.organizations.actions.seed_people import DEMO_PASSWORD

    table = Table(title=f"Motcua chạy tại http://127.0.0.1:{port}  ·  Ctrl+C để dừng")
    table.add_column("Tên đăng nhập", no_wrap=True)  # to be typed: never cut off
    for heading in ("Mật khẩu", "Người", "Việc"):
        table.add_column(heading)
    for person in demo_people():
        table.add_row(person.username, DEMO_PASSWORD, person.full_name, person.demo_hint)
    console.print(table)
    if messages := port_of_messages():
        console.print(f"Thư, SMS đã gửi (giả lập): http://127.0.0.1:{messages}")
    if eid := port_of_eid():
        console.print(f"Định danh điện tử (giả lập): http://127.0.0.1:{eid}")
    if simulates_post():
        console.print(f"Bưu điện (giả lập): {settings.POST['url'].removesuffix('/hcc')}")


def _taken(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return True
    return False


def _listens(port: int, process: "subprocess.Popen[bytes]") -> bool:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        with socket.socket() as probe:
            probe.settimeout(1)
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return True
        time.sleep(0.1)
    return False


def _answers(port: int, web: "subprocess.Popen[bytes]") -> bool:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if web.poll() is not None:
            return False
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/khoe/", timeout=1):
                return True
        except (URLError, OSError):
            time.sleep(0.1)
    return False


def _fingerprint() -> str:
    """One digest of names, sizes and moments of what the demo is made from."""
    digest = hashlib.sha256(settings.DATABASES["default"]["NAME"].__str__().encode())
    for pattern in MADE_FROM:
        for path in sorted(settings.PACKAGE.glob(pattern)):
            if path.is_file():
                status = path.stat()
                digest.update(f"{path.relative_to(settings.PACKAGE)} {status.st_size} {status.st_mtime_ns}".encode())
    return digest.hexdigest()
