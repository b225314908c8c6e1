"""``motcua process``: out as BPMN, in as the lines of a pack, and open matters moved."""

import json

import msgspec
import pytest
import yaml

from motcua.config.processes import export_process, move_matters, read_drawing
from motcua.kernel.limits import Limit
from motcua.procedures.queries import process_for, version_in_force
from motcua.procedures.rules.definition import Case, Channel
from motcua.procedures.tests.make import AT, definition, published
from motcua.work.models import Matter
from motcua.work.rules.bpmn_reading import from_bpmn
from motcua.work.rules.process import read_process
from motcua.work.tests.make import licence, matter, office

pytestmark = pytest.mark.django_db


def own(**changes):
    """A procedure with the small licence as its own process."""
    case = Case(
        key="chung", name="Chung", channels=[Channel(channel="counter", limit=Limit(30, "working_day"))], process="cp"
    )
    return definition(cases=[case], processes={"cp": licence(**changes).as_json()})


def test_a_process_goes_out_as_bpmn_and_comes_back_as_it_was(capsys, tmp_path):
    published(own())
    assert export_process("9.000001", None) == 0
    file = tmp_path / "quy-trinh.bpmn"
    file.write_text(capsys.readouterr().out, "utf-8")
    assert read_drawing(file) == 0
    [data] = yaml.safe_load(capsys.readouterr().out)["processes"].values()
    assert read_process(data).digest == licence().digest


def test_a_shared_process_gets_a_code_of_its_own_on_the_way_out(capsys):
    published()
    shared = process_for(version_in_force("9.000001", AT.date()), "chung")
    assert export_process("9.000001", "chung") == 0
    drawn = from_bpmn(capsys.readouterr().out)
    assert (shared.code.split("-")[0], drawn.code) == ("default", "9.000001-chung")
    assert msgspec.structs.replace(drawn, code=shared.code).digest == shared.digest


@pytest.mark.parametrize(("key", "case"), [("9.999999", None), ("9.000001", "khac")])
def test_a_procedure_or_case_that_is_not_there_is_refused_in_words(capsys, key, case):
    published()
    assert export_process(key, case) == 1
    assert move_matters(key, case, dry_run=True, as_json=False) == 1
    said = capsys.readouterr()
    assert not said.out
    assert "Không có thủ tục" in said.err or "không có trường hợp" in said.err


def test_a_drawing_that_cannot_run_is_refused_with_all_its_faults(capsys, tmp_path):
    file = tmp_path / "sai.bpmn"
    file.write_text("<definitions/>", "utf-8")
    assert read_drawing(file) == 1
    said = capsys.readouterr()
    assert not said.out
    assert "không phải BPMN 2.0" in said.err


def test_open_matters_move_to_the_process_in_force_and_a_dry_run_only_says_so(capsys):
    published(own())
    found = matter(office())
    published(own(name="Cấp giấy phép biểu diễn"))
    assert move_matters("9.000001", None, dry_run=True, as_json=False) == 0
    said = capsys.readouterr().out
    assert found.reference in said
    assert "sẽ chuyển" in said
    assert Matter.objects.get(pk=found.pk).process.version == 1
    assert move_matters("9.000001", "chung", dry_run=False, as_json=True) == 0
    line = json.loads(capsys.readouterr().out)
    assert (line["reference"], line["moved"], line["dry_run"]) == (found.reference, True, False)
    assert Matter.objects.get(pk=found.pk).process.version == 2
    assert move_matters("9.000001", None, dry_run=False, as_json=False) == 0
    assert "0/0 việc" in capsys.readouterr().out
