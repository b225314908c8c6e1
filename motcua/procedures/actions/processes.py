"""The process that settles each case of a definition."""

from datetime import datetime
from typing import Any

from motcua.kernel.limits import Limit, hours_of
from motcua.procedures.rules.default_process import default_process
from motcua.procedures.rules.definition import Case, Definition
from motcua.work.public import Process, process_saved, read_process


class Processes:
    """Processes resolved during one import: each is looked up or saved once."""

    def __init__(self, at: datetime) -> None:
        self.at = at
        self._saved: dict[str, Process] = {}

    def of(self, definition: Definition, case: Case) -> Process:
        """The case's own process, else the default one of level and longest time limit."""
        if case.process:
            return self._resolve(_coded(definition.processes[case.process], definition.key, case.process))
        limits = [channel.limit for channel in case.channels if channel.limit]
        longest: Limit | None = max(limits, key=hours_of, default=None)
        return self._resolve(default_process(list(definition.levels), longest))

    def _resolve(self, data: dict[str, Any]) -> Process:
        read = read_process(data)
        if read.digest not in self._saved:
            self._saved[read.digest] = process_saved(definition=read, at=self.at)
        return self._saved[read.digest]


def _coded(data: dict[str, Any], procedure: str, key: str) -> dict[str, Any]:
    """A pack's process may leave its code out: then it is named after the procedure."""
    return {"code": f"{procedure}-{key}", "name": f"Quy trình {procedure}", **data}
