"""Whatever goes wrong under ``/api/`` is answered as problem details (RFC 9457), never as a page."""

import json
import math
from collections.abc import Callable
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from ninja.parser import Parser

from motcua.config.readable import announces_too_much
from motcua.config.refusing import problem
from motcua.kernel.hidden import without_hidden
from motcua.kernel.refusals import Invalid, NotFound, Refusal, TooLarge

PROBLEM = "application/problem+json"
DEEPEST = 30  #: levels of lists and objects in a body

_WORDS = {
    400: ("Lời gọi không đọc được.", "bad-request"),
    403: ("Lời gọi bị từ chối.", "not-allowed"),
    404: ("Không có địa chỉ này.", "not-found"),
    405: ("Địa chỉ này không nhận phương thức đó.", "method-not-allowed"),
    413: ("Nội dung gửi lên quá lớn.", "too-large"),
    500: ("Hệ thống gặp lỗi. Lời gọi chưa được thực hiện; bạn có thể gọi lại.", "error"),
    503: ("Hệ thống đang tạm ngừng. Hãy gọi lại sau ít phút với cùng Idempotency-Key.", "away"),
}


def problems(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """The outermost middleware: also what fails before our own code is asked becomes a problem document."""

    def answer(request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith("/api/"):
            return get_response(request)
        if "\x00" in request.path_info:
            return problem(NotFound("Không có địa chỉ này."))
        if "%00" in request.META.get("QUERY_STRING", ""):
            return problem(Invalid("Tham số có ký tự không dùng được."))
        if announces_too_much(request):
            return problem(too_large())
        response = get_response(request)
        if response.status_code < 400 or response.headers.get("Content-Type", "").startswith(PROBLEM):
            return response
        return _told_as_problem(response)

    return answer


def of_status(status: int) -> Refusal:
    """The refusal that stands for an HTTP status of the framework's own."""
    message, code = _WORDS.get(status, (_WORDS[400][0], "refused"))
    refusal = Refusal(message, code=code)
    refusal.status = status
    return refusal


def _told_as_problem(response: HttpResponse) -> HttpResponse:
    told = problem(of_status(response.status_code))
    for name in ("Allow", "WWW-Authenticate", "Retry-After"):
        if name in response.headers:
            told[name] = response[name]
    return told


class StrictJson(Parser):
    """Bodies as JSON in UTF-8; what no database keeps (NUL, halves of characters, infinities) is refused here.

    Characters that no eye sees are taken out of texts (``kernel.hidden``).
    """

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        """The body; raises a refusal, which the framework wraps."""
        try:
            data = json.loads(request.body.decode("utf-8"), parse_constant=_no_constant)
        except (ValueError, RecursionError) as error:
            raise of_status(400) from error
        if not isinstance(data, dict):
            raise Invalid("Nội dung phải là một đối tượng JSON.")
        _storable(data)
        return cast(dict[str, Any], _plain(data))


def _no_constant(word: str) -> None:
    raise ValueError(f"{word} is no JSON")


def _storable(data: Any) -> None:
    """Refuse what could be read but not kept. Walks without recursion."""
    level, depth = [data], 0
    while level:
        depth += 1
        if depth > DEEPEST:
            raise Invalid(f"Nội dung lồng nhau quá {DEEPEST} tầng.")
        level = [inner for value in level for inner in _inside(value)]


def _inside(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return [*value.keys(), *value.values()]
    if isinstance(value, list):
        return value
    if isinstance(value, str) and ("\x00" in value or any("\ud800" <= c <= "\udfff" for c in value)):
        raise Invalid("Có ký tự không dùng được trong nội dung.")
    if (isinstance(value, float) and not math.isfinite(value)) or (isinstance(value, int) and abs(value) >= 10**18):
        raise Invalid("Có con số quá lớn trong nội dung.")
    return []


def _plain(value: Any) -> Any:
    """``value`` with all its texts as people see them; it is known to be shallow."""
    if isinstance(value, str):
        return without_hidden(value)
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return value


def too_large() -> TooLarge:
    """A body above what is read into memory."""
    return TooLarge("Nội dung gửi lên quá lớn.", advice="Gửi tệp bằng POST /files; nội dung khác tối đa 2 MB.")
