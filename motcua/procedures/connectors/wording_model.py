"""An OpenAI-compatible model that may word an answer; whatever it says of facts is checked elsewhere."""

import json
from http.client import HTTPException, HTTPResponse
from time import monotonic
from urllib.request import Request, urlopen

import structlog
from django.conf import settings

_MOST_BYTES, _PIECE = 100_000, 16_384
_ORDER = (
    "Bạn diễn đạt lại cho dễ hiểu, bằng tiếng Việt, tối đa ba câu, chỉ từ các đoạn dưới đây. "
    "Không thêm con số, địa chỉ, tên văn bản nào không có trong đoạn. Không biết thì trả lời đúng một chữ: KHONG."
)
_log = structlog.get_logger(__name__)


def worded(question: str, passages: str) -> str:
    """``passages`` as an answer to ``question``; empty when no model is configured, or none answers in time."""
    if not settings.WORDING_URL:
        return ""
    body = {
        "model": settings.WORDING_MODEL,
        "temperature": 0,
        "max_tokens": 300,
        "messages": [
            {"role": "system", "content": _ORDER},
            {"role": "user", "content": f"Câu hỏi: {question}\n\nĐoạn:\n{passages}"},
        ],
    }
    headers = {"Content-Type": "application/json"}
    if settings.WORDING_KEY:
        headers["Authorization"] = f"Bearer {settings.WORDING_KEY}"
    address = settings.WORDING_URL.rstrip("/") + "/chat/completions"
    request = Request(address, json.dumps(body).encode(), headers)  # noqa: S310 (the operator's own address)
    until = monotonic() + settings.WORDING_SECONDS
    try:
        with urlopen(request, timeout=settings.WORDING_SECONDS) as answer:  # noqa: S310
            content = json.loads(_read(answer, until))
        said = content["choices"][0]["message"]["content"]
    except (OSError, HTTPException, ValueError, KeyError, IndexError, TypeError) as error:
        _log.warning("wording_model_failed", error=type(error).__name__)
        return ""
    said = said.strip() if isinstance(said, str) else ""
    return "" if said.upper().rstrip(".") in ("KHONG", "KHÔNG") else said


def _read(answer: HTTPResponse, until: float) -> bytes:
    """The body of ``answer``; TimeoutError when it has not come by ``until``, however steadily it drips."""
    content = b""
    while piece := answer.read1(_PIECE):
        content += piece
        if monotonic() > until:
            raise TimeoutError
        if len(content) > _MOST_BYTES:
            raise ValueError("too long")
    return content
