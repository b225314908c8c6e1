"""Two people, or two windows, on what one of them no longer sees as it is: an order each way."""

from datetime import timedelta

import pytest

from motcua.dossiers.actions.attach_paper import attach_paper, remove_paper
from motcua.dossiers.actions.check_paper import check_paper
from motcua.dossiers.actions.save_draft import save_draft
from motcua.dossiers.actions.send_papers import send_papers
from motcua.dossiers.actions.submit import submit
from motcua.dossiers.models import Dossier, Paper
from motcua.dossiers.queries import papers_of, sent_papers_of
from motcua.dossiers.tests.actions.test_waiting import accept, add, ask, send
from motcua.dossiers.tests.make import MONDAY, at_specialist, draft, pdf, person, submitted
from motcua.files.public import store_upload
from motcua.kernel.refusals import Conflict, NotNow


def hours(count):
    return MONDAY + timedelta(hours=count)


def mark(dossier, paper, good, *, by="an", at, seen=None):
    note = "" if good else "Mờ"
    return check_paper(
        dossier_id=dossier.id, paper_id=paper.id, good=good, note=note, actor=person(by), at=at, seen=seen
    )


def revision_of(dossier):
    return Dossier.objects.get(id=dossier.id).revision


@pytest.fixture
def asked(province):
    """A dossier whose specialist has asked for a better copy of its one paper."""
    dossier = at_specialist(province)
    ask(dossier, at=hours(2))
    return dossier


def test_a_mark_on_a_paper_replaced_meanwhile_is_refused_and_says_when(asked):
    (old,) = papers_of(asked.id)
    new = add(asked, at=hours(3))
    send(asked, at=hours(4), note="")
    with pytest.raises(Conflict, match="đã thay “Ma-két"):
        mark(asked, old, True, at=hours(4))
    assert set(Paper.objects.filter(id__in=[old.id, new.id]).values_list("check_result", flat=True)) == {""}


def test_a_mark_before_the_replacement_stays_with_the_old_paper_and_hinders_nobody(asked):
    (old,) = papers_of(asked.id)
    seen = revision_of(asked)
    mark(asked, old, False, at=hours(3))
    new = add(asked, at=hours(3))
    send_papers(dossier_id=asked.id, actor=person("bien"), at=hours(4), revision=seen)
    old.refresh_from_db()
    assert old.check_result == Paper.Check.BAD
    assert [(paper.id, paper.check_result) for paper in papers_of(asked.id)] == [(new.id, "")]


def test_an_officer_neither_sees_nor_marks_what_is_not_sent_yet(asked):
    (old,) = papers_of(asked.id)
    new = add(asked, at=hours(3))
    assert sent_papers_of(asked.id) == [old]
    with pytest.raises(NotNow, match="chưa gửi"):
        mark(asked, new, True, at=hours(3))
    send(asked, at=hours(4), note="")
    assert sent_papers_of(asked.id) == [new]
    assert mark(asked, new, True, at=hours(5)).check_result == Paper.Check.GOOD


def test_of_two_marks_the_second_is_made_by_who_has_seen_the_first(province):
    dossier = submitted(province)
    (paper,) = papers_of(dossier.id)
    mark(dossier, paper, False, by="lan", at=MONDAY, seen="")
    with pytest.raises(Conflict, match="chưa đạt"):
        mark(dossier, paper, True, by="minh", at=MONDAY, seen="")
    assert mark(dossier, paper, True, by="minh", at=MONDAY, seen="bad").check_result == Paper.Check.GOOD


def test_papers_that_a_colleague_just_found_bad_are_not_accepted(asked):
    new = add(asked, at=hours(3))
    send(asked, at=hours(4), note="")
    mark(asked, new, False, at=hours(5))
    with pytest.raises(NotNow, match="Còn giấy tờ chưa đạt"):
        accept(asked, at=hours(5))
    mark(asked, new, True, at=hours(6))
    accept(asked, at=hours(6))


def test_a_paper_may_still_be_found_bad_after_all_were_accepted(asked):
    new = add(asked, at=hours(3))
    send(asked, at=hours(4), note="")
    accept(asked, at=hours(5))
    assert mark(asked, new, False, at=hours(6)).check_result == Paper.Check.BAD


def stored(name="khac.pdf"):
    return store_upload(upload=pdf(name), accepts=("pdf",), actor=person("bien"), at=MONDAY)


CHANGES = {
    "typed": lambda d: save_draft(
        dossier_id=d.id, changes={"form": {"ad_title": "Khác"}}, actor=person("bien"), at=MONDAY
    ),
    "attached": lambda d: attach_paper(
        dossier_id=d.id, key="giay-phep", file=stored(), actor=person("bien"), at=MONDAY
    ),
    "removed": lambda d: remove_paper(dossier_id=d.id, paper_id=attached_too(d).id, actor=person("bien"), at=MONDAY),
}


def attached_too(dossier):
    return Paper.objects.get(dossier=dossier, key="giay-phep")


@pytest.mark.parametrize("change", CHANGES)
def test_nobody_submits_a_draft_that_another_window_has_changed(province, change):
    begun = draft(province)
    if change == "removed":
        CHANGES["attached"](begun)
    seen = revision_of(begun)
    CHANGES[change](begun)
    with pytest.raises(Conflict, match="cửa sổ khác"):
        submit(dossier_id=begun.id, actor=person("bien"), at=MONDAY, revision=seen)
    submit(dossier_id=begun.id, actor=person("bien"), at=MONDAY, revision=revision_of(begun))


@pytest.mark.parametrize("change", ["typed", "attached"])
def test_nothing_is_changed_in_another_window_once_the_draft_is_submitted(province, change):
    begun = draft(province)
    submit(dossier_id=begun.id, actor=person("bien"), at=MONDAY, revision=revision_of(begun))
    with pytest.raises(NotNow):
        CHANGES[change](begun)


def test_saving_what_is_already_kept_changes_nothing_that_was_seen(province):
    begun = draft(province)
    CHANGES["typed"](begun)
    seen = revision_of(begun)
    CHANGES["typed"](begun)
    assert revision_of(begun) == seen
