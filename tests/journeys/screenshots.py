"""``make screenshots``: every page at 360 and 1280 pixels, as PNG in build/screenshots/, so that anyone can look."""

import sys
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from tests.journeys.place import CHROMIUM, FLAGS, PASSWORD, demo_served

FOLDER = Path(__file__).resolve().parent.parent.parent / "build" / "screenshots"
WIDTHS = (360, 1280)


@dataclass(frozen=True)
class Shot:
    """A page: name of the file, who looks, address; or the first link that ``follow`` finds on that page."""

    name: str
    who: str | None
    path: str
    follow: str = ""


SHOTS = (
    Shot("home", None, "/"),
    Shot("sign-in", None, "/tai-khoan/dang-nhap/"),
    Shot("procedures", None, "/thu-tuc/"),
    Shot("search", None, "/thu-tuc/?q=lam+giay+khai+sinh"),
    Shot("procedure-birth", None, "/thu-tuc/1.001193/"),
    Shot("procedure-advertising", None, "/thu-tuc/1.004650/"),
    Shot("due", None, "/tinh-han/?nhan=2026-03-02T09:12&so=40&loai=gio-lam-viec"),
    Shot("units", None, "/don-vi/"),
    Shot("unit", None, "/don-vi/H32.212/"),
    Shot("look-up", None, "/tra-cuu/"),
    Shot("check-signature", None, "/kiem-tra-chu-ky/"),
    Shot("not-found", None, "/khong-co-trang-nay/"),
    Shot("citizen-home", "doanhnghiep", "/"),
    Shot("apply", "congdan", "/nop-ho-so/1.001193/"),
    Shot("my-dossiers", "doanhnghiep", "/ho-so-cua-toi/"),
    Shot("my-dossier", "doanhnghiep", "/ho-so-cua-toi/", "main a[href^='/ho-so/']"),
    Shot("profile", "congdan", "/toi/ho-so-ca-nhan/"),
    Shot("desk-reception", "tiepnhan", "/viec/?muc=unit"),
    Shot("desk-specialist", "chuyenvien", "/viec/"),
    Shot("handling", "chuyenvien", "/viec/", "a[href^='/viec/ho-so/']"),
    Shot("counter", "tiepnhan", "/tiep-nhan-tai-quay/"),
    Shot("sign", "lanhdao", "/ky/"),
    Shot("register", "vanthu", "/so-theo-doi/"),
    Shot("design", "thietke", "/thiet-ke/"),
    Shot("calendar", "quantri", "/quan-tri/lich/"),
    Shot("audit", "quantri", "/quan-tri/nhat-ky/"),
    Shot("showroom", None, "/ui/"),
    Shot("api-docs", None, "/api/v1/docs"),
)


def sign_in(page: Page, address: str, username: str) -> None:
    """As one of the demo's people."""
    page.goto(f"{address}/tai-khoan/dang-nhap/")
    page.fill("input[name=login]", username)
    page.fill("input[name=password]", PASSWORD)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_load_state()


def take(browser: Browser, address: str, wanted: set[str]) -> list[str]:
    """Take every shot; answers what went wrong."""
    problems = []
    for who in dict.fromkeys(shot.who for shot in SHOTS):
        for width in WIDTHS:
            context = browser.new_context(viewport={"width": width, "height": 800}, locale="vi-VN")
            page = context.new_page()
            page.on("console", partial(_note, problems, who))
            if who:
                sign_in(page, address, who)
            for shot in SHOTS:
                if shot.who == who and (not wanted or shot.name in wanted):
                    problems += [f"{shot.name}: {problem}" for problem in _one(page, address, shot, width)]
            context.close()
    return problems


def _note(problems: list[str], who: str | None, message: ConsoleMessage) -> None:
    if message.type == "error":
        problems.append(f"{who}: {message.text}")


def _one(page: Page, address: str, shot: Shot, width: int) -> list[str]:
    problems = []
    answer = page.goto(address + shot.path)
    if shot.follow:
        link = page.locator(shot.follow).first
        if not link.count():
            return [f"nothing to follow on {shot.path}"]
        answer = page.goto(address + (link.get_attribute("href") or ""))
    if answer and answer.status >= 400 and shot.name != "not-found":
        problems.append(f"{answer.status} at {width}")
    if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
        problems.append(f"scrolls sideways at {width}")
    page.screenshot(path=str(FOLDER / f"{shot.name}-{width}.png"), full_page=True)
    return problems


def main() -> int:
    """Take them all (or those named as arguments)."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with demo_served() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        problems = take(browser, address, set(sys.argv[1:]))
        browser.close()
    for problem in problems:
        print(problem)
    print(f"{len(list(FOLDER.glob('*.png')))} pictures in {FOLDER}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
