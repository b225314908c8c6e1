"""Reading a question, and finding by it: rules alone, on a catalogue of a few lines."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel.accents import fold
from motcua.procedures.rules.finding.aspects import aspects_of
from motcua.procedures.rules.finding.evidence import certainty, figures
from motcua.procedures.rules.finding.highlight import marked
from motcua.procedures.rules.finding.index import Index
from motcua.procedures.rules.finding.lexicon import read_lexicon
from motcua.procedures.rules.finding.names import Names
from motcua.procedures.rules.finding.passages import cut, nearest_lines
from motcua.procedures.rules.finding.question import read_question
from motcua.procedures.rules.finding.ranking import rank
from motcua.procedures.rules.finding.spelling import Spelling, without_telex
from motcua.procedures.rules.finding.terms import (
    STEPS,
    folded_words,
    hashed,
    name_words,
    packed_terms,
    unpacked,
    with_pairs,
)
from motcua.procedures.rules.finding.title import title_of
from motcua.procedures.rules.search_text import search_words
from motcua.procedures.tests.make import definition

ON = date(2026, 3, 2)
LISTS = {
    "abbreviations": {"gpxd": ["giấy phép xây dựng"], "cmnd": {"means": ["căn cước"], "to": date(2025, 12, 31)}},
    "everyday": {"sổ đỏ": ["giấy chứng nhận quyền sử dụng đất"], "đỏ": ["màu"]},
    "asking": ["tôi", "muốn", "đang", "như thế nào"],
}
LEXICON = read_lexicon([LISTS], ON)
WORDS = Spelling({"giay": 9, "phep": 8, "khai": 7, "sinh": 7, "xay": 5, "dung": 5, "sin": 1, "tam": 2, "tru": 2})
NAMES = ["Cấp giấy phép xây dựng nhà ở", "Gia hạn giấy phép xây dựng nhà ở", "Đăng ký khai sinh", "Đăng ký lại khai sinh",
         "Đăng ký khai sinh có yếu tố nước ngoài", "Cấp giấy chứng nhận quyền sử dụng đất"]  # fmt: skip


def shelf(names=NAMES, levels=("commune",)):
    """The names of procedures with these names, in an index."""
    definitions = [definition(f"9.00000{at}", name=name, levels=list(levels)) for at, name in enumerate(names)]
    index = Index([packed_terms(each) for each in definitions])
    titles = [title_of(each.name, each.levels, search_words(each)) for each in definitions]
    return Names(index, titles)


def best(text, names=NAMES):
    scores = rank(read_question(text, LEXICON), shelf(names))
    return [names[place] for place in np.argsort(-scores, kind="stable") if scores[place] > 0]


# words and terms


def test_roman_numbers_and_accents_do_not_part_what_is_the_same():
    assert folded_words("Cảng loại III, Đường số IV") == ["cang", "loai", "3", "duong", "so", "4"]


def test_that_it_is_a_procedure_says_nothing():
    assert name_words("Thủ tục đăng ký khai sinh") == ["dang", "ky", "khai", "sinh"]
    assert name_words("Thủ tục") == ["thu", "tuc"]


def test_packed_terms_come_back_as_they_were_kept():
    hashes, weights = unpacked(packed_terms(definition(name="Thả diều")))
    assert set(hashed("n", ["tha", "dieu", "tha dieu"])) <= set(hashes.tolist())
    assert len(hashes) == len(weights)
    assert weights.min() >= 1


@given(st.lists(st.text("abcdefg", min_size=1, max_size=8), min_size=1, max_size=8))
def test_the_index_knows_of_each_term_exactly_the_procedures_that_have_it(texts):
    def packed(words):
        hashes = np.array(hashed("b", dict.fromkeys(words)), np.uint32)
        return hashes.tobytes() + np.full(len(hashes), 100, np.uint8).tobytes()

    index = Index([packed(words) for words in texts])
    for letter in "abcdefgh":
        term = hashed("b", [letter])[0]
        there = [letter in words for words in texts]
        assert index.count(term) == sum(there)
        assert [index.has(term, place) for place in range(len(texts))] == there
        expected = [index.rarity(term) * 100 / STEPS * has for has in there]
        assert index.scores([(term, 1.0)]).tolist() == pytest.approx(expected, rel=1e-5)


def test_an_index_of_nothing_finds_nothing():
    index = Index([])
    assert index.count(1) == 0
    assert len(rank(read_question("khai sinh", LEXICON), Names(index, []))) == 0


# reading a question


def test_abbreviations_are_written_out_and_said():
    question = read_question("xin gpxd", LEXICON)
    assert question.words == ("xin", "giay", "phep", "xay", "dung")
    assert ("gpxd", "giấy phép xây dựng") in question.understood


def test_a_word_that_holds_no_longer_is_not_understood():
    assert read_question("cmnd", LEXICON).words == ("cmnd",)
    assert read_question("cmnd", read_lexicon([LISTS], date(2025, 6, 1))).words == ("can", "cuoc")


def test_the_longest_everyday_words_are_the_ones_meant():
    question = read_question("làm sổ đỏ", LEXICON)
    assert question.meant == (("giay", "chung", "nhan", "quyen", "su", "dung", "dat"),)
    assert question.understood == (("sổ đỏ", "giấy chứng nhận quyền sử dụng đất"),)


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("tôi muốn khai sinh", (0, 0, 1, 1)),
        ("khai sinh như thế nào", (1, 1, 0, 0, 0)),
        ("đăng ký", (1, 1)),
        ("đang ký", (0, 1)),
        ("dang ky", (0.5, 1)),
        ("tôi muốn", (1, 1)),
    ],
)
def test_words_to_ask_with_do_not_count_and_are_known_by_their_accents(text, counts):
    assert read_question(text, LEXICON).counts == counts


@pytest.mark.parametrize(
    ("entry", "kind"),
    [({"x": 3}, "everyday"), ({"x": []}, "everyday"), ({"": ["a"]}, "everyday"), ({"x": [1]}, "abbreviations")],
)
def test_an_entry_that_cannot_be_read_is_named(entry, kind):
    if entry == {"x": []}:
        assert read_lexicon([{kind: entry}], ON).everyday == {("x",): []}
        return
    with pytest.raises(ValueError, match=kind):
        read_lexicon([{kind: entry}], ON)


def test_a_province_may_replace_an_entry_and_add_its_own():
    both = read_lexicon([LISTS, {"everyday": {"sổ đỏ": ["sổ của tỉnh"], "ghe": ["tàu cá"]}, "asking": ["dạ"]}], ON)
    assert read_question("sổ đỏ", both).meant == (("so", "cua", "tinh"),)
    assert read_question("ghe", both).meant == (("tau", "ca"),)
    assert read_question("dạ ghe", both).counts == (0, 1)


@given(st.text(max_size=300))
def test_whatever_is_typed_can_be_read(text):
    question = read_question(text, LEXICON, WORDS, unfinished=True)
    assert len(question.words) == len(question.counts)
    assert all(word == fold(word) for word in question.words)


# spelling


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("giaays", "giay"),
        ("phesp", "phep"),
        ("ddang", "dang"),
        ("nhaf", "nha"),
        ("dduwowngf", "duong"),
        ("xaay", "xay"),
    ],
)
def test_keys_of_telex_that_made_no_accent_are_taken_out(typed, meant):
    assert without_telex(typed) == meant


@pytest.mark.parametrize("typed", ["gaiy", "giayy", "gyay", "giapy"])
def test_a_slip_is_put_right_and_said(typed):
    question = read_question(f"{typed} phép", LEXICON, WORDS)
    assert question.words == ("giay", "phep")
    assert question.repaired == ((typed, "giay"),)


@pytest.mark.parametrize("text", ["sin phép", "mèo khai sinh", "giặt phép", "nghiêng phép", "uống phép"])
def test_words_that_somebody_writes_are_left_alone(text):
    assert read_question(text, LEXICON, WORDS).repaired == ()


def test_numbers_and_what_is_near_nothing_stay():
    assert read_question("2026 qqqqqq", LEXICON, WORDS).words == ("2026", "qqqqqq")


def test_the_neighbour_decides_between_two_that_are_near():
    pairs = {("khai", "sinh"): 5.0, ("khai", "sin"): 0.0}
    spelling = Spelling({"khai": 1, "sinh": 1, "siny": 9}, lambda one, other: pairs.get((one, other), 0.0))
    assert spelling.nearest("sinx", before="khai") == "sinh"
    assert spelling.nearest("sinx") == "siny"


def test_what_is_begun_is_completed():
    question = read_question("khai si", LEXICON, WORDS, unfinished=True)
    assert ("khai", "sinh") in question.meant


# ranking


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("giấy phép xây dựng", NAMES[0]),
        ("gpxd", NAMES[0]),
        ("gia hạn giấy phép xây dựng", NAMES[1]),
        ("xin lam giay phep xay nha", NAMES[0]),
        ("đăng ký khai sinh", NAMES[2]),
        ("đăng ký lại khai sinh", NAMES[3]),
        ("khai sinh, chồng người nước ngoài", NAMES[4]),
        ("sổ đỏ", NAMES[5]),
    ],
)
def test_what_is_asked_comes_first(asked, first):
    assert best(asked)[0] == first


def test_what_has_nothing_of_the_question_is_not_found():
    assert best("hộ chiếu") == []


def test_a_level_that_was_asked_for_comes_before_another():
    names = ["Cấp thẻ tạm trú", "Cấp thẻ tạm trú"]
    index = Index([packed_terms(definition(name=name)) for name in names])
    titles = [title_of(names[0], ["ministry"], "the tam tru"), title_of(names[1], ["province"], "the tam tru")]
    scores = rank(read_question("thẻ tạm trú cấp tỉnh", LEXICON), Names(index, titles))
    assert scores[1] > scores[0]


@given(st.lists(st.sampled_from([*" ".join(NAMES).split(), "tôi", "gpxd", "qqq"]), max_size=12))
def test_scores_are_never_negative_and_each_procedure_has_one(words):
    names = shelf()
    scores = rank(read_question(" ".join(words), LEXICON), names)
    assert scores.shape == (len(NAMES),)
    assert (scores >= 0).all()


def test_the_evidence_is_stronger_for_a_name_than_for_a_word_in_passing():
    names = shelf([*NAMES, *[f"Việc số {number}" for number in range(30)]])

    def sure(text):
        question = read_question(text, LEXICON)
        return certainty(figures(question, names, rank(question, names), range(len(names.titles))))

    assert sure("đăng ký khai sinh") > sure("mèo nhà tôi bị lạc khi đi khai thác cá")
    assert sure("đăng ký khai sinh") > 0 > sure("qqqq")


# why, and what


def test_marked_pieces_are_the_text_again_and_words_side_by_side_are_one_piece():
    assert marked("Đăng ký khai sinh lại", {"khai", "sinh"}) == [
        ("Đăng ký ", False),
        ("khai sinh", True),
        (" lại", False),
    ]
    assert marked("", {"a"}) == []


@given(st.text(max_size=80), st.sets(st.sampled_from(["a", "khai", "sinh", "1"])))
def test_marking_loses_no_letter(text, asked):
    assert "".join(piece for piece, _hit in marked(text, asked)) == text


@pytest.mark.parametrize(
    ("text", "aspects"),
    [
        ("cần giấy tờ gì", ["papers"]),
        ("hết bao nhiêu tiền và mất bao lâu", ["time", "fee"]),
        ("nộp ở đâu", ["where"]),
        ("có được không", ["conditions"]),
        ("khai sinh", []),
    ],
)
def test_what_is_asked_of_a_procedure(text, aspects):
    assert aspects_of(text) == aspects


def test_the_lines_quoted_are_those_that_share_words_side_by_side_with_the_question():
    text = "Người nộp hồ sơ phải đủ mười tám tuổi.\nThả diều cách sân bay ít nhất mười ki-lô-mét.\nKhông thả diều ban đêm nhé bạn."
    asked = with_pairs(folded_words("thả diều gần sân bay"))
    assert nearest_lines(text, asked, lambda _term: 1.0, most=1) == ["Thả diều cách sân bay ít nhất mười ki-lô-mét."]
    assert nearest_lines(text, ["tha"], lambda _term: 1.0) == []


def test_a_long_line_is_cut_at_a_word():
    assert cut("một hai ba bốn", 11) == "một hai ba…"
    assert cut("một hai", 11) == "một hai"
