"""Settings of the test run: demo mode, quick password hashes, a variable folder of its own."""

import os
import tempfile

os.environ.setdefault("MOTCUA_MODE", "demo")
os.environ.setdefault("MOTCUA_VAR", tempfile.mkdtemp(prefix="motcua-test-"))
os.environ.setdefault("MOTCUA_DEBUG", "0")

import pytest


@pytest.fixture(autouse=True)
def _light_settings(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}


@pytest.fixture(autouse=True)
def _nothing_remembered():
    """Units and calendars that a process remembers must not outlive the test that made them."""
    from motcua.organizations.queries.edition import forget

    forget()
