"""Second factors in a real browser: the page's policy lets our scripts do it and nothing else."""

import re
from pathlib import Path

import pytest

from motcua.dossiers.tests.make import small_province
from motcua.identity.models import Account
from motcua.identity.tests import make
from motcua.identity.tests.test_second_factor import code

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
AXE = Path(__file__).parents[3] / "node_modules" / "axe-core" / "axe.min.js"
#: a key in the machine whose owner has just touched it
KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def officer(settings):
    settings.SECOND_FACTOR = True
    small_province()
    account = Account.objects.get(username="an")
    account.set_password(make.PASSWORD)
    account.save()


def sign_in(page, address):
    page.goto(f"{address}/tai-khoan/dang-nhap/")
    page.fill("#id_login", "an")
    page.fill("#id_password", make.PASSWORD)
    with page.expect_navigation():
        page.press("#id_password", "Enter")


def well(page):
    """Nothing that the console or axe complain of, nothing wider than the phone."""
    assert page.complaints == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    if AXE.exists():
        found = page.evaluate(f"(() => {{ {AXE.read_text('utf-8')}; return axe.run(); }})()")
        assert [one["id"] for one in found["violations"]] == []


def test_an_officer_sets_up_an_app_and_a_key_and_comes_in_with_the_key(look, live_server, officer):
    address = live_server.url.replace("127.0.0.1", "localhost")  # keys belong to a name, not to a number
    page = look("/thu-tuc/", width=360)
    protocol = page.context.new_cdp_session(page)
    protocol.send("WebAuthn.enable")
    protocol.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    sign_in(page, address)
    assert page.url.endswith("/toi/hai-lop/")
    well(page)
    page.click("text=Thêm ứng dụng tạo mã")
    page.wait_for_url("**/ung-dung/")
    well(page)
    page.fill("[name=code]", code(page.inner_text("main code")))
    with page.expect_navigation():
        page.press("[name=code]", "Enter")
    assert len(re.findall(r"\b\d{8}\b", page.inner_text("main"))) == 10
    well(page)
    page.goto(f"{address}/toi/hai-lop/khoa/moi/")
    well(page)
    with page.expect_navigation():
        page.click("#add-key")
    for path in ("", "ung-dung/bo/", "ma-du-phong/moi/"):
        page.goto(f"{address}/toi/hai-lop/{path}")
        well(page)
    page.goto(f"{address}/viec/")
    assert page.url.endswith("/viec/")
    page.goto(f"{address}/tai-khoan/dang-xuat/")
    with page.expect_navigation():
        page.click("main button[type=submit]")
    sign_in(page, address)
    assert page.url.endswith("/tai-khoan/ma-dang-nhap/")
    well(page)
    with page.expect_navigation():
        page.click("#use-key")
    page.goto(f"{address}/viec/")
    assert page.url.endswith("/viec/")
