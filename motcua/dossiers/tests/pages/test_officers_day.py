"""An officer's day by its pages: take, ask, receive what is brought, let go; and what only has to be shown."""

from datetime import timedelta

import msgspec
import pytest
from django.urls import reverse

from motcua.dossiers.actions.ask_for_papers import ask_for_papers
from motcua.dossiers.actions.hand_over import hand_over
from motcua.dossiers.actions.take import take
from motcua.dossiers.models import Dossier, Status
from motcua.dossiers.pages.acts import TABLE, act_named
from motcua.dossiers.queries import open_steps
from motcua.dossiers.rules.lifecycle import MOVES
from motcua.dossiers.tests.actions.test_who_may import at_counter, at_division, with_a_paper_to_show
from motcua.dossiers.tests.make import (
    MONDAY,
    at_leader,
    at_specialist,
    consulting_notice,
    done,
    forwarded,
    pdf,
    person,
    publish,
    signed,
    submitted,
)
from motcua.dossiers.tests.pages.test_handling import act_at, page_of, slugs
from motcua.identity.public import Account
from motcua.kernel.refusals import NotFound

LONG = timedelta(days=9)


def test_every_row_of_the_table_names_a_move_and_no_two_share_an_address():
    assert {act.action for act in TABLE} <= {move.action for move in MOVES}
    assert len({act.slug for act in TABLE}) == len(TABLE)
    with pytest.raises(NotFound):
        act_named("khong-co")


def test_a_step_that_is_nobodys_is_taken_from_the_dossier(province, as_):
    dossier = at_division(province)
    an = as_("an")
    assert "nhan-viec" in slugs(an.get(page_of(dossier)))
    assert an.post(act_at(dossier, "nhan-viec"), {"revision": dossier.revision}).status_code == 302
    assert open_steps(dossier)[0].officer.username == "an"
    assert "nhan-viec" not in slugs(an.get(page_of(dossier)))


def test_several_are_taken_from_the_list_and_who_was_late_reads_who_has_them(province, as_):
    first, second = at_division(province), at_division(province)
    chosen = [f"{dossier.id}.{dossier.revision}" for dossier in (first, second)]
    take(dossier_id=first.id, actor=person("an"), at=MONDAY + timedelta(hours=2))
    binh = as_("binh")
    assert 'value="nhan-viec"' in binh.get(reverse("desk", query={"xem": "phong"})).content.decode()
    binh.post(reverse("desk-bulk"), {"viec": "nhan-viec", "chon": chosen})
    text = binh.get(reverse("desk")).content.decode()
    assert "Vũ Hoài An đã nhận việc" in text
    assert [open_steps(one)[0].officer.username for one in (first, second)] == ["an", "binh"]


def test_only_who_can_take_is_offered_to_take_from_the_list(province, as_):
    submitted(province)
    assert 'value="nhan-viec"' not in as_("lan").get(reverse("desk", query={"xem": "phong"})).content.decode()


def offered(browser, **query: str) -> set[str]:
    """The acts that the list offers for what is ticked."""
    answer = browser.get(reverse("desk", query=query))
    return {act.slug for act in answer.context["bulk_acts"]} if answer.context["bulk"] else set()


def test_a_list_offers_only_what_makes_sense_for_its_rows(province, as_):
    an = as_("an")
    dossier = at_division(province)
    assert offered(an, xem="phong") == {"nhan-viec", "chuyen"}
    take(dossier_id=dossier.id, actor=person("an"), at=MONDAY + timedelta(hours=2))
    assert offered(an, xem="cua-toi") == {"chuyen"}
    assert offered(an, xem="phong") == offered(an, xem="da-lam") == set()
    signed(province)
    assert offered(as_("thu"), xem="phong") == set()
    at_leader(province)
    assert offered(as_("son"), xem="phong") == {"ky"}


def test_a_head_hands_out_work_to_specialists_and_is_not_offered_themselves(province, as_):
    forwarded(province)
    names = {name for _id, name in as_("dung").get(reverse("desk", query={"xem": "phong"})).context["officers"]}
    assert {name.split(",")[0] for name in names} == {"Vũ Hoài An", "Hồ Thanh Bình"}


def test_a_head_gives_nobody_the_work_of_another_unit(province, as_):
    dossier = at_leader(province)
    dung = as_("dung")
    assert "phan-cong" not in slugs(dung.get(page_of(dossier)))
    (step,) = open_steps(dossier)
    typed = {"step": str(step.id), "officer": str(Account.objects.get(username="son").id)}
    assert dung.post(act_at(dossier, "phan-cong"), typed).status_code == 403
    assert open_steps(dossier)[0].officer is None


def test_one_act_stands_out_and_only_one(province, as_):
    for dossier, who in ((submitted(province), "lan"), (at_specialist(province), "an"), (at_leader(province), "son")):
        tones = [act.tone for act in as_(who).get(page_of(dossier)).context["acts"]]
        assert tones.count("primary") == 1
        assert tones[0] == "primary"


def test_a_dossier_that_is_done_does_not_point_to_anothers_desk(province, as_):
    dossier = done(province)
    hand_over(dossier_id=dossier.id, way="counter", receiver="Bà Hoa", actor=person("lan"), at=MONDAY + LONG)
    text = as_("lan").get(page_of(dossier)).content.decode()
    assert "không còn việc phải làm" in text
    assert "bàn người khác" not in text


@pytest.fixture
def appraised(province):
    publish(consulting_notice())
    return at_specialist(province)


def test_the_officer_ticks_whom_to_ask_and_they_see_the_question_and_answer_it(province, as_, appraised):
    an = as_("an")
    asking = an.get(page_of(appraised, lam="chuyen.consult"))
    rows = {row["key"]: row for row in asking.context["asked_rows"]}
    assert rows["ask_law"]["unit"] == str(province["H32.25.P1"].id)  # what the process proposes
    typed = {
        "asked": ["", "ask_law"], "asked.ask_law": str(province["H32.16.P1"].id), "note": "Có đúng luật không?",
        "revision": appraised.revision,
    }  # fmt: skip
    assert an.post(act_at(appraised, "chuyen.consult"), typed).status_code == 302
    khac = as_("khac")
    assert "Có đúng luật không?" in khac.get(page_of(appraised)).content.decode()
    assert slugs(khac.get(page_of(appraised))) == {"nhan-viec", "chuyen.answer"}
    khac.post(act_at(appraised, "chuyen.answer"), {"note": "Đúng, theo Điều 7."})
    assert "Đúng, theo Điều 7." in an.get(page_of(appraised)).content.decode()
    assert [step.node for step in open_steps(appraised)] == ["conclude"]


def test_asking_nobody_is_told_and_the_ticks_stay_as_they_were(province, as_, appraised):
    answer = as_("an").post(act_at(appraised, "chuyen.consult"), {"asked": "", "note": "Hỏi gì đó"})
    assert answer.status_code == 422
    assert "Chọn ít nhất một nơi." in answer.content.decode()
    assert "Hỏi gì đó" in answer.content.decode()
    assert not any(row["ticked"] for row in answer.context["asked_rows"])


def papers_asked(units) -> Dossier:
    items = [{"key": "ma-ket", "name": "Ma-két", "defect": "Mờ"}, {"key": "", "name": "Cam kết", "defect": "Thiếu"}]
    dossier = at_specialist(units)
    return ask_for_papers(dossier_id=dossier.id, items=items, actor=person("an"), at=MONDAY + timedelta(hours=2))


def test_papers_brought_to_the_counter_are_taken_in_with_their_scans(province, as_):
    dossier = papers_asked(province)
    lan = as_("lan")
    assert "Ma-két" in lan.get(page_of(dossier, lam="nhan-bo-sung")).content.decode()
    typed = {
        "paper.ma-ket.handed": "true", "paper.ma-ket.originals": "1", "paper.ma-ket.copies": "0",
        "paper.ma-ket.scan": pdf(), "more.name": "Ảnh chụp", "revision": dossier.revision,
    }  # fmt: skip
    assert lan.post(act_at(dossier, "nhan-bo-sung"), typed).status_code == 302
    papers = {paper.name: paper for paper in dossier.papers.filter(replaced_at=None)}
    assert set(papers) == {"Ma-két sản phẩm quảng cáo", "Ảnh chụp"}
    assert papers["Ma-két sản phẩm quảng cáo"].file is not None
    assert slugs(lan.get(page_of(dossier))) == {"du-giay-to"}
    assert lan.post(act_at(dossier, "du-giay-to"), {}).status_code == 302
    assert Dossier.objects.get(id=dossier.id).status == Status.IN_PROGRESS


def test_nothing_ticked_is_told_and_what_was_typed_stays(province, as_):
    dossier = papers_asked(province)
    answer = as_("lan").post(act_at(dossier, "nhan-bo-sung"), {"note": "Ông Biển mang đến"})
    assert answer.status_code == 422
    assert "Ông Biển mang đến" in answer.content.decode()


def test_a_dossier_of_the_counter_is_withdrawn_at_the_counter_on_paper(province, as_):
    dossier = at_counter(province)
    lan = as_("lan")
    assert "rut-tai-quay" in slugs(lan.get(page_of(dossier)))
    short = lan.post(act_at(dossier, "rut-tai-quay"), {"reason": "Đổi ý"})
    assert short.status_code == 422
    assert "Đổi ý" in short.content.decode()
    whole = {"reason": "Đổi ý", "evidence": "Đơn viết tay ngày 02/03/2026", "scan": pdf("don.pdf")}
    assert lan.post(act_at(dossier, "rut-tai-quay"), whole).status_code == 302
    assert dossier.papers.filter(name="Đơn xin rút hồ sơ", file__isnull=False).exists()
    assert slugs(lan.get(page_of(dossier))) == {"dong-y-rut", "khong-dong-y-rut"}
    lan.post(act_at(dossier, "dong-y-rut"), {})
    assert Dossier.objects.get(id=dossier.id).status == Status.STOPPED


def test_who_has_an_account_is_not_withdrawn_for(province, as_):
    assert "rut-tai-quay" not in slugs(as_("lan").get(page_of(submitted(province))))


def test_a_paper_that_is_only_shown_is_not_missing_and_is_ticked_when_seen(province, as_):
    dossier = with_a_paper_to_show(province)
    lan = as_("lan")
    text = lan.get(page_of(dossier, muc="giay-to")).content.decode()
    assert "Xuất trình khi nộp hoặc nhận kết quả" in text
    assert "Chưa có" not in text
    see = reverse("handling-see", args=[dossier.id, "can-cuoc"])
    assert lan.post(see).status_code == 302
    assert lan.post(see).status_code == 302
    assert dossier.papers.filter(key="can-cuoc", check_result="good").count() == 1
    assert "Xuất trình khi" not in lan.get(page_of(dossier, muc="giay-to")).content.decode()
    assert as_("an").post(see).status_code == 403


def test_the_counter_is_told_which_papers_are_only_looked_at(province, as_):
    with_a_paper_to_show(province)
    text = as_("lan").get(reverse("counter-form", args=["1.004650"])).content.decode()
    assert text.count("chỉ xem rồi trả lại") == 1


def test_a_day_that_does_not_exist_is_told_beside_the_filter_and_stays_there(province, as_):
    text = as_("lan").get(reverse("desk", query={"han-truoc": "31/02/2026"})).content.decode()
    assert 'value="31/02/2026"' in text
    assert "ngày/tháng/năm, ví dụ" in text
    book = as_("lan").get(reverse("register", query={"tu": "hôm qua", "den": "9/3/2026"}))
    assert book.status_code == 422
    assert 'value="hôm qua"' in book.content.decode()


def test_a_row_of_the_desk_names_its_procedure(province, as_):
    submitted(province)
    text = as_("lan").get(reverse("desk", query={"xem": "phong"})).content.decode()
    assert 'title="Thông báo sản phẩm quảng cáo">Thông báo sản phẩm quảng cáo</span>' in text


def test_the_size_and_the_places_of_a_draft_come_from_the_table_of_the_form(province, as_):
    plain = msgspec.to_builtins(consulting_notice())
    column = [{"key": key, "label": key, "type": "text"} for key in ("place", "commune", "width", "height", "count")]
    fields = plain["forms"]["thong-bao"]["sections"][0]["fields"]
    fields.append({"key": "ad_boards", "label": "Bảng", "type": "table", "columns": column})
    publish(msgspec.convert(plain, type(consulting_notice())))
    dossier = at_specialist(province)
    rows = [
        {"place": "2 Trần Phú", "width": "4", "height": "2,5", "count": "3"},
        {"place": "5 Lê Lợi", "width": "1", "height": "2", "count": "1"},
    ]
    Dossier.objects.filter(id=dossier.id).update(form={**dossier.form, "ad_boards": rows})
    page = as_("an").get(reverse("drafting", args=[dossier.id]))
    values = {box["field"].key: box["value"] for box in page.context["boxes"]}
    assert values["size"] == "4 m × 2,5 m (3); 1 m × 2 m (1)"
    assert values["places"] == "2 Trần Phú\n5 Lê Lợi"
