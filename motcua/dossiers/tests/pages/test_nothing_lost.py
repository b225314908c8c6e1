"""What was typed into a form that is refused is there after a reload, until it is done; and nobody meets a dead end."""

import re

import pytest
from django.urls import reverse

from motcua.dossiers.actions.forward import forward
from motcua.dossiers.models import Dossier
from motcua.dossiers.pages.meeting import sealing_key
from motcua.dossiers.queries import open_steps, papers_of
from motcua.dossiers.tests.make import at_specialist, consulting_notice, person, publish, submitted
from motcua.dossiers.tests.pages.conftest import empty_draft, signed_in
from motcua.dossiers.tests.pages.test_handling import act_at, page_of
from motcua.dossiers.tests.pages.test_officers_day import papers_asked
from motcua.identity.public import Account
from motcua.kernel.clock import now


def reloaded(browser, address: str):
    """What a reload of the answer to a refused form shows: the browser asks for its address without a post."""
    return browser.get(address, follow=True)


def refused(browser, address: str, typed: dict):
    answer = browser.post(address, typed)
    assert answer.status_code in (409, 422)
    return answer


def test_the_reason_of_a_refused_act_is_there_after_a_reload(province, as_):
    dossier, lan = submitted(province), as_("lan")
    typed = {"item.0.name": "", "item.0.advice": "Chụp lại cả bốn góc", "reason": "Xin gửi trong tuần"}
    refused(lan, act_at(dossier, "yeu-cau-bo-sung"), typed)
    text = reloaded(lan, act_at(dossier, "yeu-cau-bo-sung")).content.decode()
    assert "Chụp lại cả bốn góc" in text
    assert "Xin gửi trong tuần" in text
    assert "Xin gửi trong tuần" not in lan.get(page_of(dossier, lam="tu-choi")).content.decode()


def test_once_it_is_done_nothing_is_kept_of_it(province, as_):
    dossier, lan = submitted(province), as_("lan")
    address = act_at(dossier, "yeu-cau-bo-sung")
    refused(lan, address, {"reason": "Xin gửi trong tuần"})
    done = {"item.0.name": "Ma-két", "item.0.defect": "Mờ", "reason": "Xin gửi trong tuần"}
    assert lan.post(address, done).status_code == 302
    assert "refused_form" not in lan.session


def test_what_is_kept_is_shown_with_its_own_dossier_alone(province, as_):
    first, second, lan = submitted(province), submitted(province), as_("lan")
    refused(lan, act_at(first, "yeu-cau-bo-sung"), {"reason": "Xin gửi trong tuần"})
    assert "Xin gửi" not in lan.get(page_of(second, lam="yeu-cau-bo-sung")).content.decode()


def test_words_for_an_act_that_somebody_else_overtook_can_still_be_copied_after_a_reload(province, as_):
    dossier, lan = submitted(province), as_("lan")
    typed = {"reason": "Sai thẩm quyền, gửi lại xã", "revision": dossier.revision}
    as_("minh").post(act_at(dossier, "tiep-nhan"), {"revision": dossier.revision})
    refused(lan, act_at(dossier, "tu-choi"), typed)
    text = reloaded(lan, act_at(dossier, "tu-choi")).content.decode()
    assert "vẫn còn đây" in text
    assert "Sai thẩm quyền, gửi lại xã" in text


def test_a_note_on_a_paper_is_there_after_a_reload(province, as_):
    dossier, lan = submitted(province), as_("lan")
    paper = papers_of(dossier.id)[0]
    address = reverse("handling-check", args=[dossier.id, paper.id])
    refused(lan, address, {"verdict": "bad", "note": "Thiếu dấu của tổ dân phố", "seen": "good"})
    assert "Thiếu dấu của tổ dân phố" in reloaded(lan, address).content.decode()


def test_a_refused_draft_is_there_after_a_reload(province, as_):
    dossier, an = at_specialist(province), as_("an")
    address = reverse("drafting", args=[dossier.id])
    first = an.get(address + "?mau=general")
    keys = [box["field"].key for box in first.context["boxes"]]
    typed = {"mau": "general", keys[-1]: "Đồng ý cho treo tám băng-rôn"}
    refused(an, address, typed)
    again = reloaded(an, address)
    assert again.context["template"].key == "general"
    assert "Đồng ý cho treo tám băng-rôn" in again.content.decode()


def test_an_application_refused_at_the_counter_is_there_after_a_reload(province, as_):
    lan, address = as_("lan"), reverse("counter-form", args=["1.004650"])
    refused(lan, address, {"truong-hop": "chung", "owner.full_name": "Phan Thị Sóng", "ad_title": "Hội hoa"})
    text = reloaded(lan, address).content.decode()
    assert 'value="Phan Thị Sóng"' in text
    assert 'value="Hội hoa"' in text


def test_a_citizen_who_reloads_a_refused_request_comes_back_to_the_dossier(province):
    dossier = Dossier.objects.get(id=submitted(province).id)
    browser = signed_in(Account.objects.get(id=dossier.applicant_id).username)
    address = reverse("dossier-withdraw", args=[dossier.code])
    refused(browser, address, {"reason": "", "revision": dossier.revision})
    assert reloaded(browser, address).status_code == 200
    refused(browser, address, {"reason": "Hoãn sang năm", "revision": "0"})
    assert "Hoãn sang năm" in reloaded(browser, address).content.decode()


def test_a_citizen_who_reloads_a_refused_answer_reads_the_message_they_wrote(province):
    dossier = papers_asked(province)
    browser = signed_in(Account.objects.get(id=dossier.applicant_id).username)
    address = reverse("dossier-answer", args=[dossier.code])
    refused(browser, address, {"note": "Giấy này tôi không có", "revision": "0"})
    assert "Giấy này tôi không có" in reloaded(browser, address).content.decode()


def test_a_refused_file_reloaded_leads_to_the_papers(province):
    draft, bien = empty_draft(province), signed_in("bien")
    address = reverse("apply-paper", args=[draft.id, "ma-ket"])
    assert bien.post(address, {}).status_code == 422
    answer = reloaded(bien, address)
    assert (answer.status_code, "Giấy tờ kèm theo" in answer.content.decode()) == (200, True)


@pytest.mark.parametrize("name", ["dossier-answer", "dossier-withdraw"])
def test_nobody_reads_anothers_dossier_by_asking_for_its_acts(province, name):
    dossier = submitted(province)
    other = next(who for who in ("bien", "hoa") if Account.objects.get(username=who).id != dossier.applicant_id)
    assert signed_in(other).get(reverse(name, args=[dossier.code])).status_code == 404


@pytest.mark.parametrize("other_step", [False, True])
def test_of_two_opinions_at_hand_the_one_that_was_opened_is_answered(province, as_, other_step):
    publish(consulting_notice())
    dossier = at_specialist(province)
    forward(dossier_id=dossier.id, action="consult", actor=person("an"), at=now())
    binh = as_("binh")
    acts = [act for act in binh.get(page_of(dossier)).context["acts"] if act.slug == "chuyen.answer"]
    assert len({str(act.label) for act in acts}) == len({act.key for act in acts}) == 2
    text = binh.get(page_of(dossier, muc="giay-to")).content.decode()
    keys = re.findall(r'data-key="([^"]+)"', text)
    assert len(keys) == len(set(keys)), keys
    chosen = acts[other_step]
    shown = binh.get(page_of(dossier, lam="chuyen.answer", buoc=str(chosen.step_id)))
    assert f'name="step" value="{chosen.step_id}"' in shown.content.decode()
    refused(binh, act_at(dossier, "chuyen.answer"), {"note": " ", "step": str(chosen.step_id)})
    assert (
        binh.post(act_at(dossier, "chuyen.answer"), {"note": "Đúng luật", "step": str(chosen.step_id)}).status_code
        == 302
    )
    assert chosen.step_id not in {step.id for step in open_steps(dossier)}


def seen_in(page) -> str:
    return re.search(r'name="seen" value="(\w+)"', page.content.decode())[1]


def test_a_screen_that_was_changed_elsewhere_is_shown_with_both_versions_and_nothing_is_written_over(province, bien):
    draft = empty_draft(province)
    address = reverse("apply-screen", args=[draft.id, "noi-dung"])
    seen = seen_in(bien.get(address))
    bien.post(address, {"ad_title": "Ở máy kia", "seen": seen, "go": "next"})
    late = bien.post(address, {"ad_title": "Ở máy này", "seen": seen, "go": "next"})
    text = late.content.decode()
    assert late.status_code == 409
    assert 'Tên sản phẩm: <span class="strong">Ở máy kia</span>' in text
    assert 'value="Ở máy này"' in text
    assert Dossier.objects.get(id=draft.id).form["ad_title"] == "Ở máy kia"
    bien.post(address, {"ad_title": "Ở máy này", "seen": seen_in(late), "over": "yes", "go": "next"})
    assert Dossier.objects.get(id=draft.id).form["ad_title"] == "Ở máy này"


@pytest.mark.parametrize(
    ("key", "first", "second"),
    [
        ("chu-ho-so", {"owner.full_name": "Trần Văn Biển", "owner.phone": "0900000009"}, {"owner.phone": "0900000008"}),
        ("nhan-ket-qua", {"delivery": "counter"}, {"delivery": "online"}),
    ],
)
def test_our_own_screens_too_are_not_written_over(province, bien, key, first, second):
    draft = empty_draft(province)
    address = reverse("apply-screen", args=[draft.id, key])
    seen = seen_in(bien.get(address))
    assert bien.post(address, {**first, "seen": seen}).status_code in (302, 422)
    assert bien.post(address, {**first, **second, "seen": seen}).status_code == 409


def test_another_screen_changed_elsewhere_stops_nobody_and_the_same_words_typed_twice_neither(province, bien):
    draft = empty_draft(province)
    contents, owner = (reverse("apply-screen", args=[draft.id, key]) for key in ("noi-dung", "chu-ho-so"))
    seen = seen_in(bien.get(contents))
    bien.post(owner, {"owner.full_name": "Trần Văn Biển B", "seen": seen_in(bien.get(owner))})
    typed = {"ad_title": "Nước mắm", "ad_place": "Nha Trang", "seen": seen}
    assert bien.post(contents, typed).status_code == 302
    assert bien.post(contents, typed).status_code == 302, "sent twice"


def test_a_script_that_saves_is_told_what_stands_there_instead(province, bien):
    draft = empty_draft(province)
    address = reverse("apply-screen", args=[draft.id, "noi-dung"])
    headers, seen = {"X-Requested-With": "autosave"}, seen_in(bien.get(address))
    fresh = bien.post(address, {"ad_title": "A", "seen": seen}, headers=headers).json()["seen"]
    assert bien.post(address, {"ad_title": "B", "seen": fresh}, headers=headers).status_code == 200
    late = bien.post(address, {"ad_title": "C", "seen": fresh}, headers=headers)
    assert (late.status_code, late.json()["code"]) == (409, "changed-elsewhere")
    assert late.json()["theirs"] == ["Tên sản phẩm: B"]


def test_the_key_that_seals_what_waits_is_each_persons_own(province, bien):
    keys = {sealing_key(Account.objects.get(username=name).id) for name in ("bien", "hoa")}
    assert len(keys) == 2
    draft = empty_draft(province)
    page = bien.get(reverse("apply-screen", args=[draft.id, "noi-dung"]))
    assert sealing_key(draft.applicant_id) in page.content.decode()
    assert "no-store" in page["Cache-Control"], "no page with a key is kept"
