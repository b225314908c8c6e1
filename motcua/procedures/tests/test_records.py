"""Records of the national portal with their defects: a few of our own, and all real ones where they are at hand.

The same is asked of both, so that nothing is untested where the real records are not.
"""

import gzip
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import msgspec
import pytest

from motcua.config.simulated_records import records_of
from motcua.exchange.tests.make import connected
from motcua.procedures.actions.import_national import import_national
from motcua.procedures.models import ProcedureVersion
from motcua.procedures.queries import counts
from motcua.procedures.rules.definition import read_definition, write_definition
from motcua.procedures.rules.national.reading import read_record
from motcua.procedures.rules.national.record import parse_record
from motcua.procedures.tests.make import AT, DESIGNER, HEADER, NATIONAL, raw, write_records


def way(fee, count=5, unit="Ngày làm việc", channel="Trực tiếp"):
    return [{"kenh": channel, "so": count, "don_vi": unit, "phi_raw": fee}]


#: invented, each with a defect as the crawl has them
SAMPLES = [
    raw(ma="9.100001"),
    raw(
        ma="9.100002",
        thanh_phan_ho_so_raw=f"--{HEADER}Đơn theo mẫu.Mau 01-TT.docx1 bản chính"
        "Sơ đồ khu đất;1 bản chính,2 bản saob) Ảnh 3x42 bản chính",
    ),
    raw(ma="9.100003", ten=unicodedata.normalize("NFD", "Cấp phép nuôi yến trong phường")),
    raw(ma="9.100004", trinh_tu="Bước 1: Ủy ban nhân dân cấp huyện nhận hồ sơ."),
    raw(ma="9.100005", can_cu=["85/2019/TT-BTCN", "2025140/2025/QH15", "60/2014/QH1360"]),
    raw(ma="9.100006", cach_thuc=way("120 VNĐ")),
    raw(ma="9.100007", cach_thuc=way("50,000 Việt Nam Đồng(áp dụng mức 25.000 đồng/hồ sơ đến hết năm)")),
    raw(ma="9.100008", cach_thuc=way("20 VNĐ(20.000 vnđ/tờ khai)")),
    raw(ma="9.100009", cach_thuc=way("2Miễn phí", None, None)),
    raw(ma="9.100010", yeu_cau=unicodedata.normalize("NFD", "Có giấy phép của cấp huyện")),
]


@dataclass
class Records:
    path: Path
    count: int
    papers: int  #: names of papers, at least
    districts: int  #: records that name the district, at least
    parsed: list
    names: int  #: names that are not NFC
    fees: int  #: fees that their own words contradict, at least
    raw: list = field(default_factory=list)


@pytest.fixture(
    scope="module",
    params=[(source, way) for source in ("ours", "national") for way in ("file", "session", "token")],
    ids=lambda one: "-".join(one),
)
def records(request, tmp_path_factory):
    """Read from the file, or pulled from a national side that tells them with every defect they have."""
    source, way = request.param
    if source == "ours":
        path = write_records(tmp_path_factory.mktemp("records") / "records.jsonl.gz", *SAMPLES)
        found = Records(path, len(SAMPLES), papers=12, districts=2, parsed=[], names=1, fees=1)
    elif NATIONAL.exists():
        found = Records(NATIONAL, 2849, papers=10_000, districts=23, parsed=[], names=45, fees=85)
    else:
        pytest.skip("the national records are not on this machine")
    with gzip.open(found.path, "rb") as lines:
        found.raw = [msgspec.json.decode(line) for line in lines]
    if way == "file":
        found.parsed = [parse_record(one) for one in found.raw]
    else:
        found.parsed = [read_record(one) for one in pulled(way, found)]
    return found


def pulled(style, found):
    """Every record as the connector brings it, in the order of the file."""
    with connected(style, records_of(found.path, style), timeout=20) as (simulator, connector):
        assert len(list(connector.listed())) == len(simulator.store.procedures) == found.count
        return [connector.procedure(one["ma"]) for one in found.raw]


def defects(records, has_defect):
    """The records that have a defect in the source, each with what was made of it."""
    return [one for raw, one in zip(records.raw, records.parsed, strict=True) if has_defect(raw)]


def test_every_record_becomes_a_definition_that_can_be_stored(records):
    assert len(records.parsed) == records.count
    for one in records.parsed:
        assert read_definition(write_definition(one.definition)) == one.definition


def test_no_text_is_left_uncomposed(records):
    for one in records.parsed:
        assert unicodedata.is_normalized("NFC", msgspec.json.encode(one.definition).decode())
    assert any("NFC" in note.text for one in records.parsed for note in one.notes)


def test_every_name_in_another_form_of_unicode_is_composed_and_the_repair_is_told(records):
    found = defects(records, lambda raw: not unicodedata.is_normalized("NFC", raw["ten"]))
    assert len(found) == records.names
    assert all(any(note.part == "tên" and "NFC" in note.text for note in one.notes) for one in found)


def test_every_glued_table_is_taken_apart_and_that_is_told_or_it_is_called_unreadable(records):
    found = defects(records, lambda raw: HEADER in str(raw["thanh_phan_ho_so_raw"]))
    assert found
    assert all(any(note.part == "giấy tờ" for note in one.notes) for one in found)


def test_every_record_that_names_the_district_says_so(records):
    found = defects(records, lambda raw: "cấp huyện" in f"{raw['ten']} {raw['trinh_tu']} {raw['yeu_cau']}".lower())
    assert found
    silent = [one for one in found if not any("cấp huyện" in note.text for note in one.notes)]
    assert [one.definition.key for one in silent] == []


def test_every_fee_that_its_own_words_contradict_is_told(records):
    words = ("trái với mô tả", "ghi miễn phí nhưng", "theo mô tả", "mất ba số 0")
    told = [note.text for one in records.parsed for note in one.notes if note.part == "phí"]
    assert sum(any(word in text for word in words[:2]) for text in told) >= records.fees
    assert any(word in text for word in words[2:] for text in told)


def test_what_the_line_brings_is_what_the_file_says_and_no_defect_is_told_less(records):
    for source, one in zip(records.raw, records.parsed, strict=True):
        direct = parse_record(source)
        assert one.definition == msgspec.structs.replace(direct.definition, source=one.definition.source)
        told, brought = (Counter((note.kind, note.part) for note in which.notes) for which in (direct, one))
        assert told <= brought, one.definition.key


def test_no_template_and_no_count_is_left_in_the_name_of_a_paper(records):
    names = [paper.name for one in records.parsed for case in one.definition.cases for paper in case.papers]
    assert len(names) >= records.papers
    glued = re.compile(r"\.docx?$|(?<!0)(?<!\d)\d bản (?:chính|sao)$")  # ": 01 bản chính" is a sentence of the source
    assert sum(bool(glued.search(name)) for name in names) / len(names) < 0.01


def test_no_reference_keeps_a_stray_letter(records):
    numbers = {basis.number for one in records.parsed for basis in one.definition.legal_basis}
    assert "85/2019/TT-BTC" in numbers
    assert not {number for number in numbers if number.startswith("85/2019/TT-") and number != "85/2019/TT-BTC"}
    assert not {number for number in numbers if number[:4] in ("2014", "2015", "2020", "2025") and number[4:5] == "/"}
    assert not {number for number in numbers if re.search(r"/QH\d{3,}$", number)}


def test_every_doubtful_fee_is_reported(records):
    for one in records.parsed:
        fees = [fee for case in one.definition.cases for way in case.channels for fee in way.fees]
        assert all(fee.amount is None or fee.amount == 0 or fee.amount >= 1000 for fee in fees), one.definition.key
    assert any(note.part == "phí" and note.kind == "doubtful" for one in records.parsed for note in one.notes)


def test_records_that_name_the_district_are_reported(records):
    said = [one for one in records.parsed if any("cấp huyện" in note.text for note in one.notes)]
    assert len(said) >= records.districts


@pytest.mark.django_db
def test_all_are_imported_and_a_second_time_nothing_changes(records, request):
    if "file" not in request.node.callspec.id:
        pytest.skip("how records came is no matter here")
    first = import_national(path=records.path, actor=DESIGNER, at=AT)
    assert first.counts == {"new": records.count, "changed": 0, "unchanged": 0, "refused": 0}
    assert counts().public == records.count
    second = import_national(path=records.path, actor=DESIGNER, at=AT)
    assert second.counts["unchanged"] == records.count
    assert ProcedureVersion.objects.count() == records.count


def test_the_counts_and_cells_of_our_own_records_are_known_exactly():
    [case] = parse_record(SAMPLES[1]).definition.cases
    assert [(paper.originals, paper.copies, paper.template) for paper in case.papers] == [
        (1, 0, "Mau 01-TT.docx"),
        (1, 2, ""),
        (2, 0, ""),
    ]
    amounts = [parse_record(one).definition.cases[0].channels[0].fees[0].amount for one in SAMPLES[5:8]]
    assert amounts == [None, None, 20_000]
    assert parse_record(SAMPLES[8]).definition.cases[0].channels[0].limit is None
