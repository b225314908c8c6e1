"""What never changes (versions, processes), read once a process."""

from datetime import date
from functools import lru_cache
from time import monotonic

from motcua.procedures.public import Definition, ProcedureVersion, process_for, version_in_force
from motcua.work.public import Process, ProcessDefinition, read_process


@lru_cache(maxsize=2000)
def process_of(process_id: int) -> ProcessDefinition:
    """The definition of a process; it never changes, so it is read once."""
    return read_process(Process.objects.values_list("definition", flat=True).get(id=process_id))


@lru_cache(maxsize=4000)
def process_row(version_id: int, case: str) -> Process:
    """The process that settles ``case`` of a version; neither ever changes."""
    return process_for(ProcedureVersion.objects.get(id=version_id), case)


@lru_cache(maxsize=2000)
def definition_of(version_id: int) -> Definition:
    """The definition of a version; versions never change, so it is read once a process."""
    return ProcedureVersion.objects.get(id=version_id).content


#: so many seconds a process may still take applications under a version that was just replaced
LAG_SECONDS = 2


def version_now(key: str, on: date) -> ProcedureVersion:
    """The version in force without its content (:func:`definition_of`), asked for every few seconds only."""
    return version_lately(key, on, int(monotonic() / LAG_SECONDS))


@lru_cache(maxsize=4000)
def version_lately(key: str, on: date, moment: int) -> ProcedureVersion:
    """The version as it was at some time within ``moment``, a stretch of LAG_SECONDS."""
    return version_in_force(key, on, whole=False)
