"""The real national records, where the shared data is at hand."""

import gzip
import re
import unicodedata

import msgspec
import pytest

from motcua.procedures.actions.import_national import import_national
from motcua.procedures.models import ProcedureVersion
from motcua.procedures.queries import counts
from motcua.procedures.rules.definition import read_definition, write_definition
from motcua.procedures.rules.national.record import parse_record
from motcua.procedures.tests.make import AT, DESIGNER, NATIONAL

pytestmark = pytest.mark.skipif(not NATIONAL.exists(), reason="the national records are not on this machine")


@pytest.fixture(scope="module")
def parsed():
    with gzip.open(NATIONAL, "rb") as lines:
        return [parse_record(msgspec.json.decode(line)) for line in lines]


def test_every_record_becomes_a_definition_that_can_be_stored(parsed):
    assert len(parsed) == 2849
    for one in parsed:
        assert read_definition(write_definition(one.definition)) == one.definition


def test_no_text_is_left_uncomposed(parsed):
    for one in parsed:
        assert unicodedata.is_normalized("NFC", msgspec.json.encode(one.definition).decode())


def test_no_template_and_no_count_is_left_in_the_name_of_a_paper(parsed):
    names = [paper.name for one in parsed for case in one.definition.cases for paper in case.papers]
    assert len(names) > 10_000
    glued = re.compile(r"\.docx?$|(?<!0)(?<!\d)\d bản (?:chính|sao)$")  # ": 01 bản chính" is a sentence of the source
    assert sum(bool(glued.search(name)) for name in names) / len(names) < 0.01


def test_no_reference_keeps_a_stray_letter(parsed):
    numbers = {basis.number for one in parsed for basis in one.definition.legal_basis}
    assert not {number for number in numbers if number.startswith("85/2019/TT-") and number != "85/2019/TT-BTC"}
    assert not {number for number in numbers if number[:4] in ("2014", "2015", "2020") and number[4:5] == "/"}


def test_every_doubtful_fee_is_reported(parsed):
    for one in parsed:
        fees = [fee for case in one.definition.cases for way in case.channels for fee in way.fees]
        assert all(fee.amount is None or fee.amount == 0 or fee.amount >= 1000 for fee in fees), one.definition.key


def test_records_that_name_the_district_are_reported(parsed):
    said = [one for one in parsed if any("cấp huyện" in note.text for note in one.notes)]
    assert len(said) >= 23


@pytest.mark.django_db
def test_all_are_imported_and_a_second_time_nothing_changes():
    first = import_national(path=NATIONAL, actor=DESIGNER, at=AT)
    assert first.counts == {"new": 2849, "changed": 0, "unchanged": 0, "refused": 0}
    assert counts().public == 2849
    second = import_national(path=NATIONAL, actor=DESIGNER, at=AT)
    assert second.counts["unchanged"] == 2849
    assert ProcedureVersion.objects.count() == 2849
