import threading
import time

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import RequestFactory

from motcua.kernel.refusals import TooMany
from motcua.kernel.throttle import allow, insist, visitor


@pytest.fixture(autouse=True)
def empty():
    cache.clear()


def test_so_many_tries_are_allowed_and_no_more():
    assert [allow("look-up:a", 3, 60) for _ in range(5)] == [True, True, True, False, False]


def test_one_persons_tries_are_not_anothers():
    allow("look-up:a", 1, 60)
    assert allow("look-up:b", 1, 60)


def test_a_try_is_forgotten_after_its_time():
    assert allow("look-up:a", 1, 1)
    assert not allow("look-up:a", 1, 1)
    time.sleep(1.1)
    assert allow("look-up:a", 1, 1)


def test_too_many_tries_are_refused_with_how_long_to_wait():
    insist("look-up:a", 1, 300)
    with pytest.raises(TooMany) as refused:
        insist("look-up:a", 1, 300)
    assert "5 phút" in refused.value.advice


def test_no_try_slips_through_when_many_come_at_once():
    allowed = []
    many = [threading.Thread(target=lambda: allowed.append(allow("look-up:a", 5, 60))) for _ in range(20)]
    for one in many:
        one.start()
    for one in many:
        one.join()
    assert sum(allowed) == 5


@pytest.fixture
def database_cache(settings):
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "limits_tried"}
    }
    call_command("createcachetable", verbosity=0)


@pytest.mark.django_db
@pytest.mark.usefixtures("database_cache")
def test_tries_are_counted_in_the_database_too():
    assert [allow("look-up:a", 3, 60) for _ in range(5)] == [True, True, True, False, False]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("database_cache")
def test_processes_that_share_the_database_count_together():
    allowed = []

    def attempt() -> None:
        try:
            allowed.append(allow("look-up:a", 5, 60))
        finally:
            connection.close()

    many = [threading.Thread(target=attempt) for _ in range(12)]
    for one in many:
        one.start()
    for one in many:
        one.join()
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE limits_tried")
    assert sum(allowed) == 5


@pytest.mark.parametrize(
    ("proxies", "passed", "address"),
    [
        (0, "203.0.113.7", "192.0.2.1"),
        (1, "203.0.113.7", "203.0.113.7"),
        (1, "198.51.100.9, 203.0.113.7", "203.0.113.7"),
        (2, "198.51.100.9, 203.0.113.7, 10.0.0.2", "203.0.113.7"),
        (2, "203.0.113.7", "203.0.113.7"),
        (1, "", "192.0.2.1"),
    ],
)
def test_a_visitor_cannot_write_the_address_that_is_counted(settings, proxies, passed, address):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    request = RequestFactory().get("/", REMOTE_ADDR="192.0.2.1", HTTP_X_FORWARDED_FOR=passed)
    assert visitor(request) == address
