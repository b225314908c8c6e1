"""The inbox's settings, the link in the letter, browsers, and the administrator's pages."""

import json
import re
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core import signing
from django.core.cache import cache

from motcua.identity.public import Account
from motcua.notices.actions.wish import token_for
from motcua.notices.jobs import plan, send, send_check
from motcua.notices.models import Delivery, Device, Notice, SuppressedAddress, Wishes
from motcua.notices.rules.occasions import OCCASIONS
from motcua.notices.tests.make import AT, CODE, somebody, told
from motcua.organizations.tests.make import make_account, make_posting, make_unit

pytestmark = pytest.mark.django_db


def text(answer):
    return answer.content.decode()


@pytest.fixture
def hoa(client):
    cache.clear()  # of tries that were counted
    account = somebody()
    client.force_login(account)
    return account


@pytest.fixture
def keeper(client):
    account = make_account("tri", "Lê Minh Trí")
    make_posting(account, make_unit("H32"), "administrator")
    client.force_login(account)
    return client


TYPED = {"email": "hoa@hop-thu.example", "phone": "0901 234 567", "language": "en", "by_to_do": ["sms", "email"]}


def test_a_new_mail_box_counts_once_the_link_in_its_letter_was_pressed(outside, client, hoa, monkeypatch):
    asked = []
    job = SimpleNamespace(enqueue=lambda *given: asked.append(given))
    monkeypatch.setattr("motcua.notices.pages.wishes.send_check", job)
    assert client.post("/hop-thu/cach-nhan/", TYPED).status_code == 302
    row = Wishes.objects.get(account=hoa)
    assert (row.email, row.email_verified_at, row.language) == (TYPED["email"], None, "en")
    assert row.channels == {"to_do": ["email", "sms"], "result": [], "progress": []}
    assert "chưa được xác nhận" in text(client.get("/hop-thu/cach-nhan/"))
    (given,) = asked
    send_check.func(*given)
    (letter,) = outside.received.of("email")
    link = re.search(r"/hop-thu/xac-nhan/\S+/", letter.text)[0]
    client.logout()
    assert Wishes.objects.get().email_verified_at is None, "to look at the page confirms nothing"
    assert client.get(link).status_code == 200
    assert Wishes.objects.get().email_verified_at is None
    assert "Đã xác nhận" in text(client.post(link))
    assert Wishes.objects.get().email_verified_at


def test_a_link_of_an_address_that_was_changed_opens_nothing(client, hoa):
    Wishes.objects.create(account=hoa, email="moi@hop-thu.example")
    assert client.post(f"/hop-thu/xac-nhan/{token_for(hoa.pk, 'cu@hop-thu.example')}/").status_code == 409
    assert Wishes.objects.get().email_verified_at is None


@pytest.mark.parametrize("spoilt", ["abc", "later"])
def test_a_link_that_is_spoilt_or_old_opens_nothing(client, hoa, spoilt, monkeypatch):
    Wishes.objects.create(account=hoa, email="hoa@hop-thu.example")
    token = token_for(hoa.pk, "hoa@hop-thu.example")
    if spoilt == "later":
        later = signing.time.time() + 4 * 24 * 3600
        monkeypatch.setattr(signing.time, "time", lambda: later)
    else:
        token = token[:-4] + "AAAA"
    assert client.post(f"/hop-thu/xac-nhan/{token}/").status_code == 404
    assert Wishes.objects.get().email_verified_at is None


def test_saving_the_same_address_keeps_it_confirmed_and_a_new_one_does_not(outside, client, hoa):
    Wishes.objects.create(account=hoa, email=TYPED["email"], email_verified_at=AT)
    client.post("/hop-thu/cach-nhan/", TYPED)
    assert Wishes.objects.get().email_verified_at == AT
    client.post("/hop-thu/cach-nhan/", {**TYPED, "email": "khac@hop-thu.example"})
    assert Wishes.objects.get().email_verified_at is None


def test_a_number_that_is_no_mobile_number_is_refused_in_words(outside, client, hoa):
    answer = client.post("/hop-thu/cach-nhan/", {**TYPED, "phone": "0258 3123456"})
    assert answer.status_code == 422
    assert "số di động" in text(answer)
    assert not Wishes.objects.exists()


def test_nobody_has_letters_sent_to_a_stranger_again_and_again(outside, client, hoa):
    codes = [client.post("/hop-thu/cach-nhan/", TYPED).status_code for _ in range(7)]
    assert codes[4:] == [302, 429, 429]


def test_a_browser_is_added_by_its_owner_and_taken_off_again(outside, client, hoa):
    told_by_browser = {"endpoint": f"{outside.url}/push/x", "keys": keys(outside)}
    answer = client.post("/hop-thu/trinh-duyet/", json.dumps(told_by_browser), content_type="application/json")
    assert answer.status_code == 200
    assert Device.objects.get().account == hoa
    evil = {**told_by_browser, "endpoint": "https://10.0.0.1/x"}
    assert client.post("/hop-thu/trinh-duyet/", json.dumps(evil), content_type="application/json").status_code == 422
    for wrong in ({"p256dh": "ngắn", "auth": "x"}, {**keys(outside), "auth": "AAAA"}):
        spoilt = json.dumps({**told_by_browser, "keys": wrong})
        assert client.post("/hop-thu/trinh-duyet/", spoilt, content_type="application/json").status_code == 422
    assert client.post("/hop-thu/trinh-duyet/", "[]", content_type="application/json").status_code == 422
    bien = somebody("bien")
    client.force_login(bien)  # the same browser, somebody else: the first one is told nothing there any more
    client.post("/hop-thu/trinh-duyet/", json.dumps(told_by_browser), content_type="application/json")
    assert Device.objects.get().account == bien
    client.post("/hop-thu/trinh-duyet/tat/")
    assert not Device.objects.exists()


def test_of_many_browsers_the_oldest_give_way(outside, client, hoa):
    for number in range(12):
        told_by_browser = {"endpoint": f"{outside.url}/push/{number}", "keys": keys(outside)}
        client.post("/hop-thu/trinh-duyet/", json.dumps(told_by_browser), content_type="application/json")
    kept = {row.endpoint.rpartition("/")[2] for row in Device.objects.all()}
    assert kept == {str(number) for number in range(2, 12)}


def test_the_small_program_of_the_browser_is_served_as_one(client):
    answer = client.get("/hop-thu/bao-tin.js")
    assert answer["Content-Type"].startswith("text/javascript")
    assert "showNotification" in text(answer)


def test_the_inbox_asks_the_same_number_of_questions_for_one_message_as_for_many(
    client, hoa, django_assert_max_num_queries
):
    for number in range(40):
        told(hoa, once=str(number))
    with django_assert_max_num_queries(8):
        page = text(client.get("/hop-thu/"))
    assert page.count("inbox-title") == 30
    after = re.search(r"tiep=([0-9a-f-]+)", page)[1]
    assert text(client.get(f"/hop-thu/?tiep={after}")).count("inbox-title") == 10
    assert client.get("/hop-thu/?tiep=rac").status_code == 200


def test_a_message_of_a_newer_version_breaks_no_page(client, hoa):
    row = told(hoa)
    Notice.objects.filter(pk=row.pk).update(occasion="sent_to_the_moon")
    plan(AT)
    assert client.get("/hop-thu/").status_code == 200
    assert not Delivery.objects.exists()


def test_everything_is_read_at_once_and_only_ones_own(client, hoa):
    told(hoa)
    other = told(somebody("bien"))
    client.post("/hop-thu/da-doc/")
    assert "Không có tin chưa đọc" in text(client.get("/hop-thu/"))
    other.refresh_from_db()
    assert other.read_at is None


def test_the_inbox_speaks_the_language_of_whoever_reads(client, hoa, settings):
    told(hoa)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    assert "Papers are missing" in text(client.get("/hop-thu/"))


def keys(outside):
    key, secret = outside.styles["push"].keys()
    return {"p256dh": key, "auth": secret}


def dead_one(outside):
    told(Account.objects.filter(username="nam").first() or somebody("nam", email="nam.tran@hop-thu.example"))
    plan(AT)
    outside.faults.order([{"kind": "nobody", "channel": "email"}])
    send("email", AT)


def test_the_administrator_sees_what_could_not_be_sent_and_sends_it_again(outside, keeper):
    dead_one(outside)
    page = text(keeper.get("/quan-tri/tin-nhan/"))
    assert CODE in page
    assert "no such mailbox" in page
    assert "n…n@hop-thu.example" in page
    assert "nam.tran" not in page, "addresses of people are nobody's reading"
    keeper.post(f"/quan-tri/tin-nhan/dia-chi/{SuppressedAddress.objects.get().pk}/mo-lai/")
    keeper.post(f"/quan-tri/tin-nhan/{Delivery.objects.get().pk}/gui-lai/")
    send("email", AT + timedelta(days=500))
    assert Delivery.objects.get().state == Delivery.State.SENT
    assert "Không có tin nào bị trả lại" in text(keeper.get("/quan-tri/tin-nhan/"))


def test_all_of_a_channel_go_again_by_one_press(outside, keeper):
    dead_one(outside)
    keeper.post("/quan-tri/tin-nhan/gui-lai/", {"kenh": "email"})
    assert Delivery.objects.get().state == Delivery.State.QUEUED


def test_a_line_that_is_down_is_seen(outside, keeper):
    account = somebody("nam", email="nam@hop-thu.example")
    for number in range(3):
        told(account, once=str(number))
    plan(AT)
    Delivery.objects.update(attempts=1)  # each by itself
    outside.faults.order([{"kind": "lost", "channel": "email", "times": 99}])
    send("email", AT)
    assert "không trả lời" in text(keeper.get("/quan-tri/tin-nhan/"))


@pytest.mark.parametrize("occasion", OCCASIONS)
def test_every_template_can_be_looked_at(keeper, occasion):
    page = text(keeper.get(f"/quan-tri/tin-nhan/mau/{occasion}/"))
    assert "GSM-7" in page
    letter = keeper.get(f"/quan-tri/tin-nhan/mau/{occasion}/vi/")
    assert "<style>" in text(letter)
    assert "default-src 'none'" in letter["Content-Security-Policy"]
    assert keeper.get("/quan-tri/tin-nhan/mau/khong-co/").status_code == 404
