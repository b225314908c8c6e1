from datetime import date

import jsonschema_rs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.procedures.rules.answers import check_form as check_case
from motcua.procedures.rules.answers import form_of
from motcua.procedures.rules.definition import ShowIf
from motcua.procedures.rules.form_check import check_form, cleaned
from motcua.procedures.rules.form_schema import fields_of, form_schema
from motcua.procedures.rules.general_form import GENERAL_FORM
from motcua.procedures.tests.make import ANSWERS, definition, form

FORM = form()
ON = date(2026, 3, 2)


def wrong(**answers):
    return check_form(FORM, ANSWERS | answers, on=ON)


def test_the_schema_is_valid_json_schema_of_2020_12():
    schema = form_schema(FORM)
    assert schema["$schema"].endswith("2020-12/schema")
    assert jsonschema_rs.meta.is_valid(schema)
    assert jsonschema_rs.meta.is_valid(form_schema(GENERAL_FORM))


def test_good_answers_have_nothing_wrong():
    assert wrong(phone="0912 345 678", email="a@b.vn", number="000123456789", born="2020-01-31", count="3") == {}


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("name", "   ", "chưa điền “Họ và tên”"),
        ("name", "x" * 41, "quá 40 ký tự"),
        ("kind", "", "chưa chọn “Nộp cho”"),
        ("kind", "ghost", "chọn lại “Nộp cho”"),
        ("phone", "12345", "số điện thoại"),
        ("phone", "0112345678", "số điện thoại"),
        ("email", "a@b", "thư điện tử"),
        ("number", "00012345678", "12 chữ số"),
        ("number", "0123456789-01", "12 chữ số"),
        ("born", "31/02/2020", "ngày có thật"),
        ("born", "1899-12-31", "từ ngày 01/01/1900"),
        ("born", "2026-03-03", "không được sau ngày 02/03/2026"),
        ("capital", "nhiều", "số tiền"),
        ("capital", "-5", "số tiền"),
        ("count", "10", "không được quá 9"),
        ("count", "0", "từ 1 trở lên"),
        ("agreed", "", "chưa đánh dấu"),
        ("members", [{"since": "2020-01-01"}], "chưa điền “Họ tên”"),
        ("members", [{"who": "A"}] * 4, "nhiều nhất 3 dòng"),
    ],
)
def test_a_wrong_answer_gets_one_message_in_vietnamese_at_its_field(field, value, words):
    found = wrong(**{field: value})
    [(name, messages)] = found.items()
    assert name.partition(".")[0] == field
    assert len(messages) == 1
    assert words in messages[0]


def test_a_wrong_cell_of_a_table_is_named_by_row_and_column():
    found = wrong(members=[{"who": "A"}, {"who": "B", "since": "2026-03-03"}])
    assert list(found) == ["members.1.since"]


@pytest.mark.parametrize("number", ["000123456789", "0123456789", "0123456789-001", "000 123 456 789"])
def test_citizens_and_taxpayers_numbers_are_both_identity_numbers(number):
    assert wrong(number=number) == {}


@pytest.mark.parametrize("phone", ["0912345678", "+84912345678", "02583822222", "0912.345.678"])
def test_mobile_and_fixed_phones_of_vietnam_are_phones(phone):
    assert wrong(phone=phone) == {}


def test_a_hidden_section_is_neither_required_nor_kept():
    assert wrong() == {}
    assert "company_name" not in cleaned(FORM, ANSWERS | {"company_name": "Biển Xanh"})


def test_a_shown_section_is_required_and_kept():
    assert list(wrong(kind="company")) == ["company_name"]
    assert cleaned(FORM, ANSWERS | {"kind": "company", "company_name": " Biển Xanh "})["company_name"] == "Biển Xanh"


def test_a_field_whose_question_is_hidden_is_hidden_too():
    answers = ANSWERS | {"has_branch": "on", "branch": "Nha Trang"}
    assert "branch" not in cleaned(FORM, answers)
    assert check_form(FORM, answers, on=ON) == {}
    assert list(wrong(kind="company", company_name="B", has_branch="on")) == ["branch"]


def test_texts_are_trimmed_and_figures_and_days_converted():
    kept = cleaned(FORM, ANSWERS | {"capital": "150.000.000 đ", "count": "2,5", "born": "9/3/1990", "ghost": "x"})
    assert kept == {
        "name": "Trần Văn Sóng",
        "kind": "person",
        "agreed": True,
        "capital": 150_000_000,
        "count": 2.5,
        "born": "1990-03-09",
    }


def test_empty_rows_of_a_table_are_not_kept():
    assert cleaned(FORM, ANSWERS | {"members": [{"who": " "}, {}, {"who": "A"}]})["members"] == [{"who": "A"}]


def test_without_a_day_the_bound_today_is_not_checked():
    assert check_form(FORM, ANSWERS | {"born": "2999-01-01"}) == {}


def test_a_procedure_without_a_form_asks_the_general_one():
    plain = definition()
    assert form_of(plain, "chung") is GENERAL_FORM
    assert "request" in check_case(plain, "chung", {})


VALUES = st.one_of(st.text(max_size=60), st.booleans(), st.none(), st.integers(), st.lists(st.text(), max_size=3))
SUBMITTED = st.dictionaries(st.sampled_from([field.key for _, field in fields_of(FORM)] + ["ghost"]), VALUES)


@given(SUBMITTED)
def test_cleaning_twice_is_cleaning_once(data):
    once = cleaned(FORM, data)
    assert cleaned(FORM, once) == once


@given(SUBMITTED)
def test_whatever_is_sent_is_answered_at_known_fields_and_never_breaks(data):
    found = check_form(FORM, data, on=ON)
    assert all(name.partition(".")[0] in {field.key for _, field in fields_of(FORM)} for name in found)
    if not found:
        assert jsonschema_rs.is_valid(form_schema(FORM), cleaned(FORM, data))


@given(SUBMITTED)
def test_what_is_hidden_never_decides(data):
    company = {key: value for key, value in data.items() if key not in ("company_name", "has_branch", "branch")}
    if cleaned(FORM, data).get("kind") != "company":
        assert check_form(FORM, data, on=ON) == check_form(FORM, company, on=ON)


@pytest.mark.parametrize(
    ("show", "answer", "met"),
    [
        (ShowIf("a"), None, False),
        (ShowIf("a"), False, False),
        (ShowIf("a"), "có", True),
        (ShowIf("a", equals=True), True, True),
        (ShowIf("a", equals=True), 1, False),  # Python calls them equal; a box ticked is not the number one
        (ShowIf("a", equals=1), True, False),
        (ShowIf("a", equals=1), 1, True),
        (ShowIf("a", one_of=["b", "c"]), "c", True),
        (ShowIf("a", one_of=["b", "c"]), "d", False),
    ],
)
def test_a_condition_is_met_by_the_very_answer_it_names(show, answer, met):
    assert show.met_by({"a": answer}) is met
