"""Nhận tệp lớn từng phần: begin, go on where it broke off, give up, sweep what was left lying."""

from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext

from motcua.files.connectors import arriving
from motcua.files.models import Arrival
from motcua.files.rules.names import size_in_words
from motcua.kernel.actor import Actor
from motcua.kernel.refusals import Conflict, NotFound, NotNow, TooLarge
from motcua.kernel.throttle import insist

#: a part to which nothing has come for so long is swept
UNFINISHED_FOR = timedelta(hours=48)
#: of one person at a time
MOST_AT_ONCE = 10


def begin_arrival(*, size: int, actor: Actor, at: datetime) -> Arrival:
    """A large file is about to come; refused before a byte is sent when it is too large or there are too many."""
    if not 0 < size <= settings.MAX_LARGE_BYTES:
        raise TooLarge(
            gettext("Tệp lớn hơn mức cho phép là %(most)s.") % {"most": size_in_words(settings.MAX_LARGE_BYTES)},
            advice=gettext("Hãy quét ở độ phân giải 200–300 dpi, nén tệp, hoặc tách thành nhiều tệp nhỏ hơn."),
        )
    insist(f"arrival:{actor.person}", 60, 3600)
    if Arrival.objects.filter(sender_id=actor.person).count() >= MOST_AT_ONCE:
        raise NotNow(
            gettext("Bạn đang gửi nhiều tệp lớn cùng lúc."), advice=gettext("Đợi các tệp kia gửi xong rồi gửi tiếp.")
        )
    arrival = Arrival.objects.create(sender_id=actor.person, size=size, begun_at=at)
    arriving.begin(Path(settings.PAPERS_ROOT), arrival.id)
    return arrival


def arrival_of(arrival_id: UUID, actor: Actor) -> tuple[Arrival, int]:
    """A file that ``actor`` is sending, and how much of it has come; NotFound: it is not theirs, or was swept."""
    found = Arrival.objects.filter(id=arrival_id, sender_id=actor.person).first()
    try:
        if found is not None:
            return found, arriving.come(Path(settings.PAPERS_ROOT), found.id)
    except FileNotFoundError:
        pass
    raise NotFound(gettext("Không có tệp nào đang gửi dở như vậy."), advice=gettext("Chọn tệp và gửi lại từ đầu."))


def go_on(*, arrival_id: UUID, offset: int, source: arriving.Source, actor: Actor) -> int:
    """Write what comes behind what has come; Conflict when the sender is elsewhere in the file. The new length."""
    arrival, _come = arrival_of(arrival_id, actor)
    try:
        with arriving.held(Path(settings.PAPERS_ROOT), arrival.id) as file:
            come = file.seek(0, 2)
            if come != offset:
                raise Conflict(gettext("Tệp đã nhận đến %(come)s byte.") % {"come": come}, code="offset")
            return arriving.append(file, source, arrival.size - come)
    except arriving.Busy as error:
        raise NotNow(gettext("Phần trước của tệp này còn đang được ghi."), code="busy") from error


def give_up(*, arrival_id: UUID, actor: Actor) -> None:
    """Whoever was sending it does not want to any more."""
    arrival, _come = arrival_of(arrival_id, actor)
    arriving.drop(Path(settings.PAPERS_ROOT), arrival.id)
    arrival.delete()


def sweep(*, at: datetime) -> int:
    """Throw away what was left lying, and rows whose part is gone; how many parts."""
    root, before = Path(settings.PAPERS_ROOT), at - UNFINISHED_FOR
    old = arriving.left_lying(root, before.timestamp())
    for path in old:
        path.unlink(missing_ok=True)
    for arrival in Arrival.objects.filter(begun_at__lt=before)[:1000]:
        if not arriving.part_of(root, arrival.id).exists():
            arrival.delete()
    return len(old)
