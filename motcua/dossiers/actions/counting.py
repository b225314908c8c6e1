"""Numbers without gap: dossier codes of a day, slips and results of a year, one count an agency."""

from datetime import date

from django.db import connection

from motcua.dossiers.models import Sequence
from motcua.dossiers.rules.codes import write_code
from motcua.kernel.law import law


def next_number(agency: str, purpose: str) -> int:
    """The next number, its row locked till the transaction ends: allocated once or not at all."""
    table = connection.ops.quote_name(Sequence._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (agency, purpose, last) VALUES (%s, %s, 1) "  # noqa: S608 — the model's own name
            f"ON CONFLICT (agency, purpose) DO UPDATE SET last = {table}.last + 1 RETURNING last",
            [agency, purpose],
        )
        return int(cursor.fetchone()[0])


def next_code(agency: str, day: date) -> str:
    """The next dossier code of ``agency`` on ``day``."""
    number = next_number(agency, f"dossier:{day:%Y-%m-%d}")
    return write_code(law("dossiers.code_format", on=day), agency=agency, day=day, number=number)


def next_form_number(agency: str, purpose: str, day: date) -> str:
    """The next number of a form or result of the year, e.g. ``12``."""
    return str(next_number(agency, f"{purpose}:{day:%Y}"))
