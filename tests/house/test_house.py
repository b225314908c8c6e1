"""The house keeps its own rules."""

import ast

import pytest

from tests.house.floors import PACKAGE, ROOT, rooms

ROOMS_WITH_README = [room for room in rooms() if room != "config"]


@pytest.mark.parametrize("room", ROOMS_WITH_README)
def test_each_room_says_what_it_is_for(room):
    readme = PACKAGE / room / "README.md"
    assert readme.exists(), f"{room} has no README.md"
    assert len(readme.read_text("utf-8").split()) > 40


@pytest.mark.parametrize("room", [r for r in rooms() if (PACKAGE / r / "public.py").exists()])
def test_a_door_is_narrow(room):
    tree = ast.parse((PACKAGE / room / "public.py").read_text("utf-8"))
    names = [
        element
        for node in tree.body
        if isinstance(node, ast.Assign) and node.targets[0].id == "__all__"
        for element in node.value.elts
    ]
    assert len(names) <= LIMITS.get(room, 15), f"{room}.public offers {len(names)} names"
    assert all(isinstance(node, (ast.ImportFrom, ast.Assign, ast.Expr)) for node in tree.body)


LIMITS: dict[str, int] = {}


def test_nobody_opens_a_room_of_odds_and_ends():
    forbidden = {"utils", "util", "common", "helpers", "helper", "misc"}
    assert not [p for p in PACKAGE.rglob("*") if p.stem in forbidden]


def test_source_files_stay_small():
    long = {
        str(path.relative_to(ROOT)): lines
        for path in PACKAGE.rglob("*.py")
        if "migrations" not in path.parts and "tests" not in path.parts
        and (lines := len(path.read_text("utf-8").splitlines())) > 320
    }  # fmt: skip
    assert not long
