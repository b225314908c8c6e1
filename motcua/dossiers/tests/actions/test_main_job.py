"""The main job: from a citizen's draft to a signed result handed over."""

from datetime import timedelta

import pytest

from motcua.audit.public import entries_about, verify
from motcua.documents.public import verify_pdf
from motcua.dossiers.actions.draw_form import draw_form
from motcua.dossiers.actions.hand_over import hand_over
from motcua.dossiers.actions.submit import submit
from motcua.dossiers.models import IssuedForm, Status
from motcua.dossiers.queries import events_of, result_of
from motcua.dossiers.tests.make import MONDAY, done, draft, person, received, submitted, vn
from motcua.files.public import open_stored
from motcua.kernel.refusals import Invalid


def test_a_dossier_walks_from_submission_to_hand_over_and_every_act_is_in_the_book(province):
    dossier = done(province)
    assert dossier.status == Status.DONE
    dossier = hand_over(
        dossier_id=dossier.id,
        way="online",
        receiver="Trần Văn Biển",
        actor=person("lan"),
        at=MONDAY + timedelta(hours=9),
    )
    assert dossier.status == Status.HANDED_OVER
    assert [event.to_status for event in events_of(dossier.id)] == [1, 2, 4, 4, 4, 4, 4, 4, 9, 10]
    sentences = [entry.sentence for entry in entries_about(dossier.id)]
    assert any("ký số kết quả" in sentence for sentence in sentences)
    assert verify() == []


def test_the_code_is_given_at_submission_and_counts_up_within_agency_and_day(province):
    first, second = submitted(province), submitted(province)
    next_day = submitted(province, at=MONDAY + timedelta(days=1))
    assert [first.code, second.code, next_day.code] == [
        "H32.25-260302-0001",
        "H32.25-260302-0002",
        "H32.25-260303-0001",
    ]


def test_forty_hours_from_monday_9_12_are_due_next_monday_9_12(province):
    assert received(province, at=vn("2026-03-02 08:00")).due_at == vn("2026-03-09 09:12")


def test_an_incomplete_application_is_told_everything_at_once_and_stays_a_draft(province):
    dossier = draft(province, form={"ad_place": "Nha Trang"})
    dossier.papers.all().delete()
    with pytest.raises(Invalid) as refused:
        submit(dossier_id=dossier.id, actor=person("bien"), at=MONDAY)
    assert set(refused.value.fields) == {"ad_title", "paper.ma-ket"}
    dossier.refresh_from_db()
    assert (dossier.status, dossier.code) == (Status.DRAFT, None)


def test_slip_01_is_drawn_once_and_carries_a_trusted_signature(province):
    dossier = received(province)
    slip = IssuedForm.objects.get(dossier=dossier, purpose="slip")
    assert (slip.form_number, slip.form_set) == ("01", "TT 03/2025/TT-VPCP")
    stored = draw_form(form_id=slip.id, at=MONDAY)
    assert draw_form(form_id=slip.id, at=MONDAY + timedelta(days=1)) == stored
    with open_stored(stored) as file:
        (report,) = verify_pdf(file.read(), at=MONDAY)
    assert report.intact and report.trusted and report.signer == "Lê Thị Lan"


def test_the_issued_result_is_signed_by_the_leader_and_sealed_by_the_agency_with_its_number(province):
    dossier = done(province)
    result = result_of(dossier.id)
    assert result is not None and result.number.startswith("1/TNQC-")
    with open_stored(result.file) as file:
        reports = verify_pdf(file.read(), at=MONDAY)
    assert [report.signer for report in reports] == ["Bùi Ngọc Sơn", "Sở Văn hóa, Thể thao và Du lịch"]
    assert all(report.intact and report.trusted for report in reports)
