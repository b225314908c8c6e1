"""From an act on a dossier to the letter in a mail box."""

from datetime import timedelta

import pytest

from motcua.dossiers.actions.ask_for_papers import ask_for_papers
from motcua.dossiers.tests.conftest import province  # noqa: F401
from motcua.dossiers.tests.make import MONDAY, person, submitted
from motcua.identity.public import Account
from motcua.notices.jobs import plan, send
from motcua.notices.models import Delivery, Notice, Wishes
from motcua.notices.tests.make import AT, CODE, somebody, told

pytestmark = pytest.mark.django_db


def test_papers_that_are_asked_for_reach_the_mail_box_with_the_code_and_the_day(outside, province):  # noqa: F811
    hoa = Account.objects.get(username="hoa")
    Wishes.objects.create(account=hoa, email="hoa@hop-thu.example", email_verified_at=MONDAY)
    dossier = submitted(province, by="hoa")
    items = [{"name": "Giấy phép", "defect": "mờ", "advice": "chụp lại"}]
    ask_for_papers(dossier_id=dossier.id, items=items, actor=person("lan"), at=MONDAY + timedelta(hours=2))
    assert [row.occasion for row in Notice.objects.order_by("id")] == ["submitted", "papers_asked"]
    now = MONDAY + timedelta(hours=3)
    plan(now)
    assert send("email", now) == "sent 1"  # both in one letter
    (letter,) = outside.received.of("email")
    assert letter.address == "hoa@hop-thu.example"
    assert dossier.code in letter.text
    assert "bổ sung giấy tờ" in letter.text
    assert "000188000001" not in letter.text + letter.more["html"]


def test_the_inbox_shows_it_and_leads_to_the_dossier(client):
    account = somebody()
    row = told(account)
    client.force_login(account)
    page = client.get("/hop-thu/").content.decode()
    assert "Cần bổ sung giấy tờ" in page
    assert "1 tin chưa đọc" in page
    answer = client.post(f"/hop-thu/tin/{row.pk}/")
    assert answer["Location"] == f"/ho-so/{CODE}/"
    assert Notice.objects.get().read_at
    assert "Không có tin chưa đọc" in client.get("/hop-thu/").content.decode()


def test_nobody_opens_a_message_of_another(client):
    row = told(somebody("hoa"))
    client.force_login(somebody("bien"))
    assert client.post(f"/hop-thu/tin/{row.pk}/").status_code == 404
    assert Notice.objects.get().read_at is None
    assert CODE not in client.get("/hop-thu/").content.decode()


def test_a_happening_is_told_once_however_often_it_is_announced():
    account = somebody()
    told(account, once="one")
    told(account, once="one")
    assert Notice.objects.count() == 1


def test_a_letter_goes_only_where_the_link_was_opened(outside):
    account = somebody(email="hoa@hop-thu.example")
    Wishes.objects.update(email_verified_at=None)
    told(account)
    plan(AT)
    assert not Delivery.objects.exists()
