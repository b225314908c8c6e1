from datetime import timedelta

import pytest

from motcua.dossiers.actions.ask_for_papers import ask_for_papers
from motcua.dossiers.models import Dossier, Paper, Status
from motcua.dossiers.queries import form_of_dossier, forms_of, open_request
from motcua.dossiers.tests.make import at_specialist, done, draft, pdf, person, received, submitted
from motcua.dossiers.tests.pages.conftest import signed_in
from motcua.kernel.clock import now


def asked(units):
    """The specialist wants a better paper."""
    dossier = at_specialist(units, at=now() - timedelta(days=1))
    items = [{"key": "ma-ket", "name": "Ma-két", "defect": "Ảnh mờ", "advice": "Chụp lại"}]
    return ask_for_papers(dossier_id=dossier.id, items=items, actor=person("an"), at=now() - timedelta(hours=1))


def test_my_dossiers_are_drafts_and_those_on_their_way_and_no_others(province, bien):
    open_one, other = submitted(province), submitted(province, by="hoa")
    unfinished = draft(province)
    page = bien.get("/ho-so-cua-toi/").content.decode()
    assert f"/ho-so/{open_one.code}/" in page
    assert f"/nop-ho-so/don/{unfinished.id}/" in page
    assert other.code not in page
    assert open_one.code not in bien.get("/ho-so-cua-toi/?xem=da-xong").content.decode()


def test_my_dossiers_go_on_over_the_page_without_a_gap(province, bien):
    codes = {submitted(province).code for _ in range(23)}
    first = bien.get("/ho-so-cua-toi/")
    second = bien.get("/ho-so-cua-toi/" + first.context["next_url"])
    seen = [row["code"] for row in [*first.context["rows"], *second.context["rows"]]]
    assert len(first.context["rows"]) == 20
    assert len(seen) == 23
    assert set(seen) == codes


def test_another_citizens_dossier_does_not_exist_for_me(province):
    sent = received(province)
    form = forms_of(sent.id)[0]
    hoa = signed_in("hoa")
    for address in ("", "da-nop/", "ket-qua/", f"phieu/{form.token}/"):
        assert hoa.get(f"/ho-so/{sent.code}/{address}").status_code == 404
    for address in ("bo-sung/", "rut/"):
        assert hoa.post(f"/ho-so/{sent.code}/{address}", {"reason": "x"}).status_code == 404
    assert Dossier.objects.get().status == Status.RECEIVED


def test_the_dossier_says_where_it_lies_what_is_to_come_and_when_it_is_due(province, bien):
    sent = received(province)
    page = bien.get(f"/ho-so/{sent.code}/")
    states = [(event.title, event.state) for event in page.context["timeline"]]
    assert states[:3] == [("Đã nộp hồ sơ", "done"), ("Đã tiếp nhận", "done"), ("Tiếp nhận hồ sơ", "now")]
    assert states[-1][1] == "todo"
    assert page.context["due"]["at"] == sent.due_at


def test_the_appointed_time_is_explained_day_by_day_up_to_itself(province, bien):
    sent = received(province)
    why = bien.get(f"/ho-so/{sent.code}/").context["why"]
    assert sum(day["seconds"] for day in why["days"]) == 40 * 3600
    assert [day["day"] for day in why["days"] if not day["counted"]] == ["2026-03-07", "2026-03-08"]
    assert why["days"][-1]["day"] == sent.due_at.date().isoformat()


def test_what_is_asked_of_me_is_answered_and_sent(province, bien):
    dossier = asked(province)
    page = bien.get(f"/ho-so/{dossier.code}/").content.decode()
    assert "Ảnh mờ" in page
    bien.post(f"/nop-ho-so/don/{dossier.id}/giay-to/ma-ket/", {"f": pdf("ro.pdf")})
    answer = bien.post(f"/ho-so/{dossier.code}/bo-sung/", {"revision": dossier.revision, "note": "Đã chụp lại"})
    assert answer.status_code == 302
    assert open_request(dossier.id).answered_at is not None
    assert Paper.objects.get(replaced_at=None).file.name == "ro.pdf"
    assert "Bạn đã gửi bổ sung" in bien.get(f"/ho-so/{dossier.code}/").content.decode()


def test_an_empty_answer_is_refused_in_words(province, bien):
    dossier = asked(province)
    answer = bien.post(f"/ho-so/{dossier.code}/bo-sung/", {"revision": dossier.revision, "note": ""})
    assert answer.status_code == 422
    assert "Bạn chưa thêm giấy tờ nào." in answer.content.decode()


def test_acting_on_an_old_page_tells_what_happened_since_and_keeps_what_was_typed(province, bien):
    dossier = asked(province)
    answer = bien.post(f"/ho-so/{dossier.code}/bo-sung/", {"revision": dossier.revision - 1, "note": "Xin gửi bản rõ"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Vũ Hoài An" in page
    assert "Xin gửi bản rõ" in page


def test_a_withdrawal_needs_its_reason(province, bien):
    sent = submitted(province)
    assert bien.post(f"/ho-so/{sent.code}/rut/", {"revision": sent.revision, "reason": ""}).status_code == 422
    assert bien.post(f"/ho-so/{sent.code}/rut/", {"revision": sent.revision, "reason": "Nộp nhầm"}).status_code == 302
    sent.refresh_from_db()
    assert sent.status == Status.WITHDRAWAL_ASKED


def test_a_slip_is_drawn_when_it_is_first_opened(province, bien):
    sent = received(province)
    form = forms_of(sent.id)[0]
    answer = bien.get(f"/ho-so/{sent.code}/phieu/{form.token}/")
    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    assert form_of_dossier(sent.id, form.token).file_id is not None


def test_the_result_is_downloaded_and_its_signers_are_named(province, bien):
    dossier = done(province)
    page = bien.get(f"/ho-so/{dossier.code}/")
    assert page.context["result"]["signatures"][0].signer == "Bùi Ngọc Sơn"
    assert b"".join(bien.get(f"/ho-so/{dossier.code}/ket-qua/").streaming_content).startswith(b"%PDF")


def test_there_is_no_result_before_it_is_issued(province, bien):
    sent = received(province)
    assert bien.get(f"/ho-so/{sent.code}/ket-qua/").status_code == 404


@pytest.mark.parametrize("make", [submitted, asked, done])
def test_a_dossier_costs_few_queries_and_little_on_the_wire(province, bien, make, django_assert_max_num_queries):
    dossier = make(province)
    bien.get(f"/ho-so/{dossier.code}/")
    with django_assert_max_num_queries(16):
        page = bien.get(f"/ho-so/{dossier.code}/")
    assert len(page.content) < 60_000


def test_a_list_costs_the_same_for_one_and_for_many(province, bien, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    submitted(province)
    bien.get("/ho-so-cua-toi/")
    with CaptureQueriesContext(connection) as few:
        bien.get("/ho-so-cua-toi/")
    for _ in range(6):
        submitted(province)
    with django_assert_num_queries(len(few)):
        bien.get("/ho-so-cua-toi/")
