"""Rows read and written without composing the same SQL anew at every act.

Forwarding is what officers do most. Of its time in Django's ORM two thirds went into composing four
statements that never change; here each is composed once and kept. Values still pass through the
fields of the models, so that every database gets and gives them as it does through the ORM.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Field, Model

from motcua.work.models import Matter, Process, Step

AnyField = Field[Any, Any]
#: what the core and the callers need of an open step and its matter; anything else is read when asked for
_STEP = ("id", "node", "name", "role", "unit_id", "officer_id", "due_at", "waiting")
_MATTER = (
    "id",
    "agency",
    "kind",
    "subject_id",
    "process_id",
    "reference",
    "title",
    "party",
    "places",
    "limit",
    "clock",
    "clock_started_at",
    "original_due_at",
    "due_at",
    "closed_at",
    "outcome",
    "version",
)
_PROCESS = ("id", "code", "version", "name", "digest")


def open_steps(matter_id: UUID) -> list[Step]:
    """The open steps of a matter in order, each with the matter and its process."""
    sql, converters = _open_steps(connection.vendor)
    found = []
    with connection.cursor() as cursor:
        cursor.execute(sql, [_sent(_fields(Step)["matter_id"], matter_id)])
        for row in cursor.fetchall():
            values = list(row)
            for place, convert in converters:
                values[place] = convert(values[place])
            found.append(_step(values))
    return found


def update(model: type[Model], changed: Mapping[str, Any], where: Mapping[str, Any]) -> int:
    """Set columns (by attribute name) of the rows that equal ``where``; how many there were."""
    fields = _fields(model)
    params = [_sent(fields[name], value) for pairs in (changed, where) for name, value in pairs.items()]
    with connection.cursor() as cursor:
        cursor.execute(_update(model, tuple(changed), tuple(where)), params)
        return int(cursor.rowcount)


def insert(rows: Sequence[Model]) -> None:
    """New rows of one model, in one statement."""
    if not rows:
        return
    fields = _fields(type(rows[0]))
    params = [_sent(field, getattr(row, name)) for row in rows for name, field in fields.items()]
    with connection.cursor() as cursor:
        cursor.execute(_insert(type(rows[0]), len(rows)), params)
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias


def _step(values: list[Any]) -> Step:
    alias, first, second = connection.alias, len(_STEP), len(_STEP) + len(_MATTER)
    step = Step.from_db(alias, _STEP, values[:first])
    matter = Matter.from_db(alias, _MATTER, values[first:second])
    matter.process = Process.from_db(alias, _PROCESS, values[second:])
    step.matter = matter
    return step


@lru_cache
def _fields(model: type[Model]) -> dict[str, AnyField]:
    return {field.attname: field for field in model._meta.concrete_fields}


def _sent(field: AnyField, value: Any) -> Any:
    return field.get_db_prep_save(value, connection)


def _quoted(field: AnyField) -> str:
    return connection.ops.quote_name(str(field.column))


@lru_cache
def _update(model: type[Model], changed: tuple[str, ...], where: tuple[str, ...]) -> str:
    fields, table = _fields(model), connection.ops.quote_name(model._meta.db_table)
    sets = ", ".join(f"{_quoted(fields[name])} = %s" for name in changed)
    tests = " AND ".join(f"{_quoted(fields[name])} = %s" for name in where)
    return f"UPDATE {table} SET {sets} WHERE {tests}"  # noqa: S608 — names of the models, every value a parameter


@lru_cache
def _insert(model: type[Model], number: int) -> str:
    table = connection.ops.quote_name(model._meta.db_table)
    columns = [_quoted(field) for field in _fields(model).values()]
    one = f"({', '.join(['%s'] * len(columns))})"
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES {', '.join([one] * number)}"  # noqa: S608 — as above


@lru_cache
def _open_steps(vendor: str) -> tuple[str, list[tuple[int, Callable[[Any], Any]]]]:
    """The statement and, for each value that the database gives in another form, what makes it ours."""
    quote = connection.ops.quote_name
    wanted = [(m, _fields(m)[name]) for m, names in _WANTED for name in names]
    columns = ", ".join(f"{quote(m._meta.db_table)}.{_quoted(field)}" for m, field in wanted)
    step, matter, process = (quote(m._meta.db_table) for m, _ in _WANTED)
    sql = (
        f"SELECT {columns} FROM {step} INNER JOIN {matter} ON {step}.matter_id = {matter}.id "  # noqa: S608 — as above
        f"INNER JOIN {process} ON {matter}.process_id = {process}.id "
        f"WHERE {step}.matter_id = %s AND {step}.finished_at IS NULL ORDER BY {step}.received_at, {step}.id"
    )
    converters = []
    for place, (model, field) in enumerate(wanted):
        column = field.get_col(model._meta.db_table)
        found = connection.ops.get_db_converters(column) + column.get_db_converters(connection)
        if found:
            converters.append((place, _chained(found, column)))
    return sql, converters


def _chained(converters: Sequence[Callable[..., Any]], column: Any) -> Callable[[Any], Any]:
    def convert(value: Any) -> Any:
        for one in converters:
            value = one(value, column, connection)
        return value

    return convert


_WANTED: tuple[tuple[type[Model], tuple[str, ...]], ...] = ((Step, _STEP), (Matter, _MATTER), (Process, _PROCESS))
