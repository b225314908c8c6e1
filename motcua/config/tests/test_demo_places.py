"""The demo's places read like places."""

import re

from django.conf import settings

from motcua.config.demo_dossiers import SAMPLES, WARDS, _answers
from motcua.kernel.clock import now


def test_no_place_of_the_demo_names_its_ward_twice_or_another_ward():
    owner = {"full_name": "", "identity_number": "", "address": "", "phone": ""}
    for sample in SAMPLES:
        told = _answers(sample, owner, now())
        (board,) = told["ad_boards"]
        assert "phường" not in board["place"].lower()
        assert board["commune"] == WARDS[sample.ward]
        assert told["ad_place"].count(sample.ward) == 1


def test_the_wards_of_the_demo_are_those_of_the_province():
    listed = (settings.PACKAGE / "organizations" / "provinces" / "H32" / "communes.yaml").read_text("utf-8")
    codes = {name: code for code, name in re.findall(r"code: (H32\.\d+).*?name: ([^,]+),", listed)}
    assert {ward: codes[ward] for ward in WARDS} == WARDS
