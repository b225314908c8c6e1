"""Numbers without gap: dossier codes of a day, slips and results of a year, one count an agency."""

from datetime import date

from django.db.models import F

from motcua.dossiers.models import Sequence
from motcua.dossiers.rules.codes import write_code
from motcua.kernel.law import law


def next_number(agency: str, purpose: str) -> int:
    """The next number, its row locked till the transaction ends: allocated once or not at all."""
    mine = Sequence.objects.filter(agency=agency, purpose=purpose)
    if not mine.update(last=F("last") + 1):
        Sequence.objects.bulk_create([Sequence(agency=agency, purpose=purpose)], ignore_conflicts=True)
        mine.update(last=F("last") + 1)
    return mine.values_list("last", flat=True).get()


def next_code(agency: str, day: date) -> str:
    """The next dossier code of ``agency`` on ``day``."""
    number = next_number(agency, f"dossier:{day:%Y-%m-%d}")
    return write_code(law("dossiers.code_format", on=day), agency=agency, day=day, number=number)


def next_form_number(agency: str, purpose: str, day: date) -> str:
    """The next number of a form or result of the year, e.g. ``12``."""
    return str(next_number(agency, f"{purpose}:{day:%Y}"))
