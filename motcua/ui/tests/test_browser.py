"""What only a real browser can tell: axe, widths, keys, and what happens when the network goes."""

from pathlib import Path

import pytest

from motcua.ui import fonts

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
AXE = Path(fonts.__file__).parent.parent.parent / "node_modules" / "axe-core" / "axe.min.js"
PAGES = ["/ui/", "/ui/ban-lam-viec/", "/ui/tu-choi/"]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def axe(page):
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("tags => axe.run(document, {runOnly: {type: 'tag', values: tags}})", RULES)
    assert len(found["passes"]) > 10
    return [
        f"{one['id']}: {one['help']} — {node['html'][:160]} {node['any'][:1]}"
        for one in found["violations"]
        for node in one["nodes"][:3]
    ]


def width_needed(page):
    return page.evaluate("document.documentElement.scrollWidth")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing(look, path, width, scheme):
    assert axe(look(path, width, scheme)) == []


def test_axe_finds_nothing_in_an_open_menu_which_escape_closes(look):
    page = look("/ui/", 360)
    page.locator("details.menu > summary").click()
    assert axe(page) == []
    page.keyboard.press("Escape")
    assert not page.locator(".menu-sheet").is_visible()
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


@pytest.mark.parametrize("path", PAGES)
def test_nothing_has_to_be_scrolled_sideways(look, path):
    page = look(path)
    for width in (320, 360, 768, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert width_needed(page) <= width


@pytest.mark.parametrize("path", PAGES)
def test_text_can_be_twice_as_large(look, path):
    page = look(path)
    # The policy forbids styles in the page; a sheet given by the reader's browser is another matter.
    page.evaluate(
        "() => { const sheet = new CSSStyleSheet(); sheet.replaceSync('html { font-size: 200% !important }');"
        " document.adoptedStyleSheets = [sheet]; }"
    )
    for width in (360, 768, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("parseFloat(getComputedStyle(document.querySelector('h1')).fontSize)") >= 36
        assert width_needed(page) <= width


@pytest.mark.parametrize("path", PAGES)
def test_what_is_pressed_is_at_least_44_pixels_high_on_a_phone(look, path):
    page = look(path, 360)
    small = page.evaluate(
        """() => [...document.querySelectorAll("button, summary, .btn, input, select, .row-link, .rail a, .views a")]
            .filter((one) => one.type !== "hidden" && one.getClientRects().length)
            .map((one) => [one, (one.closest(".form-check") ?? one).getBoundingClientRect().height])
            .filter(([, height]) => height < 43.9)
            .map(([one, height]) => `${height} ${one.outerHTML.slice(0, 120)}`)"""
    )
    assert small == []


@pytest.mark.parametrize("path", PAGES)
def test_the_browser_complains_of_nothing(look, path):
    assert look(path).complaints == []


def test_the_skip_link_is_the_first_stop_and_is_seen(look):
    page = look("/ui/tu-choi/", 360)
    page.keyboard.press("Tab")
    link = page.locator(".skip-link")
    assert page.evaluate("document.activeElement.className") == "skip-link"
    assert link.bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


def test_the_menu_opens_without_javascript(look):
    page = look("/ui/", 360, java_script_enabled=False)
    page.locator("details.menu > summary").click()
    assert page.get_by_role("link", name="Đăng nhập").is_visible()


def test_the_theme_stays_after_it_was_chosen(look):
    page = look("/ui/", scheme="light")
    page.get_by_role("button", name="Nền tối").click()
    page.wait_for_load_state()
    assert page.locator("html").get_attribute("data-theme") == "dark"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(15, 25, 34)"


def test_j_and_k_walk_the_list_from_the_row_that_is_open(look):
    page = look("/ui/ban-lam-viec/")

    def at():
        return page.evaluate("document.activeElement.textContent.trim()")

    page.keyboard.press("j")
    assert at() == "0024"
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert at() == "0019"
    page.keyboard.press("k")
    assert at() == "0024"
    page.keyboard.press("Enter")
    assert page.url.endswith("#ho-so-2")


def test_a_letter_presses_its_button_but_never_while_somebody_types(look):
    page = look("/ui/ban-lam-viec/")
    page.evaluate(
        "() => { window.pressed = 0;"
        " document.querySelector('[data-key=d]').addEventListener('click', () => pressed++); }"
    )
    page.keyboard.press("d")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.type") == "search"
    page.keyboard.type("dd jk?")
    page.keyboard.press("Control+d")
    assert page.evaluate("pressed") == 1
    assert page.locator("#masthead-search").input_value() == "dd jk?"


def test_the_question_mark_tells_the_keys_of_the_page(look):
    page = look("/ui/ban-lam-viec/")
    page.keyboard.press("?")
    text = page.locator("#keys-help").inner_text()
    assert "Trình ký" in text
    assert "Phân công" in text
    assert "Trình ký d" not in text
    page.keyboard.press("?")
    assert not page.locator("#keys-help").is_visible()


def test_what_is_typed_is_saved_and_said_and_survives_a_bad_network(look):
    page = look("/ui/")
    bodies = []

    def answer(route):
        bodies.append(route.request.post_data)
        route.fulfill(status=204) if len(bodies) != 1 else route.abort()

    page.route("**/ui/nen/", answer)
    page.locator("#id_phone").fill("0258 000 111")
    said = page.locator("[data-autosave]")
    page.locator("[data-autosave][data-state=failed]").wait_for()
    assert "chưa lưu được" in said.inner_text()
    page.locator("[data-autosave][data-state=saved]").wait_for()
    assert said.inner_text().startswith("đã lưu ")
    assert "0258 000 111" in bodies[-1]
    page.context.set_offline(True)
    page.locator("#id_phone").fill("0258 000 222")
    page.locator("[data-autosave][data-state=offline]").wait_for()
    page.context.set_offline(False)
    page.locator("[data-autosave][data-state=saved]").wait_for()
    assert "0258 000 222" in bodies[-1]


def paper(size=2000):
    return {"name": "Giấy chứng sinh 2.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7" + b" " * size}


def test_an_upload_that_fails_says_so_and_can_be_tried_again(look):
    page = look("/ui/", 360)
    answers = [
        {"status": 503, "body": ""},
        {"status": 201, "json": {"id": "abc", "name": "giay.pdf", "url": "/ui/"}},
    ]
    page.route("**/ui/nen/", lambda route: route.fulfill(**answers.pop(0)))
    page.locator("#id_papers").set_input_files(paper())
    item = page.locator(".upload-item").last
    item.get_by_text("Chưa tải lên được").wait_for()
    item.get_by_role("button", name="Thử lại").click()
    item.get_by_text("Đã tải lên").wait_for()
    assert item.locator("input[name=papers_id]").input_value() == "abc"


def test_a_refused_file_shows_the_servers_words_and_no_useless_retry(look):
    page = look("/ui/", 360)
    problem = {"title": "Tệp này là chương trình, không phải PDF.", "detail": "Hãy chọn tệp PDF hoặc ảnh."}
    page.route("**/ui/nen/", lambda route: route.fulfill(status=422, json=problem))
    page.locator("#id_papers").set_input_files(paper())
    item = page.locator(".upload-item").last
    item.get_by_text("Hãy chọn tệp PDF hoặc ảnh.").wait_for()
    assert item.get_by_role("button", name="Thử lại").count() == 0
    item.get_by_role("button", name="Thôi").click()
    assert page.locator(".upload-item").count() == 1


def test_a_file_over_the_limit_is_not_even_sent(look):
    page = look("/ui/", 360)
    sent = []
    page.route("**/ui/nen/", lambda route: (sent.append(1), route.fulfill(status=204)))
    page.evaluate("() => { document.querySelector('[data-upload]').dataset.limit = '100000'; }")
    page.locator("#id_papers").set_input_files(paper(100_001))
    page.locator(".upload-item").last.get_by_text("Tệp lớn quá 0,1 MB").wait_for()
    assert sent == []


def test_on_paper_the_frame_is_gone_and_the_words_stay(look):
    page = look("/ui/", scheme="dark")
    page.emulate_media(media="print")
    assert not page.locator(".menu").is_visible()
    assert not page.locator(".footer").is_visible()
    assert page.get_by_role("heading", name="Bộ linh kiện").is_visible()
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(21, 34, 45)"
