"""Who settles what, kept as rows so that lists and counts by agency are one query."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db.models import Q

from motcua.kernel.clock import day_of
from motcua.organizations.public import Unit
from motcua.procedures.edition import mark_changed
from motcua.procedures.models import Offering, Procedure, ProcedureVersion
from motcua.procedures.rules.definition import Definition
from motcua.procedures.rules.offerings import COMMUNAL, PROVINCIAL, Agency, settled_by

_BATCH = 500


def write_offerings(definitions: Iterable[Definition], procedures: Mapping[str, Procedure], at: datetime) -> None:
    """Make the offerings of these procedures what their definitions say."""
    agencies = agencies_on(at)
    wanted = {
        (procedures[one.key].pk, unit): Offering(procedure_id=procedures[one.key].pk, unit_id=unit)
        for one in definitions
        for unit in settled_by(one, agencies)
    }
    ids = {procedure.pk for procedure in procedures.values()}
    rows = Offering.objects.all() if len(ids) > _BATCH else Offering.objects.filter(procedure__in=ids)
    there = {(procedure, unit): pk for pk, procedure, unit in rows.values_list("pk", "procedure_id", "unit_id")}
    gone = [pk for pair, pk in there.items() if pair not in wanted and pair[0] in ids]
    for start in range(0, len(gone), _BATCH):
        Offering.objects.filter(pk__in=gone[start : start + _BATCH]).delete()
    Offering.objects.bulk_create([row for pair, row in wanted.items() if pair not in there], batch_size=_BATCH)


def refresh_offerings(*, at: datetime) -> None:
    """All offerings anew: after units were merged, founded or closed."""
    versions = ProcedureVersion.objects.filter(valid_to=None).select_related("procedure")
    found = {version.procedure.key: (version.procedure, version.content) for version in versions}
    write_offerings(
        [content for _procedure, content in found.values()],
        {key: procedure for key, (procedure, _content) in found.items()},
        at,
    )
    mark_changed()


def agencies_on(at: datetime) -> list[Agency]:
    """The agencies that exist at ``at`` and may settle procedures, by code."""
    day = day_of(at)
    rows = Unit.objects.filter(kind__in=PROVINCIAL | COMMUNAL, valid_from__lte=day)
    rows = rows.filter(Q(valid_to=None) | Q(valid_to__gte=day)).order_by("code")
    return [Agency(*row) for row in rows.values_list("pk", "code", "name", "kind")]
