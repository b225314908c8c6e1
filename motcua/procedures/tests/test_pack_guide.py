"""The guide for writers of packs cannot lie: its example is a sound pack and its table is understood."""

import re
from pathlib import Path

import msgspec
import yaml

from motcua.kernel.worktime import Limit
from motcua.procedures.rules.definition import read_definition
from motcua.procedures.tests.make_pack import problems_of

GUIDE = Path(__file__).parents[3] / "docs" / "how-to" / "write-a-procedure-pack.md"


def example() -> str:
    (block,) = re.findall(r"```yaml\n(.*?)```", GUIDE.read_text("utf-8"), re.DOTALL)
    return str(block)


def test_the_example_of_the_guide_is_a_sound_pack(tmp_path: Path) -> None:
    assert problems_of(tmp_path, example(), "H32-VHTT-99-cap-giay-phep-trien-lam.yaml") == []


def test_the_example_of_the_guide_has_its_own_form_and_process() -> None:
    definition = read_definition(yaml.safe_load(example()))
    assert all(case.form in definition.forms and case.process in definition.processes for case in definition.cases)


def test_every_limit_of_the_guide_is_understood() -> None:
    limits = re.findall(r"`(\{value: [^`]+\})`", GUIDE.read_text("utf-8"))
    assert len(limits) == 3
    for written in limits:
        assert msgspec.convert(yaml.safe_load(written), Limit).value > 0


def test_the_files_that_the_guide_names_are_there() -> None:
    root = GUIDE.parents[2]
    for name in ("motcua/procedures/packs/life_events.yaml", "motcua/procedures/packs/pack.schema.json"):
        assert name in GUIDE.read_text("utf-8")
        assert (root / name).is_file()
