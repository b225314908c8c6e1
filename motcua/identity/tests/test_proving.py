"""Sign in by the national e-ID: against the simulated one, a process of its own that speaks the real protocol."""

import json
import os
import re
import subprocess
import sys
import urllib.request
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.core.cache import cache

from motcua.audit.models import Entry
from motcua.config.settings_identity import _app
from motcua.dossiers.tests.make import START, small_province
from motcua.identity.models import Account, Person
from motcua.identity.simulators.people import CLIENT, PEOPLE, SECRET
from motcua.identity.tests import make
from motcua.organizations.models import Posting

THERE, BACK = "/tai-khoan/dinh-danh/vneid/", "/tai-khoan/dinh-danh/vneid/ve/"
SIGN_IN, PROFILE = "/tai-khoan/dang-nhap/", "/toi/ho-so-ca-nhan/"
HUONG = PEOPLE["huong"]


@pytest.fixture(scope="session")
def eid():
    """The address of the simulated e-ID."""
    command = [sys.executable, "-m", "motcua", "simulate", "eid", "--port", "0", "--target", "http://testserver"]
    side = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"})
    try:
        line = side.stdout.readline()
        yield re.search(r"http://\S+", line)[0]
    finally:
        side.terminate()
        side.wait(10)


def connect(settings, url, **changes):
    told = {"client": CLIENT, "secret": SECRET, "url": url, "name": "VNeID", "key": "vneid"}
    scopes = ["openid", "profile", "phone", "identity"]
    one = {**told, "scopes": scopes, "claims": {}, "levels": {}, "for_officers": False, **changes}
    settings.PROVIDERS = [one]
    apps = [_app(one)]
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {**settings.SOCIALACCOUNT_PROVIDERS["openid_connect"], "APPS": apps}
    }


@pytest.fixture
def side(eid, settings, db):
    """The simulated e-ID, asked by this test's settings, with nothing wrong."""
    connect(settings, eid)
    cache.clear()
    order(eid)
    yield eid
    order(eid)


def order(url, *faults):
    """What shall go wrong from now on."""
    body = json.dumps({"faults": faults}).encode()
    urllib.request.urlopen(urllib.request.Request(f"{url}/_control", body))


def chosen(address, who="huong"):
    """A person at the provider's pages: they choose who they are; the way back, with its code and state."""
    browser = requests.Session()
    page = browser.get(address)
    token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', page.text)[1]
    after = f"{urlsplit(address).path}?{urlsplit(address).query}"
    answer = browser.post(page.url, {"csrfmiddlewaretoken": token, "next": after, "who": who}, allow_redirects=False)
    answer = browser.get(requests.compat.urljoin(address, answer.headers["Location"]), allow_redirects=False)
    return answer.headers["Location"]


def came_back(client, who="huong", way=THERE):
    there = client.get(way)
    assert there.status_code == 302, there.content.decode()
    return client.get(chosen(there["Location"], who))


def test_a_citizen_signs_in_for_the_first_time_and_has_an_account_with_what_was_vouched_for(side, client):
    answer = came_back(client)
    assert answer.status_code == 302, answer.content.decode()
    person = Person.objects.select_related("account").get()
    assert client.session["_auth_user_id"] == str(person.account_id)
    assert (person.full_name, person.identity_number, person.gender) == (HUONG["name"], HUONG["identity_number"], "Nữ")
    assert (person.date_of_birth.isoformat(), person.phone) == (HUONG["birthdate"], "0900000145")
    assert (person.assurance, person.proven_by) == (2, "vneid")
    assert not person.account.has_usable_password()
    tie = SocialAccount.objects.get()
    assert (tie.provider, tie.uid, tie.extra_data) == ("vneid", "eid-huong", {}), "no claim is kept beside the profile"


def test_the_second_time_it_is_the_same_account(side, client):
    came_back(client)
    client.post("/tai-khoan/dang-xuat/")
    came_back(client)
    assert Account.objects.count() == 1
    assert client.session["_auth_user_id"] == str(Account.objects.get().pk)
    assert [entry.action for entry in Entry.objects.filter(action__startswith="identity.").order_by("number")] == [
        "identity.open_account",
        "identity.tie_provider",
        "identity.sign_in",
        "identity.sign_out",
        "identity.sign_in",
    ]


def test_what_we_ask_for_has_pkce_a_state_and_a_nonce_of_its_own_each_time(side, client):
    asked = [parse_qs(urlsplit(client.get(THERE)["Location"]).query) for _ in range(2)]
    for one in asked:
        assert one["response_type"] == ["code"]
        assert one["code_challenge_method"] == ["S256"]
        assert one["redirect_uri"] == [f"http://testserver{BACK}"]
    for name in ("state", "nonce", "code_challenge"):
        assert asked[0][name] != asked[1][name]


def test_nothing_of_our_own_address_is_passed_on_to_the_provider(side, client):
    asked = client.get(THERE, {"auth_params": "prompt=none&nonce=mine", "scope": "admin", "process": "connect"})
    query = parse_qs(urlsplit(asked["Location"]).query)
    assert query["nonce"] != ["mine"]
    assert "prompt" not in query
    assert "admin" not in query["scope"][0]


def test_one_returns_to_where_one_wanted_to_go_and_nowhere_else(side, client):
    assert came_back(client, way=f"{THERE}?next=/thu-tuc/")["Location"] == "/thu-tuc/"
    assert came_back(client, way=f"{THERE}?next=//elsewhere.example/")["Location"] == "/vao/"


def test_a_link_on_another_site_signs_nobody_in(side, client):
    answer = client.get(THERE, {"next": "/thu-tuc/"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer["Location"] == f"{SIGN_IN}?next=%2Fthu-tuc%2F"


def test_level_1_opens_an_account_and_vouches_for_nothing(side, client):
    came_back(client, "tam")
    person = Person.objects.get()
    assert (person.assurance, person.is_proven, person.identity_number) == (1, False, "000078000481")


def test_a_level_that_nobody_told_us_of_is_the_least_and_the_settings_may_name_it(side, client, settings):
    connect(settings, side, claims={"level": "gender"}, levels={"female": "2"})
    came_back(client)
    assert Person.objects.get().assurance == 2
    connect(settings, side, claims={"level": "gender"})
    Account.objects.all().delete()
    client.logout()
    came_back(client)
    assert Person.objects.get().assurance == 1


def test_whoever_typed_somebodys_number_first_does_not_get_that_person_into_their_account(side, client):
    thief = make.account("ke.gian", "Trịnh Văn Lừa", profile={"identity_number": HUONG["identity_number"]})
    came_back(client)
    assert client.session["_auth_user_id"] != str(thief.pk)
    thief.person.refresh_from_db()
    assert thief.person.full_name == "Trịnh Văn Lừa"
    assert not thief.person.is_proven
    assert Account.objects.count() == 2


def test_an_account_whose_number_was_vouched_for_before_is_found_by_the_number(side, client):
    mine = make.account("huong", "Nguyễn Thị Thu Hương", profile={"identity_number": HUONG["identity_number"]})
    Person.objects.update(assurance=2, proven_by="tinh")
    came_back(client)
    assert client.session["_auth_user_id"] == str(mine.pk)
    assert SocialAccount.objects.get().user == mine


def test_level_1_is_never_let_into_an_account_by_its_number(side, client):
    mine = make.account("tam", "Phan Văn Tám", profile={"identity_number": "000078000481"})
    Person.objects.update(assurance=2, proven_by="tinh")
    came_back(client, "tam")
    assert client.session["_auth_user_id"] != str(mine.pk)


def tied(client, who="huong"):
    there = client.post(f"{THERE}gan/")
    return client.get(chosen(there["Location"], who), follow=True)


def test_a_local_account_is_tied_by_its_owner_and_then_entered_by_the_e_id(side, client):
    mine = make.account("huong", "Hương", profile={"identity_number": HUONG["identity_number"]})
    client.force_login(mine)
    assert "Đã gắn tài khoản" in tied(client).content.decode()
    mine.refresh_from_db()
    assert (mine.full_name, mine.person.is_proven, mine.has_usable_password()) == (HUONG["name"], True, True)
    client.logout()
    came_back(client)
    assert client.session["_auth_user_id"] == str(mine.pk)


@pytest.mark.parametrize(("number", "said"), [("000092000263", "khác với số"), ("", "đã gắn với một tài khoản khác")])
def test_an_account_is_not_tied_to_somebody_elses_e_id(side, client, number, said):
    if not number:
        came_back(client)
        client.logout()
    other = make.account("khac", "Người Khác", profile={"identity_number": number})
    client.force_login(other)
    answer = tied(client)
    assert answer.status_code == 409
    assert said in answer.content.decode()
    assert not SocialAccount.objects.filter(user=other).exists()
    other.person.refresh_from_db()
    assert other.person.full_name == "Người Khác"


def test_the_account_that_began_to_be_tied_is_the_one_that_is_tied(side, client):
    first, second = make.account("mot", "Người Một"), make.account("hai", "Người Hai")
    client.force_login(first)
    there = client.post(f"{THERE}gan/")["Location"]
    kept = client.session["socialaccount_states"]
    client.force_login(second)
    session = client.session
    session["socialaccount_states"] = kept
    session.save()
    client.get(chosen(there))
    assert not SocialAccount.objects.exists()


def test_a_closed_account_is_not_entered(side, client):
    came_back(client)
    Account.objects.update(is_active=False)
    client.logout()
    assert came_back(client)["Location"] == "/tai-khoan/da-khoa/"
    assert "_auth_user_id" not in client.session


NOBODY = ("chưa xác nhận", "không trả lời")


@pytest.mark.parametrize(
    "fault",
    [
        {"kind": "signature", "path": "/token"},
        {"kind": "unsigned", "path": "/token"},
        {"kind": "nonce", "path": "/token"},
        {"kind": "issuer", "path": "/token"},
        {"kind": "late", "path": "/token"},
        {"kind": "no-token", "path": "/token"},
        {"kind": "half", "path": "/token"},
        {"kind": "garbage", "path": "/token"},
        {"kind": "down", "path": "/token"},
        {"kind": "stranger", "path": "/userinfo"},
        {"kind": "half", "path": "/userinfo"},
        {"kind": "down", "path": "/userinfo"},
        {"kind": "garbage", "path": "/jwks"},
        {"kind": "down", "path": "/jwks"},
        {"kind": "garbage", "path": "/openid-configuration"},
        {"kind": "down", "path": "/openid-configuration"},
    ],
    ids=lambda one: f"{one['kind']}{one['path'].replace('/', '-')}",
)
def test_an_answer_with_a_fault_lets_nobody_in_and_the_next_try_works(side, client, fault):
    way = chosen(client.get(THERE)["Location"])
    order(side, {**fault, "times": 9})
    answer = client.get(way)
    assert answer.status_code in (401, 503)
    page = answer.content.decode()
    assert "Chưa xác nhận được" in page or "không trả lời" in page
    assert "_auth_user_id" not in client.session
    assert not Account.objects.exists()
    order(side)
    cache.clear()
    assert came_back(client).status_code == 302
    assert "_auth_user_id" in client.session


def test_a_slow_provider_is_not_waited_for_and_others_hear_at_once_that_it_is_away(side, client, settings):
    way = chosen(client.get(THERE)["Location"])
    settings.SOCIALACCOUNT_REQUESTS_TIMEOUT = 0.3
    order(side, {"kind": "slow", "path": "/token", "seconds": 1})
    answer = client.get(way)
    assert (answer.status_code, answer["Retry-After"]) == (503, "15")
    assert "không trả lời" in answer.content.decode()
    assert client.get(THERE).status_code == 503, "nobody else waits"


def test_a_provider_that_is_not_there_is_said_in_words_and_the_local_sign_in_stays(client, settings, db):
    connect(settings, "http://127.0.0.1:9")
    cache.clear()
    assert client.get(THERE).status_code == 503
    make.account()
    assert client.post(SIGN_IN, {"login": "mo.tran", "password": make.PASSWORD}).status_code == 302


def test_a_state_is_good_once_and_in_its_own_browser(side, client):
    way = chosen(client.get(THERE)["Location"])
    other = type(client)()
    assert other.get(way).status_code == 401
    assert client.get(way).status_code == 302
    client.logout()
    assert client.get(way).status_code == 401
    assert "_auth_user_id" not in client.session


def test_a_code_is_good_once(side, client):
    """The second browser has a state of its own and somebody else's code."""
    way = chosen(client.get(THERE)["Location"])
    assert client.get(way).status_code == 302
    other = type(client)()
    state = parse_qs(urlsplit(other.get(THERE)["Location"]).query)["state"][0]
    code = parse_qs(urlsplit(way).query)["code"][0]
    assert other.get(BACK, {"code": code, "state": state}).status_code == 401


def test_a_stolen_code_that_was_not_used_yet_is_worth_nothing_without_its_verifier(side, client):
    code = parse_qs(urlsplit(chosen(client.get(THERE)["Location"])).query)["code"][0]
    other = type(client)()
    state = parse_qs(urlsplit(other.get(THERE)["Location"]).query)["state"][0]
    assert other.get(BACK, {"code": code, "state": state}).status_code == 401
    assert not Account.objects.exists()


def test_whoever_stops_at_the_provider_is_told_so(side, client):
    state = parse_qs(urlsplit(client.get(THERE)["Location"]).query)["state"][0]
    answer = client.get(BACK, {"error": "access_denied", "state": state})
    assert (answer.status_code, "Bạn đã dừng" in answer.content.decode()) == (200, True)


def test_the_sign_in_page_offers_the_e_id_where_there_is_one(side, client, settings):
    page = client.get(SIGN_IN, {"next": "/thu-tuc/"}).content.decode()
    assert "Đăng nhập bằng định danh điện tử (VNeID)" in page
    assert f'href="{THERE}?next=/thu-tuc/"' in page
    assert 'name="login"' in page
    settings.PROVIDERS = []
    assert "định danh điện tử" not in client.get(SIGN_IN).content.decode()
    settings.SOCIALACCOUNT_PROVIDERS = {}
    assert client.get(THERE).status_code == 404


SSO = "/tai-khoan/dinh-danh/tinh/"


def by_the_province(settings, side):
    connect(settings, side, key="tinh", name="tài khoản công vụ", claims={"username": "sub"}, for_officers=True)


def test_an_officer_comes_in_by_the_provinces_own_sign_in(side, client, settings):
    units = small_province()
    by_the_province(settings, side)
    officer = Account.objects.create(username="eid-huong", full_name="Nguyễn Thị Thu Hương", password="!")
    Posting.objects.create(account=officer, unit=units["H32.25"], role="specialist", title="", valid_from=START)
    came_back(client, way=SSO)
    assert client.session["_auth_user_id"] == str(officer.pk)
    assert not Person.objects.filter(account=officer).exists(), "the province's sign-in vouches for no citizen"


def test_a_name_that_a_citizen_chose_is_no_officers(side, client, settings):
    by_the_province(settings, side)
    make.account("eid-huong", "Kẻ Chiếm Tên")
    answer = came_back(client, way=SSO)
    assert (answer.status_code, "Chưa có cán bộ nào" in answer.content.decode()) == (409, True)
    assert "_auth_user_id" not in client.session
    assert not SocialAccount.objects.exists()


def test_the_provinces_sign_in_opens_no_accounts(side, client, settings):
    by_the_province(settings, side)
    assert came_back(client, way=SSO).status_code == 409
    assert not Account.objects.exists()
