"""Of which acts people are told: the applicant of theirs, officers of what is due; systems without an account of none."""

from datetime import datetime, timedelta

import pytest

from motcua.dossiers.actions.agree_to_withdrawal import agree_to_withdrawal
from motcua.dossiers.actions.ask_for_papers import ask_for_papers
from motcua.dossiers.actions.ask_to_withdraw import ask_to_withdraw
from motcua.dossiers.actions.hand_over import hand_over
from motcua.dossiers.actions.refuse import refuse
from motcua.dossiers.jobs import tell_officers
from motcua.dossiers.models import Dossier, PaperRequest
from motcua.dossiers.rules.lifecycle import MOVES
from motcua.dossiers.rules.telling import TOLD_OF
from motcua.dossiers.tests.make import MONDAY, at_specialist, done, person, submitted
from motcua.notices.models import Notice
from motcua.notices.rules.occasions import OCCASIONS
from motcua.work.public import Step

pytestmark = pytest.mark.django_db


def occasions():
    return list(Notice.objects.order_by("id").values_list("occasion", flat=True))


def test_every_act_that_is_told_of_is_one_and_has_its_words():
    assert set(TOLD_OF) <= {move.action for move in MOVES}
    assert set(TOLD_OF.values()) <= set(OCCASIONS)


def test_a_dossier_tells_its_applicant_from_submission_to_the_result(province):
    dossier = done(province)
    hand_over(
        dossier_id=dossier.id,
        way="counter",
        receiver="Trần Văn Biển",
        actor=person("lan"),
        at=MONDAY + timedelta(days=3),
    )
    assert occasions() == ["submitted", "accepted", "result_ready", "delivered"]
    assert {row.account.username for row in Notice.objects.select_related("account")} == {"bien"}
    accepted = Notice.objects.get(occasion="accepted")
    assert accepted.path == f"/ho-so/{dossier.code}/"
    assert datetime.fromisoformat(accepted.data["until"]) == Dossier.objects.get().due_at
    assert set(accepted.data) == {"code", "procedure", "until"}, "no answer of the form, no number of identity"


def test_asked_for_papers_the_applicant_hears_until_when(province):
    dossier = submitted(province)
    items = [{"name": "Giấy phép", "defect": "mờ", "advice": ""}]
    ask_for_papers(dossier_id=dossier.id, items=items, actor=person("lan"), at=MONDAY)
    assert (
        datetime.fromisoformat(Notice.objects.get(occasion="papers_asked").data["until"])
        == PaperRequest.objects.get().answer_by
    )


def test_refused_and_withdrawn_are_told(province):
    refuse(dossier_id=submitted(province).id, reason="Sai thẩm quyền", actor=person("lan"), at=MONDAY)
    other = submitted(province)
    ask_to_withdraw(dossier_id=other.id, reason="Đổi ý", actor=person("bien"), at=MONDAY)
    agree_to_withdrawal(dossier_id=other.id, actor=person("lan"), at=MONDAY)
    assert occasions() == ["submitted", "refused", "submitted", "withdrawn"]


def test_where_nobody_applied_with_an_account_nothing_is_written_and_nothing_asked(province, django_assert_num_queries):
    from motcua.dossiers.events import DossierMoved
    from motcua.kernel.facts import announce

    fact = DossierMoved(
        dossier_id=province["H32"].pk,
        agency="H32.25",
        code="A",
        action="ask_for_papers",
        from_status=1,
        to_status=5,
        at=MONDAY,
    )
    with django_assert_num_queries(0):
        announce(fact)
    assert not Notice.objects.exists()


def test_an_act_that_is_undone_told_nobody(province):
    from django.db import transaction

    with transaction.atomic():
        submitted(province)
        assert occasions() == ["submitted"]
        transaction.set_rollback(True)
    assert occasions() == []


def test_officers_are_told_each_morning_once_and_in_figures_alone(province):
    at_specialist(province)
    due = Step.objects.get(finished_at=None).due_at
    morning = due.astimezone(MONDAY.tzinfo).replace(hour=7, minute=30)
    assert tell_officers(morning) == "told 1"
    tell_officers(morning + timedelta(minutes=15))
    row = Notice.objects.get(occasion="desk_today")
    assert row.account.username == "an"
    assert (row.data["count"], row.data["late"], row.path) == ("1", "0", "/viec/")
    assert tell_officers(morning.replace(hour=10)) == "not now"
    assert tell_officers(morning + timedelta(days=1)) in ("told 1", "not now")
    later = Notice.objects.filter(occasion="desk_today").order_by("-id")[0]
    assert later.data["late"] in ("0", "1")
