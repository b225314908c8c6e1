from hypothesis import given
from hypothesis import strategies as st

from motcua.procedures.rules.cutting import cut
from motcua.procedures.rules.map import Place, draw_map
from motcua.procedures.rules.word_difference import MOST_WORDS, changed_words

WORDS = st.lists(st.sampled_from(["hồ", "sơ", "phải", "đủ", "giấy", "tờ\n", "và", "18"]), max_size=30).map(" ".join)


@given(WORDS, WORDS)
def test_leaving_out_what_is_new_gives_the_old_text_and_the_other_way_round(before, after):
    pieces = changed_words(before, after)
    if not any("…" in piece.text for piece in pieces):
        assert words_of(pieces, "gone") == before.split()
        assert words_of(pieces, "new") == after.split()


def words_of(pieces, side):
    return " ".join(piece.text for piece in pieces if piece.kind in ("same", side)).split()


def test_one_changed_word_is_the_only_one_marked():
    pieces = changed_words("nộp trong 5 ngày làm việc", "nộp trong 3 ngày làm việc")
    assert [(kind, text.strip()) for kind, text in pieces if kind != "same"] == [("gone", "5"), ("new", "3")]


def test_what_stayed_the_same_far_from_a_change_is_left_out():
    same = "chữ " * 500
    pieces = changed_words(f"{same} cũ {same}", f"{same} mới {same}")
    assert sum(len(piece.text.split()) for piece in pieces) < 70 or any(piece.kind == "gone" for piece in pieces)


def test_very_long_stretches_are_replaced_whole_instead_of_compared_word_by_word():
    before, after = "a " * (MOST_WORDS + 1), "b " * (MOST_WORDS + 1)
    assert [piece.kind for piece in changed_words(before, after)] == ["gone", "new"]


@given(st.text(max_size=300), st.integers(min_value=5, max_value=100))
def test_a_cut_text_is_never_longer_than_asked(text, longest):
    assert len(cut(text, longest)) <= longest


def test_north_is_up_and_east_is_right():
    places = [
        Place("a", "Bắc", "/a", 109.2, 12.7),
        Place("b", "Nam", "/b", 109.0, 11.4),
    ]
    drawn = draw_map(places, [[(108.5, 11.3), (109.5, 11.3), (109.5, 12.9), (108.5, 12.9)]])
    north, south = drawn["dots"]
    assert north.y < south.y
    assert north.x > south.x
    assert 0 < drawn["width"] < drawn["height"]


def test_a_map_without_an_outline_is_framed_by_its_places():
    drawn = draw_map([Place("a", "A", "/a", 109.2, 12.7)], [])
    assert len(drawn["dots"]) == 1
    assert drawn["land"] == ""
