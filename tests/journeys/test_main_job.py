"""The main job in a real browser, as docs/tutorial/first-dossier.md tells it: from a phone to a signed result."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from motcua.documents.public import SignatureReport, verify_pdf
from motcua.kernel.clock import now
from tests.journeys.place import PASSWORD, demo_served

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("journey")]
PAPER = (Path(__file__).resolve().parent / "paper.pdf").read_bytes()
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 800}


@pytest.fixture(scope="module")
def address():
    """A demo that nobody has touched."""
    with demo_served() as served:
        yield served


@pytest.fixture
def opens(chromium, address):
    """A browser of one's own for each person."""
    contexts = []

    def as_person(username: str | None, viewport: dict[str, int] = DESK, path: str = "") -> Page:
        context = chromium.new_context(viewport=viewport, locale="vi-VN", base_url=address, accept_downloads=True)
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        if username:
            page.goto("/tai-khoan/dang-nhap/")
            sign_in(page, username)
        if path or not username:
            page.goto(path or "/")
        return page

    yield as_person
    for context in contexts:
        context.close()


def sign_in(page: Page, username: str) -> None:
    page.get_by_label("Tên đăng nhập").fill(username)
    page.locator("#id_password").fill(PASSWORD)
    with page.expect_navigation(wait_until="load"):
        page.keyboard.press("Enter")


def press(page: Page, words: str | re.Pattern[str]) -> None:
    """A button of the page, by its words."""
    with page.expect_navigation(wait_until="load"):
        page.locator("main").get_by_role("button", name=words).last.click()


def act(page: Page, words: str) -> None:
    """One of the acts on an officer's page that asks for something first: open it, then do it."""
    page.locator("main .btn", has_text=words).first.click()
    page.locator("[data-act-form]").wait_for()


def test_from_a_phone_to_a_signed_result(opens, tmp_path):
    phone = opens(None, PHONE)
    code = submit_by_phone(phone)

    desk = opens("tiepnhan")
    expect(desk).to_have_url(re.compile("/viec/"))
    here = find(desk, code)
    press(desk, re.compile(r"^Đạt"))
    desk.locator("#id_note").fill("Ảnh mờ, không đọc được chữ")
    press(desk, "Chưa đạt")
    act(desk, "Yêu cầu bổ sung")
    press(desk, "Yêu cầu bổ sung")

    phone.goto(f"/ho-so/{code}/")
    expect(phone.locator("main")).to_contain_text("Ảnh mờ, không đọc được chữ")
    attach(phone, 0)
    press(phone, "Gửi bổ sung")

    desk.goto(here)
    press(desk, "Xác nhận đủ giấy tờ")
    press(desk, "Tiếp nhận và chuyển")

    settle(opens, here)

    desk.goto(here)
    act(desk, "Trả kết quả")
    expect(desk.get_by_label("Tải về trên mạng")).to_be_checked()
    expect(desk.get_by_label("Người nhận", exact=True)).to_have_value("Công ty TNHH Quảng cáo Sóng Biển Xanh")
    press(desk, "Trả kết quả")

    result = download(phone, code, tmp_path)
    # whom to trust is known to the demo alone; its page is asked below
    assert [one.intact for one in signatures(result)] == [True, True]
    check_as_anybody(opens(None, PHONE), phone, result)


def submit_by_phone(phone: Page, delivery: Callable[[Page], object] | None = None) -> str:
    """Find the notice, fill it with mistakes on the way, submit; answers the code. ``delivery``: what is chosen there."""
    phone.locator("main input[name=q]").fill("treo bang ron")
    phone.keyboard.press("Enter")
    phone.locator("main a", has_text="Tiếp nhận thông báo sản phẩm quảng cáo").first.click()
    phone.get_by_role("link", name="Bắt đầu nộp hồ sơ").click()
    sign_in(phone, "doanhnghiep")
    press(phone, re.compile("Bắt đầu điền đơn|Làm đơn mới"))
    press(phone, "Tiếp tục")
    phone.get_by_label("Doanh nghiệp, tổ chức", exact=True).check()
    expect(phone.get_by_label("Mã số thuế")).to_have_value("0000000026")
    press(phone, "Tiếp tục")
    tell_what(phone)
    tell_where_and_when(phone)
    for number in (0, 2, 3, 4):
        attach(phone, number)
    press(phone, "Tiếp tục")
    if delivery:
        delivery(phone)
    press(phone, "Tiếp tục")
    phone.locator("#id_truth").check()
    press(phone, re.compile("^Nộp hồ sơ"))
    expect(phone.locator("main")).to_contain_text("Tiếp nhận thông báo sản phẩm quảng cáo trên bảng quảng cáo")
    return phone.url.split("/")[-3]


def tell_what(phone: Page) -> None:
    press(phone, "Tiếp tục")
    expect(phone.locator(".summary")).to_be_focused()
    press(phone, "Tiếp tục")
    phone.go_back()  # never a question whether to send the form again
    expect(phone.locator("main h1")).to_have_text("Nội dung quảng cáo")
    phone.get_by_label("Tên sản phẩm, dịch vụ, sự kiện được quảng cáo").fill("Khai trương cửa hàng")
    phone.get_by_label("Chữ và hình trên bảng, băng-rôn").fill("Khai trương, giảm giá 10%")
    phone.get_by_label("Hàng hóa, dịch vụ đặc biệt").select_option(label="Không thuộc loại nào")
    press(phone, "Tiếp tục")


def tell_where_and_when(phone: Page) -> None:
    phone.get_by_label("Băng-rôn ngang").check()
    row = {"place": "Số 8 đường Hoa Sứ", "width": "6", "height": "0,8", "count": "2"}
    for key, words in row.items():
        phone.locator(f"[name='ad_boards.0.{key}']").fill(words)
    phone.locator("[name='ad_boards.0.commune']").select_option(label="Phường Nha Trang")
    phone.get_by_label("Tổng số lượng").fill("2")
    press(phone, "Tiếp tục")
    phone.get_by_label("Địa điểm chính").fill("Số 8 đường Hoa Sứ, phường Nha Trang")
    phone.get_by_label("Nhà, đất của mình").check()
    press(phone, "Tiếp tục")
    phone.get_by_label("Từ ngày").fill("2099-12-09")
    phone.get_by_label("Đến hết ngày").fill("2099-12-01")
    phone.get_by_label("Tôi cam đoan").check()
    press(phone, "Tiếp tục")
    expect(phone.locator(".summary")).to_contain_text("phải từ ngày 09/12/2099 trở đi")
    phone.get_by_label("Đến hết ngày").fill("2099-12-20")
    press(phone, "Tiếp tục")


def attach(phone: Page, number: int) -> None:
    """A paper at the place of that number on the page."""
    form = phone.locator("form.apply-paper, form:has(input[type=file])").nth(number)
    form.locator("input[type=file]").set_input_files(
        {"name": "giay-to.pdf", "mimeType": "application/pdf", "buffer": PAPER}
    )
    form.locator(".upload-item.done").wait_for()


def find(desk: Page, code: str) -> str:
    """The dossier from the desk of the unit, on a page of its own; answers its address."""
    desk.goto("/viec/?xem=phong")
    desk.get_by_role("link", name=code).click()
    desk.locator("#detail .dossier").wait_for()
    with desk.expect_navigation(wait_until="load"):
        desk.get_by_role("link", name="Mở cả trang").click()
    return desk.url.split("?")[0]


def settle(opens, here: str) -> None:
    """The division, the leader and the registry."""
    head = opens("truongphong", path=here)
    act(head, "Giao việc")
    head.get_by_label("Giao cho").select_option(label="Lê Thanh Tâm, Chuyên viên")
    press(head, "Giao việc")
    specialist = opens("chuyenvien", path=here)
    specialist.locator("main").get_by_role("link", name="Soạn dự thảo kết quả").click()
    press(specialist, "Lưu và xem bản in")
    act(specialist, "Trình dự thảo")
    press(specialist, "Trình dự thảo")
    head.goto(here)
    act(head, "Đồng ý, trình ký")
    press(head, "Đồng ý, trình ký")
    for username, words in (("lanhdao", "Ký số"), ("vanthu", "Cấp số, phát hành")):
        page = opens(username, path=here)
        act(page, words)
        press(page, words)
        page.context.close()


def download(phone: Page, code: str, folder: Path) -> Path:
    """The signed result, kept as a file."""
    phone.goto(f"/ho-so/{code}/")
    with phone.expect_download() as coming:
        phone.get_by_role("link", name="Tải bản có ký số").click()
    kept = folder / coming.value.suggested_filename
    coming.value.save_as(kept)
    return kept


def signatures(result: Path) -> list[SignatureReport]:
    """Checked in a thread of its own: Playwright keeps an event loop in this one, and checking wants its own."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(verify_pdf, result.read_bytes(), at=now()).result()


def check_as_anybody(anybody: Page, phone: Page, result: Path) -> None:
    """By the address in the QR, and by the file itself; nobody signs in."""
    link = phone.get_by_role("link", name="Kiểm tra chữ ký", exact=True)
    anybody.goto(link.get_attribute("href") or "")
    expect(anybody.locator("main")).to_contain_text("Thật, còn nguyên như khi ký")
    anybody.goto("/kiem-tra-chu-ky/")
    anybody.locator("input[type=file]").set_input_files(result)
    press(anybody, "Kiểm tra")
    expect(anybody.get_by_text("Chữ ký hợp lệ")).to_have_count(2)
