import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from lxml import html

from motcua.dossiers import queries
from motcua.dossiers.tests.make import publish, small_province
from motcua.identity.public import Account


@pytest.fixture
def province(db):
    """A small province with one procedure in force."""
    cache.clear()
    for remembered in (queries.definition_of, queries.process_of, queries.process_row, queries.version_lately):
        remembered.cache_clear()
    units = small_province()
    publish()
    return units


@pytest.fixture
def opened():
    """``opened("/", who="bien", speaking="en")``: the page that comes, as a tree, for somebody or for nobody."""

    def at(path: str, who: str = "", speaking: str = "vi", **more):
        client = Client()
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = speaking
        if who:
            account = Account.objects.get(username=who)
            client.force_login(account, backend=settings.AUTHENTICATION_BACKENDS[0])
        answer = client.get(path, **more)
        assert answer.status_code == 200
        return html.fromstring(answer.content.decode())

    return at
