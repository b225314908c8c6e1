"""One word for one thing: the glossary and the code know the same names."""

import ast
import re
from functools import cache

import pytest
from django.apps import apps

from tests.house.floors import PACKAGE, ROOT

ROWS = [
    line.split("|")[1:-1]
    for line in (ROOT / "docs/glossary.md").read_text("utf-8").splitlines()
    if line.startswith("| ") and not line.startswith("| Vietnamese")
]
NAMES = [name for row in ROWS for name in re.findall(r"`(\w+)`", row[1])]


@cache
def in_the_code() -> frozenset[str]:
    """Classes, functions and fields of the package, tests left out."""
    names: set[str] = set()
    for path in PACKAGE.rglob("*.py"):
        if {"tests", "migrations"} & set(path.parts):
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef | ast.FunctionDef):
                names.add(node.name)
            elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                names.add(node.target.id)
            elif isinstance(node, ast.Assign):
                names |= {target.id for target in node.targets if isinstance(target, ast.Name)}
    return frozenset(names)


@pytest.mark.parametrize("name", NAMES)
def test_each_word_of_the_glossary_is_a_name_in_the_code(name):
    assert name in in_the_code()


def test_no_word_stands_for_two_things():
    assert len(NAMES) == len(set(NAMES))


OURS = [model for model in apps.get_models() if model.__module__.startswith("motcua.")]


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_every_kind_of_row_is_in_the_glossary_by_its_vietnamese_name(model):
    rows = [row for row in ROWS if f"`{model.__name__}`" in row[1]]
    assert rows, f"docs/glossary.md does not know {model.__name__}"
    verbose = str(model._meta.verbose_name)
    assert any(verbose in row[0] for row in rows), f"{model.__name__} is called “{verbose}” in the code"


def test_every_act_on_a_dossier_is_in_the_glossary():
    from motcua.dossiers.rules.lifecycle import MOVES

    own = {"save_draft", "create_at_counter"}  # a draft and a shortcut: no word of the law's
    assert {move.action for move in MOVES} - own <= set(NAMES)
