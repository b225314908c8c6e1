"""Nhận việc, lấy ý kiến: who takes a step, whom a specialist asks, and how the answers come together."""

from datetime import timedelta

import pytest

from motcua.dossiers.actions.ask_for_payment import ask_for_payment
from motcua.dossiers.actions.draft_result import draft_result
from motcua.dossiers.actions.forward import forward
from motcua.dossiers.actions.stop import stop
from motcua.dossiers.actions.take import take
from motcua.dossiers.actions.take_withdrawal import take_withdrawal
from motcua.dossiers.queries import dossier_for, open_steps
from motcua.dossiers.tests.actions.test_who_may import LONG, at_counter, at_division, payment_asked
from motcua.dossiers.tests.make import (
    CONTENT,
    MONDAY,
    at_specialist,
    consulting_notice,
    forwarded,
    person,
    publish,
    submitted,
)
from motcua.kernel.refusals import Conflict, Invalid, NotAllowed, NotNow, Refusal
from motcua.work.public import desks

LATER = MONDAY + timedelta(hours=2)


def on_desk(username: str) -> list[str]:
    """Steps that lie on somebody's desk, named theirs or nobody's."""
    who = person(username)
    found = [desks.desk(actor=who, view=view, at=LATER).rows for view in ("mine", "unit")]
    return [row.node for rows in found for row in rows]


def test_who_takes_a_step_has_it_and_nobody_else_any_more(province):
    dossier = at_division(province)
    assert on_desk("binh") == ["appraise"]
    take(dossier_id=dossier.id, actor=person("an"), at=LATER)
    assert open_steps(dossier)[0].officer.username == "an"
    assert (on_desk("an"), on_desk("binh")) == (["appraise"], [])


@pytest.mark.parametrize("seen", [True, False])
def test_who_comes_second_is_told_who_has_it(province, seen):
    dossier = at_division(province)
    revision = dossier.revision if seen else None
    take(dossier_id=dossier.id, actor=person("an"), at=LATER, revision=revision)
    with pytest.raises(Conflict, match="Vũ Hoài An đã nhận việc"):
        take(dossier_id=dossier.id, actor=person("binh"), at=LATER, revision=revision)
    take(dossier_id=dossier.id, actor=person("an"), at=LATER, revision=revision)  # again: nothing new
    assert open_steps(dossier)[0].officer.username == "an"


def test_a_step_of_another_role_is_not_taken(province):
    with pytest.raises(NotAllowed):
        take(dossier_id=forwarded(province).id, actor=person("an"), at=LATER)


@pytest.fixture
def appraised(province):
    """With a specialist who may ask others."""
    publish(consulting_notice())
    return at_specialist(province)


def ask(dossier, asked, **more):
    return forward(
        dossier_id=dossier.id, action="consult", asked=asked, note="Vị trí có đúng quy hoạch?", actor=person("an"),
        at=LATER, **more,
    )  # fmt: skip


def test_those_chosen_are_asked_and_nobody_else(province, appraised):
    ask(appraised, {"ask_law": province["H32.16.P1"].id})
    assert [(step.node, step.unit.code) for step in open_steps(appraised)] == [("ask_law", "H32.16.P1")]
    assert on_desk("khac") == ["ask_law"]
    assert on_desk("binh") == []


def test_without_a_choice_the_process_says_whom(province, appraised):
    ask(appraised, None)
    assert {(step.node, step.unit.code) for step in open_steps(appraised)} == {
        ("ask_law", "H32.25.P1"), ("look", "H32.25.P1")
    }  # fmt: skip


def test_the_dossier_comes_back_to_who_asked_when_all_have_answered(province, appraised):
    ask(appraised, {"ask_law": province["H32.16.P1"].id, "look": province["H32.25.P1"].id})
    forward(dossier_id=appraised.id, action="answer", note="Đúng luật", actor=person("khac"), at=LATER)
    assert [step.node for step in open_steps(appraised)] == ["look"]
    forward(dossier_id=appraised.id, action="answer", note="Đúng chỗ", actor=person("binh"), at=LATER)
    assert [step.node for step in open_steps(appraised)] == ["conclude"]


def test_who_is_asked_may_read_and_answer_and_do_nothing_else(province, appraised):
    khac = person("khac")
    with pytest.raises(NotAllowed):
        dossier_for(appraised.id, khac)
    ask(appraised, {"ask_law": province["H32.16.P1"].id})
    assert dossier_for(appraised.id, khac).code == appraised.code
    forbidden = [
        lambda: draft_result(
            dossier_id=appraised.id, outcome="positive", template="advertising_notice", content=CONTENT, actor=khac, at=LATER
        ),
        lambda: ask_for_payment(dossier_id=appraised.id, amount=1000, what_for="Phí", actor=khac, at=LATER),
    ]  # fmt: skip
    for act in forbidden:
        with pytest.raises(NotAllowed):
            act()
    take(dossier_id=appraised.id, actor=khac, at=LATER)
    forward(dossier_id=appraised.id, action="answer", note="Đúng", actor=khac, at=LATER)
    assert dossier_for(appraised.id, khac).code == appraised.code  # what they said stays theirs to read


@pytest.mark.parametrize("asked", [{}, {"ask_law": 0}, {"nobody": 1}, {"ask_law": "H32.25"}])
def test_nobody_is_asked_who_could_not_answer(province, appraised, asked):
    units = {key: province[unit].id if isinstance(unit, str) else unit for key, unit in asked.items()}
    with pytest.raises(Invalid):
        ask(appraised, units)
    assert [step.node for step in open_steps(appraised)] == ["appraise"]


def test_a_dossier_that_waits_for_money_is_stopped_only_after_the_time_to_pay(province):
    dossier = payment_asked(province)
    with pytest.raises(NotNow, match="Chưa hết thời hạn nộp tiền"):
        stop(dossier_id=dossier.id, reason="Không nộp", actor=person("son"), at=MONDAY + timedelta(days=29))
    assert stop(dossier_id=dossier.id, reason="Không nộp", actor=person("son"), at=MONDAY + LONG).status == 8


def test_who_applied_by_account_withdraws_by_account(province):
    with pytest.raises(NotNow, match="nộp qua mạng"):
        take_withdrawal(
            dossier_id=submitted(province).id, reason="Nhầm", evidence="Đơn", actor=person("lan"), at=LATER
        )  # fmt: skip


def test_a_withdrawal_on_paper_needs_its_reason_and_evidence(province):
    dossier = at_counter(province)
    with pytest.raises(Refusal) as refused:
        take_withdrawal(dossier_id=dossier.id, reason=" ", evidence="", actor=person("lan"), at=LATER)
    assert set(refused.value.fields) == {"reason", "evidence"}
