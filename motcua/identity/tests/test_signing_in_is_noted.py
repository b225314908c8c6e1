"""Sign-ins in the audit book, and limits that keep strangers out and owners in."""

import pytest
from django.core.cache import cache
from django.core.management import call_command

from motcua.audit.models import Entry
from motcua.audit.public import verify
from motcua.identity.pages import adapter
from motcua.identity.tests import make
from motcua.identity.tests.test_sign_in import SIGN_IN, words

pytestmark = pytest.mark.django_db
HOME, AWAY = "198.51.100.7", "203.0.113.9"


@pytest.fixture(autouse=True)
def fresh_limits(settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}}
    call_command("createcachetable", verbosity=0)
    cache.clear()


def sign_in(client, username="mo.tran", password=make.PASSWORD, **from_where):
    return client.post(SIGN_IN, {"login": username, "password": password}, **from_where)


def noted(action: str) -> list[Entry]:
    return list(Entry.objects.filter(action=f"identity.{action}").order_by("number"))


def test_who_came_and_went_stands_in_the_book_with_the_address(client):
    account = make.account()
    sign_in(client, REMOTE_ADDR=HOME)
    client.post("/tai-khoan/dang-xuat/", REMOTE_ADDR=HOME)
    (came,), (went,) = noted("sign_in"), noted("sign_out")
    assert came.sentence == f"{account.full_name} đăng nhập."
    assert went.sentence == f"{account.full_name} đăng xuất."
    assert {came.actor_id, went.actor_id} == {account.id}
    assert {came.subject_id, went.subject_id} == {str(account.id)}
    assert came.data == {"address": HOME}
    assert verify() == []


def test_a_failure_is_noted_without_a_word_of_what_was_typed(client):
    account = make.account()
    sign_in(client, password="gõ-nhầm-bí-mật", REMOTE_ADDR=AWAY)
    sign_in(client, "mật-khẩu-ở-ô-tên", "x-y-z", REMOTE_ADDR=AWAY)
    known, unknown = noted("sign_in_failed")
    assert (known.subject_id, known.actor_id) == (str(account.id), None)
    assert account.full_name in known.sentence
    assert unknown.subject_id == ""
    book = "".join(f"{line.sentence}{line.data}{line.actor_name}" for line in Entry.objects.all())
    for typed in ("gõ-nhầm", "mật-khẩu-ở-ô-tên", "x-y-z", make.PASSWORD):
        assert typed not in book


def test_a_password_that_was_changed_is_noted_without_the_password(client):
    make.account()
    sign_in(client)
    typed = {"oldpassword": make.PASSWORD, "password1": "gió Lào cát trắng", "password2": "gió Lào cát trắng"}
    client.post("/tai-khoan/doi-mat-khau/", typed)
    assert len(noted("change_password")) == 1
    assert "gió Lào" not in "".join(f"{line.sentence}{line.data}" for line in Entry.objects.all())


def test_a_flood_is_answered_with_429_in_words_and_when_to_come_back_and_noted_once(client):
    make.account()
    for _ in range(5):
        assert sign_in(client, password="sai", REMOTE_ADDR=AWAY).status_code == 200
    for _ in range(4):
        response = sign_in(client, password="sai", REMOTE_ADDR=AWAY)
        assert (response.status_code, response["Retry-After"]) == (429, "300")
        assert "Hãy đợi 5 phút" in words(response)
    assert len(noted("sign_in_failed")) == 5, "what is refused unheard does not fill the book"
    assert len(noted("sign_in_held")) == 1


def test_nobody_keeps_the_owner_of_an_account_out_of_it(client):
    make.account()
    for _ in range(7):
        sign_in(client, password="sai", REMOTE_ADDR=AWAY)
    assert sign_in(client, REMOTE_ADDR=AWAY).status_code == 429
    assert sign_in(client, REMOTE_ADDR=HOME).status_code == 302


def test_tries_from_many_addresses_are_counted_together_and_the_owners_own_address_is_still_heard(client, monkeypatch):
    monkeypatch.setattr(adapter, "MOST_FAILURES", 8)
    make.account()
    assert sign_in(client, REMOTE_ADDR=HOME).status_code == 302
    client.post("/tai-khoan/dang-xuat/", REMOTE_ADDR=HOME)
    for number in range(8):
        assert sign_in(client, password="sai", REMOTE_ADDR=f"203.0.113.{number}").status_code == 200
    held = sign_in(client, REMOTE_ADDR="203.0.113.99")
    assert (held.status_code, held["Retry-After"]) == (429, "3600")
    assert sign_in(client, REMOTE_ADDR=HOME).status_code == 302


def test_one_address_has_so_many_tries_for_all_accounts_together(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "6/m/ip,5/5m/key"}
    for number in range(6):
        assert sign_in(client, f"ten.{number}", "sai", REMOTE_ADDR=AWAY).status_code == 200
    assert sign_in(client, "ten.7", "sai", REMOTE_ADDR=AWAY).status_code == 429
    assert sign_in(client, "ten.7", "sai", REMOTE_ADDR=HOME).status_code == 200


def test_too_many_pages_from_one_address_are_told_when_to_come_back(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    sign_in(client)
    assert sign_in(client)["Retry-After"] == "60"


def test_a_flood_of_wrong_tokens_is_a_problem_that_says_when_to_come_back(client):
    ask = lambda address: client.get(  # noqa: E731
        "/api/v1/dossiers", headers={"Authorization": "Bearer mct_khong-phai"}, REMOTE_ADDR=address
    )
    for _ in range(60):
        assert ask(AWAY).status_code == 401
    response = ask(AWAY)
    assert (response.status_code, response["Retry-After"]) == (429, "60")
    assert response["Content-Type"] == "application/problem+json"
    assert ask(HOME).status_code == 401, "others are heard"


def test_the_sign_in_page_itself_is_never_refused(client):
    make.account()
    for _ in range(7):
        sign_in(client, password="sai")
    assert client.get(SIGN_IN).status_code == 200
