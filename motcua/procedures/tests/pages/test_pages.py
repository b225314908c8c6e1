import pytest

from motcua.kernel.limits import Limit
from motcua.procedures.rules.definition import Case, Channel, RequiredPaper
from motcua.procedures.tests.make import definition, fee, form, published

pytestmark = pytest.mark.django_db

TWO_CASES = [
    Case(
        key="moi",
        name="Cấp mới",
        channels=[
            Channel(channel="online", limit=Limit(5, "working_day")),
            Channel(channel="counter", fees=[fee(20_000)]),
        ],
        papers=[RequiredPaper(key="don", name="Đơn xin cấp mới", originals=1)],
        form="don",
    ),
    Case(key="lai", name="Cấp lại", channels=[Channel(channel="counter", limit=Limit(1, "working_day", "15:00"))]),
]


def text(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def two_cases():
    published(definition(cases=TWO_CASES, forms={"don": form()}))


def test_the_catalogue_is_there_before_anything_is_published(client):
    assert "Chưa có thủ tục nào" in text(client, "/thu-tuc/")


def test_the_catalogue_finds_what_is_asked_and_keeps_the_filters_in_the_address(client):
    published(*[definition(f"9.0001{number:02d}", name=f"Thả diều {number:02d}") for number in range(25)])
    page = text(client, "/thu-tuc/?q=tha+dieu&cap=province")
    assert page.count('href="/thu-tuc/9.0001') == 20
    assert 'href="?q=tha+dieu&amp;cap=province&amp;tiep=20"' in page
    assert text(client, "/thu-tuc/?q=tha+dieu&cap=province&tiep=20").count('href="/thu-tuc/9.0001') == 5


def test_a_search_without_a_hit_says_what_to_do(client):
    assert "Bạn thử ít từ hơn" in text(client, "/thu-tuc/?q=xyzzy")


def test_the_page_answers_what_how_long_how_much_where(client):
    two_cases()
    page = text(client, "/thu-tuc/9.000001/")
    assert "1 giấy tờ" in page
    assert "5 ngày làm việc" in page
    assert "không mất phí" in page
    assert "trên mạng, tại quầy một cửa" in page
    assert 'href="/nop-ho-so/9.000001/?truong-hop=moi"' in page


def test_case_and_channel_are_switched_by_the_address(client):
    two_cases()
    assert "20.000" in text(client, "/thu-tuc/9.000001/?truong-hop=moi&kenh=counter")
    page = text(client, "/thu-tuc/9.000001/?truong-hop=lai")
    assert "nhận sau 15:00" in page
    assert "Đơn xin cấp mới" not in page


def test_a_case_that_is_not_there_shows_the_first(client):
    two_cases()
    assert "Đơn xin cấp mới" in text(client, "/thu-tuc/9.000001/?truong-hop=ma&kenh=bo-cau")


def test_the_steps_of_the_agency_are_told_in_words(client):
    published()
    page = text(client, "/thu-tuc/9.000001/")
    assert "Thẩm định hồ sơ" in page
    assert "Chuyên viên" in page


def test_what_a_ministry_settles_cannot_be_started_here(client):
    published(definition(levels=["ministry"]))
    assert "/nop-ho-so/" not in text(client, "/thu-tuc/9.000001/")


@pytest.mark.parametrize(
    "address",
    [
        "/thu-tuc/0.0/",
        "/thu-tuc/0.0.json",
        "/thu-tuc/9.000001/phien-ban/9/",
        "/thu-tuc/9.000001/ma/mau.json",
        "/thu-tuc/0/a/mau.json",
    ],
)
def test_what_is_not_there_is_not_found(client, address):
    published()
    assert client.get(address).status_code == 404


def test_an_older_version_is_kept_and_leads_to_the_one_in_force(client):
    published(definition(), definition(name="Tên mới"))
    page = text(client, "/thu-tuc/9.000001/phien-ban/1/")
    assert definition().name in page
    assert 'href="/thu-tuc/9.000001/"' in page
    assert "/nop-ho-so/" not in page
    assert 'href="/thu-tuc/9.000001/phien-ban/1/"' in text(client, "/thu-tuc/9.000001/")


def test_machines_read_the_definition_and_the_schema_of_the_form(client):
    two_cases()
    data = client.get("/thu-tuc/9.000001.json").json()
    assert data["definition"]["cases"][1]["name"] == "Cấp lại"
    schema = client.get("/thu-tuc/9.000001/moi/mau.json")
    assert schema["Content-Type"] == "application/schema+json"
    assert "company_name" in schema.json()["properties"]
    assert "request" in client.get("/thu-tuc/9.000001/lai/mau.json").json()["properties"]


def test_what_a_pack_says_is_shown_as_text_and_never_run(client):
    published(definition(name="<script>alert(1)</script>", conditions="<img src=x onerror=y>"))
    page = text(client, "/thu-tuc/9.000001/") + text(client, "/thu-tuc/")
    assert "<script>alert" not in page
    assert "<img src=x" not in page


def test_a_very_long_procedure_stays_light_and_can_be_read_whole(client):
    papers = [RequiredPaper(key=f"p{number}", name=f"Giấy tờ {number} " + "rất dài " * 40) for number in range(200)]
    cases = [Case(key="chung", name="Chung", channels=[Channel(channel="counter")], papers=papers)]
    published(definition(cases=cases, conditions="điều kiện " * 9000, steps_text=["bước " * 9000]))
    assert len(client.get("/thu-tuc/9.000001/").content) < 100_000
    assert "Giấy tờ 199" in text(client, "/thu-tuc/9.000001/?toan-van=1")


@pytest.mark.parametrize(
    "address", ["/thu-tuc/", "/thu-tuc/?q=tha+dieu", "/thu-tuc/?cap=province", "/thu-tuc/9.000000/"]
)
def test_a_page_asks_as_much_of_one_procedure_as_of_thirty(client, address, django_assert_num_queries):
    published(definition("9.000000", name="Thả diều"))
    text(client, address)
    with CountQueries() as few:
        text(client, address)
    published(*[definition(f"9.0002{number:02d}", name=f"Thả diều {number:02d}") for number in range(30)])
    text(client, address)  # the first question after a change reads what changed
    with CountQueries() as many:
        assert len(client.get(address).content) < 100_000
    assert len(many) <= len(few) <= 6


def CountQueries():
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    return CaptureQueriesContext(connection)


def test_the_steps_of_the_agency_can_be_taken_along_as_bpmn(client):
    two_cases()
    address = "/thu-tuc/9.000001/moi/quy-trinh.bpmn"
    assert address in text(client, "/thu-tuc/9.000001/?truong-hop=moi")
    response = client.get(address)
    assert response["Content-Type"].startswith("application/xml")
    assert response["Content-Disposition"] == 'attachment; filename="quy-trinh-9-000001-moi.bpmn"'
    assert b"userTask" in response.content
    assert client.get("/thu-tuc/9.000001/khac/quy-trinh.bpmn").status_code == 404
