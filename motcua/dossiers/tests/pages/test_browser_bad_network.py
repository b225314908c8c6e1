"""A bad connection, a session that ended, a second device: nothing typed is lost. In a real browser."""

import pytest

from motcua.dossiers.actions.save_draft import save_draft
from motcua.dossiers.models import Dossier
from motcua.dossiers.tests.make import person
from motcua.dossiers.tests.pages.conftest import empty_draft, sign_in
from motcua.identity.public import Account
from motcua.kernel.clock import now

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def at_contents(phone, province, **more):
    """A phone on the screen where the contents are typed, and the draft."""
    draft = empty_draft(province)
    page = phone(f"/nop-ho-so/don/{draft.id}/noi-dung/", **more)
    sign_in(page)
    page.wait_for_selector("#id_ad_title")
    return page, draft


def form_of(draft):
    return Dossier.objects.get(id=draft.id).form


def waiting_in(page):
    return page.evaluate("Object.entries(localStorage).filter(([name]) => name.startsWith('motcua.waiting.'))")


def another_page(page):
    """The page is closed while there is no network; later there is one, and another page."""
    page.close()
    page.context.set_offline(False)
    return page.context.new_page()


def something_waits(page):
    for _ in range(100):
        if waiting_in(page):
            return
        page.wait_for_timeout(50)
    raise AssertionError("nothing waits")


def test_what_is_typed_offline_waits_sealed_and_is_sent_when_the_network_is_back(phone, province):
    page, draft = at_contents(phone, province)
    page.context.set_offline(True)
    page.fill("#id_ad_title", "Nước mắm Biển Xanh")
    page.wait_for_selector("[data-autosave][data-state=offline]")
    assert page.inner_text("[data-autosave]") == "Chưa lưu lên máy chủ – sẽ gửi khi có mạng"
    something_waits(page)
    assert "Biển" not in str(waiting_in(page)), "sealed"
    assert "ad_title" not in form_of(draft)
    page.context.set_offline(False)
    page.wait_for_selector("[data-autosave][data-state=saved]")
    assert form_of(draft)["ad_title"] == "Nước mắm Biển Xanh"
    assert waiting_in(page) == []


def test_what_waits_is_sent_by_the_list_of_drafts_when_the_screen_is_gone(phone, province):
    page, draft = at_contents(phone, province)
    page.context.set_offline(True)
    page.fill("#id_ad_title", "Nước mắm Biển Xanh")
    page.wait_for_selector("[data-autosave][data-state=offline]")
    something_waits(page)
    address = page.url
    page = another_page(page)
    page.goto(address.partition("/nop-ho-so/")[0] + "/ho-so-cua-toi/")
    page.wait_for_selector("[data-waiting][data-state=saved]")
    assert form_of(draft)["ad_title"] == "Nước mắm Biển Xanh"
    assert waiting_in(page) == []


def test_what_waits_is_put_back_into_its_screen_and_saved(phone, province):
    page, draft = at_contents(phone, province)
    page.context.set_offline(True)
    page.fill("#id_ad_title", "Nước mắm Biển Xanh")
    something_waits(page)
    [[name, sealed]] = waiting_in(page)
    page.context.set_offline(False)
    page.wait_for_selector("[data-autosave][data-state=saved]")
    Dossier.objects.update(form={})  # as if it had not come through
    page.evaluate("([name, sealed]) => localStorage.setItem(name, sealed)", [name, sealed])
    page.reload()
    page.wait_for_selector("[data-autosave][data-state=saved]")
    assert page.input_value("#id_ad_title") == form_of(draft)["ad_title"] == "Nước mắm Biển Xanh"
    assert waiting_in(page) == []


def test_what_another_device_saved_meanwhile_is_not_written_over_without_asking(phone, province):
    page, draft = at_contents(phone, province)
    page.context.set_offline(True)
    page.fill("#id_ad_title", "Gõ khi mất mạng")
    page.wait_for_selector("[data-autosave][data-state=offline]")
    save_draft(dossier_id=draft.id, changes={"form": {"ad_title": "Gõ ở máy kia"}}, actor=person("bien"), at=now())
    page.context.set_offline(False)
    page.wait_for_selector("[data-autosave][data-state=clash]")
    assert "Tên sản phẩm: Gõ ở máy kia" in page.inner_text("[data-autosave]")
    assert form_of(draft)["ad_title"] == "Gõ ở máy kia"
    page.click("text=Giữ bản ở đây")
    page.wait_for_selector("[data-autosave][data-state=saved]")
    assert form_of(draft)["ad_title"] == "Gõ khi mất mạng"


def test_the_version_of_the_other_device_can_be_taken(phone, province):
    page, draft = at_contents(phone, province)
    save_draft(dossier_id=draft.id, changes={"form": {"ad_title": "Gõ ở máy kia"}}, actor=person("bien"), at=now())
    page.fill("#id_ad_title", "Gõ ở đây")
    page.wait_for_selector("[data-autosave][data-state=clash]")
    with page.expect_navigation():
        page.click("text=Lấy bản ở nơi kia")
    assert page.input_value("#id_ad_title") == "Gõ ở máy kia"
    assert waiting_in(page) == []


def test_a_form_sent_without_a_network_is_kept_and_goes_on_later(phone, province):
    page, draft = at_contents(phone, province)
    page.fill("#id_ad_title", "Nước mắm")
    page.fill("#id_ad_place", "Nha Trang")
    page.wait_for_selector("[data-autosave][data-state=saved]")
    page.context.set_offline(True)
    page.fill("#id_ad_place", "Cam Ranh")
    page.click("[name=go][value=next].btn")
    page.wait_for_selector("[data-autosave][data-state=offline]")
    page.context.set_offline(False)
    page.wait_for_selector("[data-autosave][data-state=saved]")
    assert form_of(draft)["ad_place"] == "Cam Ranh"
    with page.expect_navigation():
        page.click("[name=go][value=next].btn")
    assert page.url.endswith("/giay-to/")
    page.wait_for_timeout(300)
    assert waiting_in(page) == [], "the server said that it has arrived"


def test_a_session_that_ended_is_said_and_nothing_typed_is_lost(phone, province):
    page, draft = at_contents(phone, province)
    page.wait_for_timeout(200)
    page.context.clear_cookies(name="sessionid")
    page.fill("#id_ad_title", "Gõ sau khi hết phiên")
    page.wait_for_selector("[data-autosave][data-state=ended]")
    with page.expect_navigation():
        page.click("text=Đăng nhập để lưu")
    sign_in(page)
    page.wait_for_selector("[data-autosave][data-state=saved]")
    assert page.input_value("#id_ad_title") == "Gõ sau khi hết phiên"
    assert form_of(draft)["ad_title"] == "Gõ sau khi hết phiên"


def test_what_waits_of_one_person_is_never_read_by_the_next(phone, province, live_server):
    page, _draft = at_contents(phone, province)
    page.context.set_offline(True)
    page.fill("#id_ad_title", "Chuyện riêng")
    something_waits(page)
    page = another_page(page)
    page.context.clear_cookies()
    hoa = Account.objects.get(username="hoa")
    hoa.set_password("song-bien-xanh-7")
    hoa.save()
    other = empty_draft(province, by="hoa")
    page.goto(f"{live_server.url}/nop-ho-so/don/{other.id}/noi-dung/")
    page.fill("#id_login", "hoa")
    page.fill("#id_password", "song-bien-xanh-7")
    page.press("#id_password", "Enter")
    page.wait_for_selector("#id_ad_title")
    assert page.input_value("#id_ad_title") == ""
    assert len(waiting_in(page)) == 1, "it waits on, sealed, for whom it belongs to"


def test_without_a_network_a_page_of_ours_says_so_and_nothing_private_is_kept(phone, province):
    page, _draft = at_contents(phone, province)
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.reload()
    page.context.set_offline(True)
    page.goto(page.url)
    assert page.inner_text("h1") == "Chưa có mạng"
    kept = page.evaluate(
        "caches.keys().then((names) => Promise.all(names.map((name) => caches.open(name).then((one) => one.keys()))))"
        ".then((all) => all.flat().map((one) => new URL(one.url).pathname))"
    )
    assert [one for one in kept if not one.startswith("/static/")] == ["/ngoai-tuyen/"]
