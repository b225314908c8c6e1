"""Check a pack before anybody publishes it; writes nothing."""

from dataclasses import dataclass, field

from motcua.kernel.refusals import Refusal
from motcua.procedures.actions.import_packs import read_pack
from motcua.procedures.actions.publish import fault_of
from motcua.procedures.rules.definition import Definition
from motcua.work.public import check_process, read_process


@dataclass(frozen=True, slots=True)
class PackProblem:
    """One thing wrong with a pack: where (file and line, or part), what, and what to do."""

    where: str
    what: str
    advice: str = ""


@dataclass(frozen=True, slots=True)
class Checked:
    """The definition when it can be published, and everything that is wrong or doubtful."""

    definition: Definition | None
    problems: list[PackProblem] = field(default_factory=list)


def check_upload(*, text: str, name: str) -> Checked:
    """Read the pack ``text`` (the file ``name``) and say all that keeps it from being published."""
    try:
        definition = read_pack(text, name)
    except Refusal as refusal:
        return Checked(None, [PackProblem(name, refusal.message, refusal.advice)])
    problems = [PackProblem(name, fault)] if (fault := fault_of(definition)) else []
    for key, data in definition.processes.items():
        problems += _process_problems(f"processes.{key}", {"code": key, "name": key, **data})
    return Checked(None if problems else definition, problems)


def _process_problems(where: str, data: dict[str, object]) -> list[PackProblem]:
    try:
        process = read_process(data)
    except Refusal as refusal:
        return [PackProblem(where, refusal.message, refusal.advice)]
    return [PackProblem(f"{where}: {found.where}", found.what, found.advice) for found in check_process(process)]
