"""Motcua as a provider of OpenID Connect: another system signs people in by it, as far as they consent."""

import base64
import hashlib
import re
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from allauth.idp.oidc.models import Client, Token

from motcua.audit.models import Entry
from motcua.dossiers.tests.make import small_province
from motcua.identity.actions.connect_system import connect_system
from motcua.identity.models import Account, Consent
from motcua.identity.tests import make
from motcua.identity.tests.test_sign_in import words
from motcua.kernel.actor import SYSTEM
from motcua.kernel.refusals import Invalid

pytestmark = pytest.mark.django_db
AUTHORIZE, TOKEN, USER = "/dang-nhap-mot-lan/cho-phep/", "/dang-nhap-mot-lan/ma/", "/dang-nhap-mot-lan/nguoi/"
BACK = "https://baocao.tinh.example/ve/"
VERIFIER = "v" * 64
ALL = ("profile", "posts", "phone", "email", "identity")


@pytest.fixture(autouse=True)
def provider(settings, tmp_path):
    settings.OIDC_KEY_FILE = str(tmp_path / "key.pem")
    settings.PUBLIC_URL = "https://motcua.tinh.example"


@pytest.fixture
def system():
    return connect_system(
        name="Hệ thống báo cáo", purpose="Ghi ai gửi báo cáo", back_to=[BACK], scopes=ALL, actor=SYSTEM, at=make.AT
    )


@pytest.fixture
def person(client):
    account = make.account(profile={"identity_number": "000190000001", "phone": "0905000000"})
    client.force_login(account)
    return account


def asking(system, **changes):
    challenge = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).decode().rstrip("=")
    return {
        "client_id": system[0].pk,
        "redirect_uri": BACK,
        "response_type": "code",
        "scope": "openid profile",
        "state": "abc",
        "nonce": "xyz",
        "code_challenge": challenge,
        "code_challenge_method": "S256",
        **changes,
    }


def consenting(client, system, action="grant", **changes):
    page = client.get(AUTHORIZE, asking(system, **changes))
    assert page.status_code == 200, page
    html = page.content.decode()
    request = re.search(r'name="request" value="([^"]+)"', html)[1]
    scopes = re.findall(r'name="scopes" value="(\w+)"', html)
    return client.post(AUTHORIZE, {"request": request, "scopes": scopes, "action": action})


def tokens(client, system, answer, **changes):
    query = parse_qs(urlsplit(answer["Location"]).query)
    return client.post(
        TOKEN,
        {
            "grant_type": "authorization_code",
            "code": query["code"][0],
            "redirect_uri": BACK,
            "client_id": system[0].pk,
            "client_secret": system[1],
            "code_verifier": VERIFIER,
            **changes,
        },
    )


def told(client, access):
    return client.get(USER, headers={"Authorization": f"Bearer {access}"})


def test_what_we_can_is_told_and_nothing_more(client):
    data = client.get("/.well-known/openid-configuration").json()
    assert data["issuer"] == "https://motcua.tinh.example"
    assert data["grant_types_supported"] == ["authorization_code"]
    assert "device_authorization_endpoint" not in data
    [key] = client.get("/.well-known/jwks.json").json()["keys"]
    assert "d" not in key, "the private part stays here"


def test_somebody_consents_and_the_system_is_told_who_it_is(client, system, person):
    answer = consenting(client, system)
    assert answer["Location"].startswith(f"{BACK}?")
    assert parse_qs(urlsplit(answer["Location"]).query)["state"] == ["abc"]
    given = tokens(client, system, answer).json()
    keys = client.get("/.well-known/jwks.json").json()
    key = jwt.PyJWKSet.from_dict(keys).keys[0]
    claims = jwt.decode(given["id_token"], key, ["RS256"], audience=system[0].pk, issuer="https://motcua.tinh.example")
    assert (claims["nonce"], claims["name"]) == ("xyz", person.full_name)
    assert told(client, given["access_token"]).json() == {
        "sub": str(person.pk.hex) if claims["sub"] == person.pk.hex else claims["sub"],
        "name": person.full_name,
        "preferred_username": "mo.tran",
    }


def test_the_consent_is_kept_and_says_what_for_and_until_when(client, system, person):
    consenting(client, system, scope="openid profile phone")
    consent = Consent.objects.get()
    assert (consent.account, consent.asked_name, consent.what) == (
        person,
        "Hệ thống báo cáo",
        ["openid", "phone", "profile"],
    )
    assert (consent.until - consent.given_at).days == 365
    page = words(client.get("/toi/dong-y/"))
    for said in ("Hệ thống báo cáo", "Ghi ai gửi báo cáo", "Số điện thoại"):
        assert said in page
    assert Entry.objects.filter(action="identity.give_consent").count() == 1


def test_what_was_withdrawn_opens_nothing_any_more(client, system, person):
    given = tokens(client, system, consenting(client, system)).json()
    assert told(client, given["access_token"]).status_code == 200
    client.post(f"/toi/dong-y/{Consent.objects.get().pk}/rut/")
    assert told(type(client)(), given["access_token"]).status_code == 401
    assert "Đã rút lại lúc" in words(client.get("/toi/dong-y/"))


def test_a_code_that_waits_is_worth_nothing_once_the_consent_was_withdrawn(client, system, person):
    answer = consenting(client, system)
    client.post(f"/toi/dong-y/{Consent.objects.get().pk}/rut/")
    given = tokens(client, system, answer).json()
    assert "name" not in jwt.decode(given["id_token"], options={"verify_signature": False})
    assert set(told(client, given["access_token"]).json()) == {"sub"}


def test_a_consent_that_ran_out_tells_nothing(client, system, person):
    given = tokens(client, system, consenting(client, system)).json()
    Consent.objects.update(until=make.AT)
    assert set(told(client, given["access_token"]).json()) == {"sub"}


def test_nobody_withdraws_the_consent_of_another(client, system, person):
    consenting(client, system)
    stranger = type(client)()
    stranger.force_login(make.account("ke.khac", "Kẻ Khác"))
    assert stranger.post(f"/toi/dong-y/{Consent.objects.get().pk}/rut/").status_code == 404
    assert "Hệ thống báo cáo" not in words(stranger.get("/toi/dong-y/"))


def test_whoever_says_no_sends_nothing(client, system, person):
    answer = consenting(client, system, action="cancel")
    assert parse_qs(urlsplit(answer["Location"]).query)["error"] == ["access_denied"]
    assert not Consent.objects.exists()
    assert not Token.objects.exists()


@pytest.mark.parametrize("prompt", ["none", "none login"])
def test_a_system_that_wants_no_question_asked_gets_nothing(client, system, person, prompt):
    """Not even where the person consented to the same for another system."""
    tokens(client, system, consenting(client, system))
    asked = {"name": "Hệ thống khác", "purpose": "", "back_to": [BACK], "scopes": ALL, "actor": SYSTEM, "at": make.AT}
    system = connect_system(**asked)
    before = Token.objects.count()
    answer = client.get(AUTHORIZE, asking(system, prompt=prompt))
    assert "code=" not in answer.get("Location", "")
    assert Token.objects.count() == before


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"redirect_uri": "https://elsewhere.example/"}, "another address"),
        ({"client_id": "khong-co"}, "no such system"),
        ({"scope": "openid admin"}, "no such scope"),
        ({"response_type": "token"}, "another way"),
    ],
)
def test_what_is_asked_wrongly_is_not_answered(client, system, person, changes, why):
    answer = client.get(AUTHORIZE, asking(system, **changes))
    assert "code=" not in answer.get("Location", ""), why
    assert not answer.get("Location", "").startswith("https://elsewhere")


@pytest.mark.parametrize(
    "changes", [{"client_secret": "sai"}, {"code_verifier": "w" * 64}, {"redirect_uri": "https://x.example/"}]
)
def test_a_code_is_worth_nothing_without_secret_verifier_and_address(client, system, person, changes):
    assert tokens(client, system, consenting(client, system), **changes).status_code in (400, 401)


def test_a_code_is_good_once(client, system, person):
    answer = consenting(client, system)
    assert tokens(client, system, answer).status_code == 200
    assert tokens(client, system, answer).status_code == 400


def test_the_identity_number_is_told_to_whom_it_was_consented_and_never_in_a_token(client, system, person):
    given = tokens(client, system, consenting(client, system, scope="openid identity")).json()
    assert "identity_number" not in jwt.decode(given["id_token"], options={"verify_signature": False})
    assert told(client, given["access_token"]).json()["identity_number"] == "000190000001"


def test_posts_of_an_officer_are_told_as_they_are_today(client, system):
    small_province()
    officer = Account.objects.get(username="an")
    client.force_login(officer)
    given = tokens(client, system, consenting(client, system, scope="openid posts")).json()
    [post] = told(client, given["access_token"]).json()["posts"]
    assert (post["role"], post["agency"]) == ("specialist", "H32.25")


def test_an_officer_without_a_second_factor_is_signed_in_nowhere_else_either(client, system, settings):
    small_province()
    settings.SECOND_FACTOR = True
    client.force_login(Account.objects.get(username="an"))
    assert client.get(AUTHORIZE, asking(system))["Location"] == "/toi/hai-lop/"


def test_the_page_may_send_its_form_on_to_that_system_alone(client, system, person):
    policy = client.get(AUTHORIZE, asking(system))["Content-Security-Policy"]
    [form] = [part for part in policy.split("; ") if part.startswith("form-action")]
    assert "https://baocao.tinh.example" in form


def test_where_no_key_is_given_there_is_no_provider(client, settings):
    settings.OIDC_KEY_FILE = ""
    assert client.get("/.well-known/openid-configuration").status_code == 404
    assert client.get(AUTHORIZE).status_code == 404


# --- the administrator's page


@pytest.fixture
def administrator(client):
    small_province()
    client.force_login(Account.objects.get(username="tri"))


TYPED = {"name": "Cổng nội bộ", "purpose": "Đăng nhập cán bộ", "back_to": BACK, "scopes": ["profile", "posts"]}


def test_an_administrator_connects_a_system_and_its_secret_is_told_once(client, administrator):
    page = client.post("/quan-tri/he-thong/", TYPED)
    one = Client.objects.get()
    secret = re.findall(r"<dd><code>([^<]+)</code>", page.content.decode())[2]
    assert one.check_secret(secret)
    assert page["Cache-Control"] == "no-store"
    assert secret not in client.get("/quan-tri/he-thong/").content.decode()
    assert (one.get_scopes(), one.get_redirect_uris(), one.skip_consent) == (
        ["openid", "posts", "profile"],
        [BACK],
        False,
    )
    assert Entry.objects.filter(action="identity.connect_system").count() == 1
    client.post(f"/quan-tri/he-thong/{one.pk}/ngung/")
    assert not Client.objects.exists()


@pytest.mark.parametrize(
    "address", ["http://xa.example/ve", "https://*.tinh.example/", "ftp://x", "https://a.example/#x", "javascript:1"]
)
def test_addresses_to_which_nobody_may_be_sent_are_refused(client, administrator, address):
    assert client.post("/quan-tri/he-thong/", {**TYPED, "back_to": address}).status_code == 422
    with pytest.raises(Invalid):
        connect_system(name="x", purpose="y", back_to=[address], scopes=[], actor=SYSTEM, at=make.AT)
    assert not Client.objects.exists()
