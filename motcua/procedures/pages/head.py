"""What search engines and messengers read of a page: its one address, a title, a sentence, structured data."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from motcua.procedures.addresses import whole
from motcua.procedures.rules.cutting import cut
from motcua.procedures.rules.structured import as_script

_LOCALES = {"vi": "vi_VN", "en": "en_US"}
#: search engines show about so many characters
TITLE, SENTENCE = 90, 155


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a page; ``canonical`` is the whole address, whatever the visitor typed."""

    title: str
    description: str
    canonical: str
    locale: str
    structured: SafeString | str = ""
    json_url: str = ""
    is_for_search: bool = True


def head(
    title: str,
    description: str,
    path: str,
    *,
    structured: Mapping[str, Any] | None = None,
    json_url: str = "",
    is_for_search: bool = True,
) -> Head:
    """The head of the page at ``path``; too long a title or sentence is cut at a word."""
    return Head(
        cut(title, TITLE),
        cut(description, SENTENCE),
        whole(path),
        _LOCALES.get(get_language() or "vi", "vi_VN"),
        mark_safe(as_script(structured)) if structured else "",  # noqa: S308 - what could end the script is escaped
        json_url,
        is_for_search,
    )
