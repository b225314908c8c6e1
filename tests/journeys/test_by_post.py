"""From a phone to the letter box: submitted, paid by VietQR, brought by the post, tracked to the door.

Everything that ``make demo`` starts is there: the bank and the carrier are processes of their own.
"""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.place import demo_alive
from tests.journeys.test_main_job import DESK, PHONE, act, find, press, settle, sign_in, submit_by_phone

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("by-post")]


@pytest.fixture(scope="module")
def port():
    """A demo that nobody has touched, whole."""
    with demo_alive() as first:
        yield first


@pytest.fixture
def opens(chromium, port):
    """A browser of one's own for each person."""
    contexts = []

    def as_person(username: str | None, viewport: dict[str, int] = DESK, path: str = "") -> Page:
        context = chromium.new_context(viewport=viewport, locale="vi-VN", base_url=f"http://127.0.0.1:{port}")
        context.set_default_timeout(20_000)
        contexts.append(context)
        page = context.new_page()
        if username:
            page.goto("/tai-khoan/dang-nhap/")
            sign_in(page, username)
        page.goto(path or "/") if path or not username else None
        return page

    yield as_person
    for context in contexts:
        context.close()


def want_it_by_post(phone: Page) -> None:
    """The price is there before anything is sent; what no postman can use is asked for again."""
    phone.get_by_label("Bưu điện gửi bản giấy về nhà").check()
    expect(phone.locator("main")).to_contain_text("26.000 đồng trong tỉnh")
    phone.get_by_label("Số điện thoại bưu tá gọi").fill("09")
    phone.get_by_label("Số nhà, đường, thôn, tổ dân phố").fill("Số 8 đường Hoa Sứ")
    phone.get_by_label("Xã, phường", exact=True).select_option(label="Phường Nha Trang")
    press(phone, "Tiếp tục")
    expect(phone.locator(".summary")).to_contain_text("số điện thoại mà bưu tá gọi được")
    phone.get_by_label("Số điện thoại bưu tá gọi").fill("0900000026")
    press(phone, "Tiếp tục")
    expect(phone.locator("main")).to_contain_text("26.000 đồng")
    phone.go_back()


def pay_by_qr(phone: Page, code: str) -> None:
    phone.goto(f"/ho-so/{code}/")
    phone.get_by_role("link", name=re.compile("^Nộp 150.000")).click()
    press(phone, re.compile("QR"))
    charge = phone.url.partition("?")[0]
    expect(phone.locator(".pay-qr svg")).to_be_visible()
    phone.get_by_role("link", name=re.compile("ngân hàng giả lập")).click()
    phone.get_by_role("button", name="Chuyển tiền").click()
    phone.goto(charge)
    expect(phone.locator("main")).to_contain_text("Đã thanh toán")


def carried(post: Page, order: str, *steps: str) -> None:
    """A person at the carrier's moves a parcel on."""
    for words in steps:
        post.locator(f"section:has(h2:text-is('{order}'))").get_by_role("button", name=words).click()


def fits(phone: Page) -> None:
    """Nothing is wider than the phone."""
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360


def test_from_a_phone_to_the_letter_box(opens, port):
    phone = opens(None, PHONE)
    code = submit_by_phone(phone, want_it_by_post)

    desk = opens("tiepnhan")
    here = find(desk, code)
    act(desk, "Yêu cầu nộp tiền")
    desk.get_by_label("Số tiền").fill("150000")
    desk.get_by_label("Khoản thu").fill("Phí thẩm định")
    press(desk, "Yêu cầu nộp tiền")
    pay_by_qr(phone, code)
    desk.goto(here)
    press(desk, "Tiếp nhận và chuyển")
    settle(opens, here)

    phone.goto(f"/ho-so/{code}/")
    expect(phone.locator(".parcel")).to_contain_text("Bưu điện trả kết quả")
    fits(phone)
    order = f"{code}-T1"
    post = opens(None, path=f"http://127.0.0.1:{port + 6}/")
    expect(post.locator("main, body")).to_contain_text("Bưu điện giả lập")
    for _try in range(60):  # the worker tells the carrier
        if post.get_by_role("heading", name=order, exact=True).count():
            break
        post.wait_for_timeout(1000)
        post.reload()

    desk.goto("/buu-chinh/")
    press(desk, "Bàn giao cho bưu tá")
    expect(desk.locator("main")).to_contain_text(order)
    carried(post, order, "Bước tiếp: Đã lấy hàng", "Bước tiếp: Đang vận chuyển", "Bước tiếp: Đến bưu cục phát")
    carried(post, order, "Bước tiếp: Đang đi phát")
    phone.reload()
    expect(phone.locator(".parcel .status").first).to_contain_text("Đang đi phát")

    carried(post, order, "Không phát được")
    desk.goto("/buu-chinh/?xem=can-xu-ly")
    expect(desk.locator("main")).to_contain_text(order)
    phone.reload()
    expect(phone.locator(".parcel .status").first).to_contain_text("Phát chưa được")

    carried(post, order, "Bước tiếp: Đang đi phát", "Bước tiếp: Phát thành công")
    phone.reload()
    expect(phone.locator(".parcel .status").first).to_contain_text("Đã phát")
    expect(phone.locator("main .status").first).to_contain_text("Đã trả kết quả")
    fits(phone)
    desk.goto("/buu-chinh/?xem=can-xu-ly")
    expect(desk.locator("main")).not_to_contain_text(order)
    phone.goto("/hop-thu/")
    expect(phone.locator("main")).to_contain_text("Bưu điện phát chưa được")
