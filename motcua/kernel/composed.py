"""Statements composed once and kept, for the few acts that happen thousands of times an hour.

Of the time of a small act in Django's ORM most goes into composing statements that never change. Here
each is composed once. What is asked is still written as a queryset, and values still pass through the
fields of the models, so every database gets and gives them as it does through the ORM.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, Generic, TypeVar
from weakref import WeakKeyDictionary

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import Expression, Field, JSONField, Model, QuerySet
from django.db.models.query import get_related_populators

_AS_THEY_ARE = {str, int, type(None)}
M = TypeVar("M", bound=Model)
AnyField = Field[Any, Any]


class Slot(Expression):
    """The place of a value that is given when the statement is asked; ``field`` sends it."""

    def __init__(self, name: str, field: AnyField) -> None:
        super().__init__(output_field=field)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        """A parameter that is this slot itself."""
        return "%s", [self]


def filled(params: Sequence[Any], values: Mapping[str, Any]) -> list[Any]:
    """``params`` of a composed statement with the slots filled by ``values``."""
    database = connections[DEFAULT_DB_ALIAS]
    return [
        _sent(each.output_field, values[each.name], database) if isinstance(each, Slot) else each for each in params
    ]


class _Statement:
    """A reading whose statement is composed once for each connection, which is once for each thread."""

    def __init__(self, build: Callable[[], QuerySet[Any, Any]]) -> None:
        self._build = build

    def _read(self, values: Mapping[str, Any]) -> "tuple[_Composed, Sequence[Sequence[Any]]]":
        database = connections[DEFAULT_DB_ALIAS]
        kept = self._kept(database)
        with database.cursor() as cursor:
            _execute(cursor, [Write(kept.sql, filled(kept.params, values))])
            rows = cursor.fetchall()
        if kept.converters:
            rows = [tuple(row) for row in kept.compiler.apply_converters(rows, kept.converters)]
        return kept, rows

    def _kept(self, database: Any) -> "_Composed":
        # held weakly: a statement that nobody keeps is forgotten by every connection
        composed: WeakKeyDictionary[_Statement, _Composed] = database.__dict__.setdefault(
            "_motcua_composed", WeakKeyDictionary()
        )
        found = composed.get(self)
        if found is None:
            found = composed[self] = _Composed(self._build().query.get_compiler(DEFAULT_DB_ALIAS))
        return found


class Kept(_Statement, Generic[M]):
    """A reading of whole objects: ``Kept(lambda: Dossier.objects.filter(id=Slot(…)))``.

    ``select_related``, ``only`` and ``select_for_update`` work; annotations and prefetching do not.
    """

    def __init__(self, build: Callable[[], QuerySet[M]]) -> None:
        super().__init__(build)

    def __call__(self, **values: Any) -> list[M]:
        """The objects, for these values of the slots."""
        kept, rows = self._read(values)
        return [self._object(kept.objects, row) for row in rows]

    def first(self, **values: Any) -> M | None:
        """The first of them, or None."""
        return next(iter(self(**values)), None)

    def _object(self, made_of: "_Objects", row: Sequence[Any]) -> M:
        made: M = made_of.model.from_db(DEFAULT_DB_ALIAS, made_of.names, row[made_of.columns])
        for related in made_of.related:
            related.populate(row, made)
        return made


class KeptRows(_Statement):
    """A reading of rows: ``KeptRows(lambda: Step.objects.filter(…).values_list("id", …))``."""

    def __call__(self, **values: Any) -> Sequence[Sequence[Any]]:
        """The rows in the order of the columns asked for, for these values of the slots."""
        return self._read(values)[1]


class _Composed:
    """A statement, and how its rows become values of Python."""

    def __init__(self, compiler: Any) -> None:
        self.compiler = compiler
        self.sql, self.params = compiler.as_sql()
        self.converters = compiler.get_converters([column for column, _, _ in compiler.select])

    @cached_property
    def objects(self) -> "_Objects":
        """How its rows become objects."""
        return _Objects(self.compiler)


class _Objects:
    """Which columns make an object and those related to it."""

    def __init__(self, compiler: Any) -> None:
        chosen = compiler.klass_info["select_fields"]
        self.model = compiler.klass_info["model"]
        self.columns = slice(chosen[0], chosen[-1] + 1)
        self.names = [compiler.select[place][0].target.attname for place in chosen]
        populators: Any = get_related_populators  # its signature grows with Django 6
        self.related = populators(compiler.klass_info, compiler.select, DEFAULT_DB_ALIAS)


@dataclass(frozen=True, slots=True)
class Write:
    """A statement that changes rows, with its values."""

    sql: str
    params: list[Any]


def write(*writes: Write | None) -> list[int]:
    """Do all in order; how many rows each changed. On PostgreSQL they travel together."""
    wanted = [each for each in writes if each is not None]
    if not wanted:
        return []
    with connection.cursor() as cursor:
        return _execute(cursor, wanted)


#: looks at how many rows each of some writes changed; raises what refuses the act
Check = Callable[[list[int]], None]


def write_later(*writes: Write | None, check: Check | None = None) -> None:
    """Do all in order, at the latest with the next statement: what gives nothing back need not travel alone.

    Only inside :func:`gathered`; elsewhere they are done at once. ``check`` sees their counts once they
    are done, and what it raises must end the transaction: later ones of the same journey are done as well.
    """
    wanted = [each for each in writes if each is not None]
    waiting = _waiting()
    if waiting is None:
        counts = write(*wanted)
        if check:
            check(counts)
    elif wanted:
        waiting.append((wanted, check))


@contextmanager
def gathered() -> Iterator[None]:
    """Inside, writes may wait for the next statement, whoever asks it; none waits when the block ends.

    Open it inside the transaction that holds them. On SQLite, where nothing travels, nothing waits.
    """
    database = connections[DEFAULT_DB_ALIAS]  # the thread's own: `connection` stands for that of any thread
    if database.vendor != "postgresql" or _waiting() is not None:
        yield
        return
    database.__dict__["_motcua_waiting"] = []
    try:
        with database.execute_wrapper(_what_waits_first):
            yield
            _do_what_waits()
    finally:
        database.__dict__["_motcua_waiting"] = None


def _waiting() -> list[tuple[list[Write], Check | None]] | None:
    database = connections[DEFAULT_DB_ALIAS]
    found: list[tuple[list[Write], Check | None]] | None = database.__dict__.get("_motcua_waiting")
    return found


def _what_waits_first(execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
    """Before any statement that is not composed here; a savepoint taken back takes back what waits since."""
    waiting = _waiting()
    if waiting:
        if isinstance(sql, str) and sql.startswith("ROLLBACK"):
            waiting.clear()
        else:
            _do_what_waits()
    return execute(sql, params, many, context)


def _do_what_waits() -> None:
    if _waiting():
        with connection.cursor() as cursor:
            _execute(cursor, [])


def _execute(cursor: Any, statements: Sequence[Write]) -> list[int]:
    """What waits, then ``statements``, in one journey on PostgreSQL; the counts of ``statements``.

    The cursor stands at the result of the last one.
    """
    waiting = _waiting() or []
    before = list(waiting)
    waiting.clear()
    counts = _counts(cursor, [*(each for writes, _ in before for each in writes), *statements])
    place = 0
    for writes, check in before:
        if check:
            check(counts[place : place + len(writes)])
        place += len(writes)
    return counts[place:]


def _counts(cursor: Any, statements: Sequence[Write]) -> list[int]:
    counts: list[int] = []
    if connection.vendor == "postgresql":
        cursor.execute(";\n".join(w.sql for w in statements), [value for w in statements for value in w.params])
        counts.append(cursor.rowcount)
        while cursor.nextset():
            counts.append(cursor.rowcount)
    else:
        for each in statements:
            cursor.execute(each.sql, each.params)
            counts.append(cursor.rowcount)
    return counts


def inserting(rows: Sequence[Model], *, unless_there: bool = False) -> Write | None:
    """New rows of one model; None for no rows. They count as saved from now on.

    ``unless_there``: a row that a unique constraint does not allow is left out instead of refused.
    """
    if not rows:
        return None
    fields = _fields(type(rows[0]))
    database = connections[DEFAULT_DB_ALIAS]
    params = [_sent(field, field.pre_save(row, True), database) for row in rows for field in fields.values()]
    for row in rows:
        row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS
    return Write(_insert(type(rows[0]), len(rows)) + (" ON CONFLICT DO NOTHING" if unless_there else ""), params)


def columns(row: Model) -> dict[str, Any]:
    """The columns of ``row`` as they stand now, to tell later what changed since."""
    values = ((name, getattr(row, name)) for name in _fields(type(row)))
    return {name: deepcopy(value) if type(value) in (dict, list) else value for name, value in values}


def saving(row: Model, since: Mapping[str, Any] | None = None) -> Write | None:
    """The columns of ``row`` that changed ``since`` (all of them when that is not known); None for none."""
    fields = _fields(type(row))
    key = type(row)._meta.pk.attname
    values = {name: getattr(row, name) for name in fields if name != key}
    if since is not None:
        values = {name: value for name, value in values.items() if value != since[name]}
    return updating(type(row), values, {key: getattr(row, key)}) if values else None


def updating(model: type[Model], changed: Mapping[str, Any], where: Mapping[str, Any]) -> Write:
    """Set columns (by attribute name) of the rows that equal ``where``, where None means IS NULL."""
    fields = _fields(model)
    equal = {name: value for name, value in where.items() if value is not None}
    database = connections[DEFAULT_DB_ALIAS]
    params = [_sent(fields[name], value, database) for pairs in (changed, equal) for name, value in pairs.items()]
    return Write(_update(model, tuple(changed), tuple(equal), tuple(where.keys() - equal.keys())), params)


@lru_cache
def _fields(model: type[Model]) -> dict[str, AnyField]:
    return {field.attname: field for field in model._meta.concrete_fields if not field.generated}


def _sent(field: AnyField, value: Any, database: Any) -> Any:
    """``value`` as the field sends it; text and whole numbers are sent as they are but for JSON."""
    if type(value) in _AS_THEY_ARE and not isinstance(field, JSONField):
        return value
    return field.get_db_prep_save(value, database)


def _quoted(field: AnyField) -> str:
    return connection.ops.quote_name(str(field.column))


@lru_cache
def _update(model: type[Model], changed: tuple[str, ...], equal: tuple[str, ...], empty: tuple[str, ...]) -> str:
    fields, table = _fields(model), connection.ops.quote_name(model._meta.db_table)
    sets = ", ".join(f"{_quoted(fields[name])} = %s" for name in changed)
    tests = " AND ".join(
        [f"{_quoted(fields[name])} = %s" for name in equal] + [f"{_quoted(fields[name])} IS NULL" for name in empty]
    )
    return f"UPDATE {table} SET {sets} WHERE {tests}"  # noqa: S608 — names of the models, every value a parameter


@lru_cache
def _insert(model: type[Model], number: int) -> str:
    table = connection.ops.quote_name(model._meta.db_table)
    columns = [_quoted(field) for field in _fields(model).values()]
    one = f"({', '.join(['%s'] * len(columns))})"
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES {', '.join([one] * number)}"  # noqa: S608 — as above
