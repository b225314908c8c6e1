from types import SimpleNamespace

import pytest
from cryptography.fernet import Fernet
from django.db import DatabaseError

from motcua.config import safety
from motcua.config.safety import unsafe_settings, warnings
from motcua.identity.models import Account
from motcua.identity.rules.demo_keys import IDENTITY_KEY, LOOKUP_KEY
from motcua.identity.simulators.people import SECRET
from motcua.notices.simulators.together import PUSH_KEY
from motcua.notices.simulators.together import SECRET as MESSAGES_SECRET

pytestmark = pytest.mark.django_db
GOOD_KEY = "q8Zt-3vYbL1n_KfPz0RwXe7GhUo5MsJcTd2AiBy4VxNlEk6HrQ"


@pytest.fixture(autouse=True)
def production(settings, tmp_path):
    """Settings as a province should have them."""
    settings.MODE = "production"
    settings.SECRET_KEY = GOOD_KEY
    settings.DEBUG = False
    settings.ALLOWED_HOSTS = ["dichvucong.tinh.example"]
    settings.PUBLIC_URL = "https://dichvucong.tinh.example"
    settings.BEHIND_TLS = settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    settings.VAR = tmp_path
    settings.SIGNER = "pkcs12"
    settings.CSRF_TRUSTED_ORIGINS = ["https://dichvucong.tinh.example"]
    settings.IDENTITY_KEYS = [Fernet.generate_key().decode()]
    settings.SECOND_FACTOR = True
    settings.IDENTITY_LOOKUP_KEY = Fernet.generate_key().decode()
    return settings


def test_good_settings_are_safe():
    assert unsafe_settings() == []


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("SECRET_KEY", "", "MOTCUA_SECRET_KEY đang trống"),
        ("SECRET_KEY", "demo-only-never-in-production" + GOOD_KEY, "ai cũng biết"),
        ("SECRET_KEY", "django-insecure-" + GOOD_KEY, "ai cũng biết"),
        ("SECRET_KEY", GOOD_KEY[:30], "quá dễ đoán"),
        ("SECRET_KEY", "a" * 80, "quá dễ đoán"),
        ("DEBUG", True, "MOTCUA_DEBUG"),
        ("ALLOWED_HOSTS", ["*"], "MOTCUA_HOSTS"),
        ("ALLOWED_HOSTS", ["a.example", "*.example"], "MOTCUA_HOSTS"),
        ("ALLOWED_HOSTS", [], "MOTCUA_HOSTS"),
        ("PUBLIC_URL", "http://dichvucong.tinh.example", "MOTCUA_PUBLIC_URL"),
        ("PUBLIC_URL", "https://127.0.0.1:8000", "MOTCUA_PUBLIC_URL"),
        ("BEHIND_TLS", False, "MOTCUA_BEHIND_TLS"),
        ("SESSION_COOKIE_SECURE", False, "MOTCUA_BEHIND_TLS"),
        ("DEMO_CA", "keys/ca.pem", "DEMO_CA"),
        ("MODE", "produktion", "MOTCUA_MODE"),
        ("SIGNER", "demo", "MOTCUA_SIGNER"),
        ("CSRF_TRUSTED_ORIGINS", ["http://a.example"], "MOTCUA_ORIGINS"),
        ("IDENTITY_KEYS", [], "MOTCUA_IDENTITY_KEYS"),
        ("IDENTITY_KEYS", [Fernet.generate_key().decode(), IDENTITY_KEY], "khóa mẫu"),
        ("IDENTITY_KEYS", ["ngan"], "không đúng dạng"),
        ("IDENTITY_LOOKUP_KEY", LOOKUP_KEY, "MOTCUA_IDENTITY_LOOKUP_KEY"),
        ("IDENTITY_LOOKUP_KEY", "ngan", "MOTCUA_IDENTITY_LOOKUP_KEY"),
        ("SECOND_FACTOR", False, "MOTCUA_SECOND_FACTOR"),
        ("PROVIDERS", [{"name": "VNeID", "url": "http://a.example", "secret": "x"}], "phải là địa chỉ https://"),
        ("PROVIDERS", [{"name": "VNeID", "url": "https://a.example", "secret": SECRET}], "bản giả lập"),
    ],
)
def test_each_unsafe_setting_is_named_with_what_to_do(production, name, value, said):
    setattr(production, name, value)
    sentences = unsafe_settings()
    assert len(sentences) == 1
    assert said in sentences[0]


def test_people_of_the_demo_are_not_let_into_production():
    Account.objects.create_user("demo", "x", full_name="Phạm Thị Sen", is_demo=True)
    assert ["1 tài khoản của bản dùng thử" in sentence for sentence in unsafe_settings()] == [True]


def test_keys_of_the_demo_are_not_let_into_production(production):
    (production.VAR / "keys" / "demo").mkdir(parents=True)
    assert unsafe_settings() == []
    (production.VAR / "keys" / "demo" / "ca.pem").write_text("x")
    assert ["khóa ký của bản dùng thử" in sentence for sentence in unsafe_settings()] == [True]


def test_a_database_that_cannot_be_read_is_said_and_not_passed_over(monkeypatch):
    def no_table(**_):
        raise DatabaseError("no such table: identity_account")

    monkeypatch.setattr(Account.objects, "filter", no_table)
    assert ["motcua migrate" in sentence for sentence in unsafe_settings()] == [True]


def test_all_that_is_unsafe_is_said_at_once(production):
    production.DEBUG, production.SECRET_KEY, production.ALLOWED_HOSTS = True, "", ["*"]
    assert len(unsafe_settings()) == 3


def test_sqlite_is_allowed_with_a_warning(monkeypatch):
    monkeypatch.setattr(safety, "connection", SimpleNamespace(vendor="sqlite"))
    assert "PostgreSQL" in warnings()[0]
    monkeypatch.setattr(safety, "connection", SimpleNamespace(vendor="postgresql"))
    assert warnings() == []


REAL = {"style": "token", "url": "https://truc.example", "user": "tinh", "secret": "x" * 24, "unit": "H32"}


def test_a_real_connection_to_the_national_database_is_safe(production):
    production.NATIONAL = REAL
    assert unsafe_settings() == []


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"style": "soap"}, "MOTCUA_NATIONAL là"),
        ({"url": "http://truc.example"}, "MOTCUA_NATIONAL_URL"),
        ({"url": "https://127.0.0.1:8071"}, "MOTCUA_NATIONAL_URL"),
        ({"secret": "gia-lap-chi-de-thu"}, "MOTCUA_NATIONAL_SECRET"),
        ({"user": "gia-lap"}, "MOTCUA_NATIONAL_USER"),
        ({"secret": ""}, "MOTCUA_NATIONAL_SECRET"),
    ],
)
def test_nobody_goes_into_production_with_the_simulated_national_side(production, changes, said):
    production.NATIONAL = REAL | changes
    [sentence] = unsafe_settings()
    assert said in sentence


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("SMS", {"url": "http://127.0.0.1:8072/sms", "secret": "mot-khoa-that"}, "MOTCUA_SMS_URL"),
        ("SMS", {"url": "https://sms.example.vn", "secret": MESSAGES_SECRET}, "MOTCUA_SMS_SECRET"),
        ("ZALO", {"url": "http://zalo.example.vn", "secret": "mot-khoa-that"}, "MOTCUA_ZALO_URL"),
        ("ZALO", {"url": "https://zalo.example.vn", "secret": MESSAGES_SECRET}, "MOTCUA_ZALO_SECRET"),
        ("PUSH", {"key": PUSH_KEY, "hosts": []}, "MOTCUA_PUSH_KEY"),
        ("PUSH", {"key": "", "hosts": ["http://127.0.0.1:8072"]}, "MOTCUA_PUSH_HOSTS"),
    ],
)
def test_nobody_goes_into_production_with_simulated_channels(production, name, value, said):
    setattr(production, name, value)
    assert [sentence for sentence in unsafe_settings() if said in sentence]
