"""A process on its way to a drawing program and back: BPMN out, the lines of a pack in."""

from collections.abc import Mapping
from typing import Any

import msgspec

from motcua.kernel.accents import fold, slug
from motcua.procedures.rules.yaml_text import yaml_text
from motcua.work.public import from_bpmn, read_process, to_bpmn

#: how codes of processes begin that many procedures share
SHARED = "default-"


def bpmn_of(process: Mapping[str, Any], procedure: str, case: str) -> str:
    """The process that settles ``case`` of ``procedure``, as BPMN 2.0.

    A shared process gets a code of its own on the way out: whoever draws it anew changes this procedure
    and not all that have no process of their own.
    """
    definition = read_process(process)
    if definition.code.startswith(SHARED):
        definition = msgspec.structs.replace(definition, code=f"{procedure}-{case}")
    return to_bpmn(definition)


def pack_lines(bpmn: str | bytes) -> str:
    """What ``bpmn`` draws as the lines ``processes:`` of a pack; :class:`Invalid` says all that cannot run."""
    definition = from_bpmn(bpmn)
    key = "-".join(fold(definition.name).split()[:4]) or "quy-trinh"
    return yaml_text({"processes": {key: definition.as_json()}})


def file_name(procedure: str, case: str) -> str:
    """Name of the exported file, in letters that every machine knows."""
    return f"quy-trinh-{slug(procedure)}-{slug(case)}.bpmn"
