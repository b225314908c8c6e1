"""Each kind of mistake in a pack is found, on its line, with advice."""

import unicodedata
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.procedures.rules.check_pack import check_packs
from motcua.procedures.tests.make_pack import PACK, line_of, problems_of, spoilt

#: what is written wrongly: old text, new text, code of the problem, words on the line it must be found on
MISTAKES = [
    # shape
    ("sector: Hộ tịch\n", "", "missing", "key: H32-THU-01"),
    ("keywords:", "keyword:", "unknown", "keyword:"),
    ("online_level: fully_online", "online_level: fully", "choice", "online_level: fully"),
    ("        originals: 1", "        originals: một", "kind", "originals: một"),
    ("            amount: 8000", "            amount: -5", "small", "amount: -5"),
    ("unit: working_day, cutoff: '15:00'", "unit: day, cutoff: '15:00'", "choice", "unit: day"),
    ("unit: working_day}", "unit: working_day, until: 5}", "unknown", "until: 5"),
    ("name: Cấp giấy thử\nsector", "name: ''\nsector", "empty", "name: ''"),
    ("key: H32-THU-01\nlocal", "key: 1.001193\nlocal", "kind", "key: 1.001193"),
    ("  - key: chung", "  - key: Chung", "pattern", "key: Chung"),
    ("by_post: false", "by_post: false\nby_post: true", "written-twice", "by_post: true"),
    # codes and sources
    ("local_code: H32-THU-01\n", "", "no-code", "key: H32-THU-01"),
    ("local_code: H32-THU-01", "local_code: '1.004999'", "made-up-code", "local_code:"),
    ("local_code: H32-THU-01", "national_code: '1.123456'", "made-up-code", "national_code:"),
    ("local_code: H32-THU-01", "national_code: '1.001193'", "key", "key: H32-THU-01"),
    ("verified: false", "verified: true", "verified", "verified: true"),
    ("source: Kiến thức chung, chưa đối chiếu", "source: ' '", "no-source", "source:"),
    ("levels: [commune]", "levels: [commune]\nagencies: [Sở Tư pháp]", "agency", "agencies:"),
    # words
    ("life_events: [sinh-con]", "life_events: [sinh-nhat]", "life-event", "sinh-nhat"),
    ("keywords: [làm giấy thử]\n", "", "keywords", "key: H32-THU-01"),
    ("summary: Xin một tờ giấy để thử. Có trong ngày.\n", "", "summary", "key: H32-THU-01"),
    ("sector: Hộ tịch", "sector: Hộ tịch\nresult_template: giay-dep", "template", "giay-dep"),
    ("sector: Hộ tịch", "sector: Hộ tịch\nagencies_text: UBND cấp huyện", "district", "cấp huyện"),
    # ways to submit
    ("by_post: false", "by_post: true", "post", "by_post: true"),
    ("online_level: fully_online", "online_level: information_only", "online", "online_level:"),
    (
        "        fees:\n          - kind: fee\n            name: Phí cấp giấy\n            amount: 8000\n",
        "",
        "payable",
        "payable_online: true",
    ),
    ("            amount: 8000\n", "", "fee", "- kind: fee"),
    ("            amount: 8000", "            amount: 0", "fee", "- kind: fee"),
    (
        "        limit: {value: 1, unit: working_day, cutoff: '15:00'}\n",
        "        fees: [{kind: fee, name: Phí cấp giấy, amount: 5000}]\n",
        "fee-sum",
        "channels:",
    ),
    ("cutoff: '15:00'", "cutoff: '25:00'", "value", "cutoff: '25:00'"),
    ("cutoff: '15:00'", "cutoff: '15'", "limit", "cutoff: '15'"),
    ("{value: 1, unit: working_day, cutoff", "{value: 5, unit: working_day, cutoff", "limit", "value: 5"),
    ("{value: 1, unit: working_day}", "{value: 0, unit: working_day}", "limit", "value: 0"),
    ("      - channel: online", "      - channel: counter", "twice", "channels:"),
    # papers and cases
    ("        originals: 1\n", "", "no-count", "- key: don"),
    ("        originals: 1\n", "        originals: 1\n        required: false\n", "when", "- key: don"),
    (
        "        originals: 1\n",
        "        originals: 1\n      - {key: don, name: Đơn khác, copies: 1}\n",
        "twice",
        "Đơn khác",
    ),
    ("    form: to-khai", "    form: to-khac", "no-form", "form: to-khac"),
    ("    process: quy-trinh", "    process: quy-khac", "no-process", "process: quy-khac"),
    ("    process: quy-trinh\n", "", "unused", "quy-trinh:"),
    # forms
    ("{field: kind, equals: lai}", "{field: loai, equals: lai}", "show-if", "field: loai"),
    ("{field: kind, equals: lai}", "{field: kind, equals: cu}", "show-if", "equals: cu"),
    ("            required: true", "            show_if: {field: kind, equals: lai}", "show-if", "show_if"),
    ("          - key: reason", "          - key: kind", "twice", "- key: kind"),
    ("person.full_name", "person.salary", "prefill", "person.salary"),
    ("summary: '{full_name}'", "summary: '{ten}'", "summary-field", "{ten}"),
    ("summary: '{full_name}'", "summary: '{full_name'", "summary-field", "{full_name'"),
    ("type: choice", "type: text", "options", "- key: kind"),
    ("{value: lai, label: Cấp lại}", "{value: moi, label: Cấp lại}", "twice", "options:"),
    ("label: Vì sao?\n", "label: Vì sao?\n            pattern: '[a-'\n", "pattern", "pattern:"),
    ("label: Vì sao?\n            type: text", "label: Vì sao?\n            type: table", "columns", "- key: reason"),
    (
        "label: Vì sao?\n            type: text",
        "label: Vì sao?\n            type: number\n            min: 5\n            max: 2",
        "range",
        "min: 5",
    ),
    # processes
    ("to: hand_over}", "to: chua-co}", "process", "- key: sign"),
    ("        hours: 6", "        hours: 60", "process", "  quy-trinh:"),
    ("        hours: 6", "        hours: sáu", "process", "hours: sáu"),
    ("        role: leader", "        role: boss", "role", "role: boss"),
    (
        "        name: Ký\n        role: leader",
        "        name: Ký\n        colour: red\n        role: leader",
        "process",
        "- key: sign",
    ),
    ("start: intake", "start: nowhere", "process", "  quy-trinh:"),
]


def test_a_sound_pack_has_no_problems(tmp_path: Path) -> None:
    assert problems_of(tmp_path, PACK) == []


@pytest.mark.parametrize(("old", "new", "code", "words"), MISTAKES, ids=[f"{m[2]}: {m[1][:30]!r}" for m in MISTAKES])
def test_a_mistake_is_found_on_its_line_with_advice(tmp_path: Path, old: str, new: str, code: str, words: str) -> None:
    text = spoilt(old, new)
    found = [problem for problem in problems_of(tmp_path, text) if problem.code == code]
    assert found, problems_of(tmp_path, text)
    lines = [number for number, line in enumerate(text.splitlines(), start=1) if words in line]
    assert {problem.line for problem in found} & set(lines), (found, lines)
    assert all(problem.what and problem.advice for problem in found)


def test_every_problem_of_one_file_is_told_not_only_the_first(tmp_path: Path) -> None:
    text = spoilt("life_events: [sinh-con]", "life_events: [sinh-nhat]").replace("form: to-khai", "form: to-khac")
    codes = {problem.code for problem in problems_of(tmp_path, text)}
    assert {"life-event", "no-form", "unused"} <= codes


def test_several_mistakes_of_shape_are_told_at_once(tmp_path: Path) -> None:
    text = spoilt("sector: Hộ tịch\n", "").replace("keywords:", "keyword:").replace("levels: [commune]", "levels: [xa]")
    assert {problem.code for problem in problems_of(tmp_path, text)} == {"missing", "unknown", "choice"}


def test_a_misspelt_name_is_answered_with_the_right_one(tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path, spoilt("keywords:", "keyword:"))
    assert "“keywords”" in problem.advice


def test_a_code_without_quotes_is_answered_with_how_to_quote_it(tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path, spoilt("key: H32-THU-01\nlocal", "key: 1.001193\nlocal"))
    assert "'1.001193'" in problem.advice


def test_accents_typed_as_separate_signs_are_found_on_their_line(tmp_path: Path) -> None:
    text = spoilt("name: Cấp giấy thử\nsector", unicodedata.normalize("NFD", "name: Cấp giấy thử") + "\nsector")
    (problem,) = problems_of(tmp_path, text)
    assert (problem.code, problem.line, problem.severity) == ("accents", 3, "error")


def test_a_district_is_a_warning_and_not_an_error(tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path, spoilt("sector: Hộ tịch", "sector: Hộ tịch\ncompetent_text: UBND huyện"))
    assert (problem.code, problem.line, problem.severity) == ("district", 5, "warning")


def test_broken_yaml_is_told_with_the_line_where_reading_stopped(tmp_path: Path) -> None:
    text = spoilt("levels: [commune]", "levels: [commune")
    (problem,) = problems_of(tmp_path, text)
    assert problem.code == "unreadable"
    assert problem.line == line_of(text, "online_level")


@pytest.mark.parametrize("text", ["", "- một\n- hai\n", "chỉ là chữ\n"])
def test_a_file_that_is_no_procedure_is_told_and_does_not_stop_the_rest(tmp_path: Path, text: str) -> None:
    (tmp_path / "khac.yaml").write_text(PACK, encoding="utf-8")
    problems = problems_of(tmp_path, text, "rong.yaml")
    assert [problem.code for problem in problems if problem.file == "rong.yaml"] == ["unreadable"]
    assert [problem.code for problem in problems if problem.file == "khac.yaml"] == ["file-name"]


def test_a_file_that_is_not_utf_8_is_told(tmp_path: Path) -> None:
    (tmp_path / "cu.yaml").write_bytes(PACK.encode("utf-16"))
    (problem,) = check_packs(tmp_path)
    assert problem.code == "unreadable"


def test_parts_written_once_and_used_again_are_refused_so_that_a_reader_sees_everything(tmp_path: Path) -> None:
    text = PACK + "conditions: &a Không có\nsummary_again: *a\n"
    (problem,) = problems_of(tmp_path, text)
    assert problem.code == "unreadable"
    assert problem.line == line_of(text, "&a")


def test_two_files_with_one_code_are_told_at_the_second(tmp_path: Path) -> None:
    (tmp_path / "H32-THU-01-a.yaml").write_text(PACK, encoding="utf-8")
    (tmp_path / "H32-THU-01-b.yaml").write_text(PACK, encoding="utf-8")
    (problem,) = check_packs(tmp_path)
    assert (problem.file, problem.line, problem.code) == ("H32-THU-01-b.yaml", 1, "key-twice")


def test_a_single_file_can_be_checked(tmp_path: Path) -> None:
    path = tmp_path / "H32-THU-01.yaml"
    path.write_text(spoilt("by_post: false", "by_post: true"), encoding="utf-8")
    (problem,) = check_packs(path)
    assert str(problem).startswith(f"H32-THU-01.yaml:{problem.line}: lỗi: ")


@settings(max_examples=150, deadline=None)
@given(
    line=st.integers(0, len(PACK.splitlines()) - 1),
    instead=st.sampled_from(
        ["", "x", "  - 1", "key: [", "    a: {b: c}", "      - null", "a: 2026-01-01", "? a", "\t"]
    ),
    cut=st.booleans(),
)
def test_whatever_a_line_becomes_the_check_answers_and_does_not_fall_over(line: int, instead: str, cut: bool) -> None:
    lines = PACK.splitlines()
    lines[line : line + 1] = [instead] if not cut else [lines[line].split(":")[0] + ":"]
    with TemporaryDirectory() as folder:
        for problem in problems_of(Path(folder), "\n".join(lines)):
            assert 1 <= problem.line <= len(lines) + 1
            assert problem.what
