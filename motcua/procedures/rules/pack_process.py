"""Whether the processes of a pack can run within the time limits of the cases that use them."""

import re
from collections.abc import Iterator
from typing import Any

from motcua.kernel.limits import hours_of
from motcua.kernel.refusals import Invalid
from motcua.kernel.sentences import Sentence
from motcua.procedures.rules.definition import Definition
from motcua.procedures.rules.pack_fault import Fault, error, warning
from motcua.procedures.rules.pack_file import Place, place_in
from motcua.work.public import check_process, read_process

ROLES = frozenset({"reception", "coordinator", "division_head", "specialist", "leader", "registry_clerk"})
#: what a dossier needs of every process: where it comes in, and where its result is handed over
_NEEDED = {"intake": "tiếp nhận", "hand_over": "trả kết quả"}
_STEP = re.compile(r"\(([a-z0-9_]+)\)")


def process_faults(definition: Definition) -> list[Fault]:
    """What is wrong with the processes of ``definition``."""
    faults: list[Fault] = []
    for key, data in definition.processes.items():
        limits = [
            channel.limit
            for case in definition.cases
            if case.process == key
            for channel in case.channels
            if channel.limit
        ]
        place: Place = ("processes", key)
        if all(case.process != key for case in definition.cases):
            faults.append(
                warning(
                    "unused",
                    place,
                    Sentence("Quy trình “%(key)s” không trường hợp nào dùng.", key=key),
                    "Bỏ, hoặc dùng nó.",
                )
            )
        faults += _process(data, min(map(hours_of, limits), default=None), place)
    return faults


def _process(data: dict[str, Any], hours: float | None, place: Place) -> Iterator[Fault]:
    try:
        process = read_process(data)
    except Invalid as refused:
        yield error("process", (*place, *place_in(refused.message)), refused.message, refused.advice)
        return
    positions = {step.key: position for position, step in enumerate(process.steps)}
    for problem in check_process(process, hours):
        named = _STEP.search(problem.where)
        here = (*place, "steps", positions[named.group(1)]) if named and named.group(1) in positions else place
        yield error(
            "process", here, Sentence("%(where)s: %(what)s", where=problem.where, what=problem.what), problem.advice
        )
    for step in process.steps:
        if step.role and step.role not in ROLES:
            here = (*place, "steps", positions[step.key], "role")
            yield error(
                "role",
                here,
                Sentence("Không có vai trò “%(role)s”.", role=step.role),
                Sentence("Dùng một trong: %(choices)s.", choices=", ".join(sorted(ROLES))),
            )
    for key, name in _NEEDED.items():
        if not process.has(key):
            what = Sentence("Quy trình thiếu bước %(name)s (%(key)s).", name=name, key=key)
            yield error("process", (*place, "steps"), what, Sentence("Thêm bước có key là %(key)s.", key=key))
