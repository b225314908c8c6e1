"""The citizen's side in a real browser, 360 pixels wide."""

import asyncio
from pathlib import Path

import pytest

from motcua import dossiers
from motcua.dossiers.models import Dossier, Status
from motcua.dossiers.queries import forms_of
from motcua.dossiers.tests.make import PDF, done, received
from motcua.dossiers.tests.pages.conftest import empty_draft, sign_in
from motcua.dossiers.tests.pages.test_following import asked

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
AXE = Path(dossiers.__file__).parent.parent.parent / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
FILE = {"name": "ma-ket.pdf", "mimeType": "application/pdf", "buffer": PDF}


def reach(page, selector):
    """Walk with the Tab key, as somebody without a mouse does."""
    for _ in range(80):
        if page.evaluate("wanted => document.activeElement.matches(wanted)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the Tab key never reaches {selector}")


def press(page, selector, key="Enter"):
    reach(page, selector)
    with page.expect_navigation():
        page.keyboard.press(key)


def write(page, selector, text):
    reach(page, selector)
    page.keyboard.press("Control+A")
    page.keyboard.type(text)


def test_a_whole_application_by_keyboard_alone(phone):
    page = phone("/nop-ho-so/1.004650/")
    write(page, "#id_login", "bien")
    write(page, "#id_password", "song-bien-xanh-7")
    press(page, "#id_password")
    press(page, "main .btn-primary")
    press(page, "[name=go][value=next].btn")
    write(page, "#id_ad_title", "Nước mắm Biển Xanh")
    page.wait_for_selector("[data-autosave][data-state=saved]")
    assert Dossier.objects.get().form["ad_title"] == "Nước mắm Biển Xanh"
    press(page, "#id_ad_title")  # Enter in a field goes on: here to the word about the empty place
    assert page.evaluate("document.activeElement.className") == "summary"
    reach(page, '.summary a[href="#id_ad_place"]')
    page.keyboard.press("Enter")
    write(page, "#id_ad_place", "Số 1 Trần Phú")
    press(page, "#id_ad_place")
    reach(page, "input[type=file]")
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Enter")
    chooser.value.set_files(FILE)
    page.wait_for_selector(".upload-item.done .btn")
    press(page, "[name=go][value=next].btn-big")
    press(page, "[name=go][value=next]")
    reach(page, "#id_truth")
    page.keyboard.press("Space")
    press(page, "[name=go][value=submit]")
    sent = Dossier.objects.get()
    assert sent.status == Status.SUBMITTED
    assert page.url.endswith(f"/ho-so/{sent.code}/da-nop/")


def test_a_whole_application_without_javascript(phone):
    page = phone("/nop-ho-so/1.004650/", java_script_enabled=False)
    sign_in(page)
    page.click("main .btn-primary")
    page.click("[name=go][value=next].btn")
    page.fill("#id_ad_title", "Nước mắm")
    page.click("[name=go][value=back]")
    page.click("[name=go][value=next].btn")
    assert page.input_value("#id_ad_title") == "Nước mắm"
    page.fill("#id_ad_place", "Nha Trang")
    page.click("[name=go][value=next].btn")
    page.set_input_files('[id="id_paper.ma-ket"]', {**FILE, "name": "anh.gif", "buffer": b"GIF89a"})
    page.click("form.apply-paper >> nth=0 >> button:has-text('Tải lên')")
    assert "anh.gif" in page.inner_text(".field-error")
    page.set_input_files('[id="id_paper.ma-ket"]', FILE)
    page.click("form.apply-paper >> nth=0 >> button:has-text('Tải lên')")
    assert "ma-ket.pdf" in page.inner_text(".upload-list")
    page.click("[name=go][value=next].btn-big")
    page.check("[name=delivery][value=post]")
    page.fill("#id_delivery_phone", "0900000007")
    page.fill("#id_delivery_street", "Số 1 Trần Phú")
    page.select_option("#id_delivery_commune", label="Ở tỉnh, thành phố khác")
    page.fill("#id_delivery_elsewhere", "Phường Xuân Hương, Lâm Đồng")
    page.click("[name=go][value=next]")
    page.check("#id_truth")
    page.click("[name=go][value=submit]")
    sent = Dossier.objects.get()
    assert (sent.status, sent.delivery) == (Status.SUBMITTED, "post")
    assert sent.code in page.inner_text("main")


def test_what_was_refused_can_be_tried_again_and_taken_out(phone, province):
    draft = empty_draft(province)
    page = phone(f"/nop-ho-so/don/{draft.id}/giay-to/")
    sign_in(page)
    page.route("**/giay-to/ma-ket/", lambda route: route.abort())
    page.set_input_files('[id="id_paper.ma-ket"]', FILE)
    page.wait_for_selector(".upload-item.failed")
    page.unroute("**/giay-to/ma-ket/")
    page.click(".upload-item.failed button:has-text('Thử lại')")
    page.wait_for_selector(".upload-item.done")
    page.click(".upload-item.done .btn")
    page.wait_for_load_state()
    assert page.query_selector(".upload-item") is None
    assert draft.papers.count() == 0


def apart(make, units):
    """Signing wants an event loop of its own, and Playwright keeps one in this thread."""
    kept = asyncio.events._get_running_loop()
    asyncio.events._set_running_loop(None)
    try:
        return make(units)
    finally:
        asyncio.events._set_running_loop(kept)


def faults(page):
    """What axe, the width and the thumb find."""
    page.evaluate(AXE.read_text("utf-8"))
    page.evaluate("document.querySelectorAll('details.fold').forEach((one) => { one.open = true; })")
    found = page.evaluate("tags => axe.run(document, {runOnly: {type: 'tag', values: tags}})", RULES)
    assert len(found["passes"]) > 15
    said = [f"{one['id']}: {node['html'][:140]}" for one in found["violations"] for node in one["nodes"][:3]]
    width = page.evaluate("document.documentElement.scrollWidth")
    small = page.evaluate(
        """() => [...document.querySelectorAll("main button, main summary, main .btn, main input, main select")]
            .filter((one) => one.type !== "hidden" && !one.matches(".visually-hidden") && one.getClientRects().length)
            .map((one) => [one, (one.closest(".form-check") ?? one).getBoundingClientRect().height])
            .filter(([, height]) => height < 43.9).map(([one, height]) => `${height} ${one.outerHTML.slice(0, 100)}`)"""
    )
    return [f"{page.url}: {one}" for one in [*said, *small, *([f"{width} wide"] if width > 360 else [])]]


@pytest.mark.skipif(not AXE.exists(), reason="needs `npm ci` for axe")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_page(phone, province, live_server, scheme):
    draft, wanting, taken = empty_draft(province), asked(province), received(province)
    finished = apart(done, province)
    screens = [f"/nop-ho-so/don/{draft.id}/{key}/" for key in SCREENS]
    own = [f"/ho-so/{one.code}/" for one in (wanting, finished, taken)]
    page = phone("/nop-ho-so/1.004650/", color_scheme=scheme)
    sign_in(page)
    found = []
    for path in [page.url, "/", "/ho-so-cua-toi/", "/ho-so-cua-toi/?xem=da-xong", *screens, *own, *_public(taken)]:
        page.goto(path if path.startswith("http") else live_server.url + path)
        found += faults(page)
    page.goto(live_server.url + screens[-1])
    page.click("[name=go][value=submit]")
    found += faults(page)
    assert found == []


SCREENS = ("chu-ho-so", "noi-dung", "giay-to", "nhan-ket-qua", "xem-lai")


def _public(taken):
    return [
        "/tra-cuu/",
        f"/ho-so/{taken.code}/da-nop/",
        f"/kiem-tra/{forms_of(taken.id)[0].token}/",
        "/kiem-tra/khong/",
    ]


def test_who_holds_both_codes_sees_where_it_lies(phone, province):
    taken = received(province)
    page = phone("/")
    page.fill("#id_code", taken.code)
    page.fill("#id_key", taken.lookup_key)
    page.press("#id_key", "Enter")
    page.wait_for_url(f"**/tra-cuu/{taken.code}/")
    assert "Tiếp nhận hồ sơ" in page.inner_text(".timeline .now")
