"""What the simulated national side tells: packs, or a file of crawled records, in the fields of either style."""

import gzip
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
from django.conf import settings

from motcua.procedures.actions.import_packs import read_pack
from motcua.procedures.rules.definition import Definition
from motcua.procedures.rules.national.portal import to_portal
from motcua.procedures.rules.national.reading import read_record
from motcua.procedures.rules.national.session import to_session
from motcua.procedures.rules.pack_file import pack_files

#: how a definition is written in each style
WRITE: dict[str, Callable[[Definition], dict[str, Any]]] = {"session": to_session, "token": to_portal}


def records_of(path: Path | None, style: str) -> list[dict[str, Any]]:
    """The procedures of packs or of a file of records, as the interface gives them; ours without ``path``."""
    found = {one.national_code: one for one in definitions(path) if one.national_code}
    return [WRITE[style](one) for one in found.values()]


def definitions(path: Path | None) -> Iterator[Definition]:
    """The procedures in packs or in a file of records; our own packs without ``path``."""
    chosen = path or settings.PACKAGE / "procedures" / "packs" / settings.PROVINCE
    if ".jsonl" in chosen.name:
        with gzip.open(chosen, "rb") if chosen.suffix == ".gz" else chosen.open("rb") as lines:
            for line in lines:
                if line.strip():
                    yield read_record(msgspec.json.decode(line)).definition
    else:
        for file in pack_files(chosen):
            yield read_pack(file.read_text("utf-8"), file.name)
