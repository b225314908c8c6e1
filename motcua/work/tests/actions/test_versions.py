import msgspec
import pytest

from motcua.audit.models import Entry
from motcua.kernel.refusals import Invalid
from motcua.work.actions import advance, move_to_version, process_saved
from motcua.work.models import Matter, Process, Step
from motcua.work.rules.process import read_process
from motcua.work.tests.make import CALENDAR, at, licence, matter, office

pytestmark = pytest.mark.django_db


def changed(key, **facts):
    data = licence().as_json()
    data["steps"] = [step | facts if step["key"] == key else step for step in data["steps"]]
    return read_process(data)


def renamed_step():
    text = msgspec.json.encode(licence().as_json()).replace(b'"assigning"', b'"sharing_out"')
    return read_process(msgspec.json.decode(text))


def received(place, **more):
    found = matter(place, **more)
    return advance(matter_id=found.pk, action="receive", actor=place["reception"], at=at(2, 9), calendar=CALENDAR)


def test_saving_the_same_process_again_stores_nothing():
    first = process_saved(definition=licence(), at=at(1))
    assert process_saved(definition=licence(), at=at(2)).pk == first.pk
    second = process_saved(definition=licence(name="Cấp giấy phép biểu diễn"), at=at(2))
    assert (second.version, Process.objects.count()) == (2, 2)


def test_a_process_that_cannot_run_is_not_saved():
    with pytest.raises(Invalid) as refused:
        process_saved(definition=changed("signing", actions=[]), at=at(1))
    assert "Ký duyệt" in refused.value.fields["process"][0]
    assert not Process.objects.exists()


def test_open_matters_keep_their_version_until_they_are_moved():
    place = office()
    found = received(place)
    newer = process_saved(definition=changed("assigning", hours=4), at=at(3))
    (would,) = move_to_version(process=newer, actor=place["leader"], at=at(3), dry_run=True)
    assert would.moved
    assert "nay 4 giờ, hạn đã hẹn giữ nguyên" in would.sentence
    assert Matter.objects.get(pk=found.pk).process.version == 1
    due = Step.objects.get(matter=found, finished_at=None).due_at
    (did,) = move_to_version(process=newer, actor=place["leader"], at=at(3), dry_run=False)
    assert did == would
    assert Matter.objects.get(pk=found.pk).process_id == newer.pk
    assert Step.objects.get(matter=found, finished_at=None).due_at == due
    assert "phiên bản 2" in Entry.objects.get(action="work.move_to_version").sentence
    assert move_to_version(process=newer, actor=place["leader"], at=at(3), dry_run=False) == []


def test_a_matter_at_a_step_that_is_gone_stays_and_the_rest_move():
    place = office()
    stays = received(place, reference="H32.25-260302-0001")
    goes = matter(place, reference="H32.25-260302-0002")
    newer = process_saved(definition=renamed_step(), at=at(3))
    moves = {m.reference[-1]: m for m in move_to_version(process=newer, actor=place["leader"], at=at(3), dry_run=False)}
    assert (moves["1"].moved, moves["2"].moved) == (False, True)
    assert "không còn bước “Phân công”" in moves["1"].sentence
    assert Matter.objects.get(pk=goes.pk).process_id == newer.pk
    (again,) = move_to_version(
        process=newer, actor=place["leader"], at=at(3), dry_run=False, instead={"assigning": "sharing_out"}
    )
    assert (again.matter_id, again.moved) == (stays.pk, True)
    assert Step.objects.get(matter=stays, finished_at=None).node == "sharing_out"


def test_a_step_that_passes_to_another_role_loses_its_officer():
    place = office()
    found = received(place)
    Step.objects.filter(matter=found, finished_at=None).update(officer_id=place["division_head"].account_id)
    newer = process_saved(definition=changed("assigning", role="leader", unit="agency"), at=at(3))
    move_to_version(process=newer, actor=place["leader"], at=at(3), dry_run=False)
    step = Step.objects.get(matter=found, finished_at=None)
    assert (step.role, step.unit_id, step.officer_id) == ("leader", place.units["agency"].pk, None)


def test_moving_never_starts_or_stops_a_clock():
    place = office()
    received(place)
    newer = process_saved(definition=changed("assigning", counted=False), at=at(3))
    (move,) = move_to_version(process=newer, actor=place["leader"], at=at(3), dry_run=True)
    assert not move.moved
    assert "đồng hồ" in move.sentence
