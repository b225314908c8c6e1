"""Settings of the test run: quick password hashes, plain static files, a cache in memory."""

import pytest
from django.conf import settings

#: a real Chromium, for tests of pages in any room
pytest_plugins = ["motcua.ui.tests.browser"]


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """Browser tests come last: Playwright leaves an event loop in its thread, in which no PDF can be signed."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings, tmp_path_factory, pytestconfig):
    """A browser asks several things at once; SQLite in memory refuses the second where a file lets it wait its turn."""
    database = settings.DATABASES["default"]
    if "sqlite" in database["ENGINE"] and pytestconfig.option.markexpr == "browser":
        database["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "motcua.sqlite3")


@pytest.fixture(autouse=True)
def _light_settings(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.PAGE_MEMORY_MB = 0  # tests of kept pages turn it on
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}


@pytest.fixture(autouse=True)
def _nothing_remembered():
    """What a process remembers (units, books, the catalogue, pages …) must not outlive the test that made it."""
    from motcua.audit import beside
    from motcua.config.public_pages import answers, shelf
    from motcua.organizations.queries.edition import forget
    from motcua.procedures.catalogue_memory import forget as forget_catalogue
    from motcua.procedures.contents import forget as forget_contents

    forget()
    forget_catalogue()
    forget_contents()
    shelf.forget()
    answers.forget()
    beside.forget()


@pytest.fixture(autouse=True, scope="session")
def _english_too():
    """Tests read English as people do: from .mo files that are as new as their .po files."""
    from motcua.config.words import compile_words

    compile_words()


def _let_tests_empty_the_audit_book() -> None:
    """On SQLite a test database is emptied by DELETE, which the lock on the audit book refuses."""
    from django.db.backends.sqlite3.base import DatabaseOperations

    from motcua.audit import guard

    empty = DatabaseOperations.execute_sql_flush

    def execute_sql_flush(operations, statements):
        guard.unlock(operations.connection)
        empty(operations, statements)
        guard.lock(operations.connection)

    DatabaseOperations.execute_sql_flush = execute_sql_flush


_let_tests_empty_the_audit_book()
