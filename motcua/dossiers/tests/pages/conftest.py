from datetime import timedelta

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client

from motcua.dossiers.actions.save_draft import start_draft
from motcua.dossiers.tests.make import person
from motcua.identity.public import Account
from motcua.kernel.clock import now
from motcua.procedures.public import version_in_force

#: who an online applicant is: a number that belongs to nobody
BIEN = {"kind": "citizen", "full_name": "Trần Văn Biển", "identity_number": "000188000001", "phone": "0900000001"}


@pytest.fixture(autouse=True)
def _fresh_limits():
    cache.clear()


def signed_in(username: str) -> Client:
    client = Client()
    client.force_login(Account.objects.get(username=username), backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


@pytest.fixture
def as_(db):
    """``as_("lan")``: a browser in which one of the cast is signed in."""

    def sign_in(username: str) -> Client:
        client = Client()
        client.force_login(Account.objects.get(username=username))
        return client

    return sign_in


@pytest.fixture
def bien(province):
    """The browser of Trần Văn Biển."""
    return signed_in("bien")


def empty_draft(units, *, by="bien", owner=None):
    """A draft that has just begun."""
    at = now() - timedelta(minutes=1)
    return start_draft(
        version=version_in_force("1.004650", on=at.date()),
        case="chung",
        competent_unit=units["H32.25"],
        reception_unit=units["H32.TT"],
        owner=BIEN if owner is None else owner,
        actor=person(by),
        at=at,
    )


@pytest.fixture
def phone(chromium, live_server, province):
    """Opens a small screen; everything is left behind by the test that asked for it."""
    bien = Account.objects.get(username="bien")
    bien.set_password("song-bien-xanh-7")
    bien.save()
    opened = []

    def at(path, **more):
        context = chromium.new_context(viewport={"width": 360, "height": 740}, locale="vi-VN", **more)
        context.set_default_timeout(15_000)
        opened.append(context)
        page = context.new_page()
        page.on("filechooser", lambda _: None)  # asked for from the start: else a slow browser opens its own first
        page.goto(live_server.url + path)
        return page

    yield at
    for context in opened:
        context.close()


def sign_in(page):
    page.fill("#id_login", "bien")
    page.fill("#id_password", "song-bien-xanh-7")
    page.press("#id_password", "Enter")
    page.wait_for_url(lambda address: "dang-nhap" not in address)
