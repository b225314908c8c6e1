"""The dossier before an officer: what may be done, doing it, and being told when somebody was faster."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from motcua.dossiers.actions.ask_for_papers import ask_for_papers
from motcua.dossiers.actions.ask_to_withdraw import ask_to_withdraw
from motcua.dossiers.actions.attach_paper import attach_paper
from motcua.dossiers.actions.receive import receive
from motcua.dossiers.actions.send_papers import send_papers
from motcua.dossiers.models import Dossier, IssuedForm, Paper, Status
from motcua.dossiers.queries import papers_of
from motcua.dossiers.tests.make import (
    MONDAY,
    at_leader,
    at_specialist,
    done,
    forwarded,
    pdf,
    person,
    received,
    signed,
    submitted,
)
from motcua.files.public import store_upload
from motcua.identity.public import Account
from motcua.kernel.clock import now


def page_of(dossier: Dossier, **query: str) -> str:
    return reverse("handling", args=[dossier.id], query=query)


def act_at(dossier: Dossier, slug: str) -> str:
    return reverse("handling-act", args=[dossier.id, slug])


def slugs(response) -> set[str]:
    return {act.slug for act in response.context["acts"]}


@pytest.mark.parametrize(
    ("stage", "who", "expected"),
    [
        (submitted, "lan", {"tiep-nhan", "tiep-nhan-va-chuyen", "yeu-cau-bo-sung", "tu-choi", "yeu-cau-nop-tien"}),
        (received, "lan", {"chuyen.forward", "yeu-cau-bo-sung"}),
        (forwarded, "dung", {"chuyen.forward", "phan-cong"}),
        (forwarded, "an", set()),
        (at_specialist, "an", {"soan-du-thao", "yeu-cau-bo-sung", "yeu-cau-nop-tien", "chuyen.return"}),
        (at_specialist, "binh", set()),
        (at_leader, "son", {"ky", "chuyen.return", "dung", "yeu-cau-bo-sung"}),
        (signed, "thu", {"phat-hanh"}),
        (done, "lan", {"tra-ket-qua"}),
        (done, "son", {"thu-hoi"}),
    ],
)
def test_the_page_offers_exactly_what_the_officer_may_do_now(province, as_, stage, who, expected):
    dossier = stage(province)
    assert slugs(as_(who).get(page_of(dossier))) == expected


def test_every_button_has_a_key_of_its_own_that_the_page_names(province, as_):
    for stage, who in ((submitted, "lan"), (forwarded, "dung"), (at_specialist, "an"), (at_leader, "son")):
        text = as_(who).get(page_of(stage(province))).content.decode()
        keys = re.findall(r'data-key="([^"]+)"', text)
        assert len(keys) == len(set(keys)), keys


@pytest.mark.parametrize("who", ["khac", "xa"])
def test_an_officer_of_another_agency_is_turned_away(province, as_, who):
    dossier = at_specialist(province)
    assert as_(who).get(page_of(dossier)).status_code in (403, 404)
    assert as_(who).post(act_at(dossier, "tiep-nhan")).status_code in (403, 404)


def test_a_citizen_has_no_desk_and_a_stranger_is_asked_to_sign_in(province, as_, client):
    dossier = submitted(province)
    assert as_("bien").get(page_of(dossier)).status_code == 403
    assert client.get(page_of(dossier)).status_code == 302


def test_a_citizen_or_another_agency_cannot_open_papers_slips_or_drafts(province, as_):
    dossier = at_leader(province)
    paper = Paper.objects.get(dossier=dossier)
    slip = IssuedForm.objects.get(dossier=dossier, purpose="slip")
    addresses = [
        reverse("handling-paper", args=[dossier.id, paper.id]),
        reverse("handling-form", args=[dossier.id, slip.id]),
        reverse("handling-draft", args=[dossier.id]),
        reverse("route-sheet", args=[dossier.id]),
        reverse("handling-result", args=[dossier.id]),
    ]
    assert {as_("khac").get(address).status_code for address in addresses} == {403}
    assert {as_("bien").get(address).status_code for address in addresses} == {403}
    assert [as_("son").get(address).status_code for address in addresses] == [200, 200, 200, 200, 404]


@pytest.mark.parametrize("who", ["khac", "tri"])
def test_an_officer_who_applied_elsewhere_sees_of_it_what_every_citizen_sees(province, as_, who):
    """Opinions, the way from hand to hand, and a result that nobody has signed are not for who applied."""
    dossier = at_leader(province)
    Dossier.objects.filter(id=dossier.id).update(applicant=Account.objects.get(username=who))
    paper, slip = Paper.objects.get(dossier=dossier), IssuedForm.objects.get(dossier=dossier, purpose="slip")
    browser = as_(who)
    addresses = [
        page_of(dossier),
        page_of(dossier, khung="1", muc="dien-bien"),
        act_at(dossier, "ky"),
        reverse("drafting", args=[dossier.id]),
        reverse("handling-check", args=[dossier.id, paper.id]),
        reverse("handling-paper", args=[dossier.id, paper.id]),
        reverse("handling-form", args=[dossier.id, slip.id]),
        reverse("handling-draft", args=[dossier.id]),
        reverse("route-sheet", args=[dossier.id]),
        reverse("handling-result", args=[dossier.id]),
    ]
    assert {browser.get(address).status_code for address in addresses} == {403}
    assert dossier.code not in browser.get(reverse("desk", query={"mo": str(dossier.id)})).content.decode()
    assert browser.get(reverse("dossier", args=[dossier.code])).status_code == 200


def test_a_paper_added_to_an_answer_that_is_not_sent_is_nobody_elses(province, as_):
    dossier = submitted(province)
    items = [{"key": "ma-ket", "name": "Ma-két", "defect": "mờ"}]
    ask_for_papers(dossier_id=dossier.id, items=items, actor=person("lan"), at=MONDAY + timedelta(hours=1))
    at, who = MONDAY + timedelta(hours=2), person("bien")
    stored = store_upload(upload=pdf("moi.pdf"), accepts=("pdf",), actor=who, at=at)
    added = attach_paper(dossier_id=dossier.id, key="ma-ket", file=stored, actor=who, at=at)
    address = reverse("handling-paper", args=[dossier.id, added.id])
    assert as_("lan").get(address).status_code == 404
    send_papers(dossier_id=dossier.id, actor=who, at=MONDAY + timedelta(hours=3), note="")
    assert as_("lan").get(address).status_code == 200


def test_a_paper_of_one_dossier_is_not_found_under_another(province, as_):
    first, second = submitted(province), submitted(province)
    paper = Paper.objects.get(dossier=second)
    assert as_("lan").get(reverse("handling-paper", args=[first.id, paper.id])).status_code == 404


def test_receiving_and_handing_on_is_one_press_and_both_or_neither(province, as_):
    dossier = submitted(province)
    answer = as_("lan").post(act_at(dossier, "tiep-nhan-va-chuyen"), {"revision": dossier.revision})
    assert answer.status_code == 302
    dossier.refresh_from_db()
    assert dossier.status == Status.IN_PROGRESS


def test_who_comes_second_is_told_what_changed_and_keeps_what_was_typed(province, as_):
    dossier = submitted(province)
    before = dossier.revision
    receive(dossier_id=dossier.id, actor=person("minh"), at=now())
    typed = {"revision": before, "reason": "Ma-két mờ, không đọc được chữ."}
    answer = as_("lan").post(act_at(dossier, "tu-choi"), typed)
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "Phạm Văn Minh vừa" in text
    assert "Ma-két mờ, không đọc được chữ." in text
    dossier.refresh_from_db()
    assert dossier.status == Status.RECEIVED


def test_a_form_that_can_still_be_sent_comes_back_filled_in_with_the_new_revision(province, as_):
    dossier = at_specialist(province)
    typed = {"revision": dossier.revision - 1, "item.0.name": "Giấy phép", "item.0.defect": "Thiếu trang 2"}
    answer = as_("an").post(act_at(dossier, "yeu-cau-bo-sung"), typed)
    text = answer.content.decode()
    assert answer.status_code == 409
    assert 'value="Thiếu trang 2"' in text
    assert f'name="revision" value="{dossier.revision}"' in text


def test_asking_for_several_papers_needs_a_word_on_each(province, as_):
    dossier = submitted(province)
    answer = as_("lan").post(
        act_at(dossier, "yeu-cau-bo-sung"), {"item.0.name": "Ma-két", "revision": dossier.revision}
    )
    assert answer.status_code == 422
    assert 'value="Ma-két"' in answer.content.decode()
    items = {"item.0.name": "Ma-két", "item.0.defect": "Mờ", "item.1.name": "Giấy phép", "item.1.defect": "Thiếu dấu"}
    assert as_("lan").post(act_at(dossier, "yeu-cau-bo-sung"), items).status_code == 302
    assert [item["name"] for item in dossier.paper_requests.get().items] == ["Ma-két", "Giấy phép"]


def test_papers_marked_as_not_good_are_proposed_in_the_request(province, as_):
    dossier = submitted(province)
    paper = Paper.objects.get(dossier=dossier)
    lan = as_("lan")
    check = reverse("handling-check", args=[dossier.id, paper.id])
    assert lan.post(check, {"verdict": "bad"}).status_code == 422
    assert lan.post(check, {"verdict": "bad", "note": "Ảnh mờ"}).status_code == 302
    answer = lan.get(page_of(dossier, lam="yeu-cau-bo-sung"))
    assert answer.context["items"][0] == {
        "key": "ma-ket",
        "name": "Ma-két sản phẩm quảng cáo",
        "defect": "Ảnh mờ",
        "advice": "",
    }
    assert lan.post(check, {"verdict": "good"}).status_code == 302
    paper.refresh_from_db()
    assert paper.check_result == "good"


def test_the_page_tells_which_mark_was_seen_so_that_a_colleagues_mark_is_not_lost(province, as_):
    dossier = submitted(province)
    (paper,) = papers_of(dossier.id)
    check = reverse("handling-check", args=[dossier.id, paper.id])
    page = page_of(dossier, muc="giay-to")
    assert '<input type="hidden" name="seen" value="">' in as_("minh").get(page).content.decode()
    assert as_("lan").post(check, {"verdict": "bad", "note": "Ảnh mờ", "seen": ""}).status_code == 302
    told = as_("minh").post(check, {"verdict": "good", "seen": ""})
    assert told.status_code == 409
    assert "Ảnh mờ" in told.content.decode()
    assert '<input type="hidden" name="seen" value="bad">' in told.content.decode()
    assert as_("minh").post(check, {"verdict": "good", "seen": "bad"}).status_code == 302


def test_officers_do_not_see_a_paper_before_the_applicant_has_sent_it(province, as_):
    dossier = at_specialist(province)
    asked_at = now() - timedelta(hours=1)
    ask_for_papers(dossier_id=dossier.id, items=[{"name": "Ma-két", "defect": "Mờ"}], actor=person("an"), at=asked_at)
    bien = person("bien")
    stored = store_upload(upload=pdf(), accepts=("pdf",), actor=bien, at=now())
    attach_paper(dossier_id=dossier.id, key="other", name="Ảnh chụp lại", file=stored, actor=bien, at=now())
    page = page_of(dossier, muc="giay-to")
    assert "Ảnh chụp lại" not in as_("an").get(page).content.decode()
    send_papers(dossier_id=dossier.id, actor=bien, at=now())
    assert "Ảnh chụp lại" in as_("an").get(page).content.decode()


def test_the_head_hands_the_dossier_to_a_specialist_by_name(province, as_):
    dossier = forwarded(province)
    binh = Account.objects.get(username="binh")
    dung = as_("dung")
    shown = dung.get(page_of(dossier, lam="chuyen.forward")).content.decode()
    assert "Hồ Thanh Bình" in shown
    assert "Mai Văn Khác" not in shown
    dung.post(act_at(dossier, "chuyen.forward"), {"officer": str(binh.id), "revision": dossier.revision})
    assert slugs(as_("binh").get(page_of(dossier))) >= {"soan-du-thao"}


def test_the_specialist_drafts_from_what_the_form_says_and_the_leader_signs(province, as_):
    dossier = at_specialist(province)
    an = as_("an")
    draft = reverse("drafting", args=[dossier.id])
    assert 'value="Nước mắm Biển Xanh"' in an.get(draft).content.decode()
    short = an.post(draft, {"mau": "advertising_notice", "content": "Nước mắm", "revision": dossier.revision})
    assert short.status_code == 422
    assert 'value="Nước mắm"' in short.content.decode()
    whole = {
        "mau": "advertising_notice",
        "content": "Nước mắm",
        "places": "Số 1\nSố 2",
        "first_day": "2026-04-01",
        "last_day": "2026-05-01",
        "revision": dossier.revision,
    }
    assert an.post(draft, whole).status_code == 302
    assert Dossier.objects.get(id=dossier.id).result.content["places"] == ["Số 1", "Số 2"]
    assert an.post(act_at(dossier, "chuyen.submit"), {}).status_code == 302


def test_signing_numbering_and_handing_over_by_their_pages(province, as_):
    dossier = at_leader(province)
    assert "bằng chứng thư số của mình" in as_("son").get(page_of(dossier, lam="ky")).content.decode()
    assert as_("son").post(act_at(dossier, "ky"), {"revision": dossier.revision}).status_code == 302
    assert as_("thu").post(act_at(dossier, "phat-hanh"), {}).status_code == 302
    lan = as_("lan")
    assert lan.post(act_at(dossier, "tra-ket-qua"), {"receiver": "Biển"}).status_code == 422
    assert lan.post(act_at(dossier, "tra-ket-qua"), {"receiver": "Biển", "way": "counter"}).status_code == 302
    dossier.refresh_from_db()
    assert dossier.status == Status.HANDED_OVER


def test_the_leader_takes_an_issued_result_back_to_mend_it(province, as_):
    dossier = done(province)
    assert as_("son").post(act_at(dossier, "thu-hoi"), {"reason": "Sai địa điểm"}).status_code == 302
    dossier.refresh_from_db()
    assert dossier.status == Status.IN_PROGRESS


def test_a_withdrawal_is_answered_by_the_officer(province, as_):
    dossier = submitted(province)
    ask_to_withdraw(dossier_id=dossier.id, reason="Nộp nhầm", actor=person("bien"), at=MONDAY)
    lan = as_("lan")
    assert slugs(lan.get(page_of(dossier))) == {"dong-y-rut", "khong-dong-y-rut"}
    assert lan.post(act_at(dossier, "khong-dong-y-rut"), {"reason": ""}).status_code == 422
    assert lan.post(act_at(dossier, "dong-y-rut"), {}).status_code == 302


def test_the_deadline_is_explained_day_by_day(province, as_):
    text = as_("lan").get(page_of(received(province))).content.decode()
    assert "Vì sao hẹn lúc ấy?" in text
    assert "nghỉ hằng tuần" in text


@pytest.mark.parametrize("part", ["don", "giay-to", "dien-bien", "quy-trinh", "phieu", "ket-qua"])
def test_every_part_opens_in_a_bounded_number_of_queries(province, as_, part, django_assert_max_num_queries):
    dossier = done(province)
    lan = as_("lan")
    lan.get(page_of(dossier, muc=part))
    with django_assert_max_num_queries(18):
        assert lan.get(page_of(dossier, muc=part)).status_code == 200


def test_the_part_beside_the_list_is_a_part_and_not_a_page(province, as_):
    text = as_("lan").get(page_of(submitted(province), khung="1")).content.decode()
    assert "<html" not in text
    assert "H32.25-260302-0001" in text


def test_an_act_goes_back_to_the_list_but_never_to_another_site(province, as_):
    dossier = submitted(province)
    lan = as_("lan")
    answer = lan.post(act_at(dossier, "tiep-nhan"), {"ve": "/viec/?xem=phong"})
    assert answer.headers["Location"] == "/viec/?xem=phong"
    answer = lan.post(act_at(dossier, "chuyen.forward"), {"ve": "//example.com/"})
    assert answer.headers["Location"].startswith("/viec/")
