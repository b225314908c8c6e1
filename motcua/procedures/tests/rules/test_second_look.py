"""The second look at a name, cards, and when it is not known: rules alone, by tables."""

import numpy as np
import pytest

from motcua.procedures.rules.finding.cards import LARGEST, carded, families, own_part
from motcua.procedures.rules.finding.evidence import certainty, figures
from motcua.procedures.rules.finding.highlight import marked
from motcua.procedures.rules.finding.lexicon import read_lexicon
from motcua.procedures.rules.finding.question import read_question
from motcua.procedures.rules.finding.ranking import rank
from motcua.procedures.rules.finding.second_look import TRAITS, traits
from motcua.procedures.rules.finding.spelling import Spelling
from motcua.procedures.rules.finding.terms import toned, written_forms
from motcua.procedures.rules.finding.title import title_of
from motcua.procedures.tests.rules.test_finding import LEXICON, ON, best, shelf

FISH = "Cấp giấy chứng nhận cơ sở sản xuất giống thủy sản"
LISTS = {
    "abbreviations": {"bhyt": ["bảo hiểm y tế"], "ks": ["khai sinh"]},
    "alone": {"giấy phép kinh doanh": ["đăng ký hộ kinh doanh"]},
    "everyday": {"gà": ["động vật"], "bị mất": ["cấp lại"]},
    "elsewhere": {"ly hôn": {"who": "Tòa án", "unless": ["ghi vào sổ"]}, "mất điện": "Điện lực"},
    "asking": ["tôi", "muốn", "xin"],
}
WORDS = read_lexicon([LISTS], ON)


def figure(name, text, *names, words=LEXICON):
    """What the figure ``name`` is for each of ``names`` when ``text`` is asked."""
    there = shelf(list(names))
    return traits(read_question(text, words), there, np.arange(len(names)))[:, TRAITS.index(name)].tolist()


# abbreviations, and what stands before the wish


def said(text, **more):
    lists = {"abbreviations": {"vat": ["giá trị gia tăng"], "dkkh": ["đăng ký kết hôn"]}, "asking": ["tôi", "cho"]}
    spelling = Spelling(
        dict.fromkeys(["dong", "vat", "thue", "gia", "tri", "tang"], 30), lambda *two: 30.0 * (two in USUAL)
    )
    return read_question(text, read_lexicon([lists | more], ON), spelling)


USUAL = {("dong", "vat")}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("thuế VAT", "thue gia tri gia tang"),
        ("thue vat", "thue gia tri gia tang"),
        ("động vật", "dong vat"),
        ("dong vat", "dong vat"),
        ("đkkh", "dang ky ket hon"),
        ("ĐKKH ở xã", "dang ky ket hon o xa"),
    ],
)
def test_a_word_with_accents_or_usual_company_is_no_abbreviation(text, words):
    assert " ".join(said(text).words) == words


@pytest.mark.parametrize(
    ("text", "halved"),
    [
        ("vợ người Mỹ mới cưới nay muốn khai sinh cho con", 6),
        ("vo nguoi My moi cuoi nay muon khai sinh cho con", 6),
        ("muốn khai sinh cho con", 0),
        ("vợ người Mỹ muốn cưới", 0),
        ("vợ người Mỹ mượn nhà khai sinh con", 0),
    ],
)
def test_what_is_told_before_the_wish_counts_half(text, halved):
    counts = said(text, wishing=["muốn"], asking=["cho"]).counts
    assert [count for count in counts if count == 0.5] == [0.5] * halved
    assert all(count in (0.0, 1.0) for count in counts[halved:])


# a name, taken apart


@pytest.mark.parametrize(
    ("name", "acts", "also_first"),
    [
        ("Cấp giấy phép lái xe", set(), False),
        ("Cấp lại giấy phép lái xe", {"again"}, False),
        ("Cấp, gia hạn, cấp lại giấy phép hoạt động đo đạc", {"prolong", "again"}, True),
        ("Thủ tục cấp mới/cấp đổi thẻ", {"exchange"}, True),
        ("Gia hạn, sửa đổi giấy chứng nhận", {"prolong", "change"}, False),
        ("Cấp giấy lưu hành thuốc; cấp lại giấy lưu hành thuốc", {"again"}, True),
    ],
)
def test_a_name_that_gives_for_the_first_time_as_well_is_known(name, acts, also_first):
    title = title_of(name, ["commune"], "")
    assert (title.acts, title.also_first) == (acts, also_first)


def test_what_a_name_leaves_out_is_not_what_it_is_about():
    title = title_of(f"{FISH} (trừ giống bố mẹ)", [], "")
    assert title.left_out == {"bo", "me"}
    left_out = figure("left_out_asked", "giống bố mẹ", f"{FISH} (đối với giống bố mẹ)", f"{FISH} (trừ giống bố mẹ)")
    assert left_out[0] == 0 < left_out[1]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Miễn nhiệm giám định viên tư pháp", "Miễn nhiệm giám định viên tư pháp cấp tỉnh", True),
        ("Cấp thẻ tạm trú (thực hiện tại cấp tỉnh)", "Cấp thẻ tạm trú (thực hiện tại cấp trung ương)", True),
        ("Tính tiền cấp quyền đối với công trình mới", "Tính tiền cấp quyền đối với công trình cũ", True),
        ("Cấp lại thẻ tạm trú", "Cấp thẻ tạm trú", False),
    ],
)
def test_variants_share_a_family_and_other_acts_do_not(one, other, same):
    assert (title_of(one, [], "").family == title_of(other, [], "").family) is same


def test_a_short_name_is_of_no_family():
    assert title_of("Hỗ trợ chi phí", [], "").family
    assert title_of("Hải quan (1)", [], "").family == ""


# the figures


def test_a_name_of_all_acts_is_not_held_for_another_act():
    assert figure("other_acts", "giấy phép đo đạc", "Gia hạn giấy phép đo đạc", "Cấp, gia hạn giấy phép đo đạc") == [
        1,
        0,
    ]


def test_what_is_spoiled_is_given_again_or_exchanged():
    names = ["Cấp lại thẻ căn cước", "Cấp đổi thẻ căn cước", "Cấp thẻ căn cước"]
    assert figure("acts_missing", "thẻ căn cước bị rách", *names) == [0, 0, 2]


def test_a_word_with_other_accents_is_not_the_word_asked_for():
    assert figure("first_part_asked_for", "đặt", "Đặt", "Đất") == [1, 0]
    assert figure("first_part_asked_for", "thuỷ", "Thủy", "Thụy") == [1, 0]
    assert figure("first_part_asked_for", "dat", "Đặt", "Đất") == [1, 1]


def test_a_department_is_a_level_and_a_base_is_none():
    assert figure("other_level", "nộp ở sở tư pháp", FISH) == [1]
    assert figure("other_level", "cơ sở của tôi, hồ sơ số 5", FISH) == [0]


def test_everyday_words_name_an_act():
    assert figure("acts_missing", "giấy bị mất", "Cấp giấy", "Cấp lại giấy", words=WORDS)[1] == 0


def test_a_procedure_of_all_acts_and_the_case_asked_for_come_first():
    names = ["Cấp giấy phép xây dựng cho nhà thầu", "Cấp, gia hạn giấy phép đo đạc và bản đồ", "Đăng ký khai sinh"]
    assert best("giấy phép đo đạc của nhà thầu", names)[0] == names[1]


# abbreviations, what is said alone, what is done elsewhere


def test_words_are_found_by_their_abbreviation_too():
    assert read_question("thẻ bảo hiểm y tế", WORDS).short == (("bhyt", 4),)
    assert read_question("khai sinh", WORDS).short == ()
    names = shelf(["Cấp thẻ BHYT", "Cấp thẻ căn cước"])
    scores = rank(read_question("đóng bảo hiểm y tế", WORDS), names)
    assert scores[0] > 0 == scores[1]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("tôi muốn xin giấy phép kinh doanh", "toi muon xin dang ky ho kinh doanh"),
        ("giấy phép kinh doanh vận tải bằng xe ô tô", "giay phep kinh doanh van tai bang xe o to"),
    ],
)
def test_what_is_said_alone_is_read_as_most_people_mean_it(text, words):
    assert " ".join(read_question(text, WORDS).words) == words


def test_one_word_of_every_day_is_known_by_its_accents():
    assert read_question("nuôi gà", WORDS).meant == (("dong", "vat"),)
    assert read_question("nhà ga", WORDS).meant == ()
    assert read_question("nuoi ga", WORDS).meant == (("dong", "vat"),)


@pytest.mark.parametrize(
    ("text", "who"),
    [("tôi muốn ly hôn", "Tòa án"), ("ghi vào sổ việc ly hôn", ""), ("nhà mất điện", "Điện lực"), ("khai sinh", "")],
)
def test_what_no_administration_does_is_known(text, who):
    assert read_question(text, WORDS).elsewhere == who


@pytest.mark.parametrize("entry", [3, {"unless": []}, {"who": "a", "unless": "b"}])
def test_an_entry_of_elsewhere_that_cannot_be_read_is_named(entry):
    with pytest.raises(ValueError, match="elsewhere: ly hôn"):
        read_lexicon([{"elsewhere": {"ly hôn": entry}}], ON)


# cards


def test_a_family_stands_at_the_place_of_its_best():
    family = families(["a", None, "b", "a", None])
    assert carded([4, 3, 2, 0, 1], family) == [[4], [3, 0], [2], [1]]


def test_a_family_too_large_for_one_card_is_none():
    assert len(set(families(["a"] * LARGEST))) == 1
    assert len(set(families(["a"] * (LARGEST + 1)))) == LARGEST + 1


@pytest.mark.parametrize(
    ("name", "head", "part"),
    [
        ("Cấp thẻ (thực hiện tại cấp tỉnh)", "Cấp thẻ (thực hiện tại cấp bộ)", "thực hiện tại cấp tỉnh"),
        ("Tính tiền đối với công trình mới (cấp Bộ)", "Tính tiền đối với nhà", "đối với công trình mới (cấp Bộ)"),
        ("Miễn nhiệm giám định viên cấp tỉnh", "Miễn nhiệm giám định viên", "cấp tỉnh"),
        ("Miễn nhiệm giám định viên", "Miễn nhiệm giám định viên cấp tỉnh", ""),
        ("Khai thác thuỷ sản", "Khai thác thủy sản", ""),
        ("Cấp thẻ (một hai ba bốn)", "Cấp thẻ", "một hai…"),
    ],
)
def test_a_variant_says_what_tells_it_apart(name, head, part):
    assert own_part(name, head, longest=24 if len(name) > 30 else 9) == part or own_part(name, head) == part


# known, or not


def sure(text, names, words=LEXICON):
    there = shelf(names)
    question = read_question(text, words)
    return certainty(figures(question, there, rank(question, there), range(len(names))))


def test_words_that_only_look_alike_without_accents_are_no_evidence():
    names = ["Đăng ký chào bán trái phiếu", *[f"Việc số {number}" for number in range(30)]]
    there = shelf(names)

    def alike(text):
        question = read_question(text, LEXICON)
        return figures(question, there, rank(question, there), range(len(names)))["written_alike"]

    assert alike("bán trái phiếu") == 1 > alike("bạn trai") == 0
    assert sure("bạn trai", names) == -1 < sure("đăng ký chào bán trái phiếu", names)
    assert alike("ban trai") == 1


def test_nothing_found_is_no_evidence():
    names = shelf()
    assert figures(read_question("qqqq", LEXICON), names, np.zeros(len(names.titles)), range(len(names.titles))) == {}


# marks


def test_a_mark_keeps_to_the_accents_typed():
    written = written_forms(["dùng", "thuỷ"])
    asked = {"dung", "thuy"}
    assert marked("Xây dựng", asked, written) == [("Xây dựng", False)]
    assert marked("Sử dụng, dùng", asked, written) == [("Sử dụng, ", False), ("dùng", True)]
    assert marked("Thủy", asked, written) == [("Thủy", True)]
    assert marked("Dựng", asked, written_forms(["dùng"], free={"dung"})) == [("Dựng", True)]
    assert marked("Dựng", asked, written_forms(["dung"])) == [("Dựng", True)]


def test_where_a_tone_is_put_makes_no_other_word():
    assert toned("hoà") == toned("hòa") != toned("hoá")
    assert toned("dùng") != toned("dựng") != toned("dung")
