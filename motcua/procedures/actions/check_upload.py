"""Check a pack before anybody publishes it; writes nothing."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from motcua.kernel.refusals import Refusal
from motcua.procedures.actions.import_packs import read_pack
from motcua.procedures.actions.publish import fault_of
from motcua.procedures.models import ProcedureVersion
from motcua.procedures.rules.check_pack import Problem, check_packs
from motcua.procedures.rules.definition import Definition
from motcua.procedures.rules.merging import filled


@dataclass(frozen=True, slots=True)
class Checked:
    """The definition when it can be published, and everything that is wrong or doubtful."""

    definition: Definition | None
    problems: list[Problem] = field(default_factory=list)


def check_upload(*, text: str, name: str) -> Checked:
    """Read the pack ``text`` (the file ``name``) and say, by line, all that keeps it from being published."""
    problems = _problems(text, name)
    if any(problem.severity == "error" for problem in problems):
        return Checked(None, problems)
    try:
        definition = read_pack(text, name)
    except Refusal as refusal:
        return Checked(None, [*problems, Problem(name, 1, "error", refusal.message, refusal.advice)])
    fault = fault_of(definition)
    if fault:
        return Checked(None, [*problems, Problem(name, 1, "error", fault, "")])
    return Checked(_filled(definition), problems)


def _filled(definition: Definition) -> Definition:
    """As an import would take it: what the pack leaves out stays as the version in force says it."""
    current = ProcedureVersion.objects.filter(procedure__key=definition.key, valid_to=None).order_by("-number").first()
    return filled(definition, current.content) if current else definition


def _problems(text: str, name: str) -> list[Problem]:
    """The check reads files: the text becomes one for a moment, under its own name where that is harmless."""
    own = re.fullmatch(r"[\w][\w.-]{0,120}\.ya?ml", name)
    with TemporaryDirectory(prefix="motcua-pack-") as folder:
        path = Path(folder) / (name if own else "pack.yaml")
        path.write_text(text, encoding="utf-8")
        return [msgspec.structs.replace(problem, file=name) for problem in check_packs(path)]
