import re

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.urls import NoReverseMatch, get_resolver, reverse

from motcua.audit.models import Entry
from motcua.identity.models import Account, Person
from motcua.identity.tests import make

pytestmark = pytest.mark.django_db
SIGN_IN = "/tai-khoan/dang-nhap/"
SIGN_UP = "/tai-khoan/dang-ky/"


@pytest.fixture(autouse=True)
def fresh_limits():
    cache.clear()


def sign_in(client, username="mo.tran", password=make.PASSWORD, **more):
    return client.post(SIGN_IN, {"login": username, "password": password, **more})


def words(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def test_one_signs_in_and_is_led_back_to_where_one_was(client):
    make.account()
    page = client.get(SIGN_IN, {"next": "/ho-so/?loc=moi"})
    assert 'value="/ho-so/?loc=moi"' in words(page)
    response = sign_in(client, next="/ho-so/?loc=moi")
    assert response["Location"] == "/ho-so/?loc=moi"


@pytest.mark.parametrize("username", ["MO.TRAN", "  mo.tran "])
def test_a_username_is_the_same_however_it_is_typed(client, username):
    make.account()
    assert sign_in(client, username).status_code == 302


@pytest.mark.parametrize("typed", ["0905000000", "+84 905 000 000", "0905.000.000"])
def test_a_phone_number_is_a_username_however_it_is_written(client, typed):
    make.account("0905 000 000")
    assert sign_in(client, typed).status_code == 302


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "http:///evil"]
)
def test_nobody_is_led_to_another_site(client, elsewhere):
    make.account()
    assert sign_in(client, next=elsewhere)["Location"] == "/vao/"


def test_a_wrong_password_is_said_in_words_and_what_was_typed_stays(client):
    make.account()
    response = sign_in(client, password="sai mất rồi")
    assert "Tên đăng nhập hoặc mật khẩu chưa đúng" in words(response)
    assert 'value="mo.tran"' in words(response)
    assert "sai mất rồi" not in words(response)


def test_an_empty_form_says_beside_each_field_what_is_missing(client):
    response = sign_in(client, "", "")
    assert "Hãy nhập tên đăng nhập." in words(response)
    assert "Hãy nhập mật khẩu." in words(response)


@pytest.fixture
def database_cache(settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}}
    call_command("createcachetable", verbosity=0)
    cache.clear()


@pytest.mark.usefixtures("database_cache")
def test_the_sixth_wrong_password_in_five_minutes_is_refused_and_nobody_else_is_locked_out(client):
    make.account()
    make.account("lan.le", "Lê Thị Lan")
    for _ in range(5):
        assert "chưa đúng" in words(sign_in(client, password="sai"))
    response = sign_in(client, password="sai")
    assert (response.status_code, response["Retry-After"]) == (429, "300")
    sixth = words(response)
    assert "Hãy đợi 5 phút" in sixth
    assert "chưa đúng" not in sixth
    assert "Hãy đợi 5 phút" in words(sign_in(client)), "the right password opens nothing while the account is held"
    assert sign_in(client, "lan.le").status_code == 302


def test_another_spelling_of_the_name_gives_no_further_tries(client):
    make.account("0905000000")
    for spelling in ("0905000000", "+84905000000", "0905 000 000", "0905.000.000", "(0905)000000"):
        sign_in(client, spelling, "sai")
    assert "Hãy đợi 5 phút" in words(sign_in(client, "0905-000-000", "sai"))


def test_right_passwords_do_not_count_as_wrong_ones(client):
    make.account()
    for _ in range(7):
        assert sign_in(client).status_code == 302
        client.post("/tai-khoan/dang-xuat/")


def test_too_many_tries_from_one_address_get_a_page_in_words(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    sign_in(client)
    response = sign_in(client)
    assert response.status_code == 429
    assert "Hãy đợi vài phút" in words(response)


def test_signing_in_begins_a_new_session_that_ends_after_eight_hours(client):
    make.account()
    client.get(SIGN_IN)
    client.session["x"] = 1
    session = client.session
    session.save()
    before = session.session_key
    response = sign_in(client)
    assert client.session.session_key != before
    assert client.session.get_expiry_age() <= 8 * 3600
    cookie = response.cookies["sessionid"]
    assert cookie["httponly"]
    assert cookie["max-age"] == "", "the cookie of a shared computer ends with its browser"


def test_signing_out_takes_a_post(client):
    make.account()
    sign_in(client)
    assert client.get("/tai-khoan/dang-xuat/").status_code == 200
    assert "_auth_user_id" in client.session
    assert client.post("/tai-khoan/dang-xuat/").status_code == 302
    assert "_auth_user_id" not in client.session


def test_a_closed_account_gets_a_page_that_says_so(client):
    make.account()
    Account.objects.update(is_active=False)
    response = client.post(SIGN_IN, {"login": "mo.tran", "password": make.PASSWORD}, follow=True)
    assert "đã bị khóa" in words(response)
    assert "_auth_user_id" not in client.session


def sign_up(client, **changes):
    typed = {
        "full_name": "Nguyễn  Văn Biển",
        "username": "0905 111 111",
        "password1": "cá chuồng kho mít",
        "password2": "cá chuồng kho mít",
    }
    return client.post(SIGN_UP, {**typed, **changes})


def test_a_citizen_opens_an_account_and_is_signed_in(client):
    assert sign_up(client, next="/thu-tuc/")["Location"] == "/thu-tuc/"
    account = Account.objects.get()
    assert (account.username, account.full_name) == ("0905111111", "Nguyễn Văn Biển")
    assert client.session["_auth_user_id"] == str(account.id)
    person = Person.objects.get()
    assert (person.account, person.full_name, person.phone) == (account, "Nguyễn Văn Biển", "0905111111")
    assert Entry.objects.get(action="identity.open_account").sentence == "Mở tài khoản cho Nguyễn Văn Biển."


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"full_name": ""}, "Hãy nhập họ và tên."),
        ({"full_name": "123"}, "Họ và tên chỉ gồm chữ"),
        ({"username": ""}, "Hãy nhập tên đăng nhập."),
        ({"username": "ab"}, "ít nhất 3 ký tự"),
        ({"username": "có dấu"}, "chữ không dấu"),
        ({"username": "Mo.Tran"}, "đã có người dùng"),
        ({"password2": "khác"}, "chưa giống nhau"),
        ({"password2": ""}, "Hãy nhập mật khẩu lần nữa."),
        ({"password1": "ngắn", "password2": "ngắn"}, "Mật khẩu này quá ngắn"),
        ({"password1": "8392018475", "password2": "8392018475"}, "chữ số"),
        ({"password1": "password123", "password2": "password123"}, "phổ biến"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_in_vietnamese_and_nothing_typed_is_lost(client, changes, said):
    make.account()
    response = sign_up(client, **changes)
    assert response.status_code == 200
    assert said in words(response), response.context["form"].errors
    kept = {"full_name": "Nguyễn  Văn Biển", "username": "0905 111 111", **changes}
    assert f'value="{kept["username"]}"' in response.content.decode() or not kept["username"]
    assert Account.objects.count() == 1


def test_the_people_of_the_demo_are_listed_in_the_demo_alone(client, settings):
    make.account("tiep-nhan", "Phạm Thị Sen", is_demo=True, demo_hint="Cán bộ tiếp nhận, phường Nha Trang")
    make.account("nguoi-that", "Võ Văn Thật")
    page = words(client.get(SIGN_IN))
    assert "Cán bộ tiếp nhận, phường Nha Trang" in page
    assert "Võ Văn Thật" not in page
    settings.MODE = "production"
    assert "Phạm Thị Sen" not in words(client.get(SIGN_IN))
    assert settings.DEMO_PASSWORD not in words(client.get(SIGN_IN))


def test_only_the_pages_that_we_use_can_be_reached(client):
    for name in (
        "account_email",
        "account_reset_password",
        "mfa_list_webauthn",
        "socialaccount_signup",
        "socialaccount_connections",
        "account_set_password",
    ):
        with pytest.raises(NoReverseMatch):
            reverse(name)
    names = {key for key in get_resolver().reverse_dict if isinstance(key, str) and key.startswith("account_")}
    assert names == {
        "account_login",
        "account_signup",
        "account_logout",
        "account_change_password",
        "account_inactive",
        "account_reauthenticate",
    }
    assert client.get("/tai-khoan/").status_code == 404


def test_a_password_is_changed_and_other_sessions_end(client, django_user_model):
    account = make.account()
    other = type(client)()
    sign_in(client)
    sign_in(other)
    typed = {"oldpassword": make.PASSWORD, "password1": "gió Lào cát trắng", "password2": "gió Lào cát trắng"}
    response = client.post("/tai-khoan/doi-mat-khau/", typed)
    assert response["Location"] == "/toi/ho-so-ca-nhan/"
    assert client.get("/toi/ho-so-ca-nhan/").status_code == 200
    assert other.get("/toi/ho-so-ca-nhan/").status_code == 302
    account.refresh_from_db()
    assert account.check_password("gió Lào cát trắng")
    assert Entry.objects.filter(action="identity.change_password").count() == 1


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"oldpassword": "sai"}, "Mật khẩu hiện tại chưa đúng"),
        ({"oldpassword": ""}, "Hãy nhập mật khẩu hiện tại."),
        ({"password2": "khác"}, "chưa giống nhau"),
        ({"password1": "ngắn", "password2": "ngắn"}, "quá ngắn"),
    ],
)
def test_a_password_that_cannot_be_changed_is_said_in_words(client, changes, said):
    account = make.account()
    sign_in(client)
    typed = {"oldpassword": make.PASSWORD, "password1": "gió Lào cát trắng", "password2": "gió Lào cát trắng"}
    assert said in words(client.post("/tai-khoan/doi-mat-khau/", {**typed, **changes}))
    account.refresh_from_db()
    assert account.check_password(make.PASSWORD)


def test_the_password_page_is_for_who_is_signed_in(client):
    assert client.get("/tai-khoan/doi-mat-khau/")["Location"].startswith(SIGN_IN)
