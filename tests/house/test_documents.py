"""Documents cannot lie: links lead somewhere, commands exist, lists are complete, figures are computed."""

import re

import pytest

from tests.house.floors import PACKAGE, ROOT, floors

PAGES = [
    ROOT / "README.md",
    ROOT / "README.vi.md",
    *sorted((ROOT / "docs").rglob("*.md")),
    *PACKAGE.glob("*/README.md"),
]
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_between_documents_lead_somewhere(page):
    for target in LINK.findall(page.read_text("utf-8")):
        if "://" not in target:
            assert (page.parent / target).resolve().exists(), f"{page.name}: {target}"


def test_every_setting_is_documented_and_every_documented_setting_exists():
    code = "".join(path.read_text("utf-8") for path in (PACKAGE / "config").glob("settings*.py"))
    read = set(re.findall(r'"((?:MOTCUA_|DATABASE_)[A-Z0-9_]+)"', code))
    told = set(re.findall(r"^\| `([A-Z0-9_]+)`", (ROOT / "docs/reference/settings.md").read_text("utf-8"), re.M))
    assert read == told


@pytest.mark.parametrize("page", ["README.md", "README.vi.md"])
def test_the_readme_names_targets_that_exist(page):
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.M))
    assert set(re.findall(r"make ([a-z]+)", (ROOT / page).read_text("utf-8"))) <= targets


def test_the_readme_names_the_commands_that_there_are():
    from motcua.config.cli import main

    line = re.search(r"motcua --help` \| `([^`]+)`", (ROOT / "README.md").read_text("utf-8"))
    assert line
    assert set(line[1].split()) == set(main.commands)


def test_the_readme_counts_the_packs_that_there_are():
    packs = list((PACKAGE / "procedures/packs/H32").rglob("*.yaml"))
    assert f"{len(packs)} procedures" in (ROOT / "README.md").read_text("utf-8")
    assert f"{len(packs)} thủ tục" in (ROOT / "README.vi.md").read_text("utf-8")


def test_the_picture_of_the_house_shows_every_room_in_the_order_of_the_floors():
    picture = (ROOT / "docs/explanation/house.md").read_text("utf-8").split("```")[1]
    lines = [line.split("  ")[0] for line in picture.strip().splitlines() if line[0] != " "]
    shown = {room.strip(): depth for depth, line in enumerate(lines) for room in line.split("|")}
    depths = floors()
    assert set(shown) == set(depths)
    assert all((shown[a] < shown[b]) == (depths[a] < depths[b]) for a in shown for b in shown if depths[a] != depths[b])


def test_pages_of_the_repository_name_no_registry_host_and_no_folder_of_a_machine():
    forbidden = re.compile(r"(?<![a-z])/work/|/root/|pypi\.org|registry\.npmjs|deb\.debian")
    for path in [*PAGES, ROOT / "Makefile", *(ROOT / "scripts").iterdir(), *(ROOT / "requirements").iterdir()]:
        assert not forbidden.search(path.read_text("utf-8")), path
