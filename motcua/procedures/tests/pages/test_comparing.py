import pytest
from lxml import html

from motcua.kernel.limits import Limit
from motcua.procedures.rules.definition import Case, Channel, LegalBasis, RequiredPaper
from motcua.procedures.tests.make import definition, fee, published

pytestmark = pytest.mark.django_db
PAGE = "/thu-tuc/9.000001/thay-doi/"


def read(client, address=PAGE):
    answer = client.get(address)
    assert answer.status_code == 200
    return html.fromstring(answer.content.decode())


def case(days=5, amount=20_000, papers=("Đơn đề nghị",)):
    return Case(
        key="chung",
        name="Mọi trường hợp",
        channels=[Channel(channel="counter", limit=Limit(days, "working_day"), fees=[fee(amount)])],
        papers=[RequiredPaper(key=f"p{n}", name=name, originals=1) for n, name in enumerate(papers)],
    )


def parts(tree):
    """Heading → the lines under it, as they read."""
    return {
        section.xpath("string(h2)"): [" ".join(line.text_content().split()) for line in section.xpath("ul/li")]
        for section in tree.xpath("//main//section")
    }


def test_what_changed_is_said_in_words_under_its_heading(client):
    published(definition(cases=[case()]), definition(cases=[case(days=3, amount=0, papers=("Đơn đề nghị", "Ảnh 3×4"))]))
    said = parts(read(client))
    assert said["Mất bao lâu"] == ["tại quầy một cửa Trước: 5 ngày làm việc Nay: 3 ngày làm việc"]
    assert said["Giấy tờ"] == ["Mới có: Ảnh 3×4 (1 bản chính, bắt buộc)"]
    assert said["Phí, lệ phí"][0].startswith("tại quầy một cửa · Phí thẩm định Trước: 20.000")


def test_a_paper_of_another_name_is_one_change_told_once_for_all_cases(client):
    def cases(name):
        paper = RequiredPaper(key="don", name=name, originals=1)
        return [Case(key, f"Trường hợp {key}", [Channel("counter")], [paper]) for key in ("moi", "lai")]

    published(definition(cases=cases("Đơn theo mẫu cũ")), definition(cases=cases("Đơn theo mẫu mới")))
    assert parts(read(client))["Giấy tờ"] == [
        "Trường hợp moi; Trường hợp lai Trước: Đơn theo mẫu cũ (1 bản chính, bắt buộc)"
        " Nay: Đơn theo mẫu mới (1 bản chính, bắt buộc)"
    ]


def test_what_is_gone_is_said(client):
    published(
        definition(legal_basis=[LegalBasis("1/2026/QĐ-UBND"), LegalBasis("2/2026/QĐ-UBND")]),
        definition(legal_basis=[LegalBasis("2/2026/QĐ-UBND")]),
    )
    assert parts(read(client))["Căn cứ pháp lý"] == ["Đã bỏ: 1/2026/QĐ-UBND"]


def test_a_long_text_shows_the_words_that_changed_and_what_stands_around_them(client):
    before = "Người nộp phải đủ 18 tuổi và có hộ chiếu. " + "Điều kiện khác giữ nguyên như trước đây. " * 30
    published(definition(conditions=before), definition(conditions=before.replace("18 tuổi", "21 tuổi")))
    tree = read(client)
    assert [one.text_content().split()[-1] for one in tree.xpath("//main//del[ancestor::ul]")] == ["18"]
    assert [one.text_content().split()[-1] for one in tree.xpath("//main//ins[ancestor::ul]")] == ["21"]
    assert len(tree.xpath("string(//section)")) < 500


def test_marks_are_read_aloud_as_words(client):
    before = "Một câu dài hơn tám mươi chữ để trang đánh dấu từng chữ đã đổi, chứ không lặp lại cả hai câu."
    published(definition(conditions=before), definition(conditions=before.replace("dài hơn", "ngắn hơn")))
    assert "bỏ: " in read(client).xpath("string(//section//del)")


def test_the_day_from_which_it_holds_is_told_and_the_procedure_leads_here(client):
    published(definition(), definition(name="Tên mới"))
    tree = read(client)
    assert "Từ phiên bản 1 sang phiên bản 2, có hiệu lực từ ngày 02/03/2026" in tree.xpath("string(//main)")
    assert PAGE in client.get("/thu-tuc/9.000001/").content.decode()


def test_any_two_versions_can_be_laid_side_by_side(client):
    published(definition(), definition(name="Tên hai"), definition(name="Tên ba"))
    said = parts(read(client, PAGE + "?tu=1&den=3"))
    assert said["Tên thủ tục"] == [f"Trước: {definition().name} Nay: Tên ba"]
    assert parts(read(client, PAGE + "?tu=3&den=1")) == said


@pytest.mark.parametrize("query", ["?tu=9", "?den=abc", "?tu=01", "?tu=-1", "?tu=99999999999999999999"])
def test_a_version_that_there_is_not_is_not_found(client, query):
    published(definition(), definition(name="Tên mới"))
    assert client.get(PAGE + query).status_code == 404


def test_a_first_version_says_that_nothing_changed_yet(client):
    published()
    assert "Chưa có thay đổi nào" in read(client).xpath("string(//main)")


def test_a_change_inside_is_told_as_none_of_the_applicants_business(client):
    published(definition(), definition(source="Nguồn khác", cases=[*definition().cases], keywords=["diều"]))
    tree = read(client)
    assert "không phải làm gì khác" in tree.xpath("string(//main)")
    assert "nguồn" in tree.xpath("string(//details//table)")


def test_what_changed_in_every_case_and_way_is_said_of_all_at_once(client):
    def cases(days):
        ways = [Channel(way, limit=Limit(days, "working_day")) for way in ("counter", "online")]
        return [Case(key, f"Việc {key}", ways) for key in ("moi", "lai")]

    published(definition(cases=cases(5)), definition(cases=cases(3)))
    assert parts(read(client))["Mất bao lâu"] == ["Mọi trường hợp Trước: 5 ngày làm việc Nay: 3 ngày làm việc"]
