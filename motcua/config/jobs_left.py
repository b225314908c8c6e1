"""Jobs that a worker had begun when it was killed: the queue would count them as running for ever."""

import os
import socket
from datetime import datetime, timedelta

from django.db import transaction
from django_tasks_db.models import DBTaskResult

#: no job of ours lasts so long; what another machine's worker began before then is taken back
LONGEST = timedelta(minutes=10)


def worker_id() -> str:
    """The name of this process as a worker: ``machine/process``."""
    return f"{socket.gethostname()[:40]}/{os.getpid()}"


def take_back(at: datetime) -> int:
    """Put back into the queue what no living worker has in hand; how many.

    Asked as a worker starts. On this machine a worker lives while its process does, and what bears our
    own name was begun by one that had our number before us. A job done twice does no harm: each looks
    first whether its work is there.
    """
    taken = 0
    with transaction.atomic():
        running = DBTaskResult.objects.filter(status="RUNNING").select_for_update(skip_locked=True)
        for job in running:
            if not _in_hand(job.worker_ids[-1] if job.worker_ids else "", job.started_at, at):
                job.status = "READY"
                job.started_at = None
                job.save(update_fields=["status", "started_at"])
                taken += 1
    return taken


def _in_hand(worker: str, since: datetime | None, at: datetime) -> bool:
    machine, _, process = worker.rpartition("/")
    if worker == worker_id():
        return False
    if machine == socket.gethostname()[:40] and process.isdigit():
        return _lives(int(process))
    return since is not None and since > at - LONGEST


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
