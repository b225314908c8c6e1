"""Write the catalogue out as pack files, in a stable order: importing them again changes nothing."""

from collections.abc import Iterable
from pathlib import Path

from motcua.kernel.accents import fold, slug
from motcua.procedures.models import ProcedureVersion
from motcua.procedures.rules.definition import Definition, read_definition, write_definition
from motcua.procedures.rules.yaml_text import yaml_text


def pack_text(definition: Definition) -> str:
    """The pack file of ``definition``: the same text for the same content."""
    return yaml_text(write_definition(definition))


def pack_name(definition: Definition) -> Path:
    """Where the file stands in the folder: sector, then code and the first words of the name."""
    words = "-".join(fold(definition.name).split()[:8])
    return Path(slug(definition.sector) or "khac") / f"{definition.key}-{words}.yaml"


def export_packs(*, folder: Path, keys: Iterable[str] | None = None) -> list[Path]:
    """Write every procedure in force (or those of ``keys``) below ``folder``; the files written, in order."""
    rows = ProcedureVersion.objects.filter(valid_to=None).order_by("procedure__key")
    if keys is not None:
        rows = rows.filter(procedure__key__in=list(keys))
    written = []
    for data in rows.values_list("definition", flat=True).iterator(chunk_size=100):
        definition = read_definition(data)
        path = folder / pack_name(definition)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(pack_text(definition), encoding="utf-8")
        written.append(path)
    return written
