import re
from pathlib import Path

import pytest
import yaml

from motcua.work.rules.process import read_process
from motcua.work.rules.soundness import check_process

ROOT = Path(__file__).resolve().parents[3]
PAGE = ROOT / "docs" / "explanation" / "work-engine.md"


@pytest.mark.skipif(not PAGE.exists(), reason="documents are not part of an installed package")
def test_the_process_in_the_explanation_runs():
    example = re.search(r"```yaml\n(.*?)```", PAGE.read_text("utf-8"), re.S).group(1)
    assert check_process(read_process(yaml.safe_load(example)), total_hours=8) == []


def test_every_file_the_readme_names_exists():
    room = Path(__file__).resolve().parents[1]
    named = re.findall(r"`((?:actions|queries|rules|static)/[\w/]*\.?\w*)`", (room / "README.md").read_text("utf-8"))
    assert len(named) > 10
    assert [name for name in named if not (room / name).exists()] == []
