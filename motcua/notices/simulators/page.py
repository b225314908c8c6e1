"""The page on which the demo's messages are read: what a person's mail box and telephone would show."""

import re
from collections.abc import Sequence
from html import escape

from motcua.notices.simulators.received import One

_ADDRESS = re.compile(r"https?://[^\s<>\"]+")
_NAMES = {"email": "Thư điện tử", "sms": "SMS", "zalo": "Zalo", "push": "Thông báo đẩy"}
_FRAME = """<!doctype html><html lang="vi"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>Tin đã gửi (giả lập)</title>
<style>
:root{color-scheme:light dark}
body{font:16px/1.5 "Be Vietnam Pro",system-ui,sans-serif;max-width:44rem;margin:0 auto;padding:1.5rem 1rem}
h1{font-size:1.5rem;margin:0 0 .25rem}.soft{opacity:.75;margin:0 0 1.5rem}
article{border:1px solid #8886;border-radius:6px;padding:.75rem 1rem;margin:0 0 1rem}
header{display:flex;flex-wrap:wrap;gap:.25rem 1rem;font-size:.875rem;opacity:.8}
h2{font-size:1.0625rem;margin:.375rem 0 0}
pre{font:inherit;white-space:pre-wrap;overflow-wrap:anywhere;margin:.25rem 0 0}
.kind{font-weight:600}
</style></head><body><h1>Tin đã gửi</h1>
<p class="soft">Bản giả lập trên máy này: không tin nào ra ngoài. Tải lại trang để xem tin mới.</p>
<main>%s</main></body></html>"""


def drawn(messages: Sequence[One]) -> str:
    """The page; every value escaped."""
    if not messages:
        return _FRAME % "<p>Chưa có tin nào. Nộp một hồ sơ, hoặc xử lý một hồ sơ mẫu, rồi tải lại trang.</p>"
    return _FRAME % "\n".join(_article(one) for one in messages)


def _with_links(text: str) -> str:
    """Escaped, with addresses to press, as a mail box shows them."""
    return _ADDRESS.sub(r'<a href="\g<0>" rel="noopener">\g<0></a>', escape(text))


def _article(one: One) -> str:
    title = f"<h2>{escape(one.title)}</h2>" if one.title else ""
    return (
        f'<article><header><span class="kind">{_NAMES[one.channel]}</span><span>{escape(one.address)}</span>'
        f"<time>{one.at:%H:%M:%S %d/%m/%Y}</time></header>{title}<pre>{_with_links(one.text)}</pre></article>"
    )
