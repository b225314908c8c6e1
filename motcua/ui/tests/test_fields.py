from datetime import date

import pytest
from django import forms
from django.utils import translation
from lxml import html

from motcua.ui.tests.make import draw


@pytest.fixture(autouse=True)
def _in_vietnamese():
    with translation.override("vi"):
        yield


class Birth(forms.Form):
    name = forms.CharField(label="Họ và tên", help_text="Như trong giấy chứng sinh.")
    born = forms.DateField(label="Ngày sinh", widget=forms.DateInput(attrs={"type": "date"}), required=False)
    way = forms.ChoiceField(label="Nhận ở đâu?", widget=forms.RadioSelect, choices=[("a", "Quầy"), ("b", "Bưu điện")])
    secret = forms.CharField(widget=forms.HiddenInput, required=False)


def form(**data):
    made = Birth(data)
    made.is_valid()
    return made


def test_help_and_error_stand_beside_the_field_and_are_read_with_it():
    tree = html.fromstring(draw("{% field form.name %}", form=form(way="a")))
    control = tree.get_element_by_id("id_name")
    assert control.get("aria-invalid") == "true"
    described = [tree.get_element_by_id(key).text_content() for key in control.get("aria-describedby").split()]
    assert "Như trong giấy chứng sinh." in described[0]
    assert "Bạn chưa điền mục này." in described[1]


def test_a_field_that_may_stay_empty_says_so_in_words():
    assert "không bắt buộc" in draw("{% field form.born %}", form=Birth())
    assert "không bắt buộc" not in draw("{% field form.name %}", form=Birth())


def test_a_day_is_written_with_the_day_first_whatever_the_browsers_language():
    drawn = draw("{% field form.born %}", form=Birth(initial={"born": date(2026, 3, 9)}))
    assert 'value="09/03/2026"' in drawn
    assert 'type="date"' not in drawn


def test_a_group_of_choices_is_a_fieldset_with_its_question_as_legend():
    tree = html.fromstring(draw("{% field form.way %}", form=form(name="Bảo Trâm", way="b")))
    assert tree.tag == "fieldset"
    assert tree.find("legend").text_content().strip() == "Nhận ở đâu?"
    assert [one.get("value") for one in tree.xpath("//input[@checked]")] == ["b"]


def test_a_hidden_field_has_no_label():
    assert "<label" not in draw("{% field form.secret %}", form=Birth())


def test_what_was_typed_is_not_lost_and_cannot_break_out():
    drawn = draw("{% field form.name %}", form=form(name='"><script>alert(1)</script>'))
    assert "<script>" not in drawn
    assert "&quot;&gt;&lt;script&gt;" in drawn


def test_the_summary_of_a_form_leads_to_each_field_even_to_the_first_of_a_group():
    tree = html.fromstring("<body>" + draw("{% error_summary form %}{% field form.way %}", form=form(name="")))
    targets = [link.get("href")[1:] for link in tree.xpath("//a")]
    assert targets == ["id_name", "id_way_0"]
    assert tree.get_element_by_id("id_way_0").get("type") == "radio"
    assert "Có 2 chỗ cần sửa" in tree.text_content()


def test_a_question_in_the_summary_is_not_followed_by_a_colon():
    drawn = draw("{% error_summary form %}", form=form(name="x"))
    assert "Nhận ở đâu? Bạn chưa" in drawn


def test_no_errors_no_summary():
    assert draw("{% error_summary form %}", form=form(name="x", way="a")).strip() == ""
    assert draw("{% error_summary errors %}", errors={}).strip() == ""


def test_errors_given_as_data_lead_to_boxes_and_general_ones_lead_nowhere():
    errors = {"phone": ["Số này thiếu một chữ số."], "": ["Hồ sơ đã được gửi rồi."]}
    tree = html.fromstring(draw("{% error_summary errors labels %}", errors=errors, labels={"phone": "Điện thoại"}))
    assert [(link.get("href"), link.text_content()) for link in tree.xpath("//a")] == [
        ("#id_phone", "Điện thoại: Số này thiếu một chữ số.")
    ]
    assert "Hồ sơ đã được gửi rồi." in tree.text_content()


@pytest.mark.parametrize(
    "kind", ["text", "textarea", "date", "number", "money", "choice", "email", "phone", "identity_number", "checkbox"]
)
def test_every_kind_of_box_has_a_label_of_its_own_and_keeps_its_error(kind):
    source = '{% box "x" "Tên gọi" kind value="1" errors=errors options=options %}'
    tree = html.fromstring(draw(source, kind=kind, errors=["Sai rồi."], options=[("1", "Một"), ("2", "Hai")]))
    control = tree.get_element_by_id("id_x")
    assert tree.xpath("//label[@for='id_x']")[0].text_content().strip() == "Tên gọi"
    assert control.get("aria-describedby") == "id_x_error"
    assert "required" in control.attrib


@pytest.mark.parametrize("kind", ["radio", "checkboxes"])
def test_boxes_with_several_answers_tick_what_was_answered(kind):
    drawn = draw('{% box "x" "Cách" kind value="b" options=options %}', kind=kind, options=[("a", "A"), ("b", "B")])
    tree = html.fromstring(drawn)
    assert [one.get("value") for one in tree.xpath("//input[@checked]")] == ["b"]
    assert tree.xpath("//input")[0].get("id") == "id_x"


def test_a_box_takes_further_attributes_by_keyword():
    drawn = draw('{% box "x" "Tên" autocomplete="name" data_show_if="a" %}')
    assert 'autocomplete="name"' in drawn
    assert 'data-show-if="a"' in drawn


def test_a_template_that_knows_of_no_errors_draws_none():
    for tag in ('{% day "tu" "Từ ngày" first errors.tu %}', '{% upload "tep" "Tệp" errors=other.errors %}'):
        drawn = draw(tag, first="", errors={}, other={})
        assert "has-error" not in drawn
        assert "field-error" not in drawn
        assert "aria-invalid" not in drawn


def test_the_summary_follows_the_page_and_says_no_name_twice():
    errors = {
        "sex": ["Bạn chưa chọn “Giới tính”."],
        "boards.0.width": ["Ghi bề rộng."],
        "name": ["Tên không có chữ số."],
        "": ["Đã quá hạn."],
    }
    labels = {"name": "Họ và tên", "sex": "Giới tính", "boards": "Từng bảng"}
    tree = html.fromstring(draw("{% error_summary errors labels %}", errors=errors, labels=labels))
    assert [" ".join(line.text_content().split()) for line in tree.iter("li")] == [
        "Đã quá hạn.",
        "Họ và tên: Tên không có chữ số.",
        "Bạn chưa chọn “Giới tính”.",
        "Ghi bề rộng.",
    ]


def test_the_summary_can_say_what_happened_instead_of_counting():
    drawn = draw(
        "{% error_summary errors labels title %}", errors={"a": ["Ghi lý do."]}, labels={}, title="Chưa từ chối"
    )
    assert "Chưa từ chối" in drawn
    assert "cần sửa" not in drawn
