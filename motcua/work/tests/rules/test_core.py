"""The core by tables, and by properties, without a database."""

from datetime import timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel.actor import SYSTEM, Actor, Post
from motcua.kernel.refusals import Invalid, NotNow
from motcua.kernel.worktime import Limit
from motcua.work.rules import core
from motcua.work.rules.clock import NOT_STARTED, PAUSED, RUNNING, STOPPED, shifted
from motcua.work.rules.holding import may_act
from motcua.work.rules.process import ProcessDefinition, StepAction, StepDefinition, read_process
from motcua.work.rules.states import Act, MatterState, StepState
from motcua.work.tests.make import CALENDAR, at, licence

PLACES = {"reception": 1, "agency": 2, "division": 3}
LIMIT = Limit(40, "working_hour")


def paying():
    """A licence whose fee is paid on the way: a wait."""
    data = licence().as_json()
    for step in data["steps"]:
        if step["key"] == "signing":
            step["actions"].append({"key": "ask_fee", "name": "Yêu cầu nộp phí", "to": "fee"})
    data["steps"].append(
        {
            "key": "fee",
            "name": "Chờ nộp phí",
            "kind": "wait",
            "role": "reception",
            "unit": "reception",
            "hours": 16,
            "actions": [
                {"key": "paid", "name": "Đã nộp", "to": "signing"},
                {"key": "unpaid", "name": "Không nộp", "to": "refused"},
            ],
        }
    )
    return read_process(data)


def state(clock, **more):
    facts = {"places": PLACES, "clock": clock, "limit": LIMIT}
    if clock != NOT_STARTED:
        facts |= {"started_at": at(2, 9), "due_at": at(7, 9)}
    return MatterState(**(facts | more))


def lying(node, due=None, waiting=False):
    return StepState(uuid4(), node, due or at(5, 9), waiting)


def go(node, action, clock, when=None, **more):
    act = Act(action, note="Lý do")
    return core.advance(paying(), state(clock, **more), [lying(node)], act, when or at(4, 10), CALENDAR)


# from, action, clock before → clock after (None: as it was), span that begins, steps that begin
MOVES = [
    ("reception", "receive", NOT_STARTED, RUNNING, "running", ["assigning"]),
    ("reception", "refuse", NOT_STARTED, STOPPED, None, []),
    ("assigning", "forward", RUNNING, None, None, ["appraisal"]),
    ("appraisal", "consult", RUNNING, None, None, ["ask_division", "ask_agency"]),
    ("ask_agency", "answer", RUNNING, None, None, ["appraisal"]),
    ("signing", "return", RUNNING, None, None, ["appraisal"]),
    ("signing", "sign", RUNNING, STOPPED, None, ["handing_over"]),
    ("signing", "ask_fee", RUNNING, PAUSED, "paused", ["fee"]),
    ("fee", "paid", PAUSED, RUNNING, "running", ["signing"]),
    ("fee", "unpaid", PAUSED, STOPPED, None, []),
    ("handing_over", "recall", STOPPED, RUNNING, "running", ["appraisal"]),
    ("handing_over", "hand_over", STOPPED, None, None, []),
]


@pytest.mark.parametrize(("node", "action", "clock", "after", "span", "opened"), MOVES)
def test_the_clock_follows_from_the_steps(node, action, clock, after, span, opened):
    changes = go(node, action, clock, still_since=at(3, 10) if clock in (PAUSED, STOPPED) else None)
    assert [step.node for step in changes.opened] == opened
    assert (changes.clock.clock if changes.clock else None) == after
    assert (changes.clock.span if changes.clock else None) == span
    assert (changes.closed_as is not None) == (opened == [])


def test_waiting_for_a_payment_costs_no_time():
    changes = go("fee", "paid", PAUSED, when=at(20, 10), still_since=at(3, 10))
    assert changes.clock.due_at == CALENDAR.add(at(20, 10), CALENDAR.between(at(3, 10), at(7, 9)))
    assert not changes.opened[0].waiting
    assert go("signing", "ask_fee", RUNNING).opened[0].waiting


REFUSALS = [
    (lambda: go("assigning", "sign", RUNNING), NotNow, "đang ở bước “Phân công”"),
    (lambda: go("assigning", "forward", PAUSED), NotNow, "tạm dừng"),
    (lambda: go("assigning", "forward", RUNNING, closed=True), NotNow, "đã kết thúc"),
    (lambda: go("assigning", "forward", RUNNING, places={"agency": 2}), Invalid, "“Thẩm định” thuộc đơn vị nào"),
    (lambda: core.pause(state(PAUSED), [], "", ""), NotNow, "đang tạm dừng rồi"),
    (lambda: core.pause(state(STOPPED), [], "", ""), NotNow, "đã dừng tính giờ"),
    (lambda: core.resume(paying(), state(RUNNING), [], at(), CALENDAR), NotNow, "không tạm dừng"),
    (
        lambda: core.resume(paying(), state(PAUSED, still_since=at()), [lying("fee")], at(), CALENDAR),
        NotNow,
        "thao tác của chính bước đó",
    ),
    (lambda: core.extend(state(RUNNING, due_at=None), at(9), at(), "", ""), NotNow, "không có hạn trả"),
    (lambda: core.extend(state(STOPPED), at(9), at(), "", ""), NotNow, "đã xong"),
    (lambda: core.close(state(STOPPED, closed=True), [], "x"), NotNow, "đã kết thúc"),
]


@pytest.mark.parametrize(("act", "kind", "words"), REFUSALS, ids=[words for *_, words in REFUSALS])
def test_what_cannot_happen_now_is_refused_in_words(act, kind, words):
    with pytest.raises(kind, match=words):
        act()


def test_of_two_side_steps_with_one_action_the_caller_must_choose():
    sides = [lying("ask_agency"), lying("ask_division")]
    with pytest.raises(Invalid, match="nhiều bước cùng mở"):
        core.advance(licence(), state(RUNNING), sides, Act("answer"), at(4), CALENDAR)
    said = Act("answer", step_id=sides[0].id, note="Đồng ý")
    changes = core.advance(licence(), state(RUNNING), sides, said, at(4), CALENDAR)
    assert (changes.ended, changes.opened) == ((sides[0].id,), ())


def test_without_a_limit_the_clock_runs_but_nothing_is_due():
    matter = MatterState(places=PLACES)
    changes = core.advance(licence(), matter, [lying("reception")], Act("receive"), at(2, 9), CALENDAR)
    assert (changes.clock.clock, changes.clock.due_at) == (RUNNING, None)


def test_a_process_may_count_from_its_first_step():
    steps = [
        StepDefinition("a", "Làm", role="leader", hours=2, actions=[StepAction("on", "Xong", "z")]),
        StepDefinition("z", "Hết", kind="end"),
    ]
    process = ProcessDefinition("x", "X", "a", steps)
    changes = core.enter(process, MatterState(places=PLACES, limit=LIMIT), at(2, 9), CALENDAR, Act(""))
    assert changes.clock.starts
    assert changes.clock.due_at == at(7, 9)


moments = st.integers(0, 60 * 24 * 60).map(lambda minutes: at(1, 0) + timedelta(minutes=minutes))


@given(moments, moments, moments)
def test_a_pause_never_makes_a_step_due_earlier_and_keeps_what_was_left(due, paused, resumed):
    paused, resumed = sorted((paused, resumed))
    due = CALENDAR.add(due, 60)
    moved = shifted(CALENDAR, due, paused, resumed)
    assert moved >= due
    if paused < due:
        assert CALENDAR.between(resumed, moved) == CALENDAR.between(paused, due)
    else:
        assert moved == due


LAN = uuid4()
HERS = Actor(LAN, "Nguyễn Ngọc Lan", (Post("specialist", 3, "Phòng", "H32.25"),))


@pytest.mark.parametrize(
    ("role", "unit", "officer", "actor", "expected"),
    [
        ("specialist", 3, None, HERS, True),
        ("specialist", 3, LAN, HERS, True),
        ("specialist", 3, uuid4(), HERS, False),
        ("specialist", 4, None, HERS, False),
        ("leader", 3, None, HERS, False),
        ("leader", 3, LAN, HERS, False),
        ("leader", 9, uuid4(), SYSTEM, True),
    ],
)
def test_a_step_is_acted_on_by_who_holds_its_role_in_its_unit(role, unit, officer, actor, expected):
    step = type("Step", (), {"role": role, "unit_id": unit, "officer_id": officer})
    assert may_act(step, actor) is expected
