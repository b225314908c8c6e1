"""Who saw my data: one line an officer, a dossier and a day, read by the citizen alone."""

from datetime import timedelta

import pytest

from motcua.audit.models import Entry
from motcua.dossiers.tests.make import publish, received, small_province
from motcua.identity.actions.note_shown import SHOWN, note_shown
from motcua.identity.models import Account
from motcua.identity.tests.test_sign_in import words
from motcua.kernel.clock import now
from motcua.organizations.public import actor_of

pytestmark = pytest.mark.django_db
PAGE = "/toi/du-lieu/"


@pytest.fixture
def dossier():
    units = small_province()
    publish()
    return received(units, at=now() - timedelta(hours=1))


def as_(client, username):
    client.force_login(Account.objects.get(username=username))
    return client


def lines():
    return list(Entry.objects.filter(action=SHOWN).order_by("number"))


def test_an_officer_who_opens_a_dossier_stands_in_the_citizens_list(client, dossier):
    as_(client, "lan").get(f"/viec/ho-so/{dossier.pk}/")
    [line] = lines()
    assert line.subject_id == str(dossier.applicant_id)
    owner = type(client)()
    owner.force_login(dossier.applicant)
    page = words(owner.get(PAGE))
    assert line.sentence in page
    assert str(dossier.code) in page


def test_the_same_officer_is_written_once_a_day_for_a_dossier_and_again_by_another_session(client, dossier):
    for _ in range(3):
        as_(client, "lan").get(f"/viec/ho-so/{dossier.pk}/")
    other = as_(type(client)(), "lan")
    other.get(f"/viec/ho-so/{dossier.pk}/")
    assert len(lines()) == 1
    as_(type(client)(), "an").get(f"/viec/ho-so/{dossier.pk}/")
    assert len(lines()) == 2


def test_the_next_day_it_is_written_again(dossier):
    actor = actor_of(Account.objects.get(username="lan"), on=now().date())
    told = {"account_id": dossier.applicant_id, "about": "x", "what": "hồ sơ x", "agency": "H32.25", "actor": actor}
    assert note_shown(**told, at=now())
    assert not note_shown(**told, at=now())
    assert note_shown(**told, at=now() + timedelta(days=1))


def test_a_second_look_in_the_same_session_costs_no_query(client, dossier):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    as_(client, "lan").get(f"/viec/ho-so/{dossier.pk}/")
    with CaptureQueriesContext(connection) as asked:
        client.get(f"/viec/ho-so/{dossier.pk}/")
    assert not [one for one in asked.captured_queries if "audit_entry" in one["sql"] and SHOWN in one["sql"]]


def test_whoever_may_not_see_the_dossier_leaves_no_line(client, dossier):
    assert as_(client, "khac").get(f"/viec/ho-so/{dossier.pk}/").status_code in (403, 404)
    assert not lines()


def test_ones_own_look_is_not_written(client, dossier):
    actor = actor_of(dossier.applicant, on=now().date())
    assert not note_shown(account_id=dossier.applicant_id, about="x", what="x", agency="H32.25", actor=actor, at=now())


def test_nobody_reads_who_saw_the_data_of_another(client, dossier):
    as_(client, "lan").get(f"/viec/ho-so/{dossier.pk}/")
    assert "Chưa có ai mở" in words(as_(type(client)(), "hoa").get(PAGE))
