import unicodedata

import pytest

from motcua.procedures.rules.definition import read_definition, write_definition
from motcua.procedures.rules.national.record import Unreadable, parse_record
from motcua.procedures.tests.make import HEADER, raw


def test_a_healthy_record_becomes_a_definition():
    found = parse_record(raw()).definition
    assert (found.key, found.national_code, found.levels) == ("9.100001", "9.100001", ["province"])
    assert found.steps_text == ["Bước 1: Nộp hồ sơ.", "Bước 2: Nhận kết quả."]
    assert found.cases[0].papers[0].template == "Mẫu số 01.docx"
    assert not found.verified
    assert read_definition(write_definition(found)) == found


def test_accents_are_composed_and_it_is_said():
    parsed = parse_record(raw(ten=unicodedata.normalize("NFD", "Cấp phép nuôi yến")))
    assert parsed.definition.name == "Cấp phép nuôi yến"
    assert any(note.part == "tên" and "NFC" in note.text for note in parsed.notes)


@pytest.mark.parametrize("part", ["ten", "trinh_tu", "co_quan_thuc_hien"])
def test_the_abolished_district_is_reported(part):
    parsed = parse_record(raw(**{part: "Ủy ban nhân dân cấp huyện nhận hồ sơ"}))
    assert any("cấp huyện" in note.text and note.kind == "doubtful" for note in parsed.notes)


def test_the_level_of_the_district_is_not_taken():
    parsed = parse_record(raw(cap=["Cấp Huyện", "Cấp Xã", "Cấp xã"]))
    assert parsed.definition.levels == ["commune"]


@pytest.mark.parametrize(
    "change", [{"ma": "khong-ma"}, {"ten": ""}, {"linh_vuc": None}, {"cap": []}, {"cap": ["Cấp Huyện"]}]
)
def test_a_record_without_code_name_sector_or_level_is_unreadable(change):
    with pytest.raises(Unreadable):
        parse_record(raw(**change))


def test_cases_have_their_own_papers_and_those_of_all():
    table = (
        f"* Trường hợp mới{HEADER}Đơn mới1 bản chính* Trường hợp lại{HEADER}Đơn lại1 bản chính"
        f"* Giấy tờ phải xuất trình{HEADER}Căn cước1 bản chính"
    )
    cases = parse_record(raw(thanh_phan_ho_so_raw=table)).definition.cases
    assert [[paper.name for paper in case.papers] for case in cases] == [
        ["Đơn mới", "Căn cước"],
        ["Đơn lại", "Căn cước"],
    ]
    assert cases[0].papers[1].present_only


def test_the_code_of_the_result_is_freed_of_the_word_behind_it():
    assert parse_record(raw(ket_qua_ma="KQ.G15.000031Từ")).definition.results[0].code == "KQ.G15.000031"


def test_what_the_portal_does_not_know_is_left_empty():
    assert parse_record(raw(co_quan_thuc_hien="Không có thông tin")).definition.agencies_text == ""


def test_online_and_post_follow_from_the_channels():
    ways = [
        {"kenh": name, "so": 3, "don_vi": "Ngày", "phi_raw": "30,000 VNĐ"}
        for name in ("Trực tuyến", "Dịch vụ bưu chính")
    ]
    found = parse_record(raw(cach_thuc=ways)).definition
    assert (found.online_level, found.by_post, found.payable_online) == ("partly_online", True, True)


def test_invisible_letters_and_private_bullets_go():
    found = parse_record(raw(yeu_cau="\uf0fc\tCó đất\u200e\xa0ở")).definition
    assert found.conditions == "- Có đất ở"


def test_points_around_a_name_go():
    assert parse_record(raw(ten=". Cấp phép.")).definition.name == "Cấp phép"
