"""How long one stays signed in, and that nothing typed is lost when it is over."""

import re
from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest
from django.core import signing
from django.core.cache import cache
from hypothesis import given
from hypothesis import strategies as st

from motcua.audit.models import Entry
from motcua.identity import middleware
from motcua.identity.middleware import BEGAN, SEEN
from motcua.identity.models import Person
from motcua.identity.pages import held
from motcua.identity.rules.sessions import kind_of, over
from motcua.identity.tests import make
from motcua.identity.tests.test_sign_in import sign_in, words
from motcua.kernel.clock import VIETNAM, now

PROFILE = "/toi/ho-so-ca-nhan/"
IDLE = {"administrator": 5, "officer": 15, "citizen": 30}
LONGEST = dict.fromkeys(IDLE, 480)
NINE = datetime(2026, 3, 2, 9, tzinfo=VIETNAM)


@pytest.mark.parametrize(
    ("roles", "kind"),
    [((), "citizen"), (("reception",), "officer"), (("leader", "administrator"), "administrator")],
)
def test_the_strictest_kind_that_fits_counts(roles, kind):
    assert kind_of(frozenset(roles)) == kind


@given(st.sampled_from(sorted(IDLE)), st.integers(0, 600), st.integers(0, 600))
def test_a_session_is_over_at_the_minute_that_the_figures_say(kind, quiet, age):
    age = max(age, quiet)
    at = NINE + timedelta(minutes=age)
    found = over(NINE, at - timedelta(minutes=quiet), at, kind=kind, idle=IDLE, longest=LONGEST)
    assert (found is not None) == (quiet >= IDLE[kind] or age >= LONGEST[kind])


@pytest.fixture
def later(monkeypatch):
    """Let the clock of the middleware run ahead by so many minutes."""
    ahead = SimpleNamespace(minutes=0)
    monkeypatch.setattr(middleware, "now", lambda: now() + timedelta(minutes=ahead.minutes))
    cache.clear()
    return ahead


@pytest.fixture
def signed_in(client, db, later):
    account = make.account()
    sign_in(client)
    return account


@pytest.mark.usefixtures("signed_in")
def test_whoever_does_nothing_for_half_an_hour_is_asked_to_sign_in_and_returns_to_the_same_page(client, later):
    later.minutes = 29
    assert client.get(PROFILE).status_code == 200
    later.minutes = 29 + 30
    response = client.get(PROFILE + "?next=/thu-tuc/")
    assert response.status_code == 302
    assert "_auth_user_id" not in client.session
    page = client.get(response["Location"])
    assert "kết thúc sau 30 phút không dùng" in words(page)
    back = sign_in(client, next=page.context["redirect_field_value"])
    assert back["Location"] == PROFILE + "?next=/thu-tuc/"
    assert Entry.objects.filter(action="identity.session_ended").count() == 1


@pytest.mark.usefixtures("signed_in")
def test_using_it_keeps_a_session_alive_but_not_beyond_its_longest(client, later):
    for later.minutes in range(0, 480, 20):
        assert client.get(PROFILE).status_code == 200
    later.minutes = 481
    response = client.get(PROFILE)
    assert response.status_code == 302
    assert "sau tối đa 480 phút" in words(client.get(response["Location"]))


@pytest.mark.parametrize(("role", "minutes"), [("reception", 15), ("administrator", 5)])
def test_an_officer_has_less_and_an_administrator_least(client, signed_in, later, role, minutes):
    from motcua.organizations.models import Posting, Unit

    unit = Unit.objects.create(code="H32", name="Tỉnh", kind="province", valid_from=now().date(), agency="H32")
    Posting.objects.create(account=signed_in, unit=unit, role=role, valid_from=now().date())
    later.minutes = minutes - 1
    assert client.get(PROFILE).status_code == 200
    later.minutes = 2 * minutes - 1
    assert client.get(PROFILE).status_code == 302


@pytest.mark.usefixtures("signed_in")
def test_a_page_read_twice_a_minute_writes_no_session(client, later, django_assert_num_queries):
    client.get(PROFILE)
    before = client.session[SEEN]
    client.get(PROFILE)
    assert client.session[SEEN] == before
    later.minutes = 2
    client.get(PROFILE)
    assert client.session[SEEN] > before
    assert client.session[BEGAN] <= before


TYPED = {"full_name": "Nguyễn Văn Biển", "kind": "citizen", "phone": "0905 111 111", "nationality": "Việt Nam"}


def test_what_was_typed_is_held_until_one_has_signed_in_again_and_sent_when_one_says_so(client, signed_in, later):
    later.minutes = 31
    response = client.post(PROFILE, {**TYPED, "password": "bí mật", "csrfmiddlewaretoken": "x"})
    page = client.get(response["Location"])
    assert "được giữ lại" in words(page)
    assert not Person.objects.filter(phone="0905111111").exists()
    asked = client.get(sign_in(client, next=page.context["redirect_field_value"])["Location"])
    assert asked.status_code == 200
    kept = asked.context["held"]
    assert dict(kept["fields"]) == TYPED, "all but the secrets"
    assert f'action="{PROFILE}"' in asked.content.decode()
    later.minutes = 0
    client.post(kept["path"], dict(kept["fields"]))
    assert Person.objects.get(account=signed_in).phone == "0905111111"
    assert client.get("/tai-khoan/gui-tiep/").status_code == 302, "it is asked once"


@pytest.mark.usefixtures("signed_in")
def test_what_one_typed_is_never_shown_to_another_who_signs_in_on_the_same_computer(client, later):
    make.account("lan.le", "Lê Thị Lan")
    later.minutes = 31
    client.get(client.post(PROFILE, TYPED)["Location"])
    response = sign_in(client, "lan.le", next="/tai-khoan/gui-tiep/")
    assert response["Location"] == "/tai-khoan/gui-tiep/"
    assert "held" not in client.session, "dropped as another signs in, not when a page is opened"
    assert client.get("/tai-khoan/gui-tiep/")["Location"] == "/vao/"
    assert "held" not in client.session


def a_form_of_ours(client):
    """The token that the profile page gives its form, with checks of tokens on."""
    client.handler.enforce_csrf_checks = True
    page = client.get(PROFILE)
    return re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.content.decode())[1]


def signed_in_anew(client, username="mo.tran", **more):
    client.handler.enforce_csrf_checks = False
    response = sign_in(client, username, **more)
    client.handler.enforce_csrf_checks = True
    return response


@pytest.mark.usefixtures("signed_in")
@pytest.mark.parametrize("gone", ["cookie", "signed out"])
def test_a_form_sent_once_the_session_is_gone_is_held_and_sent_after_signing_in(client, gone):
    token = a_form_of_ours(client)
    if gone == "cookie":
        del client.cookies["sessionid"]
    else:
        client.handler.enforce_csrf_checks = False
        client.post("/tai-khoan/dang-xuat/")
    late = client.post(PROFILE, {**TYPED, "csrfmiddlewaretoken": token})
    page = client.get(late["Location"])
    assert "đăng nhập để gửi tiếp" in words(page)
    asked = client.get(signed_in_anew(client, next=page.context["redirect_field_value"])["Location"])
    assert dict(asked.context["held"]["fields"]) == TYPED


@pytest.mark.usefixtures("signed_in")
def test_a_form_sent_without_a_session_is_never_shown_to_another_who_signs_in(client):
    make.account("lan.le", "Lê Thị Lan")
    token = a_form_of_ours(client)
    del client.cookies["sessionid"]
    client.post(PROFILE, {**TYPED, "csrfmiddlewaretoken": token})
    assert "held" in client.session
    signed_in_anew(client, "lan.le")
    assert "held" not in client.session


@pytest.mark.usefixtures("signed_in")
def test_what_is_held_is_held_for_an_hour(client, monkeypatch):
    token = a_form_of_ours(client)
    del client.cookies["sessionid"]
    client.post(PROFILE, {**TYPED, "csrfmiddlewaretoken": token})
    monkeypatch.setattr(held, "now", lambda: now() + timedelta(minutes=61))
    signed_in_anew(client)
    assert client.get("/tai-khoan/gui-tiep/")["Location"] == "/vao/"


def test_nothing_is_held_for_a_browser_in_which_nobody_has_signed_in(client, db):
    for cookie in ("", "made up", signing.dumps(("x", True), salt="another")):
        client.cookies["who"] = cookie
        assert client.post(PROFILE, TYPED)["Location"].endswith(f"next={PROFILE}")
        assert "held" not in client.session


@pytest.mark.usefixtures("signed_in")
def test_a_page_of_before_signing_in_anew_loses_nothing_when_it_is_the_same_person(client):
    token = a_form_of_ours(client)
    del client.cookies["sessionid"]
    signed_in_anew(client)
    late = client.post(PROFILE, {**TYPED, "csrfmiddlewaretoken": token}, headers={"Origin": "http://testserver"})
    assert late["Location"] == "/tai-khoan/gui-tiep/"
    assert dict(client.get(late["Location"]).context["held"]["fields"]) == TYPED


@pytest.mark.usefixtures("signed_in")
@pytest.mark.parametrize("origin", ["http://elsewhere.example", "null", None])
def test_a_form_that_another_site_made_is_never_held(client, origin):
    a_form_of_ours(client)
    del client.cookies["sessionid"]
    signed_in_anew(client)
    headers = {"Origin": origin} if origin else {}
    refused = client.post(PROFILE, {**TYPED, "csrfmiddlewaretoken": "x" * 64}, headers=headers)
    assert refused.status_code == 403
    assert "held" not in client.session


@pytest.mark.usefixtures("signed_in")
def test_a_page_of_another_person_who_was_here_before_is_not_held_for_the_next(client):
    make.account("lan.le", "Lê Thị Lan")
    token = a_form_of_ours(client)
    del client.cookies["sessionid"]
    signed_in_anew(client, "lan.le")
    late = client.post(PROFILE, {**TYPED, "csrfmiddlewaretoken": token}, headers={"Origin": "http://testserver"})
    assert late.status_code == 403


@pytest.mark.usefixtures("signed_in")
@pytest.mark.parametrize("how", ["idle", "gone", "stale"])
def test_a_script_is_told_plainly_so_that_it_keeps_what_it_was_saving(client, later, how):
    token = a_form_of_ours(client)
    if how == "gone":
        del client.cookies["sessionid"]
    elif how == "stale":
        del client.cookies["sessionid"]
        signed_in_anew(client)
    later.minutes = 31 if how == "idle" else 0
    headers = {"X-Requested-With": "autosave"}
    answer = client.post(PROFILE, {**TYPED, "csrfmiddlewaretoken": token}, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (
        (403, "stale-page") if how == "stale" else (401, "sign-in-needed")
    )
    assert "held" not in client.session
