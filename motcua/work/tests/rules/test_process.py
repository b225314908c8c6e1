import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel.refusals import Invalid
from motcua.work.rules.process import ProcessDefinition, StepAction, StepDefinition, read_process, side_steps
from motcua.work.rules.soundness import check_process, longest_way
from motcua.work.tests.make import licence


def edited(key, /, **facts):
    data = licence().as_json()
    data["steps"] = [step | facts if step["key"] == key else step for step in data["steps"]]
    return read_process(data)


def without(key):
    data = licence().as_json()
    data["steps"] = [step for step in data["steps"] if step["key"] != key]
    return read_process(data)


def test_a_sound_process_has_no_problems():
    assert check_process(licence(), total_hours=40) == []


def act(to, key="go", **more):
    return {"key": key, "name": "Chuyển", "to": to, **more}


FAULTS = [
    (licence(start="nowhere"), "Bước đầu “nowhere” không có"),
    (licence(start="done"), "Bước đầu phải là bước có người làm"),
    (licence(code=" "), "Thiếu mã hoặc tên"),
    (licence(steps=[]), "Không có bước nào"),
    (without("done"), "Dẫn tới bước “done” không có"),
    (edited("signing", key="appraisal"), "Có 2 bước cùng mã “appraisal”"),
    (edited("signing", key="Ký duyệt"), "Mã bước “Ký duyệt” không dùng được"),
    (edited("signing", actions=[]), "Không có thao tác nào"),
    (edited("signing", role=""), "Chưa ghi vai trò"),
    (edited("signing", hours=-1), "số âm"),
    (edited("signing", actions=[act("done"), act("refused")]), "Có 2 thao tác cùng mã “go”"),
    (edited("done", actions=[act("signing")]), "không có người làm nên không có thao tác"),
    (edited("assigning", actions=[act("refused")]), "Không có đường nào tới bước này"),
    (edited("signing", actions=[act("appraisal", back=True)]), "Không có đường nào tới bước này"),
    (edited("opinions", asks=[]), "chưa ghi hỏi ai"),
    (edited("opinions", asks=["ask_agency", "ask_agency"]), "hai lần"),
    (edited("opinions", asks=["ask_agency", "ask_division", "done"]), "chỉ có bước có người làm"),
    (edited("assigning", actions=[act("ask_agency"), act("appraisal", "b")]), "Đi thẳng vào giữa nhánh"),
    (edited("opinions", then="ask_agency"), "đi vào chính nhánh"),
    (edited("signing", asks=["done"]), "Chỉ bước lấy ý kiến mới có asks"),
]


@pytest.mark.parametrize(("process", "words"), FAULTS, ids=[words for _, words in FAULTS])
def test_what_is_wrong_is_named_with_place_and_advice(process, words):
    problems = check_process(process)
    assert any(words in problem.what for problem in problems), problems
    assert all(problem.where and problem.advice for problem in problems)


def test_a_circle_without_a_way_out_is_a_dead_end():
    circle = edited("handing_over", actions=[act("appraisal", back=True)])
    whats = [p.what for p in check_process(circle)]
    assert "Từ đây không đi được tới kết thúc." in whats


def test_steps_may_not_use_more_hours_than_the_limit():
    assert longest_way(licence()) == 2 + 20 + 8
    assert longest_way(edited("opinions", then="signing")) == 2 + 20 + 8 + 8
    (problem,) = check_process(licence(), total_hours=29)
    assert "30 giờ làm việc, nhiều hơn thời hạn 29 giờ" in problem.what


def test_side_steps_are_those_that_come_back_to_the_consultation():
    assert side_steps(licence(), "opinions") == {"ask_division", "ask_agency"}


@pytest.mark.parametrize("data", [{}, {"code": 1}, licence().as_json() | {"colour": "red"}])
def test_what_is_not_understood_is_refused_in_words(data):
    with pytest.raises(Invalid, match="Không đọc được quy trình"):
        read_process(data)


def test_the_digest_does_not_depend_on_how_hours_are_written():
    whole = [StepDefinition("a", "A", role="r", hours=8, actions=[StepAction("go", "Đi", "z")])]
    broken = [msgspec.structs.replace(whole[0], hours=8.0)]
    assert ProcessDefinition("c", "N", "a", whole).digest == ProcessDefinition("c", "N", "a", broken).digest


keys = st.sampled_from("abcdef")
random_steps = st.lists(
    st.builds(
        StepDefinition,
        key=keys,
        name=st.just("Bước"),
        role=st.just("specialist"),
        kind=st.sampled_from(["task", "task", "consultation", "wait", "end"]),
        hours=st.floats(-1, 100),
        counted=st.booleans(),
        actions=st.lists(st.builds(StepAction, key=keys, name=st.just("Đi"), to=keys, back=st.booleans()), max_size=3),
        asks=st.lists(keys, max_size=2),
        then=st.one_of(st.just(""), keys),
    ),
    max_size=6,
)


@given(random_steps, keys)
def test_checking_never_fails_whatever_it_is_given(steps, start):
    process = ProcessDefinition("x", "Thử", start, steps)
    problems = check_process(process, total_hours=10)
    if not problems:
        assert longest_way(process) <= 10
