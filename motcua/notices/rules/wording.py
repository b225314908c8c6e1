"""Lời tin: the words of one message, made of a template and a few values. Plain values in, plain text out.

A template may name only the values that its channel may carry (:data:`MAY_SAY`): whatever passes through other hands
(SMS, Zalo, the lock screen of a phone) says the code and what to do; the name of a procedure may tell of an illness or
a family, so it stands only behind the sign-in. No template may name an identity number or an answer of a form.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from html import escape
from typing import Any

VIETNAM = timezone(timedelta(hours=7))
CHANNELS = ("inapp", "email", "sms", "zalo", "push")
LANGUAGES = ("vi", "en")
_COUNTS = frozenset({"count", "late"})
MAY_SAY: Mapping[str, frozenset[str]] = {
    "inapp": frozenset({"code", "until", "procedure"}) | _COUNTS,
    "email": frozenset({"code", "until", "person"}) | _COUNTS,
    "sms": frozenset({"code", "until"}) | _COUNTS,
    "zalo": frozenset({"code", "until"}) | _COUNTS,
    "push": frozenset({"code", "until"}) | _COUNTS,
}
_PLACE = re.compile(r"\{(\w+)\}")
#: the parts that a message has on each channel; of Zalo the names of parameters are the template's own
PARTS: Mapping[str, tuple[str, ...]] = {
    "inapp": ("title", "text"),
    "email": ("subject", "text"),
    "sms": ("text",),
    "push": ("title", "text"),
}


@dataclass(frozen=True, slots=True)
class Said:
    """A message in words: ``title`` (subject), ``text``; ``values``: parameters of a Zalo template."""

    title: str
    text: str
    values: Mapping[str, str] = field(default_factory=dict)


def places_of(template: str) -> set[str]:
    """The names of the values that ``template`` wants."""
    return set(_PLACE.findall(template))


def texts_of(words: Mapping[str, Any], channel: str) -> dict[str, str]:
    """The templates of one channel by part; ``words`` is one language of one occasion."""
    given = words[channel]
    return {"text": given} if isinstance(given, str) else {str(name): str(text) for name, text in given.items()}


def say(words: Mapping[str, Any], channel: str, values: Mapping[str, object]) -> Said:
    """The message of one channel with ``values`` in their places; what is missing reads as "…"."""
    texts = {name: _filled(text, channel, values) for name, text in texts_of(words, channel).items()}
    if channel == "zalo":
        return Said("", "", texts)
    return Said(texts.get("title", texts.get("subject", "")), texts["text"])


def _filled(template: str, channel: str, values: Mapping[str, object]) -> str:
    may = MAY_SAY[channel]

    def value(found: re.Match[str]) -> str:
        name = found[1]
        return str(values.get(name) or "…") if name in may else "…"

    return _PLACE.sub(value, template).strip()


def day_said(moment: str) -> str:
    """A stored moment (ISO, whatever its zone) as a day in Việt Nam: "09/03/2026"; nothing when there is none."""
    return f"{datetime.fromisoformat(moment).astimezone(VIETNAM):%d/%m/%Y}" if moment else ""


def as_html(frame: str, said: Said, link: str, link_words: str, foot: str) -> str:
    """The letter as HTML: ``frame`` with its places filled, every value escaped."""
    paragraphs = "\n".join(f"<p>{escape(part)}</p>" for part in said.text.split("\n\n") if part.strip())
    button = f'<p><a class="go" href="{escape(link)}">{escape(link_words)}</a></p>' if link else ""
    filled = {"title": escape(said.title), "body": paragraphs, "button": button, "foot": escape(foot)}
    return _PLACE.sub(lambda found: filled.get(found[1], found[0]), frame)
