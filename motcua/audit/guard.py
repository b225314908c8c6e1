"""The lock on the table of entries: triggers that refuse UPDATE and DELETE, in either database.

Whoever owns the database can drop them; then the chain of hashes shows what was done (``verify``).
A later migration that rebuilds the table on SQLite must call :func:`lock` again.
"""

from typing import Any

_POSTGRESQL = """
CREATE OR REPLACE FUNCTION audit_entry_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a line of the audit book is never changed or removed' USING ERRCODE = 'restrict_violation';
END $$;
DROP TRIGGER IF EXISTS audit_entry_kept ON audit_entry;
CREATE TRIGGER audit_entry_kept BEFORE UPDATE OR DELETE ON audit_entry
    FOR EACH ROW EXECUTE FUNCTION audit_entry_is_kept();
"""
_SQLITE = [
    f"""
    CREATE TRIGGER IF NOT EXISTS audit_entry_kept_{verb.lower()} BEFORE {verb} ON audit_entry
    BEGIN SELECT RAISE(ABORT, 'a line of the audit book is never changed or removed'); END
    """
    for verb in ("UPDATE", "DELETE")
]


def lock(connection: Any) -> None:
    """Set the triggers on ``connection``'s database."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_POSTGRESQL)
        else:
            for statement in _SQLITE:
                cursor.execute(statement)


def unlock(connection: Any) -> None:
    """Drop the triggers: to empty a test database, or to undo the migration. Never in production."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("DROP TRIGGER IF EXISTS audit_entry_kept ON audit_entry")
        else:
            for verb in ("update", "delete"):
                cursor.execute(f"DROP TRIGGER IF EXISTS audit_entry_kept_{verb}")


def is_locked(connection: Any) -> bool:
    """Whether the triggers stand."""
    table = "pg_trigger" if connection.vendor == "postgresql" else "sqlite_master"
    name = "tgname" if connection.vendor == "postgresql" else "name"
    enabled = " AND tgenabled <> 'D'" if connection.vendor == "postgresql" else ""
    needed = 1 if connection.vendor == "postgresql" else 2
    with connection.cursor() as cursor:
        # The words come from the lines above, none from outside.
        cursor.execute(f"SELECT count(*) FROM {table} WHERE {name} LIKE 'audit_entry_kept%%'{enabled}", [])  # noqa: S608
        return bool(cursor.fetchone()[0] >= needed)
