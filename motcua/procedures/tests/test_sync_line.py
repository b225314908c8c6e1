"""Fetching over a bad line: paging, faults at every call; and records with the defects that real ones have."""

import gzip
import unicodedata
from datetime import timedelta

import msgspec
import pytest

from motcua.config.simulated_records import records_of
from motcua.exchange.connectors.national import session, token
from motcua.exchange.public import Unreachable
from motcua.exchange.simulators.national.faults import KINDS
from motcua.exchange.tests.make import STYLES, connected
from motcua.organizations.models import WorkCalendar
from motcua.procedures.actions.sync_national import sync_national
from motcua.procedures.models import NationalChange, NationalCopy
from motcua.procedures.rules.definition import read_definition
from motcua.procedures.tests.make import AT, DESIGNER, NATIONAL, designer_account
from motcua.procedures.tests.test_sync import WEEK, WRITE, whole

pytestmark = pytest.mark.django_db
SERVICES = {
    "session": ["login", "LayDanhSachTTHC", "LayThuTuc"],
    "token": ["login", "list-all-public-formality-by-citizen", "get-formality-by-citizen"],
}


@pytest.fixture(autouse=True)
def province():
    WorkCalendar.objects.create(code="hanh-chinh", name="Giờ hành chính", week=WEEK)
    return designer_account()


@pytest.fixture(params=STYLES)
def style(request):
    return request.param


def several(count):
    return [whole(f"9.1000{n:02}", name=f"Thủ tục {n}") for n in range(count)]


def records(style, definitions):
    return [WRITE[style](one) for one in definitions]


def sync(connector, at=AT, **options):
    return sync_national(national=connector, actor=DESIGNER, at=at, **options)


@pytest.mark.parametrize("count", [1, 4, 5, 9])
def test_a_list_of_any_length_comes_whole_page_by_page(style, count, monkeypatch):
    monkeypatch.setattr({"session": session, "token": token}[style], "PAGE", 4)
    with connected(style, records(style, several(count))) as (_simulator, connector):
        report = sync(connector)
    assert (report.listed, len(report.new)) == (count, count)


def test_a_side_that_knows_no_pages_and_answers_with_all_of_it_each_time_is_read_once(style, monkeypatch):
    monkeypatch.setattr({"session": session, "token": token}[style], "PAGE", 3)
    with connected(style, records(style, several(3))) as (simulator, connector):
        name = "_do_LayDanhSachTTHC" if style == "session" else "_do_list_all_public_formality_by_citizen"
        listing = getattr(simulator.style, name)
        asked = {"trang": 1, "soluong": 99, "limit": 99}
        monkeypatch.setattr(simulator.style, name, lambda body, *rest: listing(asked, *rest))
        report = sync(connector)
        assert (report.listed, report.fetched) == (3, 3)
        assert len(simulator.served) < 12


@pytest.mark.parametrize("kind", KINDS)
def test_a_fault_at_any_call_loses_nothing_and_the_next_time_brings_the_rest(style, kind):
    with connected(style, records(style, several(4)), timeout=0.4) as (simulator, connector):
        for service in SERVICES[style]:
            NationalChange.objects.all().delete()
            NationalCopy.objects.all().delete()
            connector.close()
            simulator.style.forget()
            simulator.faults.order([{"kind": kind, "service": service, "seconds": 0.6}])
            refused = _until_whole(connector)
            assert sorted(NationalCopy.objects.values_list("code", flat=True)) == [f"9.1000{n:02}" for n in range(4)]
            assert NationalChange.objects.filter(state="waiting", kind="new").count() == 4
            assert bool(refused) == (kind == "refused" and service == SERVICES[style][2]), "told, not passed on"


def _until_whole(connector):
    """Fetch until the line holds; what was named as unreadable on the way."""
    from motcua.exchange.public import Declined

    named = {}
    for run in range(3):
        try:
            named |= sync(connector, AT + timedelta(minutes=run)).unreadable
        except (Unreachable, Declined):
            continue
    return named


def test_a_line_that_fails_while_the_list_comes_abolishes_nothing(style, monkeypatch):
    monkeypatch.setattr({"session": session, "token": token}[style], "PAGE", 3)
    with connected(style, records(style, several(7))) as (simulator, connector):
        sync(connector)
        slow = {"kind": "slow", "service": SERVICES[style][1], "seconds": 0}
        simulator.faults.order([slow, {"kind": "half", "service": SERVICES[style][1]}])
        with pytest.raises(Unreachable):
            sync(connector)
    assert not NationalChange.objects.filter(kind="abolished").exists()


DEFECTS = {
    "name in another form of Unicode": (
        {"name": unicodedata.normalize("NFD", "Cấp phép thả diều ở phường")},
        "NFC",
    ),
    "the abolished district": ({"conditions": "Có xác nhận của Ủy ban nhân dân cấp huyện."}, "huyện"),
    "an agency of the abolished district": ({"agencies_text": "Ủy ban nhân dân cấp huyện"}, "huyện"),
}


@pytest.mark.parametrize("defect", DEFECTS)
def test_a_defect_of_a_record_is_repaired_or_told_to_the_designer(style, defect):
    changes, word = DEFECTS[defect]
    with connected(style, records(style, [whole(**changes)])) as (_simulator, connector):
        sync(connector)
    [change] = NationalChange.objects.all()
    assert unicodedata.is_normalized("NFC", change.name)
    assert any(word in f"{note['part']} {note['text']}" for note in change.notes), change.notes


@pytest.mark.parametrize("style", ["session"])
def test_an_amount_that_its_own_description_contradicts_is_told_and_not_believed(style):
    [record] = records(style, [whole()])
    for way in record["CACHTHUCTHUCHIEN"]:
        for time in way["THOIGIAN"]:
            words = "áp dụng mức 25.000 đồng/hồ sơ đến hết năm"
            time["PHILEPHI"] = [{"MAPHILEPHI": "1", "SOTIEN": "50000", "DONVI": "VNĐ", "MOTA": words, "URL": ""}]
    with connected(style, [record]) as (_simulator, connector):
        sync(connector)
    [change] = NationalChange.objects.all()
    assert any("phí" in note["part"] for note in change.notes), change.notes
    fees = [fee for way in read_definition(change.national).cases[0].channels for fee in way.fees]
    assert 50_000 not in [fee.amount for fee in fees] or any("25.000" in fee.note for fee in fees)


@pytest.mark.parametrize("style", ["session"])
def test_a_legal_reference_with_stray_letters_is_mended_or_told(style):
    [record] = records(style, [whole()])
    record["CANCUPHAPLY"] = [{"SOVANBAN": "2025140/2025/QH15", "TENVANBAN": ""}, {"SOVANBAN": "60/2014/QH1360"}]
    with connected(style, [record]) as (_simulator, connector):
        sync(connector)
    [change] = NationalChange.objects.all()
    numbers = [one.number for one in read_definition(change.national).legal_basis]
    assert numbers == ["140/2025/QH15", "60/2014/QH13"]
    assert any("căn cứ" in note["part"] for note in change.notes)


@pytest.mark.skipif(not NATIONAL.exists(), reason="the real records are not here")
def test_real_records_come_over_the_line_each_readable_and_twice_the_same(style):
    """A slice of the real ones, every twentieth: all of them take minutes (``motcua simulate national --records``)."""
    every = records_of(NATIONAL, style)[::20]
    with connected(style, every, timeout=10) as (_simulator, connector):
        report = sync(connector)
        assert (report.listed, report.unreadable) == (len(every), {})
        assert len(report.new) == len(every)
        again = sync(connector, full=True)
    assert (again.same, again.amended) == (len(every), [])
    for change in NationalChange.objects.all():
        definition = read_definition(change.national)
        assert unicodedata.is_normalized("NFC", definition.name)


def test_the_simulator_serves_a_file_of_records(style, tmp_path):
    from motcua.procedures.tests.make import raw

    path = tmp_path / "records.jsonl.gz"
    path.write_bytes(gzip.compress(msgspec.json.encode(raw(ma="9.100001")) + b"\n"))
    with connected(style, records_of(path, style)) as (_simulator, connector):
        assert sync(connector).new == ["9.100001"]
