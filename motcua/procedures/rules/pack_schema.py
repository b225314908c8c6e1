"""Lược đồ của tệp thủ tục: the published JSON Schema of packs, for editors and other programs.

``python -m motcua.procedures.rules.pack_schema`` writes it beside the packs; a test keeps the two in step.
"""

import json
from typing import Any

from motcua.procedures.rules.definition import pack_schema
from motcua.procedures.rules.life_events import life_events
from motcua.procedures.rules.pack_file import PACKS, SCHEMA


def strict_schema() -> dict[str, Any]:
    """The schema of a pack file, where no part may have a name that is not in it."""
    schema = pack_schema()
    for part in schema["$defs"].values():
        part["additionalProperties"] = False
    return schema


def published_schema() -> dict[str, Any]:
    """The strict schema, with the closed list of life events filled in."""
    schema = strict_schema()
    properties = schema["$defs"]["Definition"]["properties"]
    properties["life_events"]["items"] = {"enum": list(life_events())}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Tệp thủ tục",
        "description": "Một thủ tục hành chính trong một tệp YAML.",
        **schema,
    }


def schema_text() -> str:
    """What stands in ``packs/pack.schema.json``."""
    return json.dumps(published_schema(), ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    (PACKS / SCHEMA).write_text(schema_text(), encoding="utf-8")
