"""Move open matters to a newer version of their process: a bulk act that can first say what it would do."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext

from motcua.audit.public import record
from motcua.kernel.actor import Actor
from motcua.kernel.refusals import Invalid, Refusal
from motcua.work.actions.ledger import Held, definition_of, held, touch
from motcua.work.models import Matter, Process, Step
from motcua.work.rules.moving import Carried, carry


@dataclass(frozen=True, slots=True)
class Move:
    """What moving would do, or has done, to one matter."""

    matter_id: UUID
    reference: str
    moved: bool  #: in a dry run: it would be moved
    sentence: str


def move_to_version(
    *,
    process: Process,
    actor: Actor,
    at: datetime,
    dry_run: bool,
    matter_ids: Sequence[UUID] | None = None,
    instead: Mapping[str, str] | None = None,
) -> list[Move]:
    """Let open matters of older versions of ``process`` go on under it; due moments stay as promised.

    ``dry_run`` writes nothing. ``instead``: for a step that is gone, the step to go on at. Each matter is
    moved in a transaction of its own, so that one that cannot be moved does not hold up the rest. The
    caller requires the right; every move is audited.
    """
    if matter_ids is None:
        matter_ids = list(_open_matters(process))
    return [_move(found, process, actor, at, dry_run, instead or {}) for found in matter_ids]


def _open_matters(process: Process) -> Iterator[UUID]:
    older = Process.objects.filter(code=process.code).exclude(pk=process.pk).values_list("pk", flat=True)
    matters = Matter.objects.filter(process__in=list(older), closed_at=None).order_by("id")
    return matters.values_list("pk", flat=True).iterator()


def _move(
    matter_id: UUID, process: Process, actor: Actor, at: datetime, dry_run: bool, instead: Mapping[str, str]
) -> Move:
    try:
        with transaction.atomic():
            found = held(matter_id)
            carried = _carried(found, process, instead)
            if not dry_run:
                _write(found, process, carried, actor, at)
    except Refusal as refused:
        reference = Matter.objects.filter(pk=matter_id).values_list("reference", flat=True).first()
        return Move(matter_id, reference or "", False, f"{refused.message} {refused.advice}".strip())
    return Move(matter_id, found.matter.reference, True, "; ".join(one.sentence for one in carried))


def _carried(found: Held, process: Process, instead: Mapping[str, str]) -> list[Carried]:
    matter = found.matter
    if matter.closed_at is not None:
        raise Invalid(gettext("Việc đã kết thúc, giữ phiên bản cũ."))
    if matter.process.code != process.code:
        raise Invalid(gettext("Việc này theo một quy trình khác."))
    if matter.process_id == process.pk:
        raise Invalid(gettext("Việc đã theo phiên bản này."))
    return carry(found.process, definition_of(process), [s.node for s in found.steps], matter.clock, instead)


def _write(found: Held, process: Process, carried: Sequence[Carried], actor: Actor, at: datetime) -> None:
    matter = found.matter
    touch(matter, actor, f"Chuyển sang phiên bản {process.version}", at, {"process_id": process.pk})
    for row, one in zip(found.steps, carried, strict=True):
        step = one.step
        values: dict[str, object] = {"node": step.key, "name": step.name, "role": step.role}
        if one.other_hands:
            # Whoever had it may not hold the new role: it goes back to the desk that all of the unit see.
            values |= {"officer_id": None, "unit_id": _place(matter, step.unit)}
        Step.objects.filter(pk=row.pk).update(**values)
    record(
        agency=matter.agency,
        actor=actor,
        at=at,
        action="work.move_to_version",
        subject_kind=matter.kind,
        subject_id=matter.subject_id,
        sentence=f"{actor.name} chuyển việc {matter.reference} sang phiên bản {process.version} của quy trình "
        f"“{process.name}”: {'; '.join(one.sentence for one in carried)}",
    )


def _place(matter: Matter, unit: str) -> int:
    if unit not in matter.places:
        raise Invalid(gettext("Việc này không có đơn vị “%(unit)s” mà phiên bản mới cần.") % {"unit": unit})
    found: int = matter.places[unit]
    return found
