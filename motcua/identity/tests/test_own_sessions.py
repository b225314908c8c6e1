"""One's own sessions: listed, ended here and elsewhere; nobody ends another's."""

import pytest
from allauth.usersessions.models import UserSession

from motcua.audit.models import Entry
from motcua.identity.rules.devices import device_name
from motcua.identity.tests import make
from motcua.identity.tests.test_sign_in import SIGN_IN, words

pytestmark = pytest.mark.django_db
PAGE = "/toi/phien/"
PHONE = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Mobile Safari/537.36"
DESK = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Edg/130.0"


def sign_in(client, agent, address="198.51.100.7", username="mo.tran"):
    client.post(
        SIGN_IN,
        {"login": username, "password": make.PASSWORD},
        headers={"User-Agent": agent},
        REMOTE_ADDR=address,
    )


@pytest.fixture
def phone(client):
    make.account()
    other = type(client)()
    sign_in(client, DESK)
    sign_in(other, PHONE, "203.0.113.9")
    return other


def test_every_place_where_one_is_signed_in_is_listed_in_words(client, phone):
    page = words(client.get(PAGE))
    for said in ("Edge, Windows", "Chrome, Android", "203.0.113.9", "Đang dùng ở đây"):
        assert said in page


def test_a_session_elsewhere_is_ended_and_that_stands_in_the_book(client, phone):
    theirs = UserSession.objects.get(ip="203.0.113.9")
    assert client.post(f"{PAGE}{theirs.pk}/ket-thuc/")["Location"] == PAGE
    assert phone.get(PAGE)["Location"].startswith(SIGN_IN)
    assert client.get(PAGE).status_code == 200
    assert "203.0.113.9" in Entry.objects.get(action="identity.end_session").sentence


def test_all_others_end_at_once(client, phone):
    client.post(f"{PAGE}noi-khac/")
    assert phone.get(PAGE).status_code == 302
    assert client.get(PAGE).status_code == 200
    assert UserSession.objects.count() == 1


def test_nobody_ends_the_session_of_another(client, phone):
    make.account("ke.khac", "Kẻ Khác")
    stranger = type(client)()
    sign_in(stranger, DESK, username="ke.khac")
    theirs = UserSession.objects.get(ip="203.0.113.9")
    assert stranger.post(f"{PAGE}{theirs.pk}/ket-thuc/").status_code == 404
    assert phone.get(PAGE).status_code == 200


def test_a_session_that_is_over_is_not_listed(client, phone):
    phone.post("/tai-khoan/dang-xuat/")
    assert "203.0.113.9" not in words(client.get(PAGE))


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (PHONE, "Chrome, Android"),
        (DESK, "Edge, Windows"),
        ("curl/8", ""),
        ("", ""),
        ("… FxiOS/1 iPhone", "Firefox, iPhone"),
    ],
)
def test_a_browser_is_named_as_people_know_it(agent, name):
    assert device_name(agent) == name
