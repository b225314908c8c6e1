"""The second factor: officers have one before any desk, nobody loses it unnoticed, its secrets are encrypted."""

import re
from datetime import date

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from cryptography.fernet import Fernet
from django.core.cache import cache

from motcua.audit.models import Entry
from motcua.dossiers.tests.make import small_province
from motcua.identity.actions.reseal_identities import reseal_identities
from motcua.identity.models import Account
from motcua.identity.tests import make
from motcua.identity.tests.test_sign_in import SIGN_IN, words
from motcua.kernel.law import law

pytestmark = pytest.mark.django_db
INDEX, APP, CODE = "/toi/hai-lop/", "/toi/hai-lop/ung-dung/", "/tai-khoan/ma-dang-nhap/"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def fresh():
    cache.clear()


@pytest.fixture
def officer(settings):
    """A specialist of the small province, in an installation that asks for a second factor."""
    settings.SECOND_FACTOR = True
    small_province()
    account = Account.objects.get(username="an")
    account.set_password(make.PASSWORD)
    account.save()
    return account


def code(secret=SECRET):
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def sign_in(client, username="an"):
    return client.post(SIGN_IN, {"login": username, "password": make.PASSWORD})


def test_the_law_asks_officers_and_administrators():
    assert law("identity.second_factor", on=date(2026, 3, 2)) == {
        "administrator": True,
        "officer": True,
        "citizen": False,
    }


def test_an_officer_without_a_second_factor_is_led_to_set_one_up_before_any_desk(client, officer):
    sign_in(client)
    for page in ("/viec/", "/hop-thu/"):
        assert client.get(page)["Location"] == INDEX
    page = words(client.get(INDEX))
    assert "Công việc của bạn cần đăng nhập hai lớp" in page
    assert client.get("/toi/ho-so-ca-nhan/").status_code == 200
    assert client.get("/thu-tuc/").status_code == 200


def test_what_an_officer_sends_without_a_second_factor_is_not_done(client, officer):
    sign_in(client)
    assert client.post("/quan-tri/phan-cong-thay/", {})["Location"] == INDEX


def test_with_an_app_set_up_the_desk_opens_and_recovery_codes_are_shown(
    client, officer, django_capture_on_commit_callbacks
):
    sign_in(client)
    page = client.get(APP).content.decode()
    secret = re.search(r"<code>([A-Z2-7]+)</code>", page)[1]
    assert "data:image/svg+xml;base64," in page
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(APP, {"code": code(secret)}, follow=True)
    assert len(re.findall(r"<li><code>(\d{8})</code>", answer.content.decode())) == 10
    assert client.get("/viec/").status_code == 200
    assert [entry.sentence for entry in Entry.objects.filter(action="identity.second_factor_add")] == [
        f"{officer.full_name} thêm ứng dụng tạo mã để đăng nhập hai lớp.",
        f"{officer.full_name} thêm mã dự phòng để đăng nhập hai lớp.",
    ]


def test_a_wrong_first_code_sets_up_nothing(client, officer):
    sign_in(client)
    client.get(APP)
    assert "Mã chưa đúng" in words(client.post(APP, {"code": "000000"}))
    assert not Authenticator.objects.exists()


def test_the_password_alone_lets_nobody_in_who_has_a_second_factor(client, officer):
    TOTP.activate(officer, SECRET)
    assert sign_in(client)["Location"].startswith(CODE)
    assert "_auth_user_id" not in client.session
    assert client.get("/viec/")["Location"].startswith(SIGN_IN)
    assert "Mã chưa đúng" in words(client.post(CODE, {"code": "000000"}))
    assert "_auth_user_id" not in client.session
    assert client.post(CODE, {"code": code()}).status_code == 302
    assert client.get("/viec/").status_code == 200


def test_the_sign_in_is_noted_only_once_the_second_step_is_done(client, officer):
    TOTP.activate(officer, SECRET)
    sign_in(client)
    client.post(CODE, {"code": "000000"})
    assert not Entry.objects.filter(action="identity.sign_in").exists()
    failed = Entry.objects.get(action="identity.second_factor_fail")
    assert officer.full_name in failed.sentence
    assert "000000" not in f"{failed.sentence}{failed.data}"
    client.post(CODE, {"code": code()})
    assert Entry.objects.filter(action="identity.sign_in").count() == 1


def test_one_code_is_good_once(client, officer):
    TOTP.activate(officer, SECRET)
    sign_in(client)
    typed = code()
    client.post(CODE, {"code": typed})
    other = type(client)()
    sign_in(other)
    other.post(CODE, {"code": typed})
    assert "_auth_user_id" not in other.session


def test_a_recovery_code_is_good_once(client, officer):
    TOTP.activate(officer, SECRET)
    spare = RecoveryCodes.activate(officer).get_unused_codes()[0]
    sign_in(client)
    client.post(CODE, {"code": spare})
    assert "_auth_user_id" in client.session
    other = type(client)()
    sign_in(other)
    other.post(CODE, {"code": spare})
    assert "_auth_user_id" not in other.session


def test_guessing_codes_ends_after_five_tries_and_others_sign_in_meanwhile(client, officer):
    TOTP.activate(officer, SECRET)
    sign_in(client)
    for _ in range(5):
        client.post(CODE, {"code": "000000"})
    assert "quá nhiều lần" in words(client.post(CODE, {"code": code()}))
    assert "_auth_user_id" not in client.session
    make.account("nguoi.khac", "Người Khác")
    assert sign_in(type(client)(), "nguoi.khac").status_code == 302


def test_whoever_must_have_a_second_factor_cannot_take_the_last_one_away(client, officer):
    sign_in(client)
    TOTP.activate(officer, SECRET)
    assert "Hãy thêm cách khác trước" in words(client.get(f"{APP}bo/"))
    client.post(f"{APP}bo/")
    assert Authenticator.objects.filter(type="totp").exists()
    key = Authenticator.objects.create(user=officer, type="webauthn", data={"name": "Khóa 1", "credential": {}})
    client.post(f"{APP}bo/")
    assert not Authenticator.objects.filter(type="totp").exists()
    assert Entry.objects.filter(action="identity.second_factor_remove").count() == 1
    client.post(f"/toi/hai-lop/khoa/{key.pk}/bo/")
    assert Authenticator.objects.filter(pk=key.pk).exists(), "the last one stays"


def test_a_citizen_may_have_a_second_factor_and_need_not(client, settings):
    settings.SECOND_FACTOR = True
    account = make.account()
    sign_in(client, "mo.tran")
    assert client.get("/hop-thu/").status_code == 200
    TOTP.activate(account, SECRET)
    client.post(f"{APP}bo/")
    assert not Authenticator.objects.exists()


def test_in_the_demo_officers_come_in_without(client, officer, settings):
    settings.SECOND_FACTOR = False
    sign_in(client)
    assert client.get("/viec/").status_code == 200


def test_it_costs_the_desk_no_query(client, officer, settings, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    TOTP.activate(officer, SECRET)
    sign_in(client)
    client.post(CODE, {"code": code()})
    client.get("/viec/")
    with CaptureQueriesContext(
        connection,
    ) as counted:
        client.get("/viec/")
    settings.SECOND_FACTOR = False
    with django_assert_num_queries(len(counted)):
        client.get("/viec/")


def test_setting_up_asks_for_the_password_again_once_some_time_has_passed(client, officer, settings):
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 0
    sign_in(client)
    answer = client.get(APP)
    assert answer["Location"] == f"/tai-khoan/xac-nhan-lai/?next={APP.replace('/', '%2F')}"
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
    session = client.session
    session["began"] -= 301  # not signed in just now
    session.save()
    assert "Mật khẩu chưa đúng" in words(client.post(answer["Location"], {"password": "sai"}))
    assert client.post(answer["Location"], {"password": make.PASSWORD, "next": APP})["Location"] == APP
    assert client.get(APP).status_code == 200


def test_secrets_stand_encrypted_and_follow_the_keys(officer, settings):
    TOTP.activate(officer, SECRET)
    seed = RecoveryCodes.activate(officer)
    told = seed.get_unused_codes()
    assert SECRET not in str(list(Authenticator.objects.values_list("data", flat=True)))
    new = [Fernet.generate_key().decode()]
    settings.IDENTITY_KEYS = new + settings.IDENTITY_KEYS
    reseal_identities(at=make.AT)
    settings.IDENTITY_KEYS = new
    assert Authenticator.objects.get(type="totp").wrap().validate_code(code())
    assert Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes() == told


def test_recovery_codes_are_made_anew_and_downloaded(client, officer):
    sign_in(client)
    TOTP.activate(officer, SECRET)
    old = RecoveryCodes.activate(officer).get_unused_codes()
    client.post("/toi/hai-lop/ma-du-phong/moi/")
    text = client.get("/toi/hai-lop/ma-du-phong/tep/")
    assert text["Content-Type"].startswith("text/plain")
    new = re.findall(r"^\d{8}$", text.content.decode(), re.M)
    assert len(new) == 10
    assert not set(new) & set(old)


def as_administrator(client):
    administrator = Account.objects.get(username="tri")
    TOTP.activate(administrator, SECRET)
    client.force_login(administrator)


def test_an_administrator_takes_away_what_somebody_lost_and_the_book_says_why(client, officer):
    TOTP.activate(officer, SECRET)
    as_administrator(client)
    other = type(client)()
    sign_in(other)
    other.post(CODE, {"code": code()})
    typed = {"username": "an", "reason": "mất điện thoại"}
    assert client.post("/quan-tri/hai-lop/", typed).status_code == 302
    assert not Authenticator.objects.filter(user=officer).exists()
    assert other.get("/viec/")["Location"].startswith(SIGN_IN), "their sessions end"
    entry = Entry.objects.get(action="identity.remove_second_factors")
    assert "mất điện thoại" in entry.sentence
    assert officer.full_name in entry.sentence


def test_nobody_takes_away_their_own(client, officer):
    as_administrator(client)
    answer = client.post("/quan-tri/hai-lop/", {"username": "tri", "reason": "quên"})
    assert (answer.status_code, "người quản trị khác" in words(answer)) == (422, True)
    assert Authenticator.objects.filter(user__username="tri").exists()


@pytest.mark.parametrize("name", ["khong.co.ai", "an"])
def test_nothing_to_take_away_is_said_in_words(client, officer, name):
    as_administrator(client)
    assert client.post("/quan-tri/hai-lop/", {"username": name, "reason": "thử"}).status_code == 422
