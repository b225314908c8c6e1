"""Posts, standing in, and pages that say who may open them."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.http import HttpResponse

from motcua.audit.models import Entry
from motcua.kernel.actor import ANYONE, Actor, Post
from motcua.kernel.ids import new_id
from motcua.kernel.refusals import Invalid, NotAllowed, SignInNeeded
from motcua.organizations.actions.stand_in import stand_in as stand_in_action
from motcua.organizations.models import StandIn
from motcua.organizations.public import Where, access, actor_of, may, require
from motcua.organizations.tests.make import administrator, at, make_account, make_posting, make_unit, specialist

DAY = date(2026, 3, 2)


def stand_in(absent, deputy, first=date(2026, 3, 1), last=date(2026, 3, 5)):
    return StandIn.objects.create(absent=absent, deputy=deputy, valid_from=first, valid_to=last)


@pytest.mark.django_db
def test_somebody_acts_in_the_posts_held_that_day():
    account, unit = make_account("an"), make_unit("H32.25")
    make_posting(account, unit, "specialist")
    make_posting(account, unit, "leader", valid_from=date(2026, 4, 1))
    make_posting(account, unit, "reception", valid_to=date(2026, 3, 1))
    assert actor_of(account, on=DAY).roles == {"specialist"}


@pytest.mark.django_db
def test_a_deputy_has_the_posts_of_the_absent_while_it_lasts(django_assert_num_queries):
    leader, deputy = make_account("lanhdao", "Phạm Hữu Nghĩa"), make_account("capduoi")
    make_posting(leader, make_unit("H32.25"), "leader", title="Giám đốc")
    stand_in(leader, deputy)
    with django_assert_num_queries(1):
        actor = actor_of(deputy, on=DAY)
    assert actor.posts[0].role == "leader"
    assert actor.posts[0].title == "Giám đốc (thay Phạm Hữu Nghĩa)"
    assert not actor_of(deputy, on=date(2026, 3, 6)).posts
    assert not actor_of(deputy, on=date(2026, 2, 28)).posts
    assert actor_of(leader, on=DAY).roles == {"leader"}


@pytest.mark.django_db
def test_standing_in_is_one_level_deep():
    one, two, three = make_account("mot"), make_account("hai"), make_account("ba")
    make_posting(one, make_unit("H32.25"), "leader")
    stand_in(one, two)
    stand_in(two, three)
    assert actor_of(two, on=DAY).roles == {"leader"}
    assert not actor_of(three, on=DAY).posts


@pytest.mark.django_db
def test_ones_own_post_comes_before_the_same_post_of_an_absent_colleague():
    one, two, unit = make_account("mot"), make_account("hai"), make_unit("H32.25")
    make_posting(one, unit, "specialist", title="Chuyên viên chính")
    make_posting(two, unit, "specialist", title="Chuyên viên")
    stand_in(one, two)
    assert [post.title for post in actor_of(two, on=DAY).posts] == ["Chuyên viên"]


@pytest.mark.django_db
def test_a_unit_that_has_ended_gives_no_post():
    account = make_account("an")
    make_posting(account, make_unit("H43", valid_from=date(2000, 1, 1), valid_to=date(2025, 6, 30)), "leader")
    assert not actor_of(account, on=DAY).posts


@access("calendar.edit")
def page(request, word="x"):
    return HttpResponse(word)


def test_a_page_says_its_permission_and_opens_to_those_who_have_it():
    assert page.access == "calendar.edit"
    assert page(SimpleNamespace(actor=administrator()), word="mở").content.decode() == "mở"


def test_a_page_stays_closed_to_others_and_asks_guests_to_sign_in():
    with pytest.raises(NotAllowed):
        page(SimpleNamespace(actor=specialist()))
    with pytest.raises(SignInNeeded):
        page(SimpleNamespace(actor=ANYONE))


def test_a_page_of_ones_own_things_needs_an_account():
    own = access("account.own")(lambda request: HttpResponse("ok"))
    with pytest.raises(SignInNeeded):
        own(SimpleNamespace(actor=ANYONE))
    person = Actor(account_id=administrator().account_id, name="Trần Thị Minh Châu")
    assert own(SimpleNamespace(actor=person)).status_code == 200


def test_nobody_is_an_officer_to_what_they_applied_for_themselves():
    officer = Actor(new_id(), "Võ Hoài Nam", (Post("leader", 1, "Sở Văn hóa", "H32.25"),))
    theirs, anothers = (
        Where(owner=owner, units=frozenset({1}), agency="H32.25") for owner in (officer.account_id, new_id())
    )
    assert may(officer, "dossiers.sign_result", anothers)
    assert not may(officer, "dossiers.sign_result", theirs)
    assert may(officer, "dossiers.withdraw", theirs)
    with pytest.raises(NotAllowed, match="chính bạn nộp"):
        require(officer, "dossiers.sign_result", theirs)


def test_a_permission_that_the_table_does_not_know_is_an_error_at_once():
    with pytest.raises(LookupError):
        access("no.such")


def appoint(absent, deputy, first=date(2026, 3, 1), last=date(2026, 3, 5), actor=None):
    return stand_in_action(
        absent=absent,
        deputy=deputy,
        first=first,
        last=last,
        reason="Nghỉ phép",
        actor=actor or administrator(),
        at=at("2026-02-27 09:00"),
    )


@pytest.mark.django_db
def test_an_administrator_appoints_a_deputy_and_it_is_written_down():
    leader, deputy = make_account("lanhdao", "Phạm Hữu Nghĩa"), make_account("capduoi", "Lê Thanh Tâm")
    make_posting(leader, make_unit("H32.25"), "leader")
    appoint(leader, deputy)
    assert actor_of(deputy, on=DAY).roles == {"leader"}
    assert (
        "Lê Thanh Tâm thay Phạm Hữu Nghĩa từ 01/03/2026 đến hết 05/03/2026"
        in Entry.objects.get(action="organizations.stand_in").sentence
    )


@pytest.mark.django_db
def test_a_deputy_that_makes_no_sense_is_refused():
    leader, deputy = make_account("lanhdao"), make_account("capduoi")
    with pytest.raises(NotAllowed):
        appoint(leader, deputy, actor=specialist())
    with pytest.raises(Invalid, match="Chưa ghi được"):
        appoint(leader, leader)
    with pytest.raises(Invalid):
        appoint(leader, deputy, last=date(2026, 2, 1))
    appoint(leader, deputy)
    with pytest.raises(Invalid):
        appoint(leader, deputy, first=date(2026, 3, 5), last=date(2026, 3, 9))
    assert StandIn.objects.count() == 1
