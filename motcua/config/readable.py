"""What no page can read is refused before any page is asked: NUL characters, and bodies that would fill the disk.

What no eye sees in a form is taken out on the way (``kernel.hidden``); passwords stay as they were typed.

PostgreSQL keeps no NUL in a text, and no person can type one: it comes from programs alone. A body is
spooled to disk before any view sees its size, so the size it announces is looked at first.
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext

from motcua.config.refusing import answer
from motcua.kernel.hidden import HIDDEN, without_hidden
from motcua.kernel.refusals import Invalid, NotFound, Refusal, TooLarge

#: what a form carries beside its file
BESIDE_THE_FILE = 4 * 1024 * 1024


def readable(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: before the session is looked for, and before anybody reads the body."""

    class Readable:
        def __call__(self, request: HttpRequest) -> HttpResponse:
            request.COOKIES = {name: text for name, text in request.COOKIES.items() if "\x00" not in name + text}
            return get_response(request)

        def process_view(self, request: HttpRequest, *_: Any) -> HttpResponse | None:
            refusal = _refusal(request)
            if refusal:
                return answer(request, refusal)
            _make_plain(request)
            return None

    return Readable()


def announces_too_much(request: HttpRequest) -> bool:
    """Whether the body is larger than the largest paper with the form around it."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    most: int = settings.MAX_PAPER_BYTES + BESIDE_THE_FILE
    return not (length.isascii() and length.isdigit() and len(length) < 16 and int(length) <= most)


def _refusal(request: HttpRequest) -> Refusal | None:
    if "\x00" in request.path_info:
        return NotFound(gettext("Không có trang này."))
    if announces_too_much(request):
        return TooLarge(
            gettext("Nội dung gửi lên quá lớn."), advice=gettext("Gửi từng tệp một, mỗi tệp trong mức cho phép.")
        )
    if _has_nul(request.GET) or _has_nul(request.POST):
        return Invalid(
            gettext("Trong nội dung gửi lên có ký tự không đọc được."),
            advice=gettext("Quay lại, xóa chỗ vừa dán từ nơi khác vào và gõ lại bằng bàn phím."),
        )
    return None


def _make_plain(request: HttpRequest) -> None:
    if not any(HIDDEN.search(text) for _, texts in request.POST.lists() for text in texts):
        return
    post = request.POST.copy()
    for name, texts in request.POST.lists():
        if "password" not in name:
            post.setlist(name, [without_hidden(text) for text in texts])
    post._mutable = False
    request.POST = post  # type: ignore[assignment]


def _has_nul(values: QueryDict) -> bool:
    return any("\x00" in text for name, texts in values.lists() for text in (name, *texts))
