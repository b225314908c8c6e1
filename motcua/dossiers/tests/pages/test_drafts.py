"""Drafts: found again, what is missing in them, warned of, removed."""

from datetime import timedelta

import msgspec
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.dossiers.actions.expire_drafts import remove_old_drafts, warn_of_drafts
from motcua.dossiers.actions.save_draft import save_draft
from motcua.dossiers.jobs import tend_drafts
from motcua.dossiers.models import Dossier, DraftWarning, Paper
from motcua.dossiers.tests.make import notice, person, publish, submitted
from motcua.dossiers.tests.pages.conftest import empty_draft, signed_in
from motcua.dossiers.tests.pages.test_applying import ADDRESS, fill
from motcua.kernel.clock import now
from motcua.notices.models import Notice

MINE = "/ho-so-cua-toi/"


def left_lying(units, days: float) -> Dossier:
    """A draft that was last saved so many days ago."""
    draft = empty_draft(units)
    Dossier.objects.filter(id=draft.id).update(saved_at=now() - timedelta(days=days))
    draft.refresh_from_db()
    return draft


def test_whoever_begins_again_reads_that_there_is_a_draft_and_what_it_lacks(province, bien):
    draft = empty_draft(province)
    text = bien.get(ADDRESS).content.decode()
    assert "Bạn đã có 1 bản nháp của thủ tục này" in text
    assert f'class="btn btn-primary btn-big" href="/nop-ho-so/don/{draft.id}/"' in text
    assert "Nội dung, Giấy tờ kèm theo" in text


def test_a_new_one_can_be_begun_beside_a_draft_that_was_worked_on(province, bien):
    draft = empty_draft(province)
    save_draft(dossier_id=draft.id, changes={"form": {"ad_title": "Nước mắm"}}, actor=person("bien"), at=now())
    bien.post(ADDRESS, {"case": "chung"})
    assert Dossier.objects.count() == 2
    assert "Bạn đã có 2 bản nháp" in bien.get(ADDRESS).content.decode()


def test_the_button_pressed_twice_begins_one_application(bien):
    first, second = (bien.post(ADDRESS, {"case": "chung"})["Location"] for _ in range(2))
    assert first == second
    assert Dossier.objects.count() == 1


def test_another_person_is_not_told_of_my_draft(province):
    draft = empty_draft(province)
    assert str(draft.id) not in signed_in("hoa").get(ADDRESS).content.decode()


def test_my_page_names_the_screens_on_which_something_is_missing(province, bien):
    draft = empty_draft(province)
    assert "Còn phải điền: Nội dung, Giấy tờ kèm theo" in bien.get(MINE).content.decode()
    fill(bien, draft)
    text = bien.get(MINE).content.decode()
    assert "Còn phải điền" not in text
    assert "Đủ, chờ bạn nộp" in text


@pytest.mark.parametrize("more", [1, 5])
def test_the_list_of_drafts_costs_the_same_however_long_it_is(province, bien, more):
    for _ in range(more):
        empty_draft(province)
    bien.get(MINE)
    with CaptureQueriesContext(connection) as asked:
        bien.get(MINE)
    assert len(asked) <= 9, [one["sql"] for one in asked]


def test_a_draft_left_lying_is_warned_of_once(province):
    draft, at = left_lying(province, 84), now()
    assert warn_of_drafts(at=at) == 1
    assert warn_of_drafts(at=at + timedelta(hours=1)) == 0
    told = Notice.objects.get(occasion="draft_expiring")
    assert (told.account_id, told.path) == (draft.applicant_id, f"/nop-ho-so/don/{draft.id}/")
    assert told.data["procedure"] == "Thông báo sản phẩm quảng cáo"
    assert "Sắp hết hạn giữ" in signed_in("bien").get(MINE).content.decode()


def test_a_fresh_draft_and_what_was_submitted_are_no_business_of_the_round(province):
    left_lying(province, 80)
    sent = submitted(province)
    Dossier.objects.filter(id=sent.id).update(saved_at=now() - timedelta(days=400))
    assert tend_drafts(now()) == "removed 0, warned of 0"


def test_a_draft_is_removed_with_its_papers_once_the_day_it_was_told_is_over(province, bien):
    draft = empty_draft(province)
    fill(bien, draft)
    Dossier.objects.filter(id=draft.id).update(saved_at=now() - timedelta(days=84))
    warn_of_drafts(at=now())
    until = DraftWarning.objects.get().until
    assert remove_old_drafts(at=until) == 0
    assert remove_old_drafts(at=until + timedelta(seconds=1)) == 1
    assert not Dossier.objects.exists()
    assert not Paper.objects.exists()


def test_nothing_is_removed_unwarned_however_old_it_is(province):
    left_lying(province, 500)
    assert tend_drafts(now()) == "removed 0, warned of 1"
    assert tend_drafts(now() + timedelta(days=6)) == "removed 0, warned of 0"
    assert tend_drafts(now() + timedelta(days=9)) == "removed 1, warned of 0"


def test_a_draft_that_was_taken_up_again_after_its_warning_is_kept_and_warned_of_anew(province):
    draft = left_lying(province, 84)
    warn_of_drafts(at=now())
    save_draft(dossier_id=draft.id, changes={"form": {"ad_title": "Nước mắm"}}, actor=person("bien"), at=now())
    assert remove_old_drafts(at=now() + timedelta(days=30)) == 0
    assert "Sắp hết hạn" not in signed_in("bien").get(MINE).content.decode()
    assert warn_of_drafts(at=now() + timedelta(days=84)) == 1
    assert Notice.objects.filter(occasion="draft_expiring").count() == 2


def test_of_a_procedure_with_several_cases_the_draft_names_its_own(province):
    two = notice()
    again = msgspec.structs.replace(two.cases[0], key="hai", name="Thông báo lại")
    publish(msgspec.structs.replace(two, cases=[two.cases[0], again]))
    bien = signed_in("bien")
    bien.post(ADDRESS, {"case": "hai"})
    assert "Thông báo lại" in bien.get(MINE).content.decode()
