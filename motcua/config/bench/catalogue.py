"""A catalogue of the province's real size: 1,829 procedures at 27,894 places, made from the packs under other codes."""

from collections.abc import Iterator
from datetime import datetime
from itertools import cycle, islice
from pathlib import Path

import msgspec
from django.db import transaction

from motcua.organizations.models import Unit
from motcua.procedures.actions.import_packs import read_pack
from motcua.procedures.actions.processes import Processes
from motcua.procedures.actions.publish import write_versions
from motcua.procedures.models import Offering, ProcedureVersion
from motcua.procedures.rules.definition import Definition
from motcua.procedures.rules.pack_file import pack_files

#: what the province counts: procedures, and pairs of a procedure and an agency that settles it
PROCEDURES, PAIRS = 1_829, 27_894
PACKS = Path(__file__).resolve().parents[2] / "procedures" / "packs" / "H32"
_BATCH = 200


def fill_catalogue(at: datetime, procedures: int = PROCEDURES, pairs: int = PAIRS) -> int:
    """Publish invented procedures until there are so many, at so many places; how many were added.

    Everything goes through the same writing as an import, so versions, processes, search and places are all there.
    """
    there = ProcedureVersion.objects.filter(valid_to=None).count()
    wanted = procedures - there
    made = _definitions(wanted, pairs - Offering.objects.count())
    processes, added = Processes(at), 0
    while batch := list(islice(made, _BATCH)):
        with transaction.atomic():
            write_versions(batch, processes, at)
        added += len(batch)
    return added


def _definitions(procedures: int, pairs: int) -> Iterator[Definition]:
    """So many procedures: some settled by every commune, the others by one department, a few by two."""
    units = Unit.objects.filter(valid_to=None).order_by("code")
    communes = list(units.filter(kind=Unit.Kind.COMMUNE).values_list("code", flat=True))
    departments = list(units.filter(kind=Unit.Kind.DEPARTMENT).values_list("code", flat=True))
    everywhere, twice = divmod(pairs - procedures, len(communes) - 1)
    models = cycle([read_pack(path.read_text("utf-8"), path.name) for path in pack_files(PACKS)])
    for number, model in enumerate(islice(models, max(procedures, 0))):
        place = number % len(departments)
        if number < everywhere:
            levels, agencies = ["commune"], communes
        else:
            levels = ["province"]
            agencies = [departments[place], departments[place - 1]][: 2 if number < everywhere + twice else 1]
        yield msgspec.structs.replace(
            model,
            key=f"DO.{number:06d}",
            name=f"{model.name} (bản sao {number} để đo)",
            national_code="",
            local_code=f"DO.{number:06d}",
            levels=levels,
            agencies=list(agencies),
            verified=False,
        )
