"""Start the web and the worker processes."""

import ctypes
import gc
import logging
import multiprocessing
import os
import signal
import sys
from threading import Thread
from time import sleep
from typing import NoReturn

import click
import structlog
from django.conf import settings
from django.core.management import call_command

_PR_SET_PDEATHSIG = 1  #: of prctl(2)


class OneLine(logging.Formatter):
    """What happened without where in the code."""

    def format(self, record: logging.LogRecord) -> str:
        """Level and message alone."""
        return f"{record.levelname}: {record.getMessage()}"


def refuse_unsafe() -> None:
    """In production: do not start with what the demo is made of, and say which setting it is."""
    from motcua.config.safety import unsafe_settings, warnings

    if settings.MODE == "demo":
        return
    for warning in warnings():
        click.echo(warning, err=True)
    problems = unsafe_settings()
    if problems:
        click.echo("Motcua không khởi động vì cấu hình chưa an toàn:", err=True)
        for problem in problems:
            click.echo(f"  – {problem}", err=True)
        sys.exit(1)


def migrate(verbosity: int = 1) -> None:
    """Bring the database to this version's shape."""
    call_command("migrate", interactive=False, verbosity=verbosity)
    call_command("createcachetable", verbosity=verbosity)


def serve_web(host: str, port: int, workers: int, threads: int) -> None:
    """Granian, WSGI, threads: pages are short and mostly wait for the database."""
    from granian import Granian
    from granian.constants import Interfaces

    Granian(
        "motcua.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=threads,
        backlog=1024,
        workers_kill_timeout=10,
        respawn_failed_workers=True,  # else one process that the machine ends for want of memory ends them all
        log_enabled=False,
        static_path_mount=None,
    ).serve()


def work_jobs() -> NoReturn:
    """The job worker of django-tasks: a job commits with the change that asked for it.

    What a killed worker had begun is taken back first.
    """
    from motcua.config.jobs_left import take_back, worker_id
    from motcua.kernel.clock import now

    take_back(now())
    start_rounds()
    call_command("db_worker", interval=1.0, startup_delay=False, reload=False, worker_id=worker_id(), verbosity=0)
    sys.exit(0)


def start_rounds() -> None:
    """A thread for each thing that is done again and again, so that a slow one holds no other back."""
    from motcua.exchange.rounds import names

    for name in names():
        Thread(target=_rounds, args=(name,), name=name, daemon=True).start()


def _rounds(name: str) -> None:
    """Every second: is it due, and has no other worker taken it?"""
    from django.db import close_old_connections

    from motcua.exchange.rounds import run_due
    from motcua.kernel.clock import now

    while True:
        try:
            close_old_connections()
            run_due(now(), only=name)
        except Exception:
            structlog.get_logger(__name__).exception("round failed", round=name)
        sleep(1)


def end_with_parent() -> None:
    """Linux ends this process when its parent dies, however it dies.

    A worker whose supervisor was killed would else go on answering beside the next one, with old code.
    """
    parent = multiprocessing.parent_process()
    if sys.platform != "linux" or parent is None:
        return
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent.pid:  # it died before we asked
        os._exit(1)


def quiet_collector() -> None:
    """Long-lived objects out of the garbage collector's way: its long pauses are the tail of our lists."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
