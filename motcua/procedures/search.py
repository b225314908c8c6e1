"""Finding procedures by words, with and without accents: hits in the name come first."""

from dataclasses import dataclass

from django.db import connection

from motcua.procedures.models import ProcedureVersion
from motcua.procedures.queries import Filters, in_force, narrowed
from motcua.procedures.rules.fold import fold

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

    Every word must be there; when nothing has them all, those with most of the telling words are given.
    """
    tokens = list(dict.fromkeys(fold(words).split()))[:_MOST_WORDS]
    if not tokens:
        return Found([])
    code = ".".join(words.split(".")) if words.strip().replace(".", "").isdigit() else ""
    ids = _by_code(code.strip()) if code else []
    ids += [pk for pk in _ranked(tokens, every=True) if pk not in ids]
    whole = bool(ids)
    if not ids:
        telling = [token for token in tokens if token not in _EMPTY] or tokens
        ids = _ranked(telling, every=False)
    rows = {row.procedure_id: row for row in narrowed(in_force(), filters or Filters()).filter(procedure__in=ids)}
    found = [rows[pk] for pk in ids if pk in rows][:_MOST_FOUND]
    after = max(0, after)
    return Found(found[after : after + limit], after + limit if len(found) > after + limit else 0, whole)


def _by_code(code: str) -> list[int]:
    rows = ProcedureVersion.objects.filter(valid_to=None, procedure__key__startswith=code)
    return list(rows.order_by("procedure__key").values_list("procedure_id", flat=True)[:20])


def _ranked(tokens: list[str], *, every: bool) -> list[int]:
    """Ids of procedures, best first: all words in the name, then by weight of name and body."""
    statement, values = (_sqlite if connection.vendor == "sqlite" else _postgresql)(tokens, every=every)
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return [row[0] for row in cursor.fetchall()]


def _sqlite(tokens: list[str], *, every: bool) -> tuple[str, list[str]]:
    quoted = [f'"{token}"' for token in tokens]
    last = quoted[-1] + "*"
    joined = " AND ".join([*quoted[:-1], last]) if every else " OR ".join(quoted)
    in_name = f"{{name}} : ({joined})"
    return (
        "SELECT rowid FROM procedures_words WHERE procedures_words MATCH %s "
        "ORDER BY rowid IN (SELECT rowid FROM procedures_words WHERE procedures_words MATCH %s) DESC, "
        "bm25(procedures_words, 8.0, 1.0), rowid LIMIT 1000",
        [joined, in_name],
    )


def _postgresql(tokens: list[str], *, every: bool) -> tuple[str, list[str]]:
    joined = " & ".join([*tokens[:-1], f"{tokens[-1]}:*"]) if every else " | ".join(tokens)
    return (
        "SELECT procedure_id FROM procedures_searchtext, to_tsquery('simple', %s) AS wanted "
        "WHERE to_tsvector('simple', name || ' ' || body) @@ wanted "
        "ORDER BY to_tsvector('simple', name) @@ wanted DESC, "
        "ts_rank(setweight(to_tsvector('simple', name), 'A') || setweight(to_tsvector('simple', body), 'D'), wanted, 1)"
        " DESC, procedure_id LIMIT 1000",
        [joined],
    )
