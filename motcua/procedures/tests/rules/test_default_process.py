import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel.limits import Limit, hours_of
from motcua.procedures.rules.default_process import default_process
from motcua.work.public import check_process, read_process

LIMITS = st.builds(
    Limit, st.integers(1, 400), st.sampled_from(["working_hour", "working_day", "calendar_day", "month"])
)
LEVELS = st.sampled_from([["commune"], ["province"], ["province", "commune"], ["ministry"], ["other"]])


def steps(levels, limit):
    return read_process(default_process(levels, limit)).steps


@given(LEVELS, st.none() | LIMITS)
def test_every_default_process_can_run(levels, limit):
    assert check_process(read_process(default_process(levels, limit))) == []


@given(LEVELS, LIMITS)
def test_the_counted_hours_sum_to_the_limit(levels, limit):
    counted = [step.hours for step in steps(levels, limit) if step.counted]
    assert min(counted) > 0
    assert sum(counted) == pytest.approx(hours_of(limit), abs=0.026)


def test_the_usual_chain_goes_through_every_desk():
    ways = {
        (step.key, action.key): action.to
        for step in steps(["province"], Limit(5, "working_day"))
        for action in step.actions
    }
    assert ways == {
        ("intake", "receive"): "reception",
        ("reception", "forward"): "assign",
        ("assign", "forward"): "appraise",
        ("appraise", "submit"): "review",
        ("appraise", "return"): "assign",
        ("review", "approve"): "sign",
        ("review", "return"): "appraise",
        ("sign", "sign"): "issue",
        ("sign", "return"): "appraise",
        ("issue", "issue"): "hand_over",
        ("hand_over", "hand_over"): "end",
        ("hand_over", "recall"): "sign",
    }


def test_a_commune_settles_a_one_day_matter_without_assignment_and_review():
    keys = [step.key for step in steps(["commune"], Limit(1, "working_day", "15:00"))]
    assert keys == ["intake", "reception", "appraise", "sign", "issue", "hand_over", "end"]
    assert "review" in [step.key for step in steps(["commune"], Limit(9, "working_hour"))]


def test_steps_carry_the_national_statuses_of_the_life_of_a_dossier():
    marks = {step.key: step.mark for step in steps(["province"], Limit(5, "working_day")) if step.mark}
    assert marks == {"intake": 1, "reception": 2, "assign": 4, "hand_over": 9, "end": 10}


def test_waiting_for_reception_and_for_collection_is_not_counted():
    uncounted = {step.key for step in steps(["province"], None) if not step.counted}
    assert uncounted == {"intake", "hand_over", "end"}
