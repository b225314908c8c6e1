"""Write the catalogue out as pack files, in a stable order: importing them again changes nothing."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

from motcua.procedures.models import ProcedureVersion
from motcua.procedures.rules.definition import Definition, read_definition, write_definition
from motcua.procedures.rules.fold import fold


class _Dumper(yaml.SafeDumper):
    """Indents lists under their key and writes long texts as blocks that a person can read."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text and not any(line != line.rstrip() for line in text.split("\n")) else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)


def pack_text(definition: Definition) -> str:
    """The pack file of ``definition``: the same text for the same content."""
    return yaml.dump(
        write_definition(definition),
        Dumper=_Dumper,
        allow_unicode=True,
        sort_keys=False,
        width=110,
        default_flow_style=False,
    )


def pack_name(definition: Definition) -> Path:
    """Where the file stands in the folder: sector, then code and the first words of the name."""
    words = "-".join(fold(definition.name).split()[:8])
    return Path("-".join(fold(definition.sector).split()) or "khac") / f"{definition.key}-{words}.yaml"


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
