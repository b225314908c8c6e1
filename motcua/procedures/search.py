"""Finding procedures by words, with and without accents: hits in the name come first."""

import re
import unicodedata
from dataclasses import dataclass

from django.db import connection

from motcua.kernel.accents import fold
from motcua.procedures.models import ProcedureVersion
from motcua.procedures.queries import Filters, in_force, narrowed

#: nobody reads further; more words find better
_MOST_FOUND = 300
_MOST_WORDS = 16
#: words that say nothing of what is wanted, folded
_EMPTY = frozenset(
    fold(
        "tôi mình bạn em anh chị muốn cần xin hỏi làm sao như thế nào thì là ở đâu bao nhiêu cho của và hoặc có "
        "không được phải những các một gì về với tại khi thủ tục hành chính hồ sơ giấy tờ"
    ).split()
)


@dataclass(frozen=True, slots=True)
class Found:
    """A part of what a search found, best first; ``after`` leads to the next part, 0 at the end."""

    rows: list[ProcedureVersion]
    after: int = 0
    #: whether every word stood in each of them; else some of the words did
    whole: bool = True


def search(words: str, filters: Filters | None = None, *, after: int = 0, limit: int = 20) -> Found:
    """Procedures in force that ``words`` lead to; at most 300 in all, ``limit`` from place ``after`` on.

    First those with the code, then those named so, then those with every telling word in the name, then
    those with every word somewhere; where no name has them all, those with the most and rarest of them.
    """
    tokens = list(dict.fromkeys(token[:60] for token in fold(words).split()))[:_MOST_WORDS]
    if not tokens:
        return Found([])
    telling = [token for token in tokens if token not in _EMPTY] or tokens
    named = _by_code(words) + _ranked(_every_in_name(telling), fold(words))
    anywhere = _ranked(_every(tokens), fold(words))
    ids = list(dict.fromkeys(named + anywhere if named else _ranked(_any(telling), fold(words))))
    rows = {row.procedure_id: row for row in narrowed(in_force(), filters or Filters()).filter(procedure__in=ids)}
    found = _as_typed(words, [rows[pk] for pk in ids if pk in rows])[:_MOST_FOUND]
    after = max(0, after)
    more = after + limit if len(found) > after + limit else 0
    return Found(found[after : after + limit], more, whole=bool(named or anywhere))


def _as_typed(words: str, rows: list[ProcedureVersion]) -> list[ProcedureVersion]:
    """Names that hold the words with the very accents typed come first: "đất" is not "đặt"."""
    typed = unicodedata.normalize("NFC", " ".join(words.lower().split()))
    if typed.isascii():
        return rows
    return sorted(rows, key=lambda row: typed not in row.name.lower())


def _by_code(words: str) -> list[int]:
    code = words.strip()
    if not re.fullmatch(r"[\w.-]{3,48}", code, re.ASCII) or not any(letter.isdigit() for letter in code):
        return []
    rows = ProcedureVersion.objects.filter(valid_to=None, procedure__key__startswith=code)
    return list(rows.order_by("procedure__key").values_list("procedure_id", flat=True)[:20])


def _every_in_name(tokens: list[str]) -> str:
    if _on_sqlite():
        return f"{{name}} : ({_every(tokens)})"
    return " & ".join([*(f"{token}:A" for token in tokens[:-1]), f"{tokens[-1]}:*A"])


def _every(tokens: list[str]) -> str:
    """All of ``tokens``; the last may be unfinished, as somebody is still typing."""
    if _on_sqlite():
        return " AND ".join([*(f'"{token}"' for token in tokens[:-1]), f'"{tokens[-1]}"*'])
    return " & ".join([*tokens[:-1], f"{tokens[-1]}:*"])


def _any(tokens: list[str]) -> str:
    return " OR ".join(f'"{token}"' for token in tokens) if _on_sqlite() else " | ".join(tokens)


def _on_sqlite() -> bool:
    return connection.vendor == "sqlite"


def _ranked(wanted: str, phrase: str) -> list[int]:
    """Ids of the procedures that match, best first: called exactly so, beginning so, holding the phrase, by weight.

    Of those that hold the phrase the shortest name comes first: who types "khai sinh" wants "đăng ký khai sinh"
    rather than its special cases.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            _SQLITE if _on_sqlite() else _POSTGRESQL, [wanted, f"{phrase} |%", f"{phrase}%", f"% {phrase} %|%"]
        )
        return [row[0] for row in cursor.fetchall()]


_SQLITE = """
SELECT rowid FROM procedures_words WHERE procedures_words MATCH %s
ORDER BY name LIKE %s DESC, name LIKE %s DESC, CASE WHEN name LIKE %s THEN instr(name, '|') ELSE 1000 END,
  bm25(procedures_words, 6.0, 1.0), rowid LIMIT 600
"""
_POSTGRESQL = """
SELECT procedure_id FROM procedures_searchtext, to_tsquery('simple', %s) AS wanted WHERE words @@ wanted
ORDER BY name LIKE %s DESC, name LIKE %s DESC, CASE WHEN name LIKE %s THEN strpos(name, '|') ELSE 1000 END,
  ts_rank('{0.05, 0.1, 0.4, 1.0}', words, wanted, 1) DESC, procedure_id
LIMIT 600
"""
