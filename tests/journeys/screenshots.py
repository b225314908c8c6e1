"""``make screenshots``: every page at 360 and 1280 pixels, as PNG in build/screenshots/, so that anyone can look.

The main ones in English and in dark as well (``home-360-en.png``, ``home-1280-dark.png``).
"""

import sys
from functools import partial
from itertools import groupby
from pathlib import Path

from playwright.sync_api import ConsoleMessage, Page, sync_playwright

from tests.journeys.pages import PAGES, Seen, Walk, sign_in
from tests.journeys.place import CHROMIUM, FLAGS, demo_prepared

__all__ = ["sign_in"]
FOLDER = Path(__file__).resolve().parent.parent.parent / "build" / "screenshots"
WIDTHS = (360, 1280)
#: what is added to the name, language, light or dark
LOOKS = (("", "vi", "light"), ("-en", "en", "light"), ("-dark", "vi", "dark"))


def take(walk: Walk, wanted: set[str]) -> list[str]:
    """Take every picture; answers what went wrong."""
    problems: list[str] = []
    for who, pages in groupby(PAGES, key=lambda one: one.who):
        todo = [one for one in pages if not wanted or one.name in wanted]
        for suffix, language, scheme in LOOKS:
            with walk.context(who, language, color_scheme=scheme) as context:
                page = context.new_page()
                page.on("console", partial(_note, problems, who))
                for one in todo:
                    if one.main or not suffix:
                        problems += _one(walk, page, one, suffix)
    return problems


def _note(problems: list[str], who: str | None, message: ConsoleMessage) -> None:
    if message.type == "error" and "Failed to load resource" not in message.text:
        problems.append(f"{who}: {message.text}")


def _one(walk: Walk, page: Page, one: Seen, suffix: str) -> list[str]:
    problems = []
    try:
        status = walk.open(page, one)
    except Exception as error:
        return [f"{one.name}: {error}"]
    if status != one.status:
        problems.append(f"{one.name}: {status} instead of {one.status}")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            problems.append(f"{one.name}: scrolls sideways at {width}")
        page.screenshot(path=str(FOLDER / f"{one.name}-{width}{suffix}.png"), full_page=True)
    return problems


def main() -> int:
    """Take them all (or those named as arguments)."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with demo_prepared() as demo, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        problems = take(Walk(browser, demo), set(sys.argv[1:]))
        browser.close()
    for problem in problems:
        print(problem)
    print(f"{len(list(FOLDER.glob('*.png')))} pictures in {FOLDER}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
