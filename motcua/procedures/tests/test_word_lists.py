"""The lists of words that come along, and those of a province."""

from datetime import date

import pytest

from motcua.procedures import lexicon_files
from motcua.procedures.lexicon_files import OURS, lexicon, read
from motcua.procedures.rules.finding.question import read_question


@pytest.fixture
def folder(tmp_path, settings, monkeypatch):
    """A province's folder, looked at with every question."""
    settings.SEARCH_WORDS = str(tmp_path)
    monkeypatch.setattr(lexicon_files, "_CHECK_SECONDS", -1.0)
    monkeypatch.setattr(lexicon_files._Kept, "state", None)
    yield tmp_path
    lexicon_files._Kept.state = None
    lexicon_files._Kept.checked = -1.0


def test_our_lists_can_be_read_and_know_what_people_write():
    words = read(sorted(OURS.glob("*.yaml")), date(2026, 3, 2))
    for short in ("gpxd", "gpkd", "cccd", "hktt", "lltp"):
        assert words.knows(short)
    assert read_question("làm sổ hồng", words).meant
    assert read_question("tôi muốn hỏi", words).counts


def test_a_province_adds_words_and_a_change_is_seen(folder):
    assert not read_question("con nghẹ", lexicon()).meant
    path = folder / "tinh.yaml"
    path.write_text("everyday:\n  con nghẹ: [mèo]\n", "utf-8")
    assert read_question("con nghẹ", lexicon()).meant == (("meo",),)
    path.write_text("everyday:\n  con nghẹ: [mèo con nhỏ]\n", "utf-8")
    assert read_question("con nghẹ", lexicon()).meant == (("meo", "con", "nho"),)


@pytest.mark.parametrize("broken", ["everyday: {x: 3}", "everyday: [", "- a", "everyday:\n  con nghẹ: {means: 4}"])
def test_a_list_that_cannot_be_read_leaves_the_others_as_they_were(folder, broken):
    path = folder / "tinh.yaml"
    path.write_text("everyday:\n  con nghẹ: [mèo]\n", "utf-8")
    assert read_question("con nghẹ", lexicon()).meant
    path.write_text(broken + "\n# dài hơn để ngày giờ của tệp đổi", "utf-8")
    assert read_question("con nghẹ", lexicon()).meant == (("meo",),)
    assert lexicon().knows("gpxd")
