import csv
import io
import json

import pytest
from lxml import etree

from motcua.organizations.models import Unit
from motcua.organizations.tests.make import make_calendar, make_unit
from motcua.procedures.pages import open_data, sitemap
from motcua.procedures.rules.open_data import COLUMNS
from motcua.procedures.tests.make import AT, definition, published

pytestmark = pytest.mark.django_db
SITEMAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def whole(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return b"".join(answer.streaming_content).decode() if answer.streaming else answer.content.decode()


@pytest.fixture
def catalogue(monkeypatch):
    """Five procedures, two at three communes, read two at a time."""
    make_calendar()
    for number in range(3):
        make_unit(f"H32.20{number}", Unit.Kind.COMMUNE)
    published(*[definition(f"9.00000{n}", levels=["commune"] if n < 3 else ["ministry"]) for n in range(1, 6)])
    monkeypatch.setattr(open_data, "_BATCH", 2)


def test_the_whole_catalogue_comes_as_json_by_parts(client, catalogue):
    data = json.loads(whole(client, "/thu-tuc/danh-muc.json"))
    assert [one["key"] for one in data["procedures"]] == [f"9.00000{n}" for n in range(1, 6)]
    assert data["procedures"][0]["agencies"] == ["H32.200", "H32.201", "H32.202"]
    assert data["procedures"][0]["definition"]["cases"][0]["papers"][0]["name"] == "Đơn đề nghị"
    assert data["licence"] == "CC0-1.0"


def test_an_empty_catalogue_is_json_as_well(client):
    assert json.loads(whole(client, "/thu-tuc/danh-muc.json"))["procedures"] == []


def test_the_table_has_a_line_for_each_procedure_in_stable_columns(client, catalogue):
    text = whole(client, "/thu-tuc/danh-muc.csv")
    assert text.startswith(
        "\ufeffkey,national_code,local_code,name,sector,levels,online_level,by_post,payable_online,cases,limits,"
    )
    rows = list(csv.DictReader(io.StringIO(text[1:])))
    assert len(rows) == 5
    assert rows[0]["agencies"] == "H32.200|H32.201|H32.202"
    assert rows[0]["limits"] == "online: 5 working_day | counter: 5 working_day"
    assert rows[0]["fees"] == "counter: Phí thẩm định 20000"
    assert rows[0]["url"].endswith("/thu-tuc/9.000001/")


def test_no_column_is_ever_renamed_or_moved():
    names = (
        "key national_code local_code name sector levels online_level by_post payable_online cases limits fees papers"
    )
    names += " audience agencies decision legal_basis source verified version valid_from published_at digest url"
    assert [column.name for column in COLUMNS][:24] == names.split()


def test_a_spreadsheet_runs_nothing_that_the_catalogue_says(client):
    published(definition(name="=CMD|calc"))
    [row] = csv.DictReader(io.StringIO(whole(client, "/thu-tuc/danh-muc.csv")[1:]))
    assert row["name"] == "'=CMD|calc"


def test_a_download_names_its_licence(client, catalogue):
    for name in ("danh-muc.json", "danh-muc.csv"):
        answer = client.get(f"/thu-tuc/{name}")
        assert 'rel="license"' in answer["Link"]
        assert answer["Content-Disposition"].startswith("attachment")


def test_the_page_of_the_data_tells_every_column_and_the_terms(client, catalogue):
    page = whole(client, "/thu-tuc/du-lieu-mo/")
    assert all(f">{column.name}</td>" in page for column in COLUMNS)
    assert "Mã định danh các cơ quan giải quyết" in page
    assert "CC0-1.0" in page


def test_portals_of_data_read_a_dcat_description(client, catalogue):
    data = json.loads(whole(client, "/thu-tuc/du-lieu-mo.jsonld"))
    assert data["@type"] == "dcat:Dataset"
    assert {one["dcat:mediaType"] for one in data["dcat:distribution"]} == {"application/json", "text/csv"}


def test_a_version_published_twice_in_a_day_is_told_once(client, monkeypatch):
    monkeypatch.setattr(open_data, "now", lambda: AT)
    published(definition(), definition(name="Tên sau"))
    data = json.loads(whole(client, "/thu-tuc/danh-muc.json"))
    assert [one["definition"]["name"] for one in data["procedures"]] == ["Tên sau"]


def locations(client, address):
    return [loc.text for loc in etree.fromstring(whole(client, address).encode()).iterfind(".//s:loc", SITEMAP)]


def test_the_sitemap_lists_every_procedure_and_every_pair_in_parts(client, catalogue, settings, monkeypatch):
    settings.PUBLIC_URL = "https://motcua.example"
    monkeypatch.setattr(sitemap, "MOST", 4)
    parts = locations(client, "/sitemap.xml")
    assert parts == [f"https://motcua.example/sitemap-{n}.xml" for n in (1, 2, 3)]
    found = [loc for part in parts for loc in locations(client, part.removeprefix("https://motcua.example"))]
    assert len(found) == len(set(found))
    pairs = {f"https://motcua.example/thu-tuc/9.00000{n}/H32.20{unit}/" for n in (1, 2) for unit in range(3)}
    assert pairs <= set(found)
    assert {f"https://motcua.example/thu-tuc/9.00000{n}/" for n in range(1, 6)} <= set(found)


def test_every_address_of_the_sitemap_opens(client, catalogue, settings):
    for part in (1, 2):
        for address in locations(client, f"/sitemap-{part}.xml"):
            assert client.get(address.removeprefix(settings.PUBLIC_URL)).status_code == 200, address


def test_a_part_that_there_is_not_is_not_found(client, catalogue):
    assert client.get("/sitemap-0.xml").status_code == client.get("/sitemap-9.xml").status_code == 404


def test_no_part_is_longer_than_the_protocol_allows():
    assert sitemap.MOST <= 50_000


def test_an_empty_catalogue_has_a_sitemap(client):
    assert len(locations(client, "/sitemap.xml")) == 1
