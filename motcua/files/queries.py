"""Reads from the store."""

from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from motcua.files.connectors.store import place_of
from motcua.files.models import StoredFile
from motcua.kernel.refusals import NotFound


def open_stored(stored: StoredFile) -> BinaryIO:
    """The content, open for reading; the caller closes it."""
    try:
        return place_of(Path(settings.PAPERS_ROOT), stored.digest).open("rb")
    except (FileNotFoundError, ValueError) as error:
        raise NotFound(
            f"Không tìm thấy nội dung của tệp “{stored.name}” trong kho.",
            advice="Hãy báo cho người quản trị hệ thống, kèm thời điểm bạn gặp lỗi này.",
        ) from error
