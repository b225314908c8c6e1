"""What the import linter cannot see: foreign keys, templates and addresses obey the floors too."""

import re

import pytest
from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver

from tests.house.floors import PACKAGE, floors, may_know, rooms

INCLUDES = re.compile(r"""{%\s*(?:extends|include)\s+["']([\w-]+)/""")
URLS = re.compile(r"""{%\s*url\s+["']([\w-]+)["']""")


def our_models():
    return [model for model in apps.get_models() if model.__module__.startswith("motcua.")]


def test_every_room_on_disk_has_its_floor():
    on_disk = {p.name for p in PACKAGE.iterdir() if p.is_dir() and (p / "__init__.py").exists()}
    assert on_disk == set(floors())


@pytest.mark.parametrize("model", our_models(), ids=lambda m: m.__name__)
def test_foreign_keys_point_down_or_stay_in_the_room(model):
    room = model.__module__.split(".")[1]
    for field in model._meta.get_fields():
        if field.is_relation and not field.auto_created and field.related_model:
            target = field.related_model.__module__.split(".")
            if target[0] == "motcua":
                assert may_know(room, target[1]), f"{model.__name__}.{field.name} → {target[1]}"


@pytest.mark.parametrize("room", rooms())
def test_templates_lean_on_lower_rooms_only(room):
    for path in (PACKAGE / room).glob("templates/**/*.html"):
        for other in INCLUDES.findall(path.read_text("utf-8")):
            if other in floors():
                assert may_know(room, other), f"{path.name} uses a template of {other}"


def views_by_name() -> dict[str, str]:
    found: dict[str, str] = {}

    def walk(patterns):
        for entry in patterns:
            if isinstance(entry, URLResolver):
                walk(entry.url_patterns)
            elif isinstance(entry, URLPattern) and entry.name:
                found[entry.name] = entry.callback.__module__

    walk(get_resolver().url_patterns)
    return found


@pytest.mark.parametrize("room", [room for room in rooms() if room not in ("ui", "kernel")])
def test_links_in_templates_lead_to_the_same_or_a_lower_room(room):
    """The frame (``ui``) draws the menu, so it alone may name pages of any room."""
    modules = views_by_name()
    for path in (PACKAGE / room).glob("templates/**/*.html"):
        for name in URLS.findall(path.read_text("utf-8")):
            module = modules.get(name, "")
            if module.startswith("motcua."):
                assert may_know(room, module.split(".")[1]), f"{path.name} links to {name} of {module}"


def test_integrity_of_large_tables_never_spans_agencies():
    """Every unique rule of a table that carries ``agency`` includes it (identifiers are unique by nature)."""
    exempt = {("issuedform", "token"), ("result", "token")}  # random names of papers, unique by nature
    for model in our_models():
        names = {field.name for field in model._meta.fields}
        if "agency" not in names or model._meta.model_name in ("unit", "apiclient", "book"):
            continue
        for constraint in model._meta.constraints:
            fields = getattr(constraint, "fields", ())
            if constraint.__class__.__name__ == "UniqueConstraint":
                assert "agency" in fields or "matter" in fields or "dossier" in fields, constraint.name
        for field in model._meta.fields:
            if field.unique and not field.primary_key and not field.is_relation:
                assert (model._meta.model_name, field.name) in exempt, f"{model.__name__}.{field.name}"
