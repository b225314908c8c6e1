"""A stored file on its way out: as a stream, or to a browser."""

from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.http import FileResponse
from django.utils.translation import gettext

from motcua.files.connectors.store import place_of
from motcua.files.models import StoredFile
from motcua.files.rules.kinds import kind_of_type
from motcua.kernel.refusals import NotFound


def open_stored(stored: StoredFile) -> BinaryIO:
    """The content, open for reading; the caller closes it."""
    try:
        return place_of(Path(settings.PAPERS_ROOT), stored.digest).open("rb")
    except (FileNotFoundError, ValueError) as error:
        raise NotFound(
            gettext("Không tìm thấy nội dung của tệp “%(name)s” trong kho.") % {"name": stored.name},
            advice=gettext("Hãy báo cho người quản trị hệ thống, kèm thời điểm bạn gặp lỗi này."),
        ) from error


#: of the file itself, whatever the page around it may do
POLICY = "sandbox; default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'"


def file_response(stored: StoredFile, inline: bool = False) -> FileResponse:
    """Stream ``stored``; the caller has asked whether this person may read it.

    Only PDFs and pictures are ever shown inside the browser; the rest is downloaded. The file is given
    a policy of its own, a sandbox in which nothing runs (Chromium 156 shows PDFs in it all the same).
    """
    kind = kind_of_type(stored.media_type)
    shown = bool(inline and kind and kind.shown_inline)
    response = FileResponse(
        open_stored(stored), as_attachment=not shown, filename=stored.name, content_type=stored.media_type
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-cache"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["ETag"] = f'"{stored.digest}"'
    response["Content-Security-Policy"] = POLICY
    return response
