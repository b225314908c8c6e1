"""Every page of the list, in both languages, light and dark, narrow and wide: what only a real browser can tell.

A page is opened once in each language; what can be changed without opening it again (width, dark, size of the text)
is changed in place, so that each pair of language, ground and width is seen by axe.
"""

from urllib.parse import urlsplit

import pytest
from django.urls import Resolver404, resolve
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page

from motcua.ui.tests.test_browser import AXE, axe, width_needed
from tests.journeys.pages import PAGES, Seen

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("every-page"),
    pytest.mark.every_page,
    pytest.mark.timeout(900),
]
#: language: what is asked of axe there, as (ground, width)
LOOKS = {"vi": (("light", 360), ("dark", 1280)), "en": (("light", 1280), ("dark", 360))}
WIDTHS = (320, 360, 768, 1280)
#: not ours to mend: the viewer of the API's description
GUEST = frozenset({"api-docs"})
LARGE = """() => { const sheet = new CSSStyleSheet(); sheet.replaceSync('html { font-size: 200% !important }');
    document.adoptedStyleSheets = [sheet]; }"""
WITHOUT_RING = """() => {
    const stops = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")]
        .filter((one) => one.type !== "hidden" && one.tabIndex >= 0 && !one.disabled && one.checkVisibility({visibilityProperty: true}));
    const found = [];
    for (const one of stops.slice(0, 120)) {
        one.focus({preventScroll: true, focusVisible: true});
        const style = getComputedStyle(one);
        if (document.activeElement === one && (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2))
            found.push(one.outerHTML.slice(0, 120));
    }
    return found;
}"""
MOVING = """() => [...document.querySelectorAll("*")]
    .filter((one) => /[1-9]/.test(getComputedStyle(one).transitionDuration + getComputedStyle(one).animationDuration))
    .map((one) => one.outerHTML.slice(0, 120))"""
DEAD = """() => [...document.querySelectorAll("button[type=button], a[href='#']")]
    .filter((one) => one.checkVisibility({visibilityProperty: true})).map((one) => one.outerHTML.slice(0, 120))"""


def narrow(page: Page) -> list[str]:
    """Where something must be scrolled sideways, with common and with large text."""
    found = []
    for size in ("common", "twice as large"):
        if size != "common":
            page.evaluate(LARGE)
        for width in WIDTHS if size == "common" else WIDTHS[1:]:
            page.set_viewport_size({"width": width, "height": 800})
            if (needed := width_needed(page)) > width:
                found.append(f"{needed} pixels wide at {width}, text {size}")
    page.evaluate("() => { document.adoptedStyleSheets = []; }")
    return found


def skip_link(page: Page) -> list[str]:
    """The first stop of the keyboard is seen and leads past the menu."""
    page.evaluate("() => { document.activeElement.blur(); window.getSelection().removeAllRanges(); }")
    link = page.locator(".skip-link")
    link.focus()
    seen = link.bounding_box()
    page.keyboard.press("Enter")
    there = page.evaluate("document.activeElement.id")
    first = page.evaluate(
        "document.querySelector('a[href], button, input:not([type=hidden]), select, summary').className"
    )
    if first != "skip-link" or seen is None or seen["y"] < 0 or there != "content":
        return ["no way past the menu"]
    return []


def colours(page: Page) -> list[str]:
    """What axe finds of colours alone; all the rest it has said of this page already."""
    found = page.evaluate("axe.run(document, {runOnly: ['color-contrast', 'link-in-text-block', 'target-size']})")
    return [f"{one['id']}: {node['html'][:160]}" for one in found["violations"] for node in one["nodes"][:3]]


def by_keys(page: Page) -> list[str]:
    """Where the keyboard is not seen, or something moves that was asked not to."""
    faults = [f"no ring: {one}" for one in page.evaluate(WITHOUT_RING)]
    faults += [f"moves: {one}" for one in page.evaluate(MOVING)]
    return faults + (skip_link(page) if page.locator(".masthead").count() else [])


@pytest.mark.parametrize("language", LOOKS)
def test_every_page_in_every_look_is_clean(walk, language):
    found, opened, people = [], 0, {}
    for one in PAGES:
        context = people.get(one.who) or walk.context(
            one.who, language, viewport={"width": 360, "height": 800}, reduced_motion="reduce"
        )
        people[one.who] = context
        page = context.new_page()
        said = []
        page.on("console", lambda message, said=said: said.append(message.text) if message.type == "error" else None)
        try:
            faults = [f"answers {status}"] if (status := walk.open(page, one)) != one.status else []
        except PlaywrightError as error:
            found.append(f"{one.name}: {str(error).splitlines()[0]}")
            continue
        opened += 1
        if one.name not in GUEST:
            asked = False
            for scheme, width in LOOKS[language]:
                page.emulate_media(color_scheme=scheme)
                page.set_viewport_size({"width": width, "height": 800})
                faults += [f"{scheme} {width} {fault}" for fault in (colours(page) if asked else axe(page))]
                asked = True
            faults += [*narrow(page), *(by_keys(page) if language == "vi" else [])]
        faults += [] if route_of(page, one) else [f"is another page: {page.url}"]
        faults += [text for text in said if "Failed to load resource" not in text]
        found += [f"{one.name}: {fault}" for fault in faults]
        page.close()
    for context in people.values():
        context.close()
    assert not found, "\n".join(found)
    assert opened == len(PAGES)


def route_of(page: Page, one: Seen) -> bool:
    """Whether the page that came is of the address that the list tells."""
    try:
        came = resolve(urlsplit(page.url).path).route
    except Resolver404:
        return one.status == 404
    return not one.route or came == one.route


def test_every_page_says_all_it_has_to_say_without_javascript(walk):
    found, people = [], {}
    for one in PAGES:
        if one.act or one.name in GUEST:
            continue
        context = people.get(one.who) or walk.context(one.who, java_script_enabled=False)
        people[one.who] = context
        page = context.new_page()
        status = walk.open(page, one)
        faults = [] if status == one.status else [f"answers {status}"]
        faults += [] if page.locator("h1").first.is_visible() else ["no heading"]
        faults += [f"does nothing: {dead}" for dead in page.evaluate(DEAD)] if "showroom" not in one.name else []
        found += [f"{one.name}: {fault}" for fault in faults]
        page.close()
    for context in people.values():
        context.close()
    assert not found, "\n".join(found)


def test_axe_itself_is_here():
    assert AXE.stat().st_size > 100_000
