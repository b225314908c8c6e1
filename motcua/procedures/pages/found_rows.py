"""The rows of a list of procedures: each with its name, where it belongs, and why it was found."""

from collections.abc import Iterator, Sequence, Set
from functools import lru_cache
from html import escape
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from motcua.kernel.accents import fold
from motcua.kernel.gaps import Gaps, gap
from motcua.procedures.catalogue_memory import Entry
from motcua.procedures.pages.words import level_names
from motcua.procedures.rules.finding.highlight import marked
from motcua.procedures.rules.finding.question import Question
from motcua.procedures.search import EMPTY_QUESTION, rarities, telling_words

#: so many words are named of those that stand elsewhere than in the name, and only rarer ones: half of all have "xin"
_MOST_ALSO, _PLAIN = 4, 1.5
#: what differs from row to row: texts, and what is markup already
_PLAIN_IN_ROWS, _MARKED_IN_ROWS = ("url", "sector", "levels", "key"), ("marked", "also")


def all_listed(entries: Sequence[Entry], question: Question) -> list[SafeString]:
    """Rows of a list as they are drawn, each with why it is there."""
    if not entries:
        return []
    rarity = rarities()
    rare = frozenset(word for word in telling_words(question) if rarity(word) > _PLAIN)
    language = get_language()
    return [_drawn(row, language) for row in _rows(entries, question, rare)]


def listed(entry: Entry, question: Question = EMPTY_QUESTION) -> dict[str, Any]:
    """A row of a list as templates show it."""
    return next(_rows([entry], question, frozenset()))


def joined(pieces: Sequence[str]) -> SafeString:
    """Markup, one after another."""
    return SafeString("".join(pieces))


def _rows(entries: Sequence[Entry], question: Question, rare: Set[str]) -> Iterator[dict[str, Any]]:
    """Rows of a list; ``rare``: words of the question that are worth naming."""
    levels = level_names()
    asked = telling_words(question) | {word for phrase in question.meant for word in phrase}
    words = [word for word in dict.fromkeys(question.words) if word in rare]
    typed = {fold(word): word for word in question.typed} if words else {}
    for entry in entries:
        title = entry.title
        also = [typed.get(word, word) for word in words if word in title.words and word not in title.whole_name]
        yield {
            "key": entry.key,
            "name": entry.name,
            "marked": joined([_marked(*part) for part in marked(entry.name, asked)]),
            "also": SafeString(", ".join([_marked(word, True) for word in also[:_MOST_ALSO]])),
            "sector": entry.sector_name,
            "url": address_of(entry.key),
            "levels": ", ".join(levels[level] for level in entry.levels) or levels["other"],
            "online": entry.online,
            "verified": entry.verified,
            "number": entry.number,
        }


def _drawn(row: dict[str, Any], language: str | None) -> SafeString:
    texts = {name: escape(row[name]) for name in _PLAIN_IN_ROWS} | {name: row[name] for name in _MARKED_IN_ROWS}
    return _row(language, row["online"], bool(row["also"])).filled(texts)


@lru_cache(maxsize=100)
def _row(_language: str | None, online: str, also: bool) -> Gaps:
    """``found_row.html`` in this language."""
    row = {name: gap(name) for name in _PLAIN_IN_ROWS + _MARKED_IN_ROWS} | {
        "online": online,
        "also": gap("also") if also else "",
    }
    return Gaps(render_to_string("procedures/found_row.html", {"row": row}))


@lru_cache(maxsize=10_000)
def address_of(key: str) -> str:
    """Where the page of a procedure is."""
    return reverse("procedure", args=[key])


def _marked(piece: str, hit: bool) -> str:
    return f"<mark>{escape(piece)}</mark>" if hit else escape(piece)
