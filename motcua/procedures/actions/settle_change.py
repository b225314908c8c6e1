"""Công khai hoặc không áp dụng: what the designer decides on a change that came from the national database."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

import msgspec
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from motcua.audit.public import record
from motcua.kernel.actor import Actor
from motcua.kernel.clock import VIETNAM, day_of
from motcua.kernel.refusals import Conflict, Invalid, NotFound, Refusal
from motcua.procedures.actions.close_procedure import close_procedure
from motcua.procedures.actions.publish import publish_version, require_designer
from motcua.procedures.models import NationalChange, NationalCopy, ProcedureVersion
from motcua.procedures.rules.definition import Definition, read_definition, write_definition
from motcua.procedures.rules.national.reading import as_national
from motcua.procedures.rules.three_way import Choice, Part, changed_parts, merged

#: a new version may begin at most so many days ahead
MOST_DAYS_AHEAD = 365


class Offer(msgspec.Struct):
    """A change as it stands against our version in force."""

    change: NationalChange
    ours: Definition | None
    national: Definition | None
    parts: list[Part]

    def joined(self, choices: Mapping[str, Choice]) -> Definition:
        """What would be published with these choices; a part not named is taken as usual."""
        if self.national is None:
            raise ValueError("an abolished procedure has nothing to publish")
        if self.ours is None:
            return self.national
        taken = {part.path for part in self.parts if choices.get(part.path, part.usual) == "national"}
        return merged(self.ours, as_national(self.ours), self.national, taken)


def offer_of(change: NationalChange) -> Offer:
    """``change`` against the version in force now, whatever that was when the change was found."""
    national = read_definition(change.national) if change.national else None
    before = read_definition(change.before) if change.before else None
    row = ProcedureVersion.objects.filter(procedure__national_code=change.code, valid_to=None).first()
    ours = row.content if row else None
    parts = changed_parts(before, national, as_national(ours)) if national and ours else []
    return Offer(change, ours, national, parts)


def accept_change(
    *,
    change_id: int,
    revision: int,
    choices: Mapping[str, Choice],
    actor: Actor,
    at: datetime,
    valid_from: date | None = None,
) -> ProcedureVersion | None:
    """Publish the change from ``valid_from`` (else today): the new version; None for an abolished procedure.

    Conflict when another designer was faster, or the national side changed it again since it was looked at.
    """
    require_designer(actor)
    start = valid_from or day_of(at)
    _check_start(start, day_of(at))
    with transaction.atomic():
        change = _waiting(change_id, revision)
        offer = offer_of(change)
        version = None
        if offer.national is None:
            close_procedure(code=change.code, from_day=start, actor=actor, at=at)
        else:
            definition = msgspec.structs.replace(offer.joined(choices), valid_from=start)
            version = publish_version(definition=definition, actor=actor, at=at).version
        _settle(change, NationalChange.State.ACCEPTED, "", version, actor, at)
        chosen = {part.path: choices.get(part.path, part.usual) for part in offer.parts}
        _record(change, actor, at, _("%(who)s công khai thay đổi từ quốc gia của thủ tục %(code)s “%(name)s”."), chosen)
    return version


def reject_change(*, change_id: int, revision: int, reason: str, actor: Actor, at: datetime) -> None:
    """Do not take the change; the same one does not come back, a later one does."""
    require_designer(actor)
    if len(reason.strip()) < 5:
        raise Invalid(
            _("Chưa nêu lý do không áp dụng."),
            advice=_("Ghi lý do để người khác hiểu."),
            fields={"reason": [_("Ghi lý do.")]},
        )
    with transaction.atomic():
        change = _waiting(change_id, revision)
        _settle(change, NationalChange.State.REJECTED, reason.strip()[:500], None, actor, at)
        said = _("%(who)s không áp dụng thay đổi từ quốc gia của thủ tục %(code)s “%(name)s”. Lý do: %(reason)s")
        _record(change, actor, at, said, {})


def accept_trivial(*, ids: Iterable[int], actor: Actor, at: datetime) -> dict[int, str]:
    """Publish several changes of nothing but form, each by itself: id → why it was not, empty when it was."""
    require_designer(actor)
    answers = {}
    for change in NationalChange.objects.filter(pk__in=list(ids), state="waiting"):
        try:
            parts = offer_of(change).parts
            if change.kind != "amended" or not parts or not all(part.is_trivial for part in parts):
                raise Invalid(_("Thay đổi này không chỉ là chữ: mở ra xem từng mục."))
            accept_change(change_id=change.pk, revision=change.revision, choices={}, actor=actor, at=at)
            answers[change.pk] = ""
        except Refusal as refusal:
            answers[change.pk] = refusal.message
    return answers


def _check_start(start: date, today: date) -> None:
    if start < today or (start - today).days > MOST_DAYS_AHEAD:
        raise Invalid(
            _("Ngày có hiệu lực phải từ hôm nay đến một năm tới."),
            fields={"valid_from": [_("Chọn ngày từ hôm nay trở đi.")]},
        )


def _waiting(change_id: int, revision: int) -> NationalChange:
    change = NationalChange.objects.select_for_update().filter(pk=change_id).first()
    if change is None:
        raise NotFound(_("Không có thay đổi này."))
    if change.state != NationalChange.State.WAITING and change.settled_at:
        when = change.settled_at.astimezone(VIETNAM)
        raise Conflict(
            _("%(who)s đã xử lý thay đổi này lúc %(time)s.")
            % {"who": change.settled_by, "time": f"{when:%H:%M %d/%m/%Y}"},
            advice=_("Tải lại danh sách để xem những thay đổi còn chờ."),
        )
    if change.revision != revision:
        raise Conflict(
            _("Cơ sở dữ liệu quốc gia vừa sửa thủ tục này một lần nữa."), advice=_("Xem lại khác biệt rồi quyết định.")
        )
    return change


def _settle(
    change: NationalChange,
    state: NationalChange.State,
    reason: str,
    version: ProcedureVersion | None,
    actor: Actor,
    at: datetime,
) -> None:
    change.state, change.reason, change.version = state, reason, version
    change.settled_at, change.settled_by = at, actor.name[:200]
    change.save()
    NationalCopy.objects.filter(code=change.code).update(
        accepted=write_definition(read_definition(change.national)) if change.national else None
    )


def _record(change: NationalChange, actor: Actor, at: datetime, sentence: str, chosen: dict[str, Choice]) -> None:
    record(
        agency=settings.PROVINCE,
        actor=actor,
        at=at,
        action=f"procedures.{change.state}_change",
        subject_kind="procedure",
        subject_id=change.code,
        sentence=sentence % {"who": actor.name, "code": change.code, "name": change.name, "reason": change.reason},
        data={"kind": change.kind, "chosen": chosen},
    )
