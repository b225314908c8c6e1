"""Nơi thực hiện: whom the words of the catalogue mean."""

import pytest

from motcua.procedures.rules.offerings import Agency, settled_by
from motcua.procedures.tests.make import definition

AGENCIES = [
    Agency(1, "H32", "Ủy ban nhân dân tỉnh Khánh Hòa", "province"),
    Agency(2, "H32.25", "Sở Văn hóa, Thể thao và Du lịch tỉnh Khánh Hòa", "department"),
    Agency(3, "H32.212", "Phường Nha Trang", "commune"),
    Agency(4, "H32.201", "Phường Ba Ngòi", "commune"),
]


@pytest.mark.parametrize(
    ("levels", "text", "meant"),
    [
        (["commune"], "", [3, 4]),
        (["commune"], "Ủy ban nhân dân cấp xã", [3, 4]),
        (["commune"], "Không có thông tin", [3, 4]),
        (["commune"], "Công an xã, phường", [3, 4]),
        (["commune"], "Chi cục Hải quan khu vực", []),
        (["commune"], "Thuế tỉnh, thành phố, Thuế cơ sở", []),
        (["province"], "Sở Văn hóa, Thể thao và Du lịch", [2]),
        (["province"], "", [1]),
        (["province", "commune"], "UBND cấp xã; Sở Văn hóa, Thể thao và Du lịch", [3, 4, 2]),
    ],
)
def test_communes_settle_what_nobody_else_is_named_for(levels, text, meant):
    assert settled_by(definition(levels=levels, agencies_text=text), AGENCIES) == meant


def test_agencies_named_by_code_are_those_and_no_others():
    assert settled_by(definition(levels=["commune"], agencies=["H32.212"]), AGENCIES) == [3]
