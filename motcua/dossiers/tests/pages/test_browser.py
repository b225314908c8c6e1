"""The officers' pages in a real browser: axe, widths, and the main acts by keyboard alone."""

from urllib.parse import urlsplit

import pytest
from django.urls import reverse

from motcua.dossiers.models import Dossier, DossierEvent, Status
from motcua.dossiers.queries import open_steps
from motcua.dossiers.tests.actions.test_who_may import at_division
from motcua.dossiers.tests.make import at_leader, at_specialist, consulting_notice, notice, publish, submitted
from motcua.ui.tests.test_browser import axe, width_needed

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def look_as(look, as_, live_server):
    """A page as one of the cast sees it."""

    def at(who, path, width=1280, scheme="light"):
        cookie = {
            "name": "sessionid",
            "value": as_(who).cookies["sessionid"].value,
            "domain": urlsplit(live_server.url).hostname,
            "path": "/",
            "expires": -1,
            "httpOnly": True,
            "secure": False,
            "sameSite": "Lax",
        }
        return look(path, width, scheme, storage_state={"cookies": [cookie], "origins": []})

    return at


def pages(units) -> list[tuple[str, str]]:
    new, drafted, ready = submitted(units), at_specialist(units), at_leader(units)
    page = {dossier.id: reverse("handling", args=[dossier.id]) for dossier in (new, drafted, ready)}
    return [
        ("lan", reverse("desk", query={"xem": "phong"})),
        ("lan", reverse("desk", query={"xem": "phong", "mo": str(new.id)})),
        ("lan", page[new.id]),
        ("lan", f"{page[new.id]}?lam=yeu-cau-bo-sung"),
        ("an", f"{page[drafted.id]}?muc=don"),
        ("an", f"{page[drafted.id]}?muc=quy-trinh"),
        ("an", f"{page[drafted.id]}?muc=dien-bien"),
        ("an", reverse("drafting", args=[drafted.id])),
        ("son", f"{page[ready.id]}?muc=ket-qua"),
        ("son", reverse("desk-sign")),
        ("lan", reverse("counter", query={"tim": "quang cao"})),
        ("lan", reverse("counter-form", args=["1.004650"])),
        ("lan", reverse("register", query={"tu": "2026-03-01", "den": "2026-03-31"})),
    ]


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1280, "dark"), (360, "light")])
def test_axe_finds_nothing_and_nothing_is_scrolled_sideways(province, look_as, width, scheme):
    found = []
    for who, path in pages(province):
        page = look_as(who, path, width, scheme)
        found += [f"{path}: {fault}" for fault in axe(page)]
        if width_needed(page) > width:
            found.append(f"{path}: {width_needed(page)} pixels wide")
        found += [f"{path}: {said}" for said in page.complaints]
        page.context.close()
    assert found == []


def test_a_dossier_is_found_opened_and_received_by_keyboard_alone(province, look_as):
    submitted(province)
    dossier = submitted(province)
    page = look_as("lan", reverse("desk", query={"xem": "phong"}))
    for key in ("j", "j", "Enter"):
        page.keyboard.press(key)
    page.locator("#detail .dossier").wait_for()
    assert dossier.code in page.locator("#detail").inner_text()
    with page.expect_navigation():
        page.keyboard.press("n")
    dossier.refresh_from_db()
    assert dossier.status == Status.IN_PROGRESS
    assert "/viec/?xem=phong" in page.url
    assert dossier.code in page.locator(".messages").inner_text()


def test_papers_are_asked_for_by_keyboard_from_the_part_beside_the_list(province, look_as):
    dossier = submitted(province)
    page = look_as("lan", reverse("desk", query={"xem": "phong"}))
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.locator("#detail .dossier").wait_for()
    page.keyboard.press("b")
    page.locator("[data-act-form] input:focus").wait_for()
    page.keyboard.type("Ma-két")
    page.keyboard.press("Tab")
    page.keyboard.type("Ảnh mờ")
    page.wait_for_timeout(1500)  # the paper that comes into its frame meanwhile must not keep the cursor
    assert page.evaluate("document.hasFocus() && document.activeElement.value") == "Ảnh mờ"
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert Dossier.objects.get(id=dossier.id).status == Status.PAPERS_ASKED


def test_the_leader_ticks_and_signs_by_keyboard(province, look_as):
    dossier = at_leader(province)
    page = look_as("son", reverse("desk-sign"))
    for key in ("j", "x"):
        page.keyboard.press(key)
    with page.expect_navigation():
        page.keyboard.press("G")
    assert Dossier.objects.get(id=dossier.id).result.signed_at is not None


def test_conditions_hide_what_does_not_apply_and_rows_are_added_without_asking_the_page(province, look_as):
    publish(with_conditions())
    page = look_as("lan", reverse("counter-form", args=["1.004650"]))
    assert not page.locator("#id_why").is_visible()
    page.locator("#id_kind_1").check()
    assert page.locator("#id_why").is_visible()
    page.locator("[data-eform-add]").click()
    assert page.locator("[data-eform-row]").count() == 2
    assert page.locator('[name="people.1.name"]').evaluate("one => one === document.activeElement")
    page.locator("[data-eform-drop]").first.click()
    assert page.locator("[data-eform-row]").count() == 1
    assert page.complaints == []


def test_a_step_is_taken_by_one_key_and_whom_to_ask_is_chosen_by_keyboard(province, look_as):
    publish(consulting_notice())
    dossier = at_division(province)
    page = look_as("an", reverse("desk", query={"xem": "phong"}))
    for key in ("j", "Enter"):
        page.keyboard.press(key)
    page.locator("#detail .dossier").wait_for()
    with page.expect_navigation():
        page.keyboard.press("n")
    assert open_steps(dossier)[0].officer.username == "an"
    page.goto(page.url.partition("/viec/")[0] + reverse("handling", args=[dossier.id]))
    page.keyboard.press("K")
    page.locator("[data-act-form] input:focus").wait_for()
    page.keyboard.press("Space")  # the first is not asked
    with page.expect_navigation():
        page.locator("[data-act-form] .btn-primary").press("Enter")
    assert [step.node for step in open_steps(dossier)] == ["look"]


def test_after_a_refused_act_back_and_reload_ask_nothing_and_do_nothing_twice(province, look_as):
    dossier = submitted(province)
    page = look_as("lan", reverse("desk", query={"xem": "phong"}))
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.accept()))
    start = page.url.partition("/viec/")[0]
    page.goto(start + reverse("handling", args=[dossier.id], query={"lam": "tu-choi"}))
    with page.expect_navigation():
        page.locator("[data-act-form] .btn").first.click()  # without a reason
    assert page.locator(".summary").is_visible()
    assert page.reload().status == 200
    assert page.locator("[data-act-form]").is_visible()
    page.goto(start + reverse("desk"))
    page.go_back()
    assert page.locator("[data-act-form]").is_visible()
    page.go_back()
    page.go_forward()
    assert asked == []
    with page.expect_navigation():
        page.locator("[data-act-form] textarea").fill("Không đúng nơi")
        page.locator("[data-act-form] .btn").first.click()
    page.reload()
    page.go_back()
    assert page.locator(".dossier").is_visible()
    assert Dossier.objects.get(id=dossier.id).status == Status.REFUSED
    assert DossierEvent.objects.filter(dossier=dossier, action="refuse").count() == 1


def test_slashes_come_by_themselves_and_other_ways_of_writing_a_day_are_put_right(province, look_as):
    page = look_as("lan", reverse("register"))
    first = page.locator("#id_tu")
    first.fill("")
    first.press_sequentially("09032026")
    assert first.input_value() == "09/03/2026"
    page.locator("#id_den").fill("2026-3-12")
    page.locator("#id_den").press("Tab")
    assert page.locator("#id_den").input_value() == "12/03/2026"
    first.press("End")
    first.press("Backspace")
    first.press("Backspace")
    assert first.input_value() == "09/03/20"


def with_conditions():
    """The notice with a question that depends on another, and a table."""
    options = [{"value": "moi", "label": "Mới"}, {"value": "doi", "label": "Đổi"}]
    fields = [
        {"key": "kind", "label": "Loại", "type": "choice", "options": options},
        {"key": "why", "label": "Vì sao đổi", "type": "text", "show_if": {"field": "kind", "equals": "doi"}},
        {"key": "people", "label": "Ai", "type": "table", "columns": [{"key": "name", "label": "Tên", "type": "text"}]},
    ]
    sections = [{"key": "a", "title": "Việc", "fields": fields}]
    return notice(forms={"thong-bao": {"title": "Đơn", "sections": sections}})
