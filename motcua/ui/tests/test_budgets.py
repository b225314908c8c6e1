"""What pages weigh on the wire, and that fonts can write Vietnamese. Needs ``make assets``."""

import json
from pathlib import Path

import brotli
import pytest
from fontTools.ttLib import TTFont

from motcua.ui import fonts

ROOM = Path(fonts.__file__).parent
VIETNAMESE = set("aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵđ")
NEEDED = {ord(letter) for letter in VIETNAMESE | {one.upper() for one in VIETNAMESE}} | set(range(0x21, 0x7F))


def built(name):
    path = fonts.BUILT / name
    if not path.exists():
        pytest.fail(f"{name} is not built: run `make assets` first")
    return path


def on_the_wire(*paths):
    return sum(len(brotli.compress(path.read_bytes())) for path in paths)


def test_the_stylesheet_of_a_citizen_is_under_30_kilobytes():
    assert on_the_wire(built("motcua.css")) < 30_000


def test_the_fonts_of_a_page_are_under_60_kilobytes():
    assert sum(built(f"fonts/be-vietnam-pro-{weight}.woff2").stat().st_size for weight in (400, 600)) < 60_000


def test_style_fonts_and_scripts_leave_half_of_a_citizens_100_kilobytes_to_the_page():
    scripts = [ROOM / "static/ui/js" / f"{name}.js" for name in ("page", "suggest", "autosave", "upload")]
    pages = [built(f"fonts/be-vietnam-pro-{weight}.woff2") for weight in (400, 600)]
    assert on_the_wire(built("motcua.css"), *scripts) + sum(path.stat().st_size for path in pages) < 50_000


@pytest.mark.parametrize(
    "name",
    ["fonts/be-vietnam-pro-400.woff2", "fonts/be-vietnam-pro-600.woff2"]
    + [f"fonts-pdf/{style[0]}.ttf" for style in fonts.PAPER_STYLES],
)
def test_every_font_can_write_vietnamese_alone(name):
    assert set(TTFont(built(name)).getBestCmap()) >= NEEDED


def test_papers_have_the_styles_that_official_letters_need():
    families = set()
    for style in fonts.PAPER_STYLES:
        names = TTFont(built(f"fonts-pdf/{style[0]}.ttf"))["name"]
        families.add((names.getDebugName(16), names.getDebugName(17)))
    assert {("Tinos", one) for one in ("Regular", "Italic", "Bold", "Bold Italic")} < families
    assert {("Be Vietnam Pro", "Regular"), ("Be Vietnam Pro", "SemiBold")} < families


def test_the_lock_file_ties_nobody_to_a_registry_host():
    lock = json.loads((ROOM.parent.parent / "package-lock.json").read_text("utf-8"))
    assert all("resolved" not in package for package in lock["packages"].values())
    assert all("integrity" in package for name, package in lock["packages"].items() if name)


def test_what_we_ask_of_npm_is_pinned_exactly():
    asked = json.loads((ROOM.parent.parent / "package.json").read_text("utf-8"))
    versions = [*asked["dependencies"].values(), *asked["devDependencies"].values()]
    assert all(version[0].isdigit() for version in versions)
