from datetime import UTC

import pytest

from motcua.kernel.refusals import Conflict, Invalid, NotAllowed, NotNow
from motcua.organizations.models import Posting
from motcua.work.actions import advance, assign, close, extend, pause, resume, take
from motcua.work.models import ClockSpan, Matter, Step
from motcua.work.tests.make import CALENDAR, at, matter, office

pytestmark = pytest.mark.django_db


def act(found, action, actor, when, **more):
    return advance(matter_id=found.pk, action=action, actor=actor, at=when, calendar=CALENDAR, **more)


def open_nodes(found):
    return sorted(Step.objects.filter(matter=found, finished_at=None).values_list("node", flat=True))


def appraised(place, when=None):
    found = matter(place)
    act(found, "receive", place["reception"], at(2, 9))
    return act(found, "forward", place["division_head"], at(2, 10), officer_id=place["specialist"].account_id)


def verbs(seen):
    """What was asked of the database: statements that travel together are told apart."""
    return [part.split()[0] for query in seen.captured_queries for part in query["sql"].split(";\n")]


def test_a_matter_opens_with_inserts_alone(django_assert_max_num_queries):
    place = office()
    matter(place)
    with django_assert_max_num_queries(3) as seen:  # the first reads the process, here in the test
        matter(place)
    assert verbs(seen) == ["SELECT", "INSERT", "INSERT"]


def test_the_clock_starts_when_the_first_counted_step_is_entered():
    place = office()
    found = matter(place)
    assert (found.clock, found.due_at) == ("not_started", None)
    found = act(found, "receive", place["reception"], at(2, 9))
    assert found.clock == "running"
    assert found.clock_started_at == at(2, 9)
    assert found.due_at == found.original_due_at == at(7, 9)
    assert open_nodes(found) == ["assigning"]


def test_forwarding_takes_four_statements(django_assert_max_num_queries):
    place = office()
    found = matter(place)
    act(found, "receive", place["reception"], at(2, 9))
    with django_assert_max_num_queries(4) as seen:
        act(found, "forward", place["division_head"], at(2, 10))
    assert verbs(seen) == ["SELECT", "UPDATE", "UPDATE", "INSERT"]


def test_whoever_comes_second_is_told_who_did_what_and_when():
    place = office()
    found = matter(place)
    act(found, "receive", place["reception"], at(2, 9, 12), expected_version=1)
    with pytest.raises(Conflict) as refused:
        act(found, "receive", place["reception"], at(2, 9, 13), expected_version=1)
    assert "Trần Thị Mai đã làm “Tiếp nhận” lúc 09:12 ngày 02/03/2026" in refused.value.message


def test_a_step_of_another_unit_or_another_officer_is_refused():
    place, other = office(), office("H32.26")
    found = appraised(place)
    with pytest.raises(NotAllowed, match="giao cho người khác"):
        act(found, "submit", place["second"], at(2, 11))
    with pytest.raises(NotAllowed):
        act(found, "submit", other["specialist"], at(2, 11))
    assert act(found, "submit", other["leader"], at(2, 11), authorised=True).version == 4


def test_a_return_needs_a_reason_and_goes_to_whoever_did_the_step():
    place = office()
    found = appraised(place)
    act(found, "submit", place["specialist"], at(3, 9))
    with pytest.raises(Invalid):
        act(found, "return", place["leader"], at(3, 10), note="  ")
    act(found, "return", place["leader"], at(3, 10), note="Thiếu bản đồ vị trí")
    step = Step.objects.get(matter=found, finished_at=None)
    assert (step.node, step.officer_id) == ("appraisal", place["specialist"].account_id)


def test_a_consultation_joins_when_the_last_side_step_is_done():
    place = office()
    found = appraised(place)
    found = act(found, "consult", place["specialist"], at(2, 12))
    assert open_nodes(found) == ["ask_agency", "ask_division"]
    assert found.clock == "running"
    act(found, "answer", place["leader"], at(3, 9), note="Đồng ý")
    assert open_nodes(found) == ["ask_division"]
    act(found, "answer", place["division_head"], at(3, 11), note="Đồng ý")
    step = Step.objects.get(matter=found, finished_at=None)
    assert (step.node, step.officer_id) == ("appraisal", place["specialist"].account_id)


@pytest.mark.parametrize("note", ["", " \n"])
def test_who_is_asked_for_an_opinion_writes_one(note):
    place = office()
    found = appraised(place)
    act(found, "consult", place["specialist"], at(2, 12))
    with pytest.raises(Invalid, match="Chưa ghi ý kiến") as refused:
        act(found, "answer", place["leader"], at(3, 9), note=note)
    assert list(refused.value.fields) == ["note"]
    assert open_nodes(found) == ["ask_agency", "ask_division"]


def test_a_consultation_may_ask_some_in_a_unit_of_ones_choice():
    place, elsewhere = office(), office("H32.26")
    found = appraised(place)
    unit = elsewhere.units["agency"]
    act(found, "consult", place["specialist"], at(2, 12), asked={"ask_agency": unit.pk})
    assert open_nodes(found) == ["ask_agency"]
    act(found, "answer", elsewhere["leader"], at(3, 9), note="Đồng ý")
    assert open_nodes(found) == ["appraisal"]


def test_a_pause_keeps_the_time_spent_and_moves_every_due_moment():
    place = office()
    found = appraised(place)
    pause(matter_id=found.pk, reason="Bổ sung giấy tờ", evidence="Phiếu 02", actor=place["reception"], at=at(3, 10))
    assert Step.objects.get(matter=found, finished_at=None).waiting
    with pytest.raises(NotNow):
        act(found, "submit", place["specialist"], at(4, 9))
    found = resume(matter_id=found.pk, actor=place["reception"], at=at(10, 15), calendar=CALENDAR)
    assert found.original_due_at == at(7, 9)
    assert found.due_at == CALENDAR.add(at(10, 15), CALENDAR.between(at(3, 10), at(7, 9)))
    step = Step.objects.get(matter=found, finished_at=None)
    assert (step.waiting, step.due_at) == (False, CALENDAR.add(at(10, 15), 12 * 3600))
    kinds = list(ClockSpan.objects.filter(matter=found).order_by("started_at").values_list("kind", flat=True))
    assert kinds == ["running", "paused", "running"]


def test_papers_asked_for_before_reception_never_start_the_clock():
    place = office()
    found = matter(place)
    pause(matter_id=found.pk, reason="Bổ sung", actor=place["reception"], at=at(2, 9))
    found = resume(matter_id=found.pk, actor=place["reception"], at=at(5, 9), calendar=CALENDAR)
    assert (found.clock, found.clock_started_at) == ("not_started", None)
    assert Step.objects.get(matter=found).due_at == at(6, 9)


def test_the_clock_stops_before_handing_over_and_goes_on_when_the_result_is_recalled():
    place = office()
    found = appraised(place)
    act(found, "submit", place["specialist"], at(3, 9))
    found = act(found, "sign", place["leader"], at(3, 10))
    assert (found.clock, found.closed_at) == ("stopped", None)
    found = act(found, "recall", place["reception"], at(9, 10))
    assert (found.clock, found.due_at) == ("running", CALENDAR.add(at(9, 10), CALENDAR.between(at(3, 10), at(7, 9))))


def test_an_extension_keeps_what_was_first_appointed():
    place = office()
    found = appraised(place)
    with pytest.raises(Invalid):
        extend(matter_id=found.pk, due_at=at(6, 9), reason="", actor=place["leader"], at=at(5, 9))
    found = extend(matter_id=found.pk, due_at=at(12, 9), reason="Mưa lũ", actor=place["leader"], at=at(5, 9))
    found = Matter.objects.get(pk=found.pk)
    assert (found.due_at, found.original_due_at) == (at(12, 9), at(7, 9))
    assert ClockSpan.objects.filter(matter=found, ended_at=None).count() == 1


def test_a_closed_matter_has_no_open_step_and_no_open_span():
    place = office()
    found = appraised(place)
    act(found, "consult", place["specialist"], at(2, 12))
    found = close(matter_id=found.pk, outcome="withdrawn", actor=place["leader"], at=at(4, 9), note="Rút hồ sơ")
    assert (found.outcome, found.clock) == ("withdrawn", "stopped")
    assert open_nodes(found) == []
    assert not ClockSpan.objects.filter(matter=found, ended_at=None).exists()
    with pytest.raises(NotNow):
        act(found, "answer", place["leader"], at(4, 10), note="Đồng ý")


def test_taking_and_assigning_say_whose_a_step_is():
    place = office()
    found = matter(place)
    act(found, "receive", place["reception"], at(2, 9))
    act(found, "forward", place["division_head"], at(2, 10))
    step = Step.objects.get(matter=found, finished_at=None)
    take(step_id=step.pk, actor=place["specialist"], at=at(2, 11))
    with pytest.raises(Conflict):
        take(step_id=step.pk, actor=place["second"], at=at(2, 11))
    with pytest.raises(Invalid):
        assign(step_id=step.pk, officer_id=place["leader"].account_id, actor=place["division_head"], at=at(2, 12))
    again = assign(step_id=step.pk, officer_id=place["second"].account_id, actor=place["division_head"], at=at(2, 12))
    assert again.version == Matter.objects.get(pk=found.pk).version == 5
    assert Step.objects.get(pk=step.pk).officer_id == place["second"].account_id


def test_who_holds_a_post_is_asked_for_the_day_in_viet_nam():
    """Stored moments come back in UTC, where half past six in the morning is still yesterday."""
    place = office()
    found = matter(place)
    act(found, "receive", place["reception"], at(2, 9))
    act(found, "forward", place["division_head"], at(2, 10))
    step = Step.objects.get(matter=found, finished_at=None)
    Posting.objects.filter(account_id=place["second"].account_id).update(valid_to=at(2).date())
    head, second = place["division_head"], place["second"].account_id
    early = at(3, 6, 30).astimezone(UTC)
    assert early.date() == at(2).date()
    with pytest.raises(Invalid):
        assign(step_id=step.pk, officer_id=second, actor=head, at=early)
    assign(step_id=step.pk, officer_id=second, actor=head, at=at(2, 23).astimezone(UTC))
