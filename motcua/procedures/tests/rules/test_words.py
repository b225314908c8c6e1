from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel.accents import fold
from motcua.procedures.rules.definition import write_definition
from motcua.procedures.rules.difference import differences
from motcua.procedures.rules.keys import key_of, unique_key
from motcua.procedures.rules.merging import disagreements, filled
from motcua.procedures.tests.make import definition


def test_folding_forgets_accents_case_and_the_bar_of_the_d():
    assert fold("Đăng ký KHAI SINH, (lại)") == "dang ky khai sinh lai"


@given(st.text())
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)


def test_keys_are_cut_between_words_and_told_apart():
    assert key_of("Văn bản đề nghị cấp giấy phép", length=15) == "van_ban_de"
    assert key_of("!!!") == "muc"
    taken = set()
    assert [unique_key("a", taken) for _ in range(3)] == ["a", "a_2", "a_3"]


def test_a_definition_does_not_differ_from_itself():
    plain = write_definition(definition())
    assert differences(plain, plain) == []


def test_a_difference_names_the_place_in_words():
    before = write_definition(definition())
    after = write_definition(definition(name="Tên mới"))
    after["cases"][0]["channels"][0]["limit"]["value"] = 3
    assert [(one.path, one.before, one.after) for one in differences(before, after)] == [
        ("tên", "Cấp giấy phép thả diều trên bãi biển", "Tên mới"),
        ("trường hợp › chung › cách nộp › online › thời hạn › value", "5", "3"),
    ]


def test_a_paper_put_in_between_is_one_difference():
    before = {"papers": [{"key": "a"}, {"key": "c"}]}
    after = {"papers": [{"key": "a"}, {"key": "b"}, {"key": "c"}]}
    assert [one.path for one in differences(before, after)] == ["giấy tờ › b"]


def test_a_change_of_order_is_told():
    assert [one.path for one in differences({"x": ["1", "2"]}, {"x": ["2", "1"]})] == ["x › thứ tự"]


def test_a_pack_keeps_what_it_says_and_takes_what_it_leaves_out():
    national = definition(name="Thủ tục thả diều", conditions="Có diều", audience=["Công dân"])
    joined = filled(definition(audience=["Trẻ em"]), national)
    assert (joined.name, joined.conditions, joined.audience) == (definition().name, "Có diều", ["Trẻ em"])
    assert [one.path for one in disagreements(joined, national)] == ["tên"]
