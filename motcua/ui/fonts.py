"""Fonts for pages and for papers: ``python -m motcua.ui.fonts`` after ``npm ci``.

Fontsource cuts each style into subsets. Browsers get one small WOFF2 a weight (Latin and Vietnamese
together, so that a word never changes font in the middle); typst gets one whole TTF a style.
"""

import sys
import tempfile
from pathlib import Path

from fontTools.merge import Merger
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

ROOM = Path(__file__).resolve().parent
PACKAGES = ROOM.parent.parent / "node_modules" / "@fontsource"
BUILT = ROOM / "static" / "ui" / "built"

#: What Vietnamese and English pages are written with: Latin, đ ơ ư, tone marks, quotes, dashes, arrows, đồng.
PAGE_CHARACTERS = [
    *range(0x20, 0x7F),
    *range(0xA0, 0x100),
    *(0x102, 0x103, 0x110, 0x111, 0x128, 0x129, 0x168, 0x169, 0x1A0, 0x1A1, 0x1AF, 0x1B0),
    *(0x300, 0x301, 0x303, 0x309, 0x323),
    *range(0x1EA0, 0x1EFA),
    *(0x2013, 0x2014, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2026, 0x2039, 0x203A, 0x20AB, 0x2212, 0x2190, 0x2192),
]
#: Style on paper: file name, package, weight and slant as Fontsource names them, family, subfamily.
PAPER_STYLES = [
    ("Tinos-Regular", "tinos", "400-normal", "Tinos", "Regular"),
    ("Tinos-Italic", "tinos", "400-italic", "Tinos", "Italic"),
    ("Tinos-Bold", "tinos", "700-normal", "Tinos", "Bold"),
    ("Tinos-BoldItalic", "tinos", "700-italic", "Tinos", "Bold Italic"),
    ("BeVietnamPro-Regular", "be-vietnam-pro", "400-normal", "Be Vietnam Pro", "Regular"),
    ("BeVietnamPro-SemiBold", "be-vietnam-pro", "600-normal", "Be Vietnam Pro", "SemiBold"),
]


def merged(package: str, style: str) -> TTFont:
    """The subsets of one style in one font; where they overlap the first (Latin) wins."""
    seen: set[int] = set()
    with tempfile.TemporaryDirectory() as folder:
        parts = []
        for subset in ("latin", "vietnamese", "latin-ext"):
            font = TTFont(PACKAGES / package / "files" / f"{package}-{subset}-{style}.woff2")
            characters = set(font.getBestCmap()) - seen
            seen |= characters
            _keep(font, characters, hinting=False)
            font.flavor = None
            parts.append(str(Path(folder) / f"{subset}.ttf"))
            font.save(parts[-1])
        return Merger().merge(parts)


def _keep(font: TTFont, characters: set[int], *, hinting: bool, features: str = "*") -> None:
    options = Options()
    options.hinting = hinting
    options.layout_features = features.split()
    options.notdef_outline = True
    options.name_IDs = ["*"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)


def build() -> dict[str, int]:
    """Write every font; gives the size in bytes of each file."""
    pages, papers = BUILT / "fonts", BUILT / "fonts-pdf"
    pages.mkdir(parents=True, exist_ok=True)
    papers.mkdir(parents=True, exist_ok=True)
    sizes: dict[str, int] = {}
    for name, package, style, family, subfamily in PAPER_STYLES:
        font = merged(package, style)
        _name(font, name, family, subfamily)
        font.save(papers / f"{name}.ttf")
        sizes[f"{name}.ttf"] = (papers / f"{name}.ttf").stat().st_size
        if package == "be-vietnam-pro":
            _keep(font, set(PAGE_CHARACTERS), hinting=False, features="kern mark mkmk ccmp locl tnum")
            font.flavor = "woff2"
            target = pages / f"be-vietnam-pro-{style[:3]}.woff2"
            font.save(target)
            sizes[target.name] = target.stat().st_size
    return sizes


def _name(font: TTFont, postscript: str, family: str, subfamily: str) -> None:
    plain = subfamily in {"Regular", "Italic", "Bold", "Bold Italic"}
    names = {
        1: family if plain else f"{family} {subfamily}",
        2: subfamily if plain else "Regular",
        4: f"{family} {subfamily}",
        6: postscript,
        16: family,
        17: subfamily,
    }
    for number, text in names.items():
        font["name"].setName(text, number, 3, 1, 0x409)


if __name__ == "__main__":
    if not PACKAGES.is_dir():
        sys.exit("fonts: node_modules is missing; run `npm ci` first")
    for file, size in build().items():
        sys.stdout.write(f"{file} {size} bytes\n")
