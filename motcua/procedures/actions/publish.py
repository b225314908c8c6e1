"""Publish versions of procedures: one from the designer's page, thousands from an import, by the same way."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256

import msgspec
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from motcua.audit.public import record
from motcua.kernel.actor import Actor
from motcua.kernel.clock import day_of
from motcua.kernel.facts import announce
from motcua.kernel.refusals import Invalid
from motcua.organizations.public import require
from motcua.procedures.actions.offerings import write_offerings
from motcua.procedures.actions.processes import Processes
from motcua.procedures.edition import mark_changed
from motcua.procedures.events import VersionPublished
from motcua.procedures.models import CaseProcess, Procedure, ProcedureVersion, SearchText, Sector
from motcua.procedures.rules.completeness import missing_parts
from motcua.procedures.rules.definition import Definition, write_definition
from motcua.procedures.rules.finding.terms import packed_terms
from motcua.procedures.rules.keys import key_of, unique_key
from motcua.procedures.rules.search_text import search_facts, search_name, search_words

_BATCH = 200


@dataclass(frozen=True, slots=True)
class Published:
    """What publishing a definition came to; ``changed`` False: the version in force says the same already."""

    version: ProcedureVersion
    changed: bool


def publish_version(*, definition: Definition, actor: Actor, at: datetime) -> Published:
    """Put ``definition`` in force from its ``valid_from`` (else from today), closing the version before it.

    Refuses (:class:`Invalid`) a definition whose cases name forms or processes that it does not have.
    """
    require_designer(actor)
    with transaction.atomic():
        fault = fault_of(definition)
        if fault:
            raise Invalid(fault, advice=_("Sửa tệp thủ tục rồi nạp lại."))
        procedure = Procedure.objects.select_for_update().filter(key=definition.key).first()
        current = ProcedureVersion.objects.filter(procedure=procedure, valid_to=None).order_by("-number").first()
        if current and current.digest == digest_of(definition):
            return Published(current, changed=False)
        [version] = write_versions([definition], Processes(at), at)
        record(
            agency=settings.PROVINCE,
            actor=actor,
            at=at,
            action="procedures.publish",
            subject_kind="procedure",
            subject_id=definition.key,
            sentence=_("%(who)s công bố phiên bản %(number)s của thủ tục %(key)s “%(name)s”.")
            % {"who": actor.name, "number": version.number, "key": definition.key, "name": definition.name},
            data={"number": version.number, "digest": version.digest},
        )
        announce(VersionPublished(definition.key, version.pk, version.number))
    return Published(version, changed=True)


def require_designer(actor: Actor) -> None:
    """Who may publish: a designer of the catalogue, or the system itself (set-up and commands)."""
    if not actor.is_system:
        require(actor, "catalogue.publish")


def digest_of(definition: Definition) -> str:
    """SHA-256 over the content, whatever the order its parts were written in."""
    return sha256(msgspec.json.encode(write_definition(definition), order="sorted")).hexdigest()


def fault_of(definition: Definition) -> str:
    """Why ``definition`` cannot be published; empty when it can."""
    keys = [case.key for case in definition.cases]
    if len(set(keys)) < len(keys):
        return _("Hai trường hợp của thủ tục %(key)s trùng khóa.") % {"key": definition.key}
    for case in definition.cases:
        if case.form and case.form not in definition.forms:
            return _("Trường hợp “%(case)s” dùng biểu mẫu “%(form)s” không có trong tệp.") % {
                "case": case.key,
                "form": case.form,
            }
        if case.process and case.process not in definition.processes:
            return _("Trường hợp “%(case)s” dùng quy trình “%(process)s” không có trong tệp.") % {
                "case": case.key,
                "process": case.process,
            }
    return ""


def write_versions(definitions: list[Definition], processes: Processes, at: datetime) -> list[ProcedureVersion]:
    """A new version of each procedure, put in force; inside the caller's transaction, unconditionally.

    The number of statements grows with batches, not with rows.
    """
    sectors = _sectors({definition.sector for definition in definitions})
    procedures = _procedures(definitions)
    numbers = _close_current([procedure.pk for procedure in procedures.values()], definitions, procedures, at)
    versions = [_version(definition, procedures[definition.key], numbers, sectors, at) for definition in definitions]
    cases = [
        (version, case.key, processes.of(definition, case))
        for version, definition in zip(versions, definitions, strict=True)
        for case in definition.cases
    ]
    ProcedureVersion.objects.bulk_create(versions, batch_size=_BATCH)
    CaseProcess.objects.bulk_create(
        [CaseProcess(version=version, case=case, process=process) for version, case, process in cases],
        batch_size=_BATCH,
    )
    _put_in_force(versions, definitions, procedures)
    write_offerings(definitions, procedures, at)
    return versions


def _sectors(names: set[str]) -> dict[str, Sector]:
    known = {sector.name: sector for sector in Sector.objects.all()}
    taken = {sector.key for sector in known.values()}
    new = [
        Sector(name=name, key=unique_key(key_of(name, length=80).replace("_", "-"), taken))
        for name in sorted(names - known.keys())
    ]
    Sector.objects.bulk_create(new)
    return known | {sector.name: sector for sector in new}


def _procedures(definitions: list[Definition]) -> dict[str, Procedure]:
    """The procedures by key, made where they are new; codes follow the definition."""
    wanted = {definition.key: definition for definition in definitions}
    rows = Procedure.objects.select_for_update()
    found = {row.key: row for row in (rows.filter(key__in=wanted) if len(wanted) < 500 else rows) if row.key in wanted}
    new = [Procedure(key=key) for key in wanted if key not in found]
    for procedure in [*found.values(), *new]:
        procedure.national_code = wanted[procedure.key].national_code
        procedure.local_code = wanted[procedure.key].local_code
    Procedure.objects.bulk_create(new, batch_size=_BATCH)
    return found | {procedure.key: procedure for procedure in new}


def _close_current(
    ids: list[int], definitions: list[Definition], procedures: dict[str, Procedure], at: datetime
) -> dict[int, int]:
    """End the versions in force the day before the new ones begin; the highest number so far of each procedure."""
    starts = {procedures[d.key].pk: _start(d, at) for d in definitions}
    rows = ProcedureVersion.objects.only("pk", "procedure_id", "number", "valid_from", "valid_to")
    older = [row for row in (rows.filter(procedure__in=ids) if len(ids) < 500 else rows) if row.procedure_id in starts]
    numbers: dict[int, int] = {}
    closing = []
    for row in older:
        numbers[row.procedure_id] = max(row.number, numbers.get(row.procedure_id, 0))
        if row.valid_to is None:
            row.valid_to = max(row.valid_from, starts[row.procedure_id] - timedelta(days=1))
            closing.append(row)
    ProcedureVersion.objects.bulk_update(closing, ["valid_to"], batch_size=_BATCH)
    return numbers


def _start(definition: Definition, at: datetime) -> date:
    return definition.valid_from or day_of(at)


def _version(
    definition: Definition, procedure: Procedure, numbers: dict[int, int], sectors: dict[str, Sector], at: datetime
) -> ProcedureVersion:
    return ProcedureVersion(
        procedure=procedure,
        number=numbers.get(procedure.pk, 0) + 1,
        name=definition.name[:1000],
        sector=sectors[definition.sector],
        online_level=definition.online_level,
        by_post=definition.by_post,
        payable_online=definition.payable_online,
        at_province="province" in definition.levels,
        at_commune="commune" in definition.levels,
        at_ministry="ministry" in definition.levels,
        life_events=definition.life_events,
        definition=write_definition(definition),
        digest=digest_of(definition),
        missing=missing_parts(definition),
        source=definition.source[:300],
        verified=definition.verified,
        published_at=at,
        valid_from=_start(definition, at),
    )


def _put_in_force(
    versions: list[ProcedureVersion], definitions: list[Definition], procedures: dict[str, Procedure]
) -> None:
    texts = []
    for version, definition in zip(versions, definitions, strict=True):
        procedure = procedures[definition.key]
        procedure.current = version
        texts.append(
            SearchText(
                procedure=procedure,
                name=search_name(definition),
                words=search_words(definition),
                terms=packed_terms(definition),
                facts=search_facts(definition),
            )
        )
    Procedure.objects.bulk_update(procedures.values(), ["current", "national_code", "local_code"], batch_size=_BATCH)
    SearchText.objects.bulk_create(
        texts,
        batch_size=_BATCH,
        update_conflicts=True,
        update_fields=["name", "words", "terms", "facts"],
        unique_fields=["procedure"],
    )
    mark_changed()
