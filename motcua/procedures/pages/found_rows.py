"""The rows of a list of procedures: each with its name, where it belongs, and why it was found."""

from collections.abc import Iterator, Mapping, Sequence, Set
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
from motcua.procedures.rules.finding.cards import own_part
from motcua.procedures.rules.finding.highlight import marked
from motcua.procedures.rules.finding.question import Question
from motcua.procedures.rules.finding.terms import folded_word, written_forms
from motcua.procedures.search import EMPTY_QUESTION, rarities, telling_words

#: so many words are named of those that stand elsewhere than in the name, and only rarer ones: half of all have "xin"
_MOST_ALSO, _PLAIN = 4, 1.5
_NONE: Mapping[str, Sequence[Entry]] = {}
#: so many drawings are kept with a procedure: its row in each language, its links below others
_MOST_DRAWN = 40
#: what differs from row to row: texts, and what is markup already
_PLAIN_IN_ROWS, _MARKED_IN_ROWS = ("url", "sector", "levels", "key"), ("marked", "also", "variants")


def all_listed(
    entries: Sequence[Entry], question: Question, variants: Mapping[str, Sequence[Entry]] = _NONE
) -> list[SafeString]:
    """Rows of a list as they are drawn, each with why it is there; ``variants``: what stands with it, by its key."""
    if not entries:
        return []
    rarity = rarities()
    rare = frozenset(word for word in telling_words(question) if rarity(word) > _PLAIN)
    language = get_language()
    return [_drawn(entry, row, language) for entry, row in _rows(entries, question, rare, variants)]


def listed(entry: Entry, question: Question = EMPTY_QUESTION) -> dict[str, Any]:
    """A row of a list as templates show it."""
    return _told(entry) | next(_rows([entry], question, frozenset()))[1]


def joined(pieces: Sequence[str]) -> SafeString:
    """Markup, one after another."""
    return SafeString("".join(pieces))


def _rows(
    entries: Sequence[Entry], question: Question, rare: Set[str], variants: Mapping[str, Sequence[Entry]] = _NONE
) -> Iterator[tuple[Entry, dict[str, SafeString]]]:
    """What of each row is of the question; ``rare``: its words that are worth naming."""
    meant = {word for phrase in question.meant for word in phrase}
    asked = telling_words(question) | meant
    written = written_forms(question.typed, meant)
    words = [word for word in dict.fromkeys(question.words) if word in rare]
    typed = {" ".join(folded_word(word)): word for word in question.typed} if words else {}
    for entry in entries:
        title = entry.title
        also = [typed.get(word, word) for word in words if word in title.words and word not in title.whole_name]
        yield (
            entry,
            {
                "marked": joined([_marked(*part) for part in marked(entry.name, asked, written)]),
                "also": SafeString(", ".join([_marked(word, True) for word in also[:_MOST_ALSO]])),
                "variants": _variants(entry, variants.get(entry.key, ())),
            },
        )


def _told(entry: Entry) -> dict[str, Any]:
    """What a row says whatever is asked."""
    levels = level_names()
    return {
        "key": entry.key,
        "name": entry.name,
        "sector": entry.sector_name,
        "url": address_of(entry.key),
        "levels": ", ".join(levels[level] for level in entry.levels) or levels["other"],
        "online": entry.online,
        "verified": entry.verified,
        "number": entry.number,
    }


def _variants(head: Entry, others: Sequence[Entry]) -> SafeString:
    """Links to what differs from ``head`` in the case or the level alone, each by what tells it apart."""
    said: set[str] = set()
    links = []
    for other in others:
        words, link = _variant(head, other)
        links.append(link.filled({"more": f" · {escape(other.key)}" if words in said else ""}))
        said.add(words)
    return joined(links)


def _variant(head: Entry, other: Entry) -> tuple[str, Gaps]:
    """What tells ``other`` from ``head``, and the link with a gap for more of it; kept with ``other``."""
    key = ("variant", head.version, get_language())
    known: tuple[str, Gaps] | None = other.drawn.get(key)
    if known is None:
        levels = level_names()
        part, level = own_part(other.name, head.name), ", ".join(levels[level] for level in other.levels)
        level = level if other.levels != head.levels and fold(level) not in fold(part) else ""
        words = " · ".join(filter(None, (part, level))) or other.key
        text = escape(words[0].upper() + words[1:]) + gap("more")
        link = Gaps(f'<li><a lang="vi" href="{escape(address_of(other.key))}">{text}</a></li>')
        if len(other.drawn) < _MOST_DRAWN:
            other.drawn[key] = words, link
        known = words, link
    return known


def _drawn(entry: Entry, row: dict[str, SafeString], language: str | None) -> SafeString:
    """The row; all of it that no question changes is kept with the procedure."""
    key = ("row", language, bool(row["also"]), bool(row["variants"]))
    kept: Gaps | None = entry.drawn.get(key)
    if kept is None:
        told = _told(entry)
        texts = {name: escape(told[name]) for name in _PLAIN_IN_ROWS} | {name: gap(name) for name in _MARKED_IN_ROWS}
        kept = Gaps(_row(language, entry.online, *key[2:]).filled(texts))
        if len(entry.drawn) < _MOST_DRAWN:
            entry.drawn[key] = kept
    return kept.filled(row)


@lru_cache(maxsize=100)
def _row(_language: str | None, online: str, also: bool, variants: bool) -> Gaps:
    """``found_row.html`` in this language."""
    row = {name: gap(name) for name in _PLAIN_IN_ROWS + _MARKED_IN_ROWS} | {
        "online": online,
        "also": gap("also") if also else "",
        "variants": gap("variants") if variants else "",
    }
    return Gaps(render_to_string("procedures/found_row.html", {"row": row}))


@lru_cache(maxsize=10_000)
def address_of(key: str) -> str:
    """Where the page of a procedure is."""
    return reverse("procedure", args=[key])


def _marked(piece: str, hit: bool) -> str:
    return f"<mark>{_escaped(piece)}</mark>" if hit else _escaped(piece)


@lru_cache(maxsize=20_000)
def _escaped(piece: str) -> str:
    return escape(piece)
