import re
from datetime import timedelta

import msgspec
import pytest
from django.urls import reverse

from motcua.dossiers.actions.submit import submit
from motcua.dossiers.models import Dossier, Paper, Status
from motcua.dossiers.pages import applying
from motcua.dossiers.pages.starting import chosen_agency
from motcua.dossiers.rules.parties import PROXY_PROOF
from motcua.dossiers.rules.prefill import prefilled
from motcua.dossiers.tests.make import FORM, PDF, notice, pdf, person, publish, submitted
from motcua.dossiers.tests.pages.conftest import BIEN, empty_draft, signed_in
from motcua.kernel.actor import SYSTEM
from motcua.kernel.clock import now
from motcua.kernel.refusals import NotNow
from motcua.organizations.models import Unit
from motcua.procedures.actions.publish import publish_version
from motcua.procedures.models import ProcedureVersion
from motcua.procedures.public import Definition, form_of
from motcua.procedures.rules.definition import read_definition

ADDRESS = "/nop-ho-so/1.004650/"


def screen(draft, key):
    return f"/nop-ho-so/don/{draft.id}/{key}/"


def owner(**changes):
    return {"for": "self", **{f"owner.{key}": value for key, value in {**BIEN, **changes}.items()}, "go": "next"}


def fill(client, draft):
    """Everything but the last press."""
    assert client.post(screen(draft, "chu-ho-so"), owner()).status_code == 302
    assert client.post(screen(draft, "noi-dung"), {**FORM, "go": "next"}).status_code == 302
    client.post(f"/nop-ho-so/don/{draft.id}/giay-to/ma-ket/", {"paper.ma-ket": pdf()})
    assert client.post(screen(draft, "nhan-ket-qua"), {"delivery": "counter", "go": "next"}).status_code == 302


def test_signing_in_leads_back_to_the_very_case_that_was_chosen(province, client):
    answer = client.get(f"{ADDRESS}?truong-hop=chung")
    assert answer.status_code == 302
    assert answer["Location"].endswith("next=/nop-ho-so/1.004650/%3Ftruong-hop%3Dchung")


def test_a_draft_begins_with_what_the_profile_knows(bien):
    answer = bien.post(ADDRESS, {"case": "chung"})
    draft = Dossier.objects.get()
    assert answer["Location"] == screen(draft, "chu-ho-so")
    assert draft.owner["full_name"] == "Trần Văn Biển"
    assert (draft.competent_unit.code, draft.reception_unit.code) == ("H32.25", "H32.TT")


def test_whoever_comes_from_an_agencys_own_page_finds_it_chosen(bien):
    definition = msgspec.structs.replace(notice(), agencies=["H32.25", "H32.16"])
    publish_version(definition=definition, actor=SYSTEM, at=now() - timedelta(hours=1))
    chosen = re.compile(r'value="H32.16"[^>]* checked')
    assert chosen.search(bien.get(f"{ADDRESS}?co-quan=H32.16").content.decode())
    assert not chosen.search(bien.get(f"{ADDRESS}?co-quan=H32.99").content.decode())


def test_whoever_has_a_draft_is_asked_to_go_on_with_it(province, bien):
    draft = empty_draft(province)
    assert f"/nop-ho-so/don/{draft.id}/" in bien.get(ADDRESS).content.decode()


def test_a_procedure_that_is_only_described_cannot_be_begun(province, bien):
    publish(notice(key="1.000009", national_code="1.000009", online_level="information_only"))
    assert bien.get("/nop-ho-so/1.000009/").status_code == 409


def test_a_whole_application_is_submitted_screen_by_screen(province, bien):
    draft = empty_draft(province)
    fill(bien, draft)
    draft.refresh_from_db()
    answer = bien.post(screen(draft, "xem-lai"), {"truth": "true", "revision": draft.revision, "go": "submit"})
    draft.refresh_from_db()
    assert draft.status == Status.SUBMITTED
    assert answer["Location"] == f"/ho-so/{draft.code}/da-nop/"
    receipt = bien.get(answer["Location"]).content.decode()
    assert draft.code in receipt
    assert draft.lookup_key in receipt
    assert "Chậm nhất" in receipt


def test_what_was_changed_in_another_window_is_shown_before_it_is_submitted(province, bien):
    draft = empty_draft(province)
    fill(bien, draft)
    draft.refresh_from_db()
    shown = {"truth": "true", "revision": draft.revision, "go": "submit"}
    bien.post(screen(draft, "noi-dung"), {**FORM, "ad_title": "Khác hẳn"}, headers={"X-Requested-With": "autosave"})
    told = bien.post(screen(draft, "xem-lai"), shown)
    assert told.status_code == 409
    assert "cửa sổ khác" in told.content.decode()
    assert "Khác hẳn" in told.content.decode()
    draft.refresh_from_db()
    assert f'name="revision" value="{draft.revision}"' in told.content.decode()
    assert bien.post(screen(draft, "xem-lai"), shown | {"revision": draft.revision}).status_code == 302


@pytest.mark.parametrize("seen", [True, False])
def test_who_presses_twice_is_shown_what_the_first_press_submitted(province, bien, monkeypatch, seen):
    """Both presses found a draft; the answer of the second is the one that the browser shows."""
    draft = empty_draft(province)
    fill(bien, draft)
    draft.refresh_from_db()
    monkeypatch.setattr(applying, "submit", lambda **given: (submit(**given), submit(**given))[1])
    shown = {"truth": "true", "go": "submit", **({"revision": draft.revision} if seen else {})}
    answer = bien.post(screen(draft, "xem-lai"), shown)
    sent = Dossier.objects.get()
    assert sent.status == Status.SUBMITTED
    assert (answer.status_code, answer["Location"]) == (302, f"/ho-so/{sent.code}/da-nop/")


def test_a_submitted_application_cannot_be_filled_in_again(province, bien):
    sent = submitted(province)
    assert bien.get(screen(sent, "chu-ho-so"))["Location"] == f"/ho-so/{sent.code}/"
    assert bien.post(screen(sent, "noi-dung"), {"ad_title": "Khác"})["Location"] == f"/ho-so/{sent.code}/"
    assert Dossier.objects.get().form["ad_title"] == FORM["ad_title"]


def test_a_draft_is_found_on_another_device(province, bien):
    draft = empty_draft(province)
    bien.post(screen(draft, "noi-dung"), {"ad_title": "Nước mắm"}, headers={"X-Requested-With": "autosave"})
    elsewhere = signed_in("bien")
    assert f"/nop-ho-so/don/{draft.id}/" in elsewhere.get("/ho-so-cua-toi/").content.decode()
    assert 'value="Nước mắm"' in elsewhere.get(screen(draft, "noi-dung")).content.decode()


def test_a_draft_goes_on_under_new_rules_and_keeps_what_was_typed(province, bien):
    draft = empty_draft(province)
    bien.post(screen(draft, "noi-dung"), {"ad_title": "Nước mắm", "ad_place": "Nha Trang", "go": "next"})
    publish_version(definition=notice(summary="Quy định mới"), actor=SYSTEM, at=now())
    ProcedureVersion.objects.filter(id=draft.version_id).update(valid_to=now().date() - timedelta(days=1))
    with pytest.raises(NotNow, match="quy định mới"):
        submit(dossier_id=draft.id, actor=person("bien"), at=now())
    bien.get(screen(draft, "noi-dung"), follow=True)
    renewed = Dossier.objects.get(id=draft.id)
    assert renewed.version_id != draft.version_id
    assert renewed.form["ad_title"] == "Nước mắm"


def test_going_on_with_a_draft_opens_the_first_screen_where_something_is_missing(province, bien):
    draft = empty_draft(province)
    assert bien.get(f"/nop-ho-so/don/{draft.id}/")["Location"] == screen(draft, "noi-dung")
    fill(bien, draft)
    assert bien.get(f"/nop-ho-so/don/{draft.id}/")["Location"] == screen(draft, "xem-lai")


def test_autosave_answers_without_judging(province, bien):
    draft = empty_draft(province)
    answer = bien.post(screen(draft, "noi-dung"), {"ad_from": "hôm nào"}, headers={"X-Requested-With": "autosave"})
    assert (answer.status_code, list(answer.json())) == (200, ["seen"])
    assert Dossier.objects.get().form["ad_from"] == "hôm nào"


def test_back_loses_nothing(province, bien):
    draft = empty_draft(province)
    answer = bien.post(screen(draft, "noi-dung"), {"ad_title": "Nước", "ad_from": "sai", "go": "back"})
    assert answer["Location"] == screen(draft, "chu-ho-so")
    again = bien.get(screen(draft, "noi-dung")).content.decode()
    assert 'value="Nước"' in again
    assert 'value="sai"' in again


def test_a_wrong_field_keeps_what_was_typed_and_is_led_to(province, bien):
    draft = empty_draft(province)
    answer = bien.post(screen(draft, "noi-dung"), {**FORM, "ad_place": "", "ad_from": "31/31/2026", "go": "next"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="#id_ad_place"' in page
    assert 'href="#id_ad_from"' in page
    assert f'value="{FORM["ad_title"]}"' in page


def test_the_check_leads_to_each_wrong_field_on_its_screen(province, bien):
    draft = empty_draft(province)
    answer = bien.post(screen(draft, "xem-lai"), {"truth": "true", "go": "submit"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'href="{screen(draft, "noi-dung")}#id_ad_title"' in page
    assert f'href="{screen(draft, "giay-to")}#id_paper.ma-ket"' in page
    assert Dossier.objects.get().status == Status.DRAFT


def test_nothing_is_submitted_without_the_assurance(province, bien):
    draft = empty_draft(province)
    fill(bien, draft)
    answer = bien.post(screen(draft, "xem-lai"), {"go": "submit"})
    assert answer.status_code == 422
    assert 'href="#id_truth"' in answer.content.decode()


def test_an_owner_without_a_number_is_asked_for_it(province, bien):
    draft = empty_draft(province)
    answer = bien.post(screen(draft, "chu-ho-so"), owner(identity_number="12"))
    assert answer.status_code == 422
    assert 'href="#id_owner.identity_number"' in answer.content.decode()


def test_a_proxy_must_be_another_person_and_prove_it(province, bien):
    draft = empty_draft(province)
    own = {f"applicant.{key}": value for key, value in BIEN.items()}
    answer = bien.post(screen(draft, "chu-ho-so"), {**owner(), **own, "for": "other"})
    assert "Đây là thông tin của chính bạn" in answer.content.decode()
    hoa = {"full_name": "Nguyễn Thị Hoa", "identity_number": "000188000002"}
    assert bien.post(screen(draft, "chu-ho-so"), {**owner(**hoa), **own, "for": "other"}).status_code == 302
    page = bien.post(screen(draft, "giay-to"), {"go": "next"}).content.decode()
    assert f'href="#id_paper.{PROXY_PROOF}"' in page
    bien.post(f"/nop-ho-so/don/{draft.id}/giay-to/{PROXY_PROOF}/", {"file": pdf("uy-quyen.pdf")})
    assert "nộp thay" in Paper.objects.get(key=PROXY_PROOF).name
    draft.refresh_from_db()
    assert (draft.owner["full_name"], draft.applicant_party["full_name"]) == ("Nguyễn Thị Hoa", "Trần Văn Biển")


def test_a_draft_of_another_person_does_not_exist_for_me(province, bien):
    draft = empty_draft(province, by="hoa")
    paper = f"/nop-ho-so/don/{draft.id}/giay-to/ma-ket/"
    assert bien.get(screen(draft, "noi-dung")).status_code == 404
    assert bien.post(screen(draft, "noi-dung"), {"ad_title": "x"}).status_code == 404
    assert bien.post(paper, {"f": pdf()}).status_code == 404
    assert bien.post(f"/nop-ho-so/don/{draft.id}/bo/").status_code == 404
    assert Dossier.objects.get().form == {}


def test_a_draft_can_be_thrown_away(province, bien):
    draft = empty_draft(province)
    assert bien.post(f"/nop-ho-so/don/{draft.id}/bo/")["Location"] == "/ho-so-cua-toi/"
    assert not Dossier.objects.exists()


def test_a_script_gets_json_for_an_upload_and_may_take_it_back(province, bien):
    draft = empty_draft(province)
    answer = bien.post(
        f"/nop-ho-so/don/{draft.id}/giay-to/ma-ket/", {"x": pdf()}, headers={"X-Requested-With": "upload"}
    )
    said = answer.json()
    assert answer.status_code == 201
    assert b"".join(bien.get(said["url"]).streaming_content) == PDF
    assert signed_in("hoa").get(said["url"]).status_code == 404
    bien.post(said["remove_url"])
    assert not Paper.objects.exists()


def test_a_refused_upload_says_why_and_the_next_try_works(province, bien):
    draft = empty_draft(province)
    address = f"/nop-ho-so/don/{draft.id}/giay-to/ma-ket/"
    bad = pdf("anh.exe")
    bad.file.write(b"MZ\x90")
    answer = bien.post(address, {"f": bad}, headers={"X-Requested-With": "upload"})
    assert answer.status_code == 422
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["title"].startswith("Tệp “anh.exe”")
    by_form = bien.post(address, {})
    assert by_form.status_code == 422
    assert "Bạn chưa chọn tệp." in by_form.content.decode()
    assert not Paper.objects.exists()
    assert bien.post(address, {"f": pdf()}).status_code == 302
    assert Paper.objects.get().key == "ma-ket"


def test_a_further_paper_has_the_name_that_was_given(province, bien):
    draft = empty_draft(province)
    address = f"/nop-ho-so/don/{draft.id}/giay-to/other/"
    bien.post(address, {"f": pdf(), "name": "Ảnh hiện trường"})
    bien.post(f"{address}?ten=Bản đồ", {"f": pdf()}, headers={"X-Requested-With": "upload"})
    bien.post(address, {"f": pdf("so-do.pdf")})
    assert set(Paper.objects.values_list("name", flat=True)) == {"Ảnh hiện trường", "Bản đồ", "so-do"}


@pytest.mark.parametrize("key", ["chu-ho-so", "noi-dung", "giay-to", "nhan-ket-qua", "xem-lai"])
def test_a_screen_costs_few_queries(province, bien, key, django_assert_max_num_queries):
    draft = empty_draft(province)
    bien.get(screen(draft, key))
    with django_assert_max_num_queries(9):
        assert bien.get(screen(draft, key)).status_code == 200


def test_an_agency_is_found_by_part_of_its_name_without_accents():
    units = [Unit(code=f"H32.{n}", name=f"UBND {name}", short_name=name) for n, name in enumerate(COMMUNES)]
    assert chosen_agency(units, "bac nha trang")[0].short_name == "Phường Bắc Nha Trang"
    assert chosen_agency(units, "nha trang")[0].short_name == "Phường Nha Trang"
    assert chosen_agency(units, "dien")[0].short_name == "Xã Diên Khánh"
    assert chosen_agency(units, "trang")[1].startswith("Có 2 nơi hợp với tên này")
    assert chosen_agency(units, "Sài Gòn")[1].startswith("Không có nơi nào tên")
    assert chosen_agency(units, "")[1] == "Chọn nơi giải quyết hồ sơ."


COMMUNES = ["Phường Nha Trang", "Phường Bắc Nha Trang", "Xã Diên Khánh"]


def test_a_question_hidden_by_an_answer_elsewhere_is_not_asked(province, bien):
    publish(read_definition(_two_screens()))
    answer = bien.post("/nop-ho-so/1.000010/", {})
    draft = Dossier.objects.get()
    assert answer.status_code == 302
    bien.post(screen(draft, "mot"), {"loai": "nha", "go": "next"})
    assert "Số tầng" in bien.get(screen(draft, "hai")).content.decode()
    assert "Diện tích đất" not in bien.get(screen(draft, "hai")).content.decode()
    bien.post(screen(draft, "hai"), {"tang": "3", "go": "back"})
    bien.post(screen(draft, "mot"), {"loai": "dat", "go": "next"})
    assert "Diện tích đất" in bien.get(screen(draft, "hai")).content.decode()
    bien.post(screen(draft, "mot"), {"loai": "nha", "go": "next"})
    assert 'value="3"' in bien.get(screen(draft, "hai")).content.decode()


def _two_screens():
    from motcua.procedures.rules.definition import write_definition

    kinds = [{"value": "nha", "label": "Nhà"}, {"value": "dat", "label": "Đất"}]
    first = {"key": "loai", "label": "Loại", "type": "choice", "options": kinds, "required": True}
    storeys = {"key": "tang", "label": "Số tầng", "type": "number", "show_if": {"field": "loai", "equals": "nha"}}
    area = {
        "key": "dien-tich",
        "label": "Diện tích đất",
        "type": "number",
        "show_if": {"field": "loai", "equals": "dat"},
    }
    form = {
        "title": "Đơn",
        "sections": [
            {"key": "mot", "title": "Một", "fields": [first]},
            {"key": "hai", "title": "Hai", "fields": [storeys, area]},
        ],
    }
    plain = write_definition(notice(key="1.000010", national_code="1.000010"))
    return {**plain, "forms": {"thong-bao": form}}


def test_a_parents_part_is_filled_in_only_when_its_button_is_pressed_and_keeps_what_was_typed(province, bien):
    plain = msgspec.to_builtins(notice())
    names = {"mother_name": "person.full_name", "mother_phone": "person.phone"}
    fields = [{"key": key, "label": key, "type": "text", "prefill": known} for key, known in names.items()]
    section = {"key": "mother", "title": "Mẹ", "offer": "Tôi là mẹ của cháu", "fields": fields}
    plain["forms"]["thong-bao"]["sections"].append(section)
    publish(msgspec.convert(plain, Definition))
    draft = empty_draft(province)
    page = reverse("apply-screen", args=[draft.id, "mother"])
    assert "Tôi là mẹ của cháu" in bien.get(page).content.decode()
    form = form_of(draft.version.content, "chung")
    assert "mother_name" not in prefilled(form, {"person.full_name": "Trần Văn Biển"})
    bien.post(page, {"mother_name": "", "mother_phone": "0911222333", "go": "fill"})
    draft.refresh_from_db()
    assert (draft.form["mother_name"], draft.form["mother_phone"]) == ("Trần Văn Biển", "0911222333")


@pytest.mark.parametrize(("typed", "kept"), [("9/3/1990", "1990-03-09"), ("31/02/1990", "31/02/1990")])
def test_a_birthday_is_kept_as_a_day_or_as_typed_to_be_put_right(province, bien, typed, kept):
    draft = empty_draft(province)
    page = reverse("apply-screen", args=[draft.id, "chu-ho-so"])
    whole = {f"owner.{key}": value for key, value in BIEN.items()} | {"owner.date_of_birth": typed, "for": "self"}
    answer = bien.post(page, whole)
    draft.refresh_from_db()
    assert draft.owner["date_of_birth"] == kept
    assert answer.status_code == (302 if kept != typed else 422)
    if answer.status_code == 422:
        assert 'value="31/02/1990"' in answer.content.decode()
