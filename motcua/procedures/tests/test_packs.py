"""The packs that come with Motcua: enough of them, clean, with nothing made up."""

import gzip
import json
from functools import cache

import pytest
import yaml

from motcua.procedures.rules.check_pack import check_packs
from motcua.procedures.rules.definition import Definition, FormDefinition, read_definition
from motcua.procedures.rules.life_events import life_events
from motcua.procedures.rules.pack_file import PACKS, SCHEMA, pack_files
from motcua.procedures.rules.pack_schema import schema_text
from motcua.procedures.tests.make import NATIONAL

#: national codes that are not in the crawl of June and July 2026, and how they are known
CODES_KNOWN_OTHERWISE = {
    "1.002396": "one-stop reference §9.3: kinh doanh hoạt động thể thao (Nghị định 36/2019/NĐ-CP)",
    "1.003622": "one-stop reference §9.9: lễ hội cấp xã, code and subject seen together on a portal",
    "1.004645": "one-stop reference §9.2: sibling of 1.004650, đoàn người thực hiện quảng cáo",
    "1.004650": "one-stop reference §9.2: read on the ministry's portal in 2026",
    "1.009397": "one-stop reference §9.1: biểu diễn nghệ thuật (Nghị định 144/2020/NĐ-CP)",
}
DEPARTMENT_OF_CULTURE = "H32.25"
WORKED_EXAMPLES = {
    "1.009397", "1.004650", "1.002396", "1.001193", "2.000815",
    "2.000908", "2.000635", "1.013225", "1.003622", "2.000986",
}  # fmt: skip
WITH_OWN_FORM_AND_PROCESS = {
    "1.001193", "1.004650", "1.009397", "1.002396", "2.000815", "2.000908", "2.000635", "1.013225",
    "1.003622", "1.000894", "1.000656", "1.004873", "1.001612", "1.011607", "H32-BTXH-01",
    "H32-VHTT-10", "H32-VHTT-15", "H32-VHTT-16", "H32-VHTT-17",
}  # fmt: skip


@cache
def catalogue() -> dict[str, Definition]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    read = [read_definition(yaml.load(path.read_text("utf-8"), Loader=loader)) for path in pack_files(PACKS)]
    return {definition.key: definition for definition in read}


def own(definition: Definition) -> bool:
    return all(case.form and case.process for case in definition.cases)


def test_every_pack_is_clean() -> None:
    assert [str(problem) for problem in check_packs(PACKS)] == []


def test_there_are_at_least_sixty_two_procedures() -> None:
    assert len(catalogue()) == len(pack_files(PACKS)) >= 62


def test_the_department_of_culture_and_sports_has_its_twenty_one() -> None:
    its = [definition for definition in catalogue().values() if DEPARTMENT_OF_CULTURE in definition.agencies]
    assert len(its) == 21
    assert {definition.sector for definition in its} >= {
        "Di sản văn hóa",
        "Nghệ thuật biểu diễn",
        "Quảng cáo",
        "Văn hóa cơ sở",
        "Thể dục thể thao",
    }


def test_the_worked_examples_are_there() -> None:
    assert set(catalogue()) >= WORKED_EXAMPLES


def test_at_least_fourteen_have_an_e_form_and_a_process_of_their_own() -> None:
    complete = {key for key, definition in catalogue().items() if own(definition)}
    assert complete >= WITH_OWN_FORM_AND_PROCESS
    assert len(complete) >= 14


def test_a_complete_form_has_several_screens_and_fills_in_what_is_known() -> None:
    for key in WITH_OWN_FORM_AND_PROCESS:
        for form in catalogue()[key].forms.values():
            fields = [field for section in form.sections for field in section.fields]
            assert len(form.sections) >= 2, key
            assert any(field.prefill for field in fields), key


def test_nobody_uploads_an_application_that_the_e_form_already_is() -> None:
    for key, definition in catalogue().items():
        for case in definition.cases:
            said = [paper for paper in case.papers if "khai trực tiếp" in paper.note]
            assert all(case.form and not paper.required for paper in said), key


@pytest.mark.skipif(not NATIONAL.exists(), reason="the national records are not on this machine")
def test_no_national_code_is_made_up() -> None:
    with gzip.open(NATIONAL, "rt", encoding="utf-8") as lines:
        real = {json.loads(line)["ma"] for line in lines}
    used = {definition.national_code for definition in catalogue().values()} - {""}
    assert used - real == set(CODES_KNOWN_OTHERWISE)


def test_a_procedure_without_a_national_code_says_so_in_its_local_one() -> None:
    without = [definition for definition in catalogue().values() if not definition.national_code]
    assert without
    assert all(definition.key == definition.local_code and definition.key.startswith("H32-") for definition in without)


def test_only_what_was_checked_against_a_published_decision_is_marked_so() -> None:
    assert {key for key, definition in catalogue().items() if definition.verified} == {"2.000908"}


def test_every_life_event_of_the_list_leads_somewhere() -> None:
    used = {event for definition in catalogue().values() for event in definition.life_events}
    assert set(life_events()) - used <= {"viec-lam"}


def test_summaries_are_at_most_three_short_sentences() -> None:
    for key, definition in catalogue().items():
        assert 1 <= definition.summary.rstrip(".").count(". ") + 1 <= 3, key


def test_the_published_schema_is_the_one_that_packs_are_checked_against() -> None:
    published = (PACKS / SCHEMA).read_text("utf-8")
    assert published == schema_text(), "write it again: python -m motcua.procedures.rules.pack_schema"


def birth_form() -> FormDefinition:
    return catalogue()["1.001193"].forms["to-khai"]


def test_the_birth_form_asks_about_the_father_only_where_there_is_one_to_name() -> None:
    father = next(section for section in birth_form().sections if section.key == "father")
    assert father.show_if is not None
    assert father.show_if.field == "parents_status"
    assert "chi-co-me" not in father.show_if.one_of
    assert {"co-ket-hon", "cha-nhan-con"} <= set(father.show_if.one_of)


def test_the_birth_form_asks_for_the_hospital_or_for_the_home_never_for_both() -> None:
    fields = {field.key: field for section in birth_form().sections for field in section.fields}
    hospital, home = fields["birth_facility"].show_if, fields["birth_home_address"].show_if
    assert hospital is not None
    assert home is not None
    assert hospital.equals == "co-so-y-te"
    assert "co-so-y-te" not in home.one_of


def test_same_day_procedures_carry_the_three_o_clock_rule() -> None:
    for key in ("1.001193", "2.000815", "2.000908", "2.000635"):
        limits = [channel.limit for case in catalogue()[key].cases for channel in case.channels]
        assert all(limit is not None and limit.cutoff == "15:00" for limit in limits), key


def test_the_advertising_notice_asks_for_its_seven_papers_and_consults_side_by_side() -> None:
    notice = catalogue()["1.004650"]
    assert len(notice.case("chung").papers) == 7
    steps = {step["key"]: step for step in notice.processes["quy-trinh"]["steps"]}
    assert len(steps["consult"]["asks"]) == 2
