import pytest

from motcua.kernel.limits import Limit
from motcua.procedures.rules.national.channels import channels
from motcua.procedures.rules.national.text import Notes


def read(text="Miễn phí", so=None, unit=None, way="Trực tiếp", *more):
    notes = Notes()
    found = channels([{"kenh": way, "so": so, "don_vi": unit, "phi_raw": text}, *more], notes)
    return found[0], [note for note in notes.found if note.kind == "doubtful"]


@pytest.mark.parametrize(
    ("so", "unit", "text", "limit"),
    [
        (5, "Ngày làm việc", "Miễn phí", Limit(5, "working_day")),
        (30, "Ngày", "Miễn phí", Limit(30, "calendar_day")),
        (2, "Giờ", "Miễn phí", Limit(2, "working_hour")),
        (1, "Tháng", "Miễn phí", Limit(1, "month")),
        (0, ".5 Giờ", "Phí : 0 Đồng", Limit(1, "working_hour")),
        (1, "Ngày làm việc", "Miễn phíTrong ngày; nhận sau 15 giờ thì trả hôm sau", Limit(1, "working_day", "15:00")),
        (None, None, "Không có thông tinMiễn phíTrong thời hạn 12 ngày làm việc", Limit(12, "working_day")),
        (None, None, "Không có thông tinMiễn phí", None),
    ],
)
def test_time_limits_are_read_in_their_unit(so, unit, text, limit):
    assert read(text, so, unit)[0].limit == limit


@pytest.mark.parametrize(("so", "unit", "text"), [(10, "-25", "Phí : 0 Đồng"), (None, None, "2Miễn phí")])
def test_a_limit_that_lost_its_unit_is_reported_and_not_guessed(so, unit, text):
    found, doubts = read(text, so, unit)
    assert found.limit is None
    assert [note.part for note in doubts] == ["thời hạn"]


@pytest.mark.parametrize(
    ("text", "amount", "kind"),
    [
        ("120,000 VNĐ(Lệ phí cấp lại giấy)", 120_000, "duty"),
        ("1,000,000 Việt Nam Đồng(/hồ sơ)", 1_000_000, "fee"),
        ("Phí : 50.000 Đồng (Phí sơ tuyển: 50.000 đồng/hồ sơ)", 50_000, "fee"),
        ("20 VNĐ(20.000 vnđ/tờ khai)", 20_000, "fee"),
        ("100,000 Việt Nam Đồng(Lệ phí: 100.000 đồng/lần)Nộp tại quầy", 100_000, "duty"),
    ],
)
def test_fees_are_read_in_dong(text, amount, kind):
    found, _ = read(text, 5, "Ngày")
    assert [(fee.amount, fee.kind) for fee in found.fees] == [(amount, kind)]


@pytest.mark.parametrize(
    "text",
    [
        "50,000 Việt Nam Đồng(áp dụng mức 25.000 đồng/hồ sơ đến hết năm)",
        "120 VNĐ",
        "Miễn phí(Lệ phí 30.000 đồng với người nước ngoài)",
    ],
)
def test_a_fee_that_contradicts_its_words_is_left_to_people_and_reported(text):
    found, doubts = read(text, 5, "Ngày")
    assert [fee.amount for fee in found.fees] == [None]
    assert found.fees[0].note or "120" in doubts[0].text
    assert [note.part for note in doubts] == ["phí"]


@pytest.mark.parametrize("text", ["Miễn phí", "Phí : 0 Đồng", "Phí : Không Đồng", "Miễn phí(Không)"])
def test_what_is_free_has_no_fee(text):
    found, doubts = read(text, 5, "Ngày")
    assert found.fees == []
    assert doubts == []


def test_the_explanation_after_the_fee_is_kept():
    found, _ = read("Miễn phí- Nộp tại Bộ phận một cửa", 5, "Ngày")
    assert found.note == "- Nộp tại Bộ phận một cửa"


def test_a_fee_in_dollars_is_told_in_words():
    assert read("10 USD(/bản)", 5, "Ngày")[0].fees[0].note == "10 USD. /bản"


def test_a_channel_named_twice_takes_the_longer_limit_and_says_so():
    again = {"kenh": "Trực tiếp", "so": 9, "don_vi": "Ngày làm việc", "phi_raw": "Miễn phí"}
    found, doubts = read("Miễn phí", 3, "Ngày làm việc", "Trực tiếp", again)
    assert found.limit == Limit(9, "working_day")
    assert "nhiều thời hạn" in doubts[0].text


def test_differing_fees_of_one_channel_are_told_in_words_and_never_added_up():
    again = {"kenh": "Trực tiếp", "so": 3, "don_vi": "Ngày", "phi_raw": "90,000 VNĐ"}
    found, _ = read("30,000 VNĐ", 3, "Ngày", "Trực tiếp", again)
    assert [fee.amount for fee in found.fees] == [None]
    assert "30.000 đồng" in found.fees[0].note
    assert "90.000 đồng" in found.fees[0].note


def test_an_unknown_channel_is_reported():
    _, doubts = read(way="Bồ câu")
    assert "Bồ câu" in doubts[0].text
