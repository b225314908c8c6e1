"""What a citizen's page weighs on the wire, and how often it asks: counted by Chromium, with nothing kept from before."""

import pytest

from tests.journeys.pages import BUSINESS, CITIZEN, Walk

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("every-page"),
    pytest.mark.every_page,
    pytest.mark.timeout(300),
]
MOST_BYTES, MOST_REQUESTS = 100_000, 15
PAGES = {
    "home": (None, "/"),
    "search": (None, "/thu-tuc/?q=lam+giay+khai+sinh"),
    "procedure": (None, "/thu-tuc/1.001193/"),
    "look-up": (None, "/tra-cuu/"),
    "sign-in": (None, "/tai-khoan/dang-nhap/"),
    "start": (CITIZEN, "/nop-ho-so/1.001193/"),
    "owner": (BUSINESS, "{draft}chu-ho-so/"),
    "form": (BUSINESS, "{draft}content/"),
    "papers": (BUSINESS, "{draft}giay-to/"),
    "check": (BUSINESS, "{draft}xem-lai/"),
    "mine": (BUSINESS, "/ho-so-cua-toi/"),
    "tracking": (BUSINESS, "/ho-so/{appraise}/"),
}


@pytest.mark.parametrize("name", PAGES)
def test_a_citizens_page_is_light_and_asks_seldom(walk: Walk, name):
    who, path = PAGES[name]
    weight, asked = weighed(walk, who, path)
    assert weight < MOST_BYTES, f"{name}: {weight} bytes: {asked}"
    assert len(asked) < MOST_REQUESTS, f"{name}: {asked}"


def weighed(walk: Walk, who: str | None, path: str) -> tuple[int, list[str]]:
    """Bytes that came, headers and all, and what was asked for, until the page is quiet."""
    context = walk.context(who)
    try:
        page = context.new_page()
        line = context.new_cdp_session(page)
        line.send("Network.enable")
        line.send("Network.setCacheDisabled", {"cacheDisabled": True})
        came, asked = [], []
        line.on("Network.loadingFinished", lambda told: came.append(told["encodedDataLength"]))
        line.on("Network.requestWillBeSent", lambda told: asked.append(told["request"]["url"]))
        page.goto(path.format(**walk.words))
        page.wait_for_load_state("networkidle")
        assert "/dang-nhap/" not in page.url or path.endswith("/dang-nhap/")
        return round(sum(came)), asked
    finally:
        context.close()
