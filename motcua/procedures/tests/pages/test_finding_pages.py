"""The list, its suggestions and the assistant, as they come to people without JavaScript."""

from urllib.parse import quote

import pytest
from lxml import html

from motcua.organizations.models import Unit
from motcua.procedures.rules.definition import Case, Channel, RequiredPaper
from motcua.procedures.tests.make import AT, definition, fee, published

pytestmark = pytest.mark.django_db
BIRTH = definition(
    "9.000001",
    name="Đăng ký khai sinh",
    sector="Hộ tịch",
    levels=["commune"],
    conditions="Cha hoặc mẹ đi đăng ký trong sáu mươi ngày kể từ ngày sinh con.",
    agencies_text="Ủy ban nhân dân cấp xã",
    audience=["Công dân Việt Nam"],
    cases=[
        Case(
            key="chung",
            name="Mọi trường hợp",
            channels=[Channel(channel="counter", fees=[fee(20_000)])],
            papers=[RequiredPaper(key="giay", name="Giấy chứng sinh", originals=1)],
        )
    ],
)


@pytest.fixture
def _shelf():
    published(
        BIRTH,
        definition("9.000002", name="Đăng ký lại khai sinh", sector="Hộ tịch", levels=["commune"]),
        definition("9.000003", name="Cấp giấy phép xây dựng nhà ở", sector="Xây dựng", levels=["province"]),
        definition("9.000004", name="Cấp thẻ tạm trú", sector="Xuất cảnh", levels=["province"]),
        definition("9.000005", name="Cấp thẻ tạm trú", sector="Xuất cảnh", levels=["ministry"]),
        *[definition(f"9.0001{at:02d}", name=f"Công nhận đội văn nghệ hạng {at}", sector="Múa") for at in range(20)],
    )


def page(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return html.fromstring(response.content.decode())


def words(element) -> str:
    return " ".join(element.text_content().split())


def listed(found, kind="found") -> list[str]:
    return [words(each) for each in found.xpath(f'//ol[@class="{kind}"]//a[@class="found-name"]')]


def asked(client, text, **more):
    pairs = "".join(f"&{name}={quote(value)}" for name, value in more.items())
    return page(client, f"/hoi/?q={quote(text)}{pairs}")


# the list


@pytest.mark.usefixtures("_shelf")
def test_the_words_asked_for_are_marked_in_the_name(client):
    first = page(client, "/thu-tuc/?q=khai+sinh").xpath('//li[@class="found-row"]')[0]
    assert words(first.xpath(".//a")[0]) == "Đăng ký khai sinh"
    assert [each.text for each in first.xpath(".//a/mark")] == ["khai sinh"]


@pytest.mark.usefixtures("_shelf")
def test_words_that_stand_elsewhere_than_in_the_name_are_said_as_they_were_typed(client):
    first = page(client, f"/thu-tuc/?q={quote('khai sinh giấy chứng sinh')}").xpath('//li[@class="found-row"]')[0]
    assert "Trong nội dung còn có: giấy, chứng" in words(first)


@pytest.mark.usefixtures("_shelf")
def test_what_was_understood_is_said(client):
    said = words(page(client, "/thu-tuc/?q=gpxd+nha").xpath('//ul[@class="understood"]')[0])
    assert "gpxd → giấy phép xây dựng" in said


@pytest.mark.usefixtures("_shelf")
def test_a_slip_is_put_right_in_sight_and_can_be_searched_as_typed(client):
    found = page(client, f"/thu-tuc/?q={quote('khai sihn')}&cap=commune")
    said = found.xpath('//ul[@class="understood"]')[0]
    assert "sihn → sinh" in words(said)
    link = said.xpath(".//a/@href")[0]
    assert "cap=commune" in link
    assert listed(found) == ["Đăng ký khai sinh", "Đăng ký lại khai sinh"]
    again = page(client, f"/thu-tuc/{link}")
    assert not again.xpath('//ul[@class="understood"]')
    assert "Không thủ tục nào có đủ mọi từ" in words(again)


@pytest.mark.usefixtures("_shelf")
def test_filters_are_links_that_say_how_many_they_leave_and_keep_the_rest(client):
    found = page(client, "/thu-tuc/?q=the+tam+tru")
    links = {words(each): each.get("href") for each in found.xpath('//section[@id="loc"]//a')}
    assert links["Cấp tỉnh 1"].endswith("?q=the+tam+tru&cap=province")
    narrowed = page(client, f"/thu-tuc/{links['Cấp tỉnh 1']}")
    assert [each.get("href") for each in narrowed.xpath('//ol[@class="found"]//a')] == ["/thu-tuc/9.000004/"]
    chip = narrowed.xpath('//ul[@class="chips"]//a')[0]
    assert words(chip) == "Bỏ lọc: Cấp giải quyết: Cấp tỉnh"
    assert chip.get("href") == "?q=the+tam+tru"
    # another search keeps the filter
    assert narrowed.xpath('//form[@class="seek"]/input[@name="cap"]/@value') == ["province"]


@pytest.mark.usefixtures("_shelf")
def test_nothing_found_leads_on(client):
    Unit.objects.create(
        code="H32", name="Tỉnh thử", kind="province", agency="H32", valid_from=AT.date(), phone="0258 1"
    )
    found = page(client, "/thu-tuc/?q=khai+sinh&linh-vuc=mua")
    assert "Không thấy thủ tục nào" in words(found)
    assert listed(found) == ["Đăng ký khai sinh", "Đăng ký lại khai sinh"]  # the nearest, without the filter
    ways = found.xpath('//div[@class="empty"]//a/@href')
    assert ways == ["/hoi/?q=khai+sinh", "tel:0258 1"]


@pytest.mark.usefixtures("_shelf")
def test_the_list_is_one_form_without_any_script(client):
    found = page(client, "/thu-tuc/")
    form = found.xpath('//form[@class="seek"]')[0]
    assert (form.get("method"), form.get("action")) == ("get", "/thu-tuc/")
    box = form.xpath('./input[@name="q"]')[0]
    assert box.get("data-suggest") == "/thu-tuc/goi-y/"
    assert not found.xpath("//script[not(@src)] | //*[@style] | //*[@onclick]")


@pytest.mark.usefixtures("_shelf")
@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("khai s", "Đăng ký khai sinh"),
        ("khai si", "Đăng ký khai sinh"),
        ("đăng ký l", "Đăng ký lại khai sinh"),
        ("cap g", "Cấp giấy phép xây dựng nhà ở"),
        ("9.000003", "Cấp giấy phép xây dựng nhà ở"),
    ],
)
def test_suggestions_name_what_may_be_meant_and_where_it_is(client, typed, first):
    found = client.get("/thu-tuc/goi-y/", {"q": typed}).json()["suggestions"]
    assert found[0]["name"] == first
    assert client.get(found[0]["url"]).status_code == 200


@pytest.mark.usefixtures("_shelf")
def test_what_most_names_go_on_with_is_suggested_before_what_few_have(client):
    published(*[definition(f"9.0002{at:02d}", name=f"Xác nhận khai sinh, cách {at}") for at in range(6)])
    published(definition("9.000300", name="Thẩm định thiết kế triển khai sau"))
    found = client.get("/thu-tuc/goi-y/", {"q": "khai s"}).json()["suggestions"]
    assert all("khai sinh" in each["name"] for each in found)


@pytest.mark.usefixtures("_shelf")
@pytest.mark.parametrize("typed", ["", "k", "!!", "xyzzyx"])
def test_too_little_suggests_nothing(client, typed):
    assert client.get("/thu-tuc/goi-y/", {"q": typed}).json() == {"suggestions": []}


@pytest.mark.usefixtures("_shelf")
def test_a_kept_list_is_drawn_anew_after_a_change_and_in_each_language(client):
    address = "/thu-tuc/?q=khai+sinh"
    assert len(listed(page(client, address))) == len(listed(page(client, address))) == 2
    published(definition("9.000009", name="Khai sinh lưu động", sector="Hộ tịch", levels=["commune"]))
    assert "Khai sinh lưu động" in listed(page(client, address))
    english = page(client, address).xpath("//h2")[0]
    client.cookies["django_language"] = "en"
    assert words(page(client, address).xpath("//h2")[0]) != words(english)


def test_a_list_without_filters_has_no_empty_column(client):
    assert page(client, "/thu-tuc/").xpath('//aside[@class="page-aside"]')[0].text_content() == ""


@pytest.mark.usefixtures("_shelf")
def test_an_english_page_says_that_names_are_vietnamese_so_that_they_are_read_out_well(client):
    client.cookies["django_language"] = "en"
    found = page(client, "/thu-tuc/?q=khai+sinh")
    assert found.xpath("/html/@lang") == ["en"]
    assert set(found.xpath('//a[@class="found-name"]/@lang')) == {"vi"}
    assert page(client, "/thu-tuc/9.000001/").xpath("//h1/@lang") == ["vi"]


# the assistant


def test_the_assistant_says_what_it_does_before_anything_is_asked(client):
    found = page(client, "/hoi/")
    assert found.xpath('//form[@class="ask"]/@method') == ["get"]
    assert found.xpath('//textarea[@name="q"]/@required')
    assert len(found.xpath('//a[starts-with(@href, "?q=")]')) == 3


@pytest.mark.usefixtures("_shelf")
def test_an_answer_quotes_the_catalogue_and_leads_to_the_place(client):
    found = asked(client, "đăng ký khai sinh cho con cần giấy tờ gì, hết bao nhiêu tiền, nộp ở đâu")
    assert words(found.xpath('//p[@class="answer-name"]')[0]) == "Đăng ký khai sinh"
    passages = {words(each.xpath("./h3")[0]): each for each in found.xpath('//section[@class="passage"]')}
    assert "Giấy chứng sinh" in words(passages["Giấy tờ cần có"])
    assert "20.000" in words(passages["Phí, lệ phí"])
    assert "Ủy ban nhân dân cấp xã" in words(passages["Nộp ở đâu"])
    assert "Mất bao lâu" not in passages
    for passage in passages.values():
        address, anchor = passage.xpath(".//a/@href")[0].split("#")
        assert page(client, address).xpath(f'//*[@id="{anchor}"]'), anchor


@pytest.mark.usefixtures("_shelf")
def test_the_lines_nearest_to_the_question_are_quoted_first(client):
    found = asked(client, "đăng ký khai sinh cha hoặc mẹ đi trong bao lâu kể từ ngày sinh con")
    first = found.xpath('//section[@class="passage"]')[0]
    assert "trong sáu mươi ngày kể từ ngày sinh con" in words(first)
    assert first.xpath(".//a/@href") == ["/thu-tuc/9.000001/#dieu-kien"]


@pytest.mark.usefixtures("_shelf")
def test_who_asks_which_papers_reads_the_papers_first(client):
    found = asked(client, "đăng ký khai sinh cho con trong sáu mươi ngày cần giấy tờ gì")
    titles = [words(each) for each in found.xpath('//section[@class="passage"]/h3')]
    assert titles == ["Giấy tờ cần có", "Đoạn gần với câu hỏi nhất"]


@pytest.mark.usefixtures("_shelf")
def test_procedures_that_compete_are_asked_back_and_each_answer_leads_to_one(client):
    found = asked(client, "cấp thẻ tạm trú")
    assert words(found.xpath('//h2[@id="answer"]')[0]) == "Cơ quan cấp nào giải quyết việc của bạn?"
    answers = {
        words(each.xpath('./span[@class="strong"]')[0]): each.get("href")
        for each in found.xpath('//ul[@class="answers"]//a')
    }
    chosen = page(client, f"/hoi/{answers['Cấp bộ']}")
    assert chosen.xpath('//p[@class="answer-name"]/a/@href') == ["/thu-tuc/9.000005/"]
    none = page(client, f"/hoi/{answers['Không câu nào đúng']}")
    assert "Chưa biết chắc" in words(none.xpath('//h2[@id="answer"]')[0])


@pytest.mark.usefixtures("_shelf")
def test_weak_evidence_is_said_with_the_nearest_and_where_to_ask(client):
    found = asked(client, "con mèo nhà tôi bị lạc hôm qua ngoài chợ đêm thì báo ai")
    assert "Chưa biết chắc" in words(found.xpath('//h2[@id="answer"]')[0])
    assert "Bộ phận một cửa" in words(found)
    assert not found.xpath('//p[@class="answer-name"]')


@pytest.mark.usefixtures("_shelf")
@pytest.mark.parametrize("chosen", ["", ",,,", "0.0", "9.000001,../../etc", "a" * 5000, "<script>"])
def test_no_address_breaks_the_assistant(client, chosen):
    assert asked(client, "<script>alert(1)</script> khai sinh", trong=chosen).xpath("//h1")


@pytest.mark.usefixtures("_shelf")
def test_what_was_asked_is_shown_as_text_and_kept_from_search_engines(client):
    response = client.get("/hoi/", {"q": "<b>khai sinh</b>"})
    assert b"<b>khai" not in response.content
    assert b'name="robots" content="noindex"' in response.content
