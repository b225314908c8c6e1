"""The one question that parts procedures best."""

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from motcua.procedures.rules.finding.asking_back import MOST, ask_back
from motcua.procedures.rules.finding.title import Title, title_of


@dataclass
class Candidate:
    sector: str
    levels: tuple[str, ...]
    title: Title


def candidate(name, levels=("commune",), sector="ho-tich"):
    return Candidate(sector, tuple(levels), title_of(name, levels, ""))


def test_one_procedure_asks_nothing():
    assert ask_back([]) is None
    assert ask_back([candidate("Đăng ký khai sinh")]) is None


def test_who_settles_it_is_asked_where_that_parts_them():
    asked = ask_back([candidate("Cấp thẻ", ["province"]), candidate("Cấp thẻ", ["ministry"])])
    assert asked.about == "level"
    assert asked.answers == (("province", (0,)), ("ministry", (1,)))


def test_first_time_or_again_is_asked_where_that_parts_them():
    asked = ask_back([candidate("Cấp giấy phép"), candidate("Cấp lại giấy phép"), candidate("Gia hạn giấy phép")])
    assert asked.about == "act"
    assert dict(asked.answers) == {"first": (0,), "again": (1,), "prolong": (2,)}


def test_names_are_listed_where_no_plain_question_parts_them():
    asked = ask_back([candidate(f"Cấp giấy phép loại {number}") for number in "ABCDEFG"])
    assert asked.about == "name"
    assert len(asked.answers) == MOST


names = st.sampled_from(["Cấp thẻ", "Cấp lại thẻ", "Cấp thẻ cho người nước ngoài", "Gia hạn thẻ", "Hủy thẻ"])
candidates = st.builds(
    candidate, names, st.sets(st.sampled_from(["commune", "province"])).map(sorted), st.sampled_from("ab")
)


@given(st.lists(candidates, min_size=2, max_size=8))
def test_every_question_can_be_answered_and_leaves_fewer(meant):
    asked = ask_back(meant)
    left = [place for _answer, places in asked.answers for place in places]
    assert len(set(left)) == len(left)
    assert all(0 < len(places) < len(meant) for _answer, places in asked.answers)
    if asked.about != "name":
        assert sorted(left) == list(range(len(meant)))
