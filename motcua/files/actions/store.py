"""Take in a file: stream it to disk, look at it, keep its content once, write it down."""

import errno
import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, NoReturn
from uuid import UUID

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext

from motcua.files.actions.arrive import arrival_of, give_up
from motcua.files.actions.inspect import guess_in_words, inspect
from motcua.files.connectors.arriving import drop, held, part_of
from motcua.files.connectors.base import Scanner, ScannerDown
from motcua.files.connectors.clamd import Clamd
from motcua.files.connectors.demo import NoScanner
from motcua.files.connectors.store import Incoming, Overflow, incoming
from motcua.files.models import StoredFile
from motcua.files.rules.archives import Bad
from motcua.files.rules.kinds import Kind, kind_claimed, kind_of_type, kinds_named, list_in_words
from motcua.files.rules.names import extension_of, safe_name, size_in_words
from motcua.files.rules.words import WORDS
from motcua.kernel.actor import Actor
from motcua.kernel.refusals import Invalid, NotNow, TooLarge


def store_upload(
    *, upload: "UploadedFile[bytes]", accepts: Iterable[str] = (), limit: int | None = None, actor: Actor, at: datetime
) -> StoredFile:
    """Keep ``upload`` if it is one of the kinds ``accepts`` names (none: the usual ones) and fit to be kept.

    ``limit`` in bytes, never above MAX_PAPER_BYTES. Refuses with :class:`Invalid`, :class:`TooLarge` or
    :class:`NotNow` (scanner down, no room), in words, and then nothing has been kept. The caller has asked
    whether the person may, and writes the sentence into the audit book of its own thing.
    """
    wanted = kinds_named(accepts)
    most = min(limit or settings.MAX_PAPER_BYTES, settings.MAX_PAPER_BYTES)
    claimed = upload.name or "tep"
    shown_name = safe_name(claimed, extension_of(claimed) or "bin")
    if upload.size and upload.size > most:
        _too_large(shown_name, most)
    with _room(), incoming(Path(settings.PAPERS_ROOT)) as arriving:
        try:
            arriving.write(upload.chunks(), most)
        except Overflow:
            _too_large(shown_name, most)
        kind = _kind_of(arriving, claimed, shown_name, wanted)
        _scan(arriving.file, shown_name)
        arriving.keep(Path(settings.PAPERS_ROOT))
    extension = kind.extensions[0]
    return _write_down(arriving, safe_name(claimed, extension), kind.media_type, actor, at)


def store_arrived(
    *, arrival_id: UUID, name: str, accepts: Iterable[str] = (), actor: Actor, at: datetime
) -> StoredFile:
    """Keep a large file that has come whole, under the same conditions as :func:`store_upload`.

    Refused for what it is, it is thrown away; with NotNow (not whole yet, scanner down) it waits. Pictures have
    the limit of other uploads: no camera makes larger ones, and they are looked at in memory.
    """
    wanted = kinds_named(accepts)
    arrival, come = arrival_of(arrival_id, actor)
    if come != arrival.size:
        raise NotNow(gettext("Tệp này chưa gửi hết."), advice=gettext("Gửi tiếp phần còn lại."))
    claimed = name or "tep"
    shown_name = safe_name(claimed, extension_of(claimed) or "bin")
    root = Path(settings.PAPERS_ROOT)
    try:
        with _room(), held(root, arrival.id) as file:
            arriving = Incoming(file, part_of(root, arrival.id))
            arriving.measure()
            kind = _kind_of(arriving, claimed, shown_name, wanted)
            if kind.media_type.startswith("image/") and arriving.size > settings.MAX_PAPER_BYTES:
                _too_large(shown_name, settings.MAX_PAPER_BYTES)
            _scan(arriving.file, shown_name)
            arriving.keep(root)
    except (Invalid, TooLarge):
        give_up(arrival_id=arrival.id, actor=actor)
        raise
    stored = _write_down(arriving, safe_name(claimed, kind.extensions[0]), kind.media_type, actor, at)
    drop(root, arrival.id)
    arrival.delete()
    return stored


@contextmanager
def _room() -> Iterator[None]:
    """A store without room for one more paper is no fault of whoever sends it, and it is told so."""
    try:
        yield
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        logging.getLogger(__name__).critical("no room left in %s", settings.PAPERS_ROOT)
        raise NotNow(
            gettext("Kho tệp của hệ thống tạm hết chỗ nên tệp chưa được nhận."),
            code="no-room",
            advice=gettext("Bạn không làm gì sai. Hãy thử lại sau ít phút; những gì bạn đã điền vẫn còn."),
        ) from error


def store_bytes(*, content: bytes, name: str, media_type: str, actor: Actor, at: datetime) -> StoredFile:
    """Keep what Motcua itself made (a slip, a signed result). It is not inspected."""
    with incoming(Path(settings.PAPERS_ROOT)) as arriving:
        arriving.write([content], len(content))
        arriving.keep(Path(settings.PAPERS_ROOT))
    kind = kind_of_type(media_type)
    extension = kind.extensions[0] if kind else extension_of(name) or "bin"
    return _write_down(arriving, safe_name(name, extension), media_type, actor, at)


def _kind_of(arriving: Incoming, claimed: str, name: str, wanted: tuple[Kind, ...]) -> Kind:
    try:
        kind = inspect(arriving.file)
    except Bad as bad:
        message, advice = WORDS[bad.args[0]]
        raise Invalid(gettext(message).format(name=name), code=f"file-{bad.args[0]}", advice=gettext(advice)) from bad
    says = kind_claimed(claimed)
    if kind is None:
        _untaken(arriving.file, name, says, wanted)
    if extension_of(claimed) and says is not kind:
        raise Invalid(
            gettext("Tên tệp “%(name)s” không khớp nội dung: bên trong là %(kind)s.")
            % {"name": name, "kind": gettext(kind.name)},
            code="file-mismatch",
            advice=gettext("Hãy mở tệp để kiểm tra, lưu lại với đuôi .%(extension)s rồi gửi.")
            % {"extension": kind.extensions[0]},
        )
    if kind not in wanted:
        raise Invalid(
            gettext("Giấy tờ này không nhận %(name)s.") % {"name": gettext(kind.name)},
            code="file-kind",
            advice=gettext("Hãy gửi %(wanted)s.") % {"wanted": _said(wanted)},
        )
    return kind


def _untaken(file: BinaryIO, name: str, says: Kind | None, wanted: tuple[Kind, ...]) -> NoReturn:
    file.seek(0)
    guess = guess_in_words(file.read(2048))
    if says is not None:
        message = gettext("Tệp “%(name)s” mang tên của %(kind)s nhưng nội dung không phải như vậy") % {
            "name": name,
            "kind": gettext(says.name),
        }
    else:
        message = gettext("Tệp “%(name)s” thuộc loại không được nhận") % {"name": name}
    raise Invalid(
        f"{message} ({guess})." if guess else f"{message}.",
        code="file-kind" if says is None else "file-mismatch",
        advice=gettext("Hãy gửi %(wanted)s.") % {"wanted": _said(wanted)},
    )


def _said(kinds: tuple[Kind, ...]) -> str:
    return list_in_words([gettext(kind.name) for kind in kinds], gettext(" hoặc "))


def _scan(file: BinaryIO, name: str) -> None:
    file.seek(0)
    try:
        found = _scanner().find(file)
    except ScannerDown as down:
        raise NotNow(
            gettext("Chưa kiểm tra được vi-rút nên tệp chưa được nhận."),
            code="scanner-down",
            advice=gettext("Bạn không làm gì sai. Hãy thử lại sau ít phút; những gì bạn đã điền vẫn còn."),
        ) from down
    if found:
        message, advice = WORDS["virus"]
        raise Invalid(gettext(message).format(name=name), code="file-virus", advice=gettext(advice))


def _scanner() -> Scanner:
    return Clamd(settings.CLAMD, settings.CLAMD_PATIENCE) if settings.CLAMD else NoScanner()


def _too_large(name: str, most: int) -> NoReturn:
    raise TooLarge(
        gettext("Tệp “%(name)s” lớn hơn mức cho phép là %(most)s.") % {"name": name, "most": size_in_words(most)},
        advice=gettext("Hãy quét ở độ phân giải 200–300 dpi, nén tệp, hoặc tách thành nhiều tệp nhỏ hơn."),
    )


def _write_down(arriving: Incoming, name: str, media_type: str, actor: Actor, at: datetime) -> StoredFile:
    return StoredFile.objects.create(
        digest=arriving.digest,
        name=name,
        media_type=media_type,
        size=arriving.size,
        stored_at=at,
        stored_by_id=actor.account_id,
    )
