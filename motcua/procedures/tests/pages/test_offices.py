import json

import pytest
from lxml import html

from motcua.organizations.models import Unit
from motcua.organizations.tests.make import make_calendar, make_unit
from motcua.procedures.rules.definition import Case, Channel, RequiredPaper
from motcua.procedures.tests.make import definition, published

pytestmark = pytest.mark.django_db
KEY = "9.000001"


def text(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


@pytest.fixture
def communes():
    """Three communes, one of them with a centre that receives, one far out at sea."""
    make_calendar()
    nha_trang = make_unit(
        "H32.212", Unit.Kind.COMMUNE, name="UBND phường Nha Trang", short_name="Phường Nha Trang",
        longitude=109.19, latitude=12.24,
    )  # fmt: skip
    make_unit("H32.225", Unit.Kind.COMMUNE, short_name="Xã Vạn Ninh", longitude=109.22, latitude=12.7)
    make_unit("H32.TS", Unit.Kind.COMMUNE, short_name="Đặc khu Trường Sa", longitude=111.92, latitude=8.64)
    make_unit("H32", Unit.Kind.PROVINCE, outline=[[[108.6, 11.3], [109.4, 11.3], [109.4, 12.9], [108.6, 12.9]]])
    centre = make_unit(
        "H32.212.TT", Unit.Kind.COMMUNE_CENTRE, name="Trung tâm phường Nha Trang", address="Số 1 Biển, Nha Trang",
        phone="0258 0000 001",
    )  # fmt: skip
    centre.serves.set([nha_trang])
    published(definition(levels=["commune"]))


def test_a_procedure_has_a_page_at_each_agency_that_settles_it(client, communes):
    page = text(client, f"/thu-tuc/{KEY}/H32.212/")
    for said in ("Trung tâm phường Nha Trang", "Số 1 Biển, Nha Trang", "Thứ Hai đến thứ Sáu: 07:00–11:30, 13:30–17:00"):
        assert said in page
    assert 'href="tel:0258 0000 001"' in page
    assert f'href="/nop-ho-so/{KEY}/?truong-hop=chung&amp;co-quan=H32.212"' in page
    assert f'href="/thu-tuc/{KEY}/H32.212/to-dan.pdf"' in page


def test_what_is_not_known_of_an_agency_is_said_not_invented(client, communes):
    page = text(client, f"/thu-tuc/{KEY}/H32.225/")
    assert page.count("chưa có trong danh bạ của tỉnh") == 2
    assert "chưa được đối chiếu" in page


@pytest.mark.parametrize("address", [f"/thu-tuc/{KEY}/H32.99/", f"/thu-tuc/{KEY}/H32/", "/thu-tuc/0.0/H32.212/"])
def test_an_agency_that_does_not_settle_it_has_no_page(client, communes, address):
    assert client.get(address).status_code == 404


def test_an_agency_that_has_ended_has_no_page(client, communes):
    Unit.objects.filter(code="H32.225").update(valid_to="2026-01-01")
    assert client.get(f"/thu-tuc/{KEY}/H32.225/").status_code == 404
    assert "H32.225" not in text(client, f"/thu-tuc/{KEY}/noi-lam/")


def test_the_list_of_offices_can_be_narrowed_without_accents_and_without_a_script(client, communes):
    assert text(client, f"/thu-tuc/{KEY}/noi-lam/").count("<li data-place=") == 3
    page = text(client, f"/thu-tuc/{KEY}/noi-lam/?tim=van+ninh")
    assert "Xã Vạn Ninh" in page
    assert page.count("<li data-place=") == 1
    assert '<meta name="robots" content="noindex">' in page


def test_a_name_that_no_office_bears_is_answered_with_what_to_do(client, communes):
    assert "Không có nơi nào mang tên này" in text(client, f"/thu-tuc/{KEY}/noi-lam/?tim=xyz")


def test_the_map_shows_each_commune_once_and_names_what_lies_outside_its_frame(client, communes):
    tree = html.fromstring(text(client, f"/thu-tuc/{KEY}/noi-lam/"))
    dots = tree.xpath("//svg//a")
    assert {dot.get("href") for dot in dots} == {f"/thu-tuc/{KEY}/H32.212/", f"/thu-tuc/{KEY}/H32.225/"}
    assert "Đặc khu Trường Sa" in tree.xpath("string(//figcaption)")
    assert tree.xpath("//svg")[-1].get("aria-hidden") == "true"
    assert {dot.get("tabindex") for dot in dots} == {"-1"}


def test_the_province_is_drawn_with_points_not_commas_in_numbers(client, communes):
    client.cookies["django_language"] = "vi"
    tree = html.fromstring(text(client, f"/thu-tuc/{KEY}/noi-lam/"))
    assert all(float(dot.get("cx")) > 0 for dot in tree.xpath("//circle"))


def test_the_page_of_a_procedure_leads_to_where_it_is_done(client, communes):
    assert f'href="/thu-tuc/{KEY}/noi-lam/"' in text(client, f"/thu-tuc/{KEY}/")


def test_where_one_agency_does_it_the_page_leads_straight_there(client):
    make_calendar()
    make_unit("H32.25", name="Sở Văn hóa", short_name="Sở Văn hóa")
    published(definition(agencies=["H32.25"]))
    assert f'href="/thu-tuc/{KEY}/H32.25/"' in text(client, f"/thu-tuc/{KEY}/")


def structured(page: str):
    [script] = html.fromstring(page).xpath('//script[@type="application/ld+json"]/text()')
    return json.loads(script)


def test_search_engines_read_the_service_its_agency_and_its_hours(client, communes):
    data = structured(text(client, f"/thu-tuc/{KEY}/H32.212/"))
    assert (data["@type"], data["identifier"]) == ("GovernmentService", KEY)
    [agency] = data["provider"]
    assert agency["address"]["streetAddress"] == "Số 1 Biển, Nha Trang"
    assert len(agency["openingHoursSpecification"]) == 10
    assert data["areaServed"]["name"] == "Phường Nha Trang"
    assert structured(text(client, f"/thu-tuc/{KEY}/"))["name"] == definition().name


def test_no_text_of_the_catalogue_ends_the_script_it_stands_in(client):
    published(definition(name="</script><script>alert(1)</script>", summary="<!-- --> & ]]>"))
    page = text(client, f"/thu-tuc/{KEY}/")
    assert "<script>alert" not in page
    assert structured(page)["name"] == "</script><script>alert(1)</script>"


@pytest.mark.parametrize(
    ("address", "canonical"),
    [
        ("", ""),
        ("?truong-hop=chung&kenh=counter", ""),
        ("phien-ban/1/", "phien-ban/1/"),
        ("noi-lam/?tim=nha", "noi-lam/"),
        ("H32.212/", "H32.212/"),
        ("thay-doi/", "thay-doi/"),
    ],
)
def test_every_page_names_its_one_address_whatever_the_visitor_typed(client, communes, settings, address, canonical):
    settings.PUBLIC_URL = "https://motcua.example"
    tree = html.fromstring(text(client, f"/thu-tuc/{KEY}/{address}"))
    assert tree.xpath('//link[@rel="canonical"]/@href') == [f"https://motcua.example/thu-tuc/{KEY}/{canonical}"]
    assert tree.xpath('//meta[@property="og:url"]/@content') == tree.xpath('//link[@rel="canonical"]/@href')


def test_an_older_version_is_not_for_search_engines(client, communes):
    assert 'content="noindex"' in text(client, f"/thu-tuc/{KEY}/phien-ban/1/")
    assert 'content="noindex"' not in text(client, f"/thu-tuc/{KEY}/")


def test_title_and_sentence_are_made_of_what_the_procedure_says(client):
    published(definition(name="Cấp giấy phép " + "rất dài " * 40))
    tree = html.fromstring(text(client, f"/thu-tuc/{KEY}/"))
    [description] = tree.xpath('//meta[@name="description"]/@content')
    assert "mất 5 ngày làm việc" in description or description.endswith("…")
    assert len(description) <= 155
    assert len(tree.xpath("string(//title)")) < 130


def test_pages_of_one_office_and_of_many_ask_the_same_number_of_questions(client, django_assert_max_num_queries):
    make_calendar()
    published(definition(levels=["commune"]))
    for number in range(30):
        make_unit(f"H32.3{number:02d}", Unit.Kind.COMMUNE, longitude=109.0, latitude=12.0)
    papers = [RequiredPaper(key=f"p{n}", name=f"Giấy {n}") for n in range(40)]
    published(definition("9.000002", levels=["commune"], cases=[Case("chung", "Chung", [Channel("counter")], papers)]))
    for address in ("/thu-tuc/9.000002/", "/thu-tuc/9.000002/noi-lam/", "/thu-tuc/9.000002/H32.301/"):
        text(client, address)
        with django_assert_max_num_queries(6):
            text(client, address)
