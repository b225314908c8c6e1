from datetime import datetime

import pytest
from django.utils import translation
from lxml import html

from motcua.kernel.clock import VIETNAM
from motcua.ui.components.values import SHAPES
from motcua.ui.public import Bar, Column, Event, Status, Table
from motcua.ui.tests.make import draw

AT = datetime(2026, 3, 2, 9, 12, tzinfo=VIETNAM)


@pytest.fixture(autouse=True)
def _in_vietnamese():
    with translation.override("vi"):
        yield


def test_every_tone_has_a_shape_that_no_other_tone_has():
    drawn = {tone: draw("{% status_tag 'x' tone %}", tone=tone).replace(tone, "") for tone in SHAPES}
    assert len(set(drawn.values())) == len(SHAPES)


def test_a_tone_that_does_not_exist_is_refused():
    with pytest.raises(KeyError):
        draw("{% status_tag 'x' 'pink' %}")


def test_steps_say_where_one_is_by_number_and_by_name():
    tree = html.fromstring(draw("{% steps 2 names %}", names=["Trường hợp", "Giấy tờ", "Phí"]))
    assert tree.xpath("normalize-space(//p)") == "bước 2/3 · Giấy tờ"
    assert [step.get("aria-current") for step in tree.xpath("//li")] == [None, "step", None]


def test_a_timeline_tells_states_in_words_too():
    events = [Event("Tiếp nhận", "done", AT, "Nha Trang"), {"title": "Ký duyệt", "state": "todo"}]
    text = html.fromstring(draw("{% timeline events %}", events=events)).text_content()
    assert "Tiếp nhận (đã xong)" in text
    assert "thứ Hai 02/03/2026, 09:12 · Nha Trang" in text
    assert "Ký duyệt (chưa đến)" in text


def test_facts_without_a_value_are_left_out_but_zero_stays():
    text = draw("{% facts pairs %}", pairs=[("Phí", 0), ("Ghi chú", ""), ("Điện thoại", None)])
    assert "Phí" in text
    assert "Ghi chú" not in text
    assert "Điện thoại" not in text


def listing(**more):
    columns = [Column("code", "Mã", "code"), Column("fee", "Phí", "money"), Column("state", "Tình trạng", "status")]
    rows = [{"id": 1, "code": "0031", "fee": 8000, "state": Status("Quá hạn", "late"), "url": "/ho-so/1/"}]
    return Table(columns, more.pop("rows", rows), caption="Việc", **more)


def test_a_table_keeps_its_meaning_when_rows_are_stacked_on_a_phone():
    tree = html.fromstring(draw("{% table table %}", table=listing(here=1)))
    cells = tree.xpath("//td")
    assert [(cell.get("role"), cell.get("data-label")) for cell in cells] == [
        ("cell", "Mã"),
        ("cell", "Phí"),
        ("cell", "Tình trạng"),
    ]
    assert tree.xpath("//td[1]/a/@href") == ["/ho-so/1/"]
    assert tree.xpath("//a/@aria-current") == ["true"]
    assert "8.000 đồng" in cells[1].text_content()


def test_a_table_without_rows_says_so_instead_of_showing_heads():
    drawn = draw("{% table table %}", table=listing(rows=[], empty="Hết việc rồi"))
    assert "Hết việc rồi" in drawn
    assert "<th" not in drawn


def test_paging_shows_only_the_ways_that_exist():
    assert draw("{% pager %}").strip() == ""
    drawn = draw('{% pager next_url="?after=9" %}')
    assert "Trang sau" in drawn
    assert "Trang trước" not in drawn


def test_notice_and_fold_escape_what_is_put_into_them_once():
    drawn = draw('{% notice "warn" title=title %}<p>{{ x }}</p>{% endnotice %}', x="<b>", title="A & B")
    assert "A &amp; B" in drawn
    assert "<p>&lt;b&gt;</p>" in drawn
    folded = draw('{% fold "Vì sao?" open=True %}{{ x }}{% endfold %}', x="5 < 6")
    assert "<details" in folded
    assert " open" in folded
    assert "5 &lt; 6" in folded


def test_an_upload_works_as_a_plain_file_field_too():
    tree = html.fromstring(draw('{% upload "p" "Giấy chứng sinh" url="/tai/" limit=20000000 required=True %}'))
    control = tree.get_element_by_id("id_p")
    assert (control.get("type"), control.get("name")) == ("file", "p")
    assert "required" in control.attrib
    assert "Mỗi tệp không quá 20 MB." in tree.text_content()


def test_a_paper_already_given_makes_the_file_field_optional():
    drawn = draw('{% upload "p" "Giấy" files=files required=True %}', files=[{"name": "a.pdf", "size": 1200}])
    assert "a.pdf" in drawn
    assert " required" not in drawn


def test_bars_are_drawn_without_styles_and_said_in_figures():
    drawn = draw("{% bars bars %}", bars=[Bar("Đúng hạn", 3), Bar("Quá hạn", 1, "1 hồ sơ")])
    assert 'width="33.3"' in drawn
    assert "1 hồ sơ" in drawn
    assert "style=" not in drawn


def test_a_sparkline_is_read_as_its_sentence():
    assert 'aria-label="từ 31 lên 77"' in draw('{% sparkline week "từ 31 lên 77" %}', week=[31, 44, 77])
