import pytest

from motcua.procedures.rules.national.references import decision, legal_basis
from motcua.procedures.rules.national.text import Notes


def read(*raw):
    notes = Notes()
    return [basis.number for basis in legal_basis(list(raw), notes)], notes.found


@pytest.mark.parametrize(
    ("raw", "number"),
    [
        ("85/2019/TT-BTCN", "85/2019/TT-BTC"),
        ("60/2014/QH1360", "60/2014/QH13"),
        ("08/2015/NĐ-CP08", "08/2015/NĐ-CP"),
        ("146/2025/QH15L", "146/2025/QH15"),
        ("118/2025/NĐ-CQ", "118/2025/NĐ-CP"),
        ("202446/2024/QH15N", "46/2024/QH15"),
        ("2025140/2025/QH15", "140/2025/QH15"),
        ("461/QĐ-BXDN", "461/QĐ-BXD"),
        ("45/2020/QĐ-TT", "45/2020/QĐ-TTg"),
        ("Thông tư số 104/2024/TT-BQP", "104/2024/TT-BQP"),
        ("21/2015/TT-BNNPTNTL", "21/2015/TT-BNNPTNT"),
        ("55/2010/TTLT-BTC-BYTT", "55/2010/TTLT-BTC-BYT"),
        ("02/2020/UBTVQH14", "02/2020/UBTVQH14"),
        ("66.7/2025/NQ-CP", "66.7/2025/NQ-CP"),
    ],
)
def test_stray_letters_and_glued_figures_are_cut_off(raw, number):
    assert read(raw)[0] == [number]


def test_a_fragment_of_a_reference_that_is_there_is_dropped():
    numbers, notes = read("123/2013/NĐ-CP123", "2013/NĐ-CPT")
    assert numbers == ["123/2013/NĐ-CP"]
    assert {note.kind for note in notes} == {"repaired"}


def test_a_fragment_of_nothing_is_reported_and_not_taken():
    numbers, notes = read("2013/NĐ-CPT")
    assert numbers == []
    assert [note.kind for note in notes] == ["doubtful"]


def test_a_reference_given_twice_stands_once():
    assert read("05/2021/TT-BTP", "05/2021/TT-BTPT")[0] == ["05/2021/TT-BTP"]


def test_a_resolution_that_lost_its_head_is_reported():
    _, notes = read("7/2025/NQ-CP")
    assert "66.7/2025/NQ-CP" in notes[0].text


def test_a_law_given_by_name_alone_keeps_its_name():
    assert read("Bộ luật Hàng hải Việt Nam")[0] == ["Bộ luật Hàng hải Việt Nam"]


def test_a_bare_figure_is_no_reference():
    numbers, notes = read("12")
    assert numbers == []
    assert notes[0].kind == "doubtful"


@pytest.mark.parametrize(
    ("raw", "number"),
    [("Quyết định số 12/QĐ-BQP", "12/QĐ-BQP"), ("2267./QĐ-BXD", "2267/QĐ-BXD"), ("SỐ 7 /QĐ-NHNN", "7/QĐ-NHNN")],
)
def test_the_number_of_a_decision_is_freed_of_words(raw, number):
    assert decision(raw, Notes()).number == number
