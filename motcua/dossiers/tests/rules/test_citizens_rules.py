from types import SimpleNamespace

import pytest

from motcua.dossiers.rules.parties import initials, party_problems, proxy_problems
from motcua.dossiers.rules.prefill import prefilled
from motcua.dossiers.rules.route import still_to_come
from motcua.dossiers.rules.screens import CHECK, DELIVERY, OWNER, PAPERS, kept_answers, one_screen, screens_of
from motcua.dossiers.rules.uploads import accepted_words, kinds_accepted
from motcua.procedures.rules.definition import FormDefinition, FormField, FormSection, Option, ShowIf

TITLES = {OWNER: "Chủ hồ sơ", PAPERS: "Giấy tờ", DELIVERY: "Nhận", CHECK: "Xem lại"}
WANTS = ShowIf(field="co", equals=True)
FORM = FormDefinition(
    title="Đơn",
    sections=[
        FormSection(key="mot", title="Một", fields=[FormField(key="co", label="Có?", type="checkbox")]),
        FormSection(
            key="giay-to",
            title="Hai",
            fields=[
                FormField(key="vi", label="Vì", type="text", show_if=WANTS),
                FormField(key="ai", label="Ai", type="text", prefill="person.full_name"),
                FormField(key="sau", label="Sau", type="text", show_if=ShowIf(field="ai", equals="x")),
            ],
        ),
        FormSection(key="ba", title="Ba", show_if=WANTS, fields=[FormField(key="ba-1", label="Ba", type="text")]),
    ],
)


def test_a_part_ruled_out_by_an_answer_is_no_screen():
    assert [s.key for s in screens_of(FORM, {}, TITLES)] == [OWNER, "mot", "muc-giay-to", PAPERS, DELIVERY, CHECK]
    assert "ba" in [s.key for s in screens_of(FORM, {"co": True}, TITLES)]


def test_a_condition_from_another_screen_is_settled_and_one_from_this_screen_stays():
    fields = {f.key: f.show_if for f in one_screen(FORM, "giay-to", {"co": True}).sections[0].fields}
    assert fields["vi"] is None
    assert fields["sau"] is not None
    assert "vi" not in {f.key for f in one_screen(FORM, "giay-to", {}).sections[0].fields}


def test_an_answer_that_the_page_hid_is_kept_and_one_that_was_emptied_is_not():
    part = one_screen(FORM, "giay-to", {})
    assert kept_answers(part, {"ai": "y", "sau": ""}, frozenset({"ai"})) == {"ai": "y"}
    assert kept_answers(part, {"ai": "y", "sau": ""}, frozenset({"ai", "sau"})) == {"ai": "y", "sau": ""}


def test_a_choice_is_prefilled_only_with_what_it_offers():
    field = FormField(
        key="gioi", label="Giới", type="choice", prefill="person.gender", options=[Option(value="nu", label="Nữ")]
    )
    form = FormDefinition(title="Đơn", sections=[FormSection(key="mot", title="Một", fields=[field])])
    assert prefilled(form, {"person.gender": "Nữ"}) == {"gioi": "nu"}
    assert prefilled(form, {"person.gender": "khác"}) == {}


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({}, set()),
        ({"full_name": " "}, {"full_name"}),
        ({"identity_number": ""}, {"identity_number"}),
        ({"identity_number": "000 188 000 001"}, set()),
        ({"kind": "organisation"}, {"identity_number"}),
        ({"kind": "organisation", "identity_number": "0000000001-001"}, set()),
        ({"phone": "12"}, {"phone"}),
        ({"phone": "+84 900 000 001"}, set()),
        ({"email": "a@b"}, {"email"}),
    ],
)
def test_a_party_is_known_by_name_and_number(changes, wrong):
    party = {"kind": "citizen", "full_name": "Trần Văn Biển", "identity_number": "000188000001", **changes}
    assert set(party_problems(party, "owner")) == {f"owner.{field}" for field in wrong}


def test_who_submits_for_themselves_needs_no_proxy():
    assert proxy_problems({"identity_number": "1"}, {"identity_number": "1", "proxy": False}) == {}


def test_initials_tell_only_those_who_know():
    assert initials("Nguyễn thị  Đào") == "N. T. Đ."


def test_the_way_ahead_leaves_out_steps_back_and_walks_no_circle():
    def step(key, *actions, kind="task"):
        return SimpleNamespace(key=key, kind=kind, actions=[SimpleNamespace(to=to, back=back) for to, back in actions])

    steps = [
        step("a", ("b", False)),
        step("b", ("a", True), ("c", False)),
        step("c", ("b", False)),
        step("d", ("end", False)),
        step("end", kind="end"),
    ]
    assert [s.key for s in still_to_come(steps, ["a"])] == ["b", "c"]
    assert still_to_come(steps, ["d"]) == []
    assert still_to_come(steps, []) == []


def test_kinds_are_told_before_anybody_chooses():
    assert kinds_accepted(["image", "word"]) == ("jpeg", "png", "docx")
    assert accepted_words(["pdf", "word", "excel"]) == "PDF, Word (.docx) hoặc Excel (.xlsx)"
    assert accepted_words(()) == "PDF hoặc ảnh chụp (JPEG, PNG)"
