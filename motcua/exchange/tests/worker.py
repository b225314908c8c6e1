"""Worker processes for ``test_killed.py``, each a fork of this one, which has loaded Django.

Lines of orders come in: ``prepare FOLDER CODES…`` or ``send FOLDER STYLE URL MINUTES``. For each a process is made,
its number is written, and a thread writes how it ended.
"""

import os
import sys
import traceback
from datetime import timedelta
from pathlib import Path
from threading import Lock, Thread
from uuid import NAMESPACE_URL, uuid5

os.environ["DJANGO_SETTINGS_MODULE"] = "motcua.config.settings"

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402

from motcua.exchange import models, subjects  # noqa: E402
from motcua.exchange.actions.queue import to_send  # noqa: E402
from motcua.exchange.actions.send import send_waiting  # noqa: E402
from motcua.exchange.connectors.national.chosen import national_connector  # noqa: E402
from motcua.exchange.models import Outgoing  # noqa: E402
from motcua.exchange.tests.make import AT, news, settings_for  # noqa: E402

_told = Lock()


class Told:
    """Dossiers that only the messages know: the lane and the order tell everything."""

    def __init__(self, codes):
        self.known = {uuid5(NAMESPACE_URL, f"{code}/{n}"): (code, n) for code in codes for n in range(4)}

    def news(self, subject_id, *, again):
        code, number = self.known[subject_id]
        return news(code, (1, 2, 4, 9)[number], number)


def prepare(*codes):
    """The tables of the outbox alone, and four messages a dossier."""
    with connection.schema_editor() as editor:
        for model in (models.Outgoing, models.Line, models.CallRecord):
            editor.create_model(model)
    settings.NATIONAL["style"] = "session"
    for subject, (code, number) in Told(codes).known.items():
        rows = to_send(agency="H32.25", lane=code, sequence=number + 1, subject_id=subject, at=AT)
        Outgoing.objects.bulk_create(rows)


def send(style, url, minutes):
    """What is due at some minutes after the start, looked at ten times."""
    subjects.tells_of_dossiers(Told(Outgoing.objects.values_list("lane", flat=True).distinct()))
    national = national_connector(settings_for(style, url), 20.0)
    for second in range(10):
        send_waiting(national=national, at=AT + timedelta(minutes=int(minutes), seconds=second))


def child(act, folder, *words):
    """In a process of its own: never comes back."""
    code = 1
    try:
        connection.settings_dict["NAME"] = Path(folder) / "motcua.sqlite3"
        {"prepare": prepare, "send": send}[act](*words)
        connection.close()  # what was written stands in the file itself
        code = 0
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(code)


def say(*words):
    with _told:
        sys.stdout.write(" ".join(map(str, words)) + "\n")
        sys.stdout.flush()


def watch(pid):
    say("ended", pid, os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))


for line in sys.stdin:
    with _told:  # nobody holds it in the child
        pid = os.fork()
        if pid == 0:
            child(*line.split())
    say("started", pid)
    Thread(target=watch, args=(pid,), daemon=True).start()
