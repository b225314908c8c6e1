"""The e-form on a page: drawn from its definition, read back from what was posted."""

import pytest
from django.http import QueryDict
from django.template.loader import render_to_string

from motcua.dossiers.pages.eform import answers, form_context, one_section, values_from_post, wants_row, with_blank_row
from motcua.dossiers.tests.make import notice
from motcua.procedures.public import FormDefinition
from motcua.procedures.rules.definition import read_definition


def form() -> FormDefinition:
    sections = [
        {
            "key": "viec",
            "title": "Việc",
            "fields": [
                {"key": "kind", "label": "Loại", "type": "choice", "required": True,
                 "options": [{"value": "moi", "label": "Mới"}, {"value": "doi", "label": "Đổi"}]},
                {"key": "why", "label": "Vì sao đổi", "type": "textarea",
                 "show_if": {"field": "kind", "equals": "doi"}},
                {"key": "sure", "label": "Tôi cam đoan", "type": "checkbox"},
            ],
        },
        {
            "key": "nguoi",
            "title": "Người",
            "show_if": {"field": "kind", "one_of": ["moi"]},
            "fields": [
                {"key": "people", "label": "Danh sách", "type": "table", "columns": [
                    {"key": "name", "label": "Họ tên", "type": "text", "required": True},
                    {"key": "born", "label": "Ngày sinh", "type": "date"}]},
                {"key": "paid", "label": "Đã đóng", "type": "money"},
            ],
        },
    ]  # fmt: skip
    return read_definition({**_plain(), "forms": {"thong-bao": {"title": "Đơn", "sections": sections}}}).forms[
        "thong-bao"
    ]


def _plain() -> dict:
    from motcua.procedures.rules.definition import write_definition

    return write_definition(notice())


def drawn(values: dict, errors: dict | None = None) -> str:
    return render_to_string("dossiers/_eform.html", {"eform": form_context(form(), values, errors or {})})


def test_what_was_typed_comes_back_as_typed_and_blank_rows_are_left_out():
    post = QueryDict(
        "kind=doi&why=Sai+t%C3%AAn&people.0.name=&people.0.born=&people.3.name=Lan&people.3.born=x&paid=1.000"
    )
    assert values_from_post(form(), post) == {
        "kind": "doi",
        "why": "Sai tên",
        "sure": False,
        "people": [{"name": "Lan", "born": "x"}],
        "paid": "1.000",
    }


def test_a_part_of_the_form_gives_its_own_answers_alone():
    assert values_from_post(one_section(form(), "nguoi"), QueryDict("kind=moi&paid=5")) == {"people": [], "paid": "5"}


def test_values_and_messages_stand_in_and_beside_their_boxes_also_in_a_table():
    page = drawn(
        {"kind": "moi", "people": [{"name": "Lan <b>", "born": "2000-01-02"}]},
        {"people.0.born": ["Ngày này không có."], "kind": ["Chọn lại."]},
    )
    assert 'id="id_people.0.born"' in page
    assert "Ngày này không có." in page
    assert "Lan &lt;b&gt;" in page
    assert page.count("data-show-if") == 2
    assert "Chỉ điền nếu “Loại” là: Đổi." in page


def test_without_javascript_a_button_asks_the_page_for_one_more_row():
    post = QueryDict("_add_row=people&people.0.name=Lan")
    assert wants_row(post) == "people"
    more = with_blank_row(values_from_post(form(), post), "people")
    assert 'name="people.1.name"' in drawn(more)


def test_answers_are_read_in_the_words_of_the_form():
    sections = answers(
        form(), {"kind": "moi", "sure": True, "people": [{"name": "Lan", "born": "2000-01-02"}], "paid": 5000, "old": 1}
    )
    assert sections[0]["pairs"] == [("Loại", "Mới"), ("Tôi cam đoan", "Có")]
    assert sections[1]["tables"][0]["rows"] == [[("Họ tên", "Lan"), ("Ngày sinh", "02/01/2000")]]
    assert sections[1]["pairs"] == [("Đã đóng", "5.000 đồng")]
    assert sections[2]["pairs"] == [("old", "1")]


@pytest.mark.django_db
def test_communes_are_offered_by_name(province):
    from motcua.organizations.models import Unit

    unit = Unit.objects.get(code="H32.16")
    Unit.objects.filter(pk=unit.pk).update(kind="commune", short_name="Phường Nha Trang")
    asks = read_definition(
        {**_plain(), "forms": {"thong-bao": {"title": "Đơn", "sections": [
            {"key": "a", "title": "A", "fields": [{"key": "at", "label": "Nơi", "type": "commune"}]}]}}}
    ).forms["thong-bao"]  # fmt: skip
    assert form_context(asks, {}, {})["sections"][0]["fields"][0]["options"] == [("H32.16", "Phường Nha Trang")]
