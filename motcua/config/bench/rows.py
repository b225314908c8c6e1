"""Rows of one real dossier as patterns: for pgbench to insert alike, and for COPY to fill a database with.

The patterns come from a dossier that the API itself created, so they are the same rows by construction.
"""

from collections.abc import Sequence
from typing import Any

import psycopg
import psycopg.types.json
from psycopg import sql


def statement(connection: psycopg.Connection[Any], table: str, row: dict[str, Any], fresh: dict[str, str]) -> str:
    """``INSERT`` of ``row`` with literals; ``fresh`` columns are SQL expressions instead."""
    values = [
        fresh[name] if name in fresh else sql.Literal(_plain(value)).as_string(connection)
        for name, value in row.items()
    ]
    names = ", ".join(f'"{name}"' for name in row)
    return f"INSERT INTO {table} ({names}) VALUES ({', '.join(values)});"


def rows_of(connection: psycopg.Connection[Any], table: str, where: str, key: object) -> list[dict[str, Any]]:
    """Rows of ``table`` as dictionaries, in the order in which they were made."""
    query = sql.SQL("SELECT * FROM {} WHERE {} = %s ORDER BY id").format(sql.Identifier(table), sql.Identifier(where))
    cursor = connection.execute(query, (key,))
    names = [column.name for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def copy_line(connection: psycopg.Connection[Any], table: str, where: str, key: object) -> tuple[list[str], str]:
    """Columns of ``table`` and the first matching row as a line in COPY's text format."""
    query = sql.SQL("COPY (SELECT * FROM {} WHERE {} = {} LIMIT 1) TO STDOUT").format(
        sql.Identifier(table), sql.Identifier(where), sql.Literal(key)
    )
    names = [column.name for column in connection.execute(f"SELECT * FROM {table} LIMIT 0").description or ()]
    with connection.cursor().copy(query) as copy:
        line = b"".join(bytes(part) for part in copy).decode()
    return names, line.rstrip("\n")


def pattern(names: Sequence[str], line: str, fresh: dict[str, str]) -> str:
    """``line`` as a %-format with ``fresh`` columns replaced by their format fields."""
    values = line.split("\t")
    return "\t".join(
        fresh[name] if name in fresh else value.replace("%", "%%") for name, value in zip(names, values, strict=True)
    )


def _plain(value: Any) -> Any:
    if isinstance(value, dict | list):
        return psycopg.types.json.Jsonb(value)
    return value
