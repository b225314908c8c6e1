import pytest

from motcua.procedures.rules.national.papers import components, with_unique_keys
from motcua.procedures.rules.national.text import Notes
from motcua.procedures.tests.make import HEADER


def read(table):
    notes = Notes()
    found = components(table, notes)
    rows = [(p.name, p.originals, p.copies, p.template) for one in found.tables for p in one.papers]
    return found, rows, [note.text for note in notes.found if note.kind == "doubtful"]


@pytest.mark.parametrize(
    ("cells", "rows"),
    [
        ("Đơn đề nghị1 bản chính", [("Đơn đề nghị", 1, 0, "")]),
        ("Ảnh 3x42 bản chính", [("Ảnh 3x4", 2, 0, "")]),
        ("Hộ chiếu0 bản chính,1 bản sao", [("Hộ chiếu", 0, 1, "")]),
        ("Sơ đồ khu đất;1 bản chính,2 bản saob) Ảnh1 bản chính", [("Sơ đồ khu đất", 1, 2, ""), ("b) Ảnh", 1, 0, "")]),
        ("Đơn theo mẫu.Mau 01-TT.docx1 bản chính", [("Đơn theo mẫu", 1, 0, "Mau 01-TT.docx")]),
        ("Bản khai thuyền viênMẫu số 3.doc1 bản chính", [("Bản khai thuyền viên", 1, 0, "Mẫu số 3.doc")]),
        (
            "Đơn theo Nghị định 9/2026/NĐ-CPMẫu số 02.docx1 bản chính",
            [("Đơn theo Nghị định 9/2026/NĐ-CP", 1, 0, "Mẫu số 02.docx")],
        ),
        ("- Tờ khai (02 bản chính, có ký tên);1 bản chính", [("Tờ khai (02 bản chính, có ký tên)", 1, 0, "")]),
        ("Thông tư ngày 01/01/20261 bản chính", [("Thông tư ngày 01/01/2026", 1, 0, "")]),
    ],
)
def test_glued_cells_are_taken_apart(cells, rows):
    assert read(f"--{HEADER}{cells}")[1] == rows


def test_a_heading_between_tables_becomes_a_case_and_not_a_paper():
    found, rows, _ = read(
        f"* Trường hợp cấp mới:{HEADER}Đơn xin cấp1 bản chính"
        f"* Trường hợp cấp lại do mất{HEADER}Đơn xin cấp lại1 bản chính"
    )
    assert [(table.title, table.group) for table in found.tables] == [
        ("Trường hợp cấp mới", "case"),
        ("Trường hợp cấp lại do mất", "case"),
    ]
    assert len(rows) == 2


def test_papers_to_show_and_papers_of_proxies_are_told_apart():
    found, _, _ = read(
        f"* Giấy tờ phải xuất trình:{HEADER}Căn cước1 bản chính"
        f"- Trường hợp ủy quyền cho người khác:{HEADER}Văn bản ủy quyền1 bản chính"
    )
    assert [table.group for table in found.tables] == ["present", "extra"]


def test_a_row_that_counts_the_sets_is_no_paper():
    found, rows, _ = read(f"--{HEADER}Đơn đề nghị1 bản chính* Số lượng hồ sơ: 02 (bộ)0 bản chính")
    assert found.sets == 2
    assert len(rows) == 1


def test_an_admonition_in_the_table_is_a_remark_and_no_paper():
    found, rows, _ = read(f"* Lưu ý:{HEADER}Trường hợp nộp qua bưu điện thì gửi bản sao có chứng thực0 bản chính")
    assert rows == []
    assert found.remarks == ["Trường hợp nộp qua bưu điện thì gửi bản sao có chứng thực"]


def test_what_cannot_be_counted_is_reported():
    assert any("0 bản chính" in text for text in read(f"--{HEADER}Tờ trình0 bản chính")[2])
    assert any("không rõ số bản" in text for text in read(f"--{HEADER}Đơn1 bản chínhCông văn đề nghị")[2])


@pytest.mark.parametrize("table", ["", "--", "); nộp cho cơ quan bảo hiểm nơi đang chi trả"])
def test_a_table_that_is_lost_is_reported(table):
    found, rows, doubts = read(table)
    assert found.tables == rows == []
    assert len(doubts) == 1


def test_tables_that_came_as_rows_are_read_as_they_are():
    _, rows, _ = read([{"ten_giay_to": "- Đơn;", "so_luong": "Mau.doc", "ghi_chu": "Bản chính: 1\nBản sao: 2"}])
    assert rows == [("Đơn", 1, 2, "Mau.doc")]


def test_a_paper_named_twice_stands_once_and_keys_are_unique():
    found, _, _ = read(f"--{HEADER}Đơn1 bản chínhĐơn1 bản chínhĐơn2 bản chính")
    assert [paper.key for paper in with_unique_keys(found.tables[0].papers)] == ["don", "don_2"]


def test_a_paper_that_is_wanted_only_if_there_is_one_is_not_required():
    found, _, _ = read(f"--{HEADER}Văn bản ủy quyền (nếu có)1 bản chính")
    assert not found.tables[0].papers[0].required
