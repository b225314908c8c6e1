"""What every act on a dossier has in common: lock, may this person?, may it happen?, … write, audit, announce.

Locks are always taken in one order (dossier, matter, counters, audit book), so no two acts can wait for
each other.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext

from motcua.audit.public import record
from motcua.dossiers.events import DossierMoved
from motcua.dossiers.models import Dossier, DossierEvent, Paper, Status
from motcua.dossiers.queries import last_event, open_steps, unit_named_by, where_of
from motcua.dossiers.rules.lifecycle import BY_PROCESS, MOVES, PREVIOUS, SAME, Move, action_name, find_move
from motcua.exchange.public import to_send
from motcua.kernel.actor import Actor
from motcua.kernel.clock import VIETNAM
from motcua.kernel.composed import Kept, Slot, columns, inserting, saving, write_later
from motcua.kernel.facts import announce
from motcua.kernel.ids import new_id
from motcua.kernel.refusals import Conflict, NotAllowed, NotFound, NotNow
from motcua.organizations.public import Where, may, require
from motcua.work.public import Step, may_act


def _locked(key: str) -> Kept[Dossier]:
    field: Any = Dossier._meta.get_field(key)
    rows = Dossier.objects.select_for_update(of=("self",)).select_related("matter")
    return Kept(lambda: rows.filter(**{key: Slot(key, field)}))


_LOCKED = _locked("id")
_LOCKED_BY_CODE = _locked("code")


def begin(dossier_id: UUID | str, action: str, *, actor: Actor, revision: int | None) -> tuple[Dossier, Move]:
    """The locked dossier and the move that ``action`` makes from where it stands.

    ``revision`` is what the person saw; when somebody acted since, a Conflict tells who, what and when.
    """
    dossier = lock(dossier_id)
    move = find_move(action, dossier.status)
    permission = move.permission if move else _any_permission(action)
    require(actor, permission, where_of(dossier, permission))
    if revision is not None and revision != dossier.revision:
        raise changed_since(dossier)
    if move is None:
        raise NotNow(
            gettext("Hồ sơ đang ở trạng thái “%(label)s” nên không thể %(act)s.")
            % {"label": Status(dossier.status).label, "act": gettext(action_name(action)).lower()},
            advice=gettext("Tải lại trang để xem hồ sơ đang ở đâu."),
        )
    return dossier, move


def lock(dossier_id: UUID | str) -> Dossier:
    """The dossier with that identifier or, as text, that code; its row locked until the transaction ends."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("an action locks inside a transaction")
    found = _LOCKED_BY_CODE.first(code=dossier_id) if isinstance(dossier_id, str) else _LOCKED.first(id=dossier_id)
    if found is None:
        raise NotFound(gettext("Không tìm thấy hồ sơ này."))
    found.__dict__["_as_locked"] = columns(found)
    return found


def draft_changed(dossier: Dossier) -> None:
    """A paper came or went: who submits shall have seen it.

    An answer to a request for papers is not counted: whoever sends it sees it grow on the same page, and an
    officer sees it once it is sent, which is an act.
    """
    if dossier.status == Status.DRAFT:
        dossier.revision += 1
        dossier.save(update_fields=["revision"])


def at_hand(dossier: Dossier, actor: Actor) -> list[Step]:
    """The open steps of the dossier that ``actor`` has in hand; refused when there is none.

    A system of the agency has in hand what its officers have.
    """
    for_agency = may(actor, "dossiers.forward_for_agency", Where(agency=dossier.agency))
    mine = [step for step in open_steps(dossier) if for_agency or may_act(step, actor)]
    if not mine:
        raise NotAllowed(
            gettext("Hồ sơ không nằm ở bàn của bạn."), advice=gettext("Tải lại trang để xem hồ sơ đang ở bàn ai.")
        )
    return mine


def changed_since(dossier: Dossier) -> Conflict:
    """The refusal for somebody who acts on what they saw before another's act."""
    event = last_event(dossier.id)
    if event is None:
        return Conflict(
            gettext("Bản nháp này vừa được sửa ở một cửa sổ khác, sau lúc bạn mở trang."),
            advice=gettext("Xem lại những gì sẽ nộp rồi bấm Nộp hồ sơ."),
        )
    verb = gettext(action_name(event.action)).lower()
    return Conflict(
        gettext("%(actor_name)s vừa %(verb)s hồ sơ này lúc %(time)s ngày %(day)s; hồ sơ nay ở trạng thái “%(label)s”.")
        % {
            "actor_name": event.actor_name,
            "verb": verb,
            "time": f"{event.at.astimezone(VIETNAM):%H:%M}",
            "day": f"{event.at.astimezone(VIETNAM):%d/%m/%Y}",
            "label": Status(dossier.status).label,
        },
        advice=gettext("Việc bạn vừa bấm chưa được thực hiện. Xem lại hồ sơ rồi quyết định."),
    )


def finish(
    dossier: Dossier,
    move: Move,
    *,
    actor: Actor,
    at: datetime,
    sentence: str,
    note: str = "",
    mark: int | None = None,
    data: dict[str, Any] | None = None,
    is_new: bool = False,
    papers: Sequence[Paper] = (),
) -> None:
    """Write the dossier in its new status with its event, its sentence in the book, and its news.

    ``mark`` is the status that the step entered sets, for moves whose target the process decides.
    ``note`` is what the applicant may read of it. ``papers``: those written with a new dossier.
    """
    before = dossier.status
    dossier.status = _target(dossier, move, mark)
    if dossier.status == Status.WITHDRAWAL_ASKED:
        dossier.previous_status = before
    if not is_new:
        dossier.revision += 1
    event = DossierEvent(
        id=new_id(),
        agency=dossier.agency,
        dossier=dossier,
        at=at,
        action=move.action,
        from_status=before,
        to_status=dossier.status,
        actor_id=actor.account_id,
        actor_name=actor.name,
        unit_name=unit_named_by(actor, dossier),
        note=note,
    )
    written = inserting([dossier]) if is_new else saving(dossier, dossier.__dict__.pop("_as_locked", None))
    write_later(written, inserting(papers), inserting([event]), inserting(_told(dossier, event, at)))
    if dossier.status == Status.DRAFT:
        return
    record(
        agency=dossier.agency,
        actor=actor,
        at=at,
        action=f"dossiers.{move.action}",
        subject_kind="dossier",
        subject_id=dossier.id,
        sentence=f"{actor.name} {sentence}",
        data={"code": dossier.code, "from": before, "to": dossier.status, **(data or {})},
    )
    announce(_moved(dossier, move.action, before, at))


def _moved(dossier: Dossier, action: str, before: int, at: datetime) -> DossierMoved:
    return DossierMoved(
        dossier_id=dossier.id,
        agency=dossier.agency,
        code=dossier.code or "",
        action=action,
        from_status=before,
        to_status=dossier.status,
        at=at,
        revision=dossier.revision,
        applicant_id=dossier.applicant_id,
        version_id=dossier.version_id,
        due_at=dossier.due_at,
    )


def _told(dossier: Dossier, event: DossierEvent, at: datetime) -> list[Any]:
    """What partners are to be told of this act, written with it; nothing of a draft."""
    if dossier.status == Status.DRAFT or dossier.code is None:
        return []
    agency, sequence = dossier.agency, dossier.revision
    return list(to_send(agency=agency, lane=dossier.code, sequence=sequence, subject_id=event.id, at=at))


def _target(dossier: Dossier, move: Move, mark: int | None) -> int:
    if move.target == SAME:
        return dossier.status
    if move.target == PREVIOUS:
        return dossier.previous_status or Status.SUBMITTED
    if move.target == BY_PROCESS:
        return dossier.status if mark is None else mark
    return move.target


def _any_permission(action: str) -> str:
    """Of an act that cannot happen now: the permission to ask, so that only those concerned learn why."""
    return next(move.permission for move in MOVES if move.action == action)
