"""Several people at once, and a fall in the middle: exactly one wins, numbers have no gap, nothing is half written."""

import json
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection, connections
from django.test import Client

from motcua.audit.public import verify
from motcua.dossiers import queries
from motcua.dossiers.actions.forward import forward
from motcua.dossiers.actions.receive import receive
from motcua.dossiers.actions.submit import submit
from motcua.dossiers.actions.take import take
from motcua.dossiers.models import Dossier, DossierEvent, IssuedForm, Paper, Sequence
from motcua.dossiers.tests.make import FORM, MONDAY, OWNER, draft, person, publish, received, small_province, submitted
from motcua.identity.public import IdempotentCall, issue_token
from motcua.kernel.actor import SYSTEM
from motcua.kernel.refusals import Refusal
from motcua.work.models import Matter, Step


@pytest.fixture
def town(transactional_db):
    for remembered in (queries.definition_of, queries.process_of, queries.process_row, queries.version_lately):
        remembered.cache_clear()
    units = small_province()
    publish()
    return units


needs_postgres = pytest.mark.skipif("sqlite" in connection.settings_dict["ENGINE"], reason="needs PostgreSQL")


def at_once(jobs):
    """Run the jobs together, each on its own connection; what each returned or was refused with."""
    barrier = Barrier(len(jobs))

    def run(job):
        try:
            barrier.wait(20)
            return job()
        except Refusal as refused:
            return refused
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(run, jobs))


@pytest.mark.postgres
@needs_postgres
def test_of_two_specialists_who_take_a_step_one_gets_it_and_the_other_reads_who_has_it(town):
    dossier = received(town)
    forward(dossier_id=dossier.id, action="forward", actor=person("lan"), at=MONDAY + timedelta(minutes=80))
    forward(dossier_id=dossier.id, action="forward", actor=person("dung"), at=MONDAY + timedelta(minutes=90))
    officers = {person(name).name: person(name) for name in ("an", "binh")}
    at = MONDAY + timedelta(hours=2)
    answers = at_once([lambda who=who: take(dossier_id=dossier.id, actor=who, at=at) for who in officers.values()])
    (refused,) = [answer for answer in answers if isinstance(answer, Refusal)]
    holder = Step.objects.get(matter_id=dossier.matter_id, finished_at=None).officer
    assert holder.full_name in officers
    assert f"{holder.full_name} đã nhận việc" in refused.message


@pytest.mark.postgres
@needs_postgres
def test_of_two_officers_who_receive_one_succeeds_and_the_other_reads_who_was_faster(town):
    dossier = submitted(town)
    officers = [person("lan"), person("minh")]
    answers = at_once(
        [
            lambda who=who: receive(
                dossier_id=dossier.id, actor=who, at=MONDAY + timedelta(hours=1), revision=dossier.revision
            )
            for who in officers
        ]
    )
    (winner,) = [one for one in answers if isinstance(one, Dossier)]
    (refused,) = [one for one in answers if isinstance(one, Refusal)]
    event = DossierEvent.objects.get(dossier=dossier, action="receive")
    assert winner.status == 2
    assert refused.status == 409
    assert event.actor_name in refused.message
    assert IssuedForm.objects.filter(purpose="slip").count() == 1


@pytest.mark.postgres
@needs_postgres
def test_of_two_officers_who_forward_without_saying_what_they_saw_one_succeeds(town):
    dossier = received(town)
    officers = [person("lan"), person("minh")]
    answers = at_once(
        [
            lambda who=who: forward(dossier_id=dossier.id, action="forward", actor=who, at=MONDAY + timedelta(hours=2))
            for who in officers
        ]
    )
    assert sum(isinstance(one, Dossier) for one in answers) == 1
    assert Step.objects.filter(matter__subject_id=dossier.id, finished_at=None).count() == 1


@pytest.mark.postgres
@needs_postgres
def test_sixteen_who_submit_at_once_get_sixteen_codes_without_gap_or_repetition(town):
    drafts = [draft(town, by="bien" if place % 2 else "hoa") for place in range(16)]
    people = {name: person(name) for name in ("bien", "hoa")}
    jobs = [
        lambda one=one, place=place: submit(dossier_id=one.id, actor=people["bien" if place % 2 else "hoa"], at=MONDAY)
        for place, one in enumerate(drafts)
    ]
    answers = at_once(jobs)
    assert sorted(one.code for one in answers) == [f"H32.25-260302-{number:04d}" for number in range(1, 17)]
    assert verify() == []
    in_the_book = DossierEvent.objects.filter(action="submit").count()
    assert in_the_book == 16


@pytest.mark.postgres
@needs_postgres
def test_one_key_sent_by_eight_at_once_makes_one_dossier_and_all_get_the_same_answer(town):
    _client, token = issue_token(agency="H32.25", name="Phần mềm", roles=["partner"], actor=SYSTEM, at=MONDAY)
    body = json.dumps({"procedure": "1.004650", "case": "chung", "agency": "H32.25", "owner": OWNER, "form": FORM, "papers": [{"key": "ma-ket"}]})  # fmt: skip
    headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": "mot-lan"}

    def call():
        answer = Client().post("/api/v1/dossiers", body, content_type="application/json", headers=headers)
        return answer.status_code, answer.content

    answers = at_once([call] * 8)
    assert {status for status, _content in answers} == {201}
    assert len({json.loads(content)["code"] for _status, content in answers}) == 1
    assert len({json.dumps(json.loads(content), sort_keys=True) for _status, content in answers}) == 1
    assert Dossier.objects.count() == IdempotentCall.objects.count() == 1


class Fell(Exception):
    pass


def rows():
    return [model.objects.count() for model in (DossierEvent, IssuedForm, Matter, Step, Paper)] + [
        sorted(Dossier.objects.values_list("status", "code", "revision")),
        sorted(Sequence.objects.values_list("purpose", "last")),
    ]


#: after which write of a submission the process falls
PLACES = {
    "before the code is written": ("motcua.dossiers.actions.submit.calendar_of", "submit"),
    "after the matter is opened": ("motcua.dossiers.actions.submit.finish", "submit"),
    "before the sentence in the book": ("motcua.dossiers.actions.shape.record", "submit"),
    "after the sentence in the book": ("motcua.dossiers.actions.shape.announce", "submit"),
    "before the slip": ("motcua.dossiers.actions.receive.issue_form", "receive"),
    "after the slip": ("motcua.dossiers.actions.issue_form.announce", "receive"),
    "while the matter moves": ("motcua.work.actions.ledger.new_spans", "receive"),
}


@pytest.mark.parametrize("place", PLACES)
def test_a_fall_in_the_middle_leaves_nothing_half_written_and_no_gap_in_the_numbers(province, monkeypatch, place):
    target, act = PLACES[place]
    submitted(province)
    dossier = submitted(province) if act == "receive" else draft(province)
    before = rows()

    def fall(*args, **given):
        raise Fell

    with monkeypatch.context() as broken:
        module, _, name = target.rpartition(".")
        broken.setattr(sys.modules[module], name, fall)
        with pytest.raises(Fell):
            _do(act, dossier)
    assert rows() == before
    assert verify() == []
    _do(act, dossier)
    if act == "submit":
        assert Dossier.objects.get(id=dossier.id).code == "H32.25-260302-0002"
    else:
        assert IssuedForm.objects.get().number == "1/GTN"


def _do(act, dossier):
    if act == "submit":
        return submit(dossier_id=dossier.id, actor=person("bien"), at=MONDAY)
    return receive(dossier_id=dossier.id, actor=person("lan"), at=MONDAY)
