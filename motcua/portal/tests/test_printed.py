import subprocess

import pytest

from motcua.procedures.rules.definition import Case, Channel, Fee, RequiredPaper
from motcua.procedures.tests.make import definition, published

pytestmark = pytest.mark.django_db
ADDRESS = "/thu-tuc/1.004650/H32.25/to-dan.pdf"


def words(pdf: bytes) -> str:
    done = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    return " ".join(done.stdout.decode().split())


def pages(pdf: bytes) -> int:
    done = subprocess.run(["pdfinfo", "-"], input=pdf, capture_output=True, check=True)
    return int(next(line.split()[1] for line in done.stdout.decode().splitlines() if line.startswith("Pages")))


def test_the_poster_says_what_to_bring_how_long_how_much_and_where(client, province):
    answer = client.get(ADDRESS)
    assert answer["Content-Type"] == "application/pdf"
    said = words(answer.content)
    for text in ("Thông báo sản phẩm quảng cáo", "Ma-két", "40 giờ làm việc", "không mất phí", "07:00", "1.004650"):
        assert text in said, text


def test_the_poster_bears_a_code_that_leads_to_the_page_of_that_agency(client, province, settings, monkeypatch):
    from motcua.documents import rendering

    drawn = []
    draw = rendering.qr_svg
    monkeypatch.setattr(rendering, "qr_svg", lambda text: drawn.append(text) or draw(text))
    settings.PUBLIC_URL = "https://motcua.example"
    client.get(ADDRESS)
    assert drawn == ["https://motcua.example/thu-tuc/1.004650/H32.25/"]


def test_the_longest_procedure_still_fits_on_one_sheet(client, province):
    name = "Cấp giấy phép rất dài " * 12
    papers = [RequiredPaper(key=f"p{n}", name="Bản sao có chứng thực của một giấy tờ nào đó " * 8) for n in range(60)]
    cases = [Case(f"c{n}", "Trường hợp thứ " + "rất dài " * 20, [Channel("counter")], papers) for n in range(9)]
    published(definition("9.000009", name=name, cases=cases, agencies=["H32.25"]))
    pdf = client.get("/thu-tuc/9.000009/H32.25/to-dan.pdf").content
    assert pages(pdf) == 1
    assert "còn 46 giấy tờ nữa" in words(pdf)


def test_the_poster_names_each_fee_and_points_to_no_other_part_of_the_page(client, province):
    fees = [Fee("fee", "Phí thẩm định", None, note="theo mức của tỉnh"), Fee("duty", "Lệ phí", 30_000)]
    published(definition("9.000009", cases=[Case("c", "C", [Channel("counter", fees=fees)])], agencies=["H32.25"]))
    said = words(client.get("/thu-tuc/9.000009/H32.25/to-dan.pdf").content)
    assert "Phí thẩm định: theo mức của tỉnh" in said
    assert "30.000" in said
    assert "(xem" not in said


def test_an_agency_that_does_not_settle_it_has_no_poster(client, province):
    assert client.get("/thu-tuc/1.004650/H32.16/to-dan.pdf").status_code == 404


def test_what_the_catalogue_says_is_printed_as_text_and_never_run(client, province):
    published(definition("9.000009", name='#panic("x") $a^2$ *đậm*', agencies=["H32.25"]))
    assert '#panic("x")' in words(client.get("/thu-tuc/9.000009/H32.25/to-dan.pdf").content).replace("”", '"').replace(
        "“", '"'
    )


def test_search_engines_find_the_list_of_addresses_and_keep_out_of_what_is_personal(client, settings):
    settings.MODE, settings.PUBLIC_URL = "production", "https://motcua.example"
    said = client.get("/robots.txt").content.decode().splitlines()
    assert "Sitemap: https://motcua.example/sitemap.xml" in said
    assert {"Disallow: /ho-so/", "Disallow: /viec/", "Disallow: /tai-khoan/"} <= set(said)
    assert "Disallow: /" not in said


def test_the_demo_is_for_no_search_engine(client):
    assert "Disallow: /" in client.get("/robots.txt").content.decode().splitlines()
