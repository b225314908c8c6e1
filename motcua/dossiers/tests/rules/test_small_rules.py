"""Codes, completeness, fees, results and terms: what each says, in tables and by properties."""

from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.dossiers.rules.codes import CLEAR, CODE, new_lookup_key, new_token, tidy_code, write_code
from motcua.dossiers.rules.completeness import missing_papers
from motcua.dossiers.rules.fees import cost_of, fee_lines
from motcua.dossiers.rules.results import (
    TEMPLATES,
    check_content,
    number_mark,
    proposed,
    template_named,
    templates,
)
from motcua.dossiers.rules.terms import limit_words
from motcua.kernel.worktime import Limit

PATTERN = "{agency}-{day:%y%m%d}-{number:04d}"
AGENCY = st.from_regex(r"H[0-9]{2}(\.[0-9]{1,3}){0,3}", fullmatch=True)


@given(AGENCY, st.dates(date(2020, 1, 1), date(2099, 12, 31)), st.integers(1, 9_999_999))
def test_every_code_has_the_national_shape_and_survives_being_typed(agency, day, number):
    code = write_code(PATTERN, agency=agency, day=day, number=number)
    assert CODE.match(code)
    assert tidy_code(code) == code
    assert tidy_code(f"  {code.lower().replace('-', ' – ')}\n") == code


def test_the_ten_thousandth_of_a_day_widens_the_code():
    assert write_code(PATTERN, agency="H32.25", day=date(2026, 3, 2), number=10_000) == "H32.25-260302-10000"


@pytest.mark.parametrize(
    "typed",
    ["h32.25-260302-0001", "H32.25‑260302‑0001", "H32.25 – 260302 — 0001", "\u200bH32.25-260302-0001\ufeff", "Ｈ32.25-260302-0001"],
)  # fmt: skip
def test_a_code_is_read_however_a_phone_writes_it(typed):
    assert tidy_code(typed) == "H32.25-260302-0001"


@given(st.text(max_size=60))
def test_anything_typed_as_a_code_is_tidied_without_fear_and_without_spaces(typed):
    assert not any(character.isspace() for character in tidy_code(typed))


def test_look_up_keys_have_no_letter_that_is_confused_when_read_aloud():
    keys = {new_lookup_key() for _ in range(200)}
    assert len(keys) > 195
    assert all(len(key) == 6 and set(key) <= set(CLEAR) for key in keys)
    assert not set(CLEAR) & set("0O1IJ2Z")


def test_tokens_of_papers_cannot_be_guessed_and_fit_their_column():
    assert len({new_token() for _ in range(200)}) == 200
    assert 20 <= len(new_token()) <= 32


@dataclass
class Asked:
    key: str
    required: bool = True
    present_only: bool = False
    name: str = "Giấy tờ"


papers = st.lists(
    st.builds(Asked, st.text("abc", min_size=1, max_size=2), st.booleans(), st.booleans()),
    unique_by=lambda paper: paper.key,
)


@given(papers, st.sets(st.text("abc", min_size=1, max_size=2)))
def test_missing_is_what_is_required_needs_a_file_and_has_none(asked, handed_in):
    missing = {paper.key for paper in missing_papers(asked, handed_in)}
    for paper in asked:
        assert (paper.key in missing) == (paper.required and not paper.present_only and paper.key not in handed_in)


@given(papers)
def test_who_hands_in_everything_lacks_nothing(asked):
    assert missing_papers(asked, {paper.key for paper in asked}) == []


@dataclass
class Line:
    amount: int | None
    per: str = "dossier"
    kind: str = "fee"
    name: str = "Phí"
    when: str = "before"
    note: str = ""
    formula: None = None
    exemptions: tuple = ()


@pytest.mark.parametrize(
    ("lines", "total", "open_ended", "free"),
    [
        ([], 0, False, True),
        ([Line(0)], 0, False, True),
        ([Line(50_000), Line(8_000, per="set")], 58_000, False, False),
        ([Line(None)], 0, True, False),
        ([Line(2_000, per="page")], 0, True, False),
        ([Line(2_000, per="copy"), Line(10_000)], 10_000, True, False),
    ],
)
def test_a_cost_is_the_sum_of_what_is_fixed_and_says_when_more_may_come(lines, total, open_ended, free):
    cost = cost_of(fee_lines(lines))
    assert (cost.total, cost.open_ended, cost.free) == (total, open_ended, free)


@given(st.lists(st.integers(0, 10**9)))
def test_frozen_fees_keep_every_đồng(amounts):
    assert cost_of(fee_lines([Line(amount) for amount in amounts])).total == sum(amounts)


def test_a_line_of_a_dossier_from_before_units_were_kept_counts_once():
    assert cost_of([{"amount": 5_000}]).total == 5_000


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.key)
def test_what_is_proposed_has_every_field_and_only_the_fields(template):
    filled = proposed(template, {"form": {}, "owner": {}, "dossier": {}})
    assert list(filled) == [field.key for field in template.fields]
    assert template in templates(template.outcome).values()
    assert template_named(template.key) is template


@pytest.mark.parametrize("blank", [None, "", "   ", [], [""], [" ", "\n"]])
def test_a_required_field_of_spaces_is_missing(blank):
    assert "reasons" in check_content("negative", {"reasons": blank})


def test_all_that_is_missing_is_told_at_once():
    assert set(check_content("advertising_notice", {})) == {"content", "places", "first_day", "last_day"}


@pytest.mark.parametrize(
    "day", ["2026-02-30", "2026-13-01", "02/03/2026", "hôm nay", "2026-3-2", 20260302, "٢٠٢٦-٠٣-٠٢"]
)
def test_a_day_that_no_calendar_has_is_refused_beside_its_field(day):
    content = {"content": "Nước mắm", "places": ["Nha Trang"], "first_day": day, "last_day": "2026-06-30"}
    assert list(check_content("advertising_notice", content)) == ["first_day"]


@given(st.dictionaries(st.sampled_from(["content", "places", "first_day", "last_day", "khac"]), st.none() | st.text() | st.integers() | st.lists(st.text())))  # fmt: skip
def test_checking_what_was_drafted_never_breaks(content):
    assert isinstance(check_content("advertising_notice", content), dict)


def test_a_result_is_prefilled_from_the_first_place_that_has_a_value():
    template = template_named("advertising_notice")
    filled = proposed(template, {"form": {"ad_title": "", "ad_content": "Nước mắm", "ad_place": "Nha Trang"}})
    assert filled["content"] == "Nước mắm"
    assert filled["places"] == ["Nha Trang"]


def test_the_mark_of_a_result_tells_its_kind_and_its_agency():
    assert number_mark("sports_business", "Sở Văn hóa, Thể thao và Du lịch") == "GCN-SVHTTVDL"


@pytest.mark.parametrize(
    ("limit", "words"),
    [
        (None, "không hẹn ngày trả"),
        (Limit(5, "working_day"), "05 ngày làm việc"),
        (Limit(40, "working_hour"), "40 giờ làm việc"),
        (Limit(120, "calendar_day"), "120 ngày"),
        (Limit(1, "month"), "01 tháng"),
        (Limit(8, "working_hour", cutoff="15:00"), "trong ngày (nhận sau 15:00: ngày làm việc tiếp theo)"),
    ],
)
def test_a_limit_reads_as_on_the_slip(limit, words):
    assert limit_words(limit) == words
