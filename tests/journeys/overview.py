"""``python -m tests.journeys.overview``: docs/pictures/overview.png, the picture of the README, from a fresh demo."""

import sys
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tests.journeys.place import CHROMIUM, FLAGS, demo_served
from tests.journeys.screenshots import sign_in

PICTURE = Path(__file__).resolve().parent.parent.parent / "docs" / "pictures" / "overview.png"
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1200, "height": 740}
GAP, GROUND, COLOURS, MOST_BYTES = 32, "#dfe7ee", 128, 300_000


def look(browser: Browser, address: str, who: str | None, viewport: dict[str, int]) -> Page:
    """A browser of one person."""
    page = browser.new_context(viewport=viewport, locale="vi-VN", reduced_motion="reduce").new_page()  # type: ignore[arg-type]
    if who:
        sign_in(page, address, who)
    return page


def picture(page: Page) -> Image.Image:
    """What the page shows now."""
    return Image.open(BytesIO(page.screenshot())).convert("RGB")


def take(browser: Browser, address: str) -> list[Image.Image]:
    """A procedure, a screen of its form, a dossier being followed, an officer's desk."""
    anybody = look(browser, address, None, PHONE)
    anybody.goto(f"{address}/thu-tuc/1.001193/")
    citizen = look(browser, address, "congdan", PHONE)
    citizen.goto(f"{address}/nop-ho-so/1.001193/?truong-hop=dung-han")
    for words in ("Bắt đầu điền đơn", "Tiếp tục"):
        with citizen.expect_navigation():
            citizen.locator("main").get_by_role("button", name=words).click()
    business = look(browser, address, "doanhnghiep", PHONE)
    business.goto(f"{address}/ho-so-cua-toi/")
    business.goto(address + str(business.locator("main a[href^='/ho-so/']").first.get_attribute("href")))
    officer = look(browser, address, "tiepnhan", DESK)
    officer.goto(f"{address}/viec/?xem=phong")
    return [picture(page) for page in (anybody, citizen, business, officer)]


def montage(shots: list[Image.Image]) -> Image.Image:
    """Three phones side by side above the wide desk."""
    *phones, desk = shots
    width = GAP + sum(phone.width + GAP for phone in phones)
    desk = desk.resize((width - 2 * GAP, desk.height * (width - 2 * GAP) // desk.width))
    whole = Image.new("RGB", (width, GAP * 3 + phones[0].height + desk.height), GROUND)
    for place, phone in enumerate(phones):
        whole.paste(phone, (GAP + place * (phone.width + GAP), GAP))
    whole.paste(desk, (GAP, phones[0].height + 2 * GAP))
    return whole.quantize(COLOURS)


def main() -> int:
    """Write the picture; 1 when it grew too large for a README."""
    with demo_served() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        whole = montage(take(browser, address))
        browser.close()
    PICTURE.parent.mkdir(parents=True, exist_ok=True)
    whole.save(PICTURE, optimize=True)
    size = PICTURE.stat().st_size
    sys.stdout.write(f"{PICTURE.name}: {size:,} bytes\n")
    return 0 if size < MOST_BYTES else 1


if __name__ == "__main__":
    sys.exit(main())
