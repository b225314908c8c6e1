"""From a change in the national database to a version in force: found, shown, decided, published in the term."""

from datetime import date, datetime, timedelta

import msgspec
import pytest

from motcua.audit.public import entries_about
from motcua.exchange.tests.make import STYLES, connected
from motcua.kernel.clock import VIETNAM
from motcua.kernel.limits import Limit
from motcua.kernel.refusals import Conflict, Invalid, NotFound
from motcua.organizations.models import WorkCalendar
from motcua.procedures.actions.settle_change import accept_change, accept_trivial, offer_of, reject_change
from motcua.procedures.actions.sync_national import sync_national
from motcua.procedures.models import NationalChange, NationalCopy, ProcedureVersion
from motcua.procedures.queries import version_in_force
from motcua.procedures.rules.definition import Decision, FormDefinition, FormField, FormSection
from motcua.procedures.rules.national.portal import to_portal
from motcua.procedures.rules.national.session import to_session
from motcua.procedures.tests.make import AT, DESIGNER, definition, designer_account, fee, published

pytestmark = pytest.mark.django_db
WRITE = {"session": to_session, "token": to_portal}
WEEK = [[["07:00", "11:30"], ["13:30", "17:00"]]] * 5 + [[], []]
LATER = AT + timedelta(hours=2)


@pytest.fixture(autouse=True)
def province():
    WorkCalendar.objects.create(code="hanh-chinh", name="Giờ hành chính", week=WEEK)
    return designer_account()


def whole(key="9.000001", **changes):
    """A procedure that the national side could have said in every part."""
    given = {
        "steps_text": ["Nộp hồ sơ.", "Nhận kết quả."],
        "audience": ["Công dân Việt Nam"],
        "agencies_text": "Sở Văn hóa, Thể thao và Du lịch",
        "decision": Decision(number="12/QĐ-UBND", on=date(2026, 2, 27), agency="UBND tỉnh"),
    }
    return definition(key, **(given | changes))


def ours(**changes):
    """The same with what the province adds: an e-form, a keyword, its own fee."""
    form = FormDefinition(title="Đơn", sections=[FormSection("a", "A", [FormField("ten", "Tên", "text")])])
    base = whole(**changes)
    case = msgspec.structs.replace(base.cases[0], form="don")
    return msgspec.structs.replace(
        base, forms={"don": form}, keywords=["diều"], cases=[case], online_level="fully_online"
    )


@pytest.fixture(params=STYLES)
def national(request):
    """A simulated national side: ``serve(definition, …)`` makes it say those, and only those."""
    with connected(request.param, []) as (simulator, connector):

        def serve(*definitions):
            simulator.store.procedures = {one.national_code: WRITE[request.param](one) for one in definitions}

        yield serve, connector, simulator


def sync(connector, at=AT, **options):
    return sync_national(national=connector, actor=DESIGNER, at=at, **options)


def waiting():
    return NationalChange.objects.get(state="waiting")


def accept(change, at=LATER, choices=None, **options):
    given = {"change_id": change.pk, "revision": change.revision, "choices": choices or {}, "actor": DESIGNER}
    return accept_change(**(given | options), at=at)


def test_what_both_say_alike_is_no_change(national):
    serve, connector, _simulator = national
    published(ours())
    serve(whole())
    report = sync(connector)
    assert (report.listed, report.fetched, report.same) == (1, 1, 1)
    assert not NationalChange.objects.exists()


def test_an_amended_procedure_waits_and_is_published_with_what_the_province_added(national):
    serve, connector, _simulator = national
    published(ours())
    serve(whole())
    sync(connector)
    serve(whole(conditions="Diều dài dưới 3 m."))
    assert sync(connector).amended == ["9.000001"]
    change = waiting()
    assert [part.path for part in offer_of(change).parts] == ["conditions"]
    version = accept(change)
    content = version.content
    assert content.conditions == "Diều dài dưới 3 m."
    assert (content.keywords, list(content.forms), content.cases[0].form) == (["diều"], ["don"], "don")
    assert (version.number, content.online_level) == (2, "fully_online")
    change.refresh_from_db()
    assert (change.state, change.version_id, change.settled_by) == ("accepted", version.pk, DESIGNER.name)
    assert sync(connector, full=True).same == 1
    assert any("công khai thay đổi" in entry.sentence for entry in entries_about("9.000001"))


def test_what_the_province_changed_itself_stays_unless_somebody_chooses_otherwise(national):
    serve, connector, _simulator = national
    first = whole()
    published(ours())
    serve(first)
    sync(connector)
    local = ours(conditions="Chỉ thả sau 16 giờ.")
    published(local)
    serve(whole(conditions="Diều dài dưới 3 m.", name="Cấp phép thả diều"))
    sync(connector)
    change = waiting()
    parts = {part.path: part for part in offer_of(change).parts}
    assert parts["conditions"].is_conflict
    assert not parts["name"].is_conflict
    version = accept(change)
    assert version.content.conditions == "Chỉ thả sau 16 giờ."
    assert version.name == "Cấp phép thả diều"


def test_the_designer_may_choose_against_the_usual_part_by_part(national):
    serve, connector, _simulator = national
    published(ours())
    serve(whole())
    sync(connector)
    serve(whole(conditions="Mới.", name="Tên mới của quốc gia"))
    sync(connector)
    version = accept(waiting(), choices={"name": "province"})
    assert (version.name, version.content.conditions) == (whole().name, "Mới.")


def test_a_time_limit_and_a_fee_are_taken_into_our_own_case(national):
    serve, connector, _simulator = national
    published(ours())
    serve(whole())
    sync(connector)
    changed = whole()
    ways = [
        msgspec.structs.replace(way, limit=Limit(3, "working_day"), fees=[fee(50_000, note="Phí thẩm định")])
        for way in changed.cases[0].channels
    ]
    serve(msgspec.structs.replace(changed, cases=[msgspec.structs.replace(changed.cases[0], channels=ways)]))
    sync(connector)
    [case] = accept(waiting()).content.cases
    assert [way.limit.value for way in case.channels] == [3, 3]
    assert [way.fees[0].amount for way in case.channels] == [50_000, 50_000]
    assert case.form == "don"


def test_a_new_procedure_is_published_whole_and_an_abolished_one_takes_nobody_any_more(national):
    serve, connector, _simulator = national
    published(ours())
    serve(whole(), whole("9.000002", name="Cấp phép bơi đêm"))
    assert sync(connector).new == ["9.000002"]
    assert accept(waiting()).name == "Cấp phép bơi đêm"
    serve(whole("9.000002", name="Cấp phép bơi đêm"))
    assert sync(connector, at=LATER).abolished == ["9.000001"]
    next_day = LATER + timedelta(days=1)
    assert accept(waiting(), at=next_day) is None
    assert version_in_force("9.000001", AT.date()).number == 1
    with pytest.raises(NotFound):
        version_in_force("9.000001", next_day.date())


def test_a_list_that_lost_most_of_itself_abolishes_nothing(national):
    serve, connector, _simulator = national
    all_of_them = [whole(f"9.0001{n:02}") for n in range(30)]
    published(*all_of_them)
    serve(*all_of_them)
    sync(connector)
    serve(all_of_them[0])
    report = sync(connector)
    assert report.abolished == []
    assert "*" in report.unreadable


def test_two_designers_at_once_one_wins_and_the_other_learns_who(national):
    serve, connector, _simulator = national
    serve(whole())
    sync(connector)
    change = waiting()
    accept(change)
    with pytest.raises(Conflict, match=DESIGNER.name):
        accept(change)
    assert ProcedureVersion.objects.count() == 1


def test_a_change_that_changed_again_must_be_looked_at_again(national):
    serve, connector, _simulator = national
    serve(whole())
    sync(connector)
    seen = waiting()
    serve(whole(conditions="Sửa thêm."))
    sync(connector)
    assert waiting().pk == seen.pk
    with pytest.raises(Conflict, match="một lần nữa"):
        accept(seen)
    assert accept(waiting()).content.conditions == "Sửa thêm."


def test_a_change_that_was_taken_back_waits_no_longer(national):
    serve, connector, _simulator = national
    published(ours())
    serve(whole())
    sync(connector)
    serve(whole(conditions="Nhầm."))
    sync(connector)
    serve(whole())
    sync(connector)
    assert not NationalChange.objects.filter(state="waiting").exists()


def test_a_rejected_change_needs_a_reason_and_does_not_come_back_but_a_later_one_does(national):
    serve, connector, _simulator = national
    published(ours())
    serve(whole())
    sync(connector)
    serve(whole(conditions="Không hợp với tỉnh."))
    sync(connector)
    change = waiting()
    with pytest.raises(Invalid):
        reject_change(change_id=change.pk, revision=1, reason="  ", actor=DESIGNER, at=LATER)
    reject_change(change_id=change.pk, revision=1, reason="Tỉnh không có bãi thả diều", actor=DESIGNER, at=LATER)
    assert sync(connector, full=True).amended == []
    serve(whole(conditions="Không hợp với tỉnh, lần hai."))
    assert sync(connector).amended == ["9.000001"]


def test_changes_of_form_alone_are_published_together_and_nothing_else_is(national):
    serve, connector, _simulator = national
    first, second = whole(), whole("9.000002", name="Cấp phép bơi đêm")
    published(first, second)
    serve(first, second)
    sync(connector)
    decision = Decision(number="99/QĐ-UBND", on=date(2026, 3, 2), agency="UBND tỉnh")
    serve(
        msgspec.structs.replace(first, decision=decision), msgspec.structs.replace(second, conditions="Thật sự khác.")
    )
    sync(connector)
    ids = list(NationalChange.objects.values_list("pk", flat=True))
    answers = accept_trivial(ids=ids, actor=DESIGNER, at=LATER)
    assert sorted(bool(answer) for answer in answers.values()) == [False, True]
    assert waiting().code == "9.000002"


def test_the_term_counts_five_working_days_from_the_decision(national):
    serve, connector, _simulator = national
    serve(whole())  # decided on Friday 27 February 2026
    sync(connector)
    assert waiting().publish_by.astimezone(VIETNAM) == datetime(2026, 3, 6, 17, 0, tzinfo=VIETNAM)


def test_records_whose_mark_stands_are_not_fetched_again(national):
    serve, connector, _simulator = national
    serve(whole(), whole("9.000002", name="Cấp phép bơi đêm"))
    assert sync(connector).fetched == 2
    assert sync(connector).fetched == 0
    assert sync(connector, full=True).fetched == 2


def test_a_record_that_cannot_be_read_is_reported_and_holds_no_other_back(national):
    serve, connector, simulator = national
    serve(whole(), whole("9.000002", name="Cấp phép bơi đêm"))
    broken = simulator.store.procedures["9.000001"]
    for name in ("LINHVUCTHUCHIEN", "categoriesDetails"):
        broken.pop(name, None)
    report = sync(connector)
    assert list(report.unreadable) == ["9.000001"]
    assert report.new == ["9.000002"]


def test_a_line_that_breaks_keeps_what_was_found_and_goes_on_from_there(national):
    from motcua.exchange.public import Unreachable

    serve, connector, simulator = national
    serve(*[whole(f"9.00000{n}", name=f"Thủ tục {n}") for n in range(1, 6)])
    service = {"session": "LayThuTuc", "token": "get-formality-by-citizen"}
    name = service["session" if hasattr(simulator.style, "sessions") else "token"]
    simulator.faults.order(
        [{"kind": "slow", "service": name, "seconds": 0, "times": 3}, {"kind": "502", "service": name, "times": 1}]
    )
    with pytest.raises(Unreachable):
        sync(connector)
    assert NationalCopy.objects.count() == 3
    assert sync(connector).fetched == 2
    assert NationalChange.objects.filter(state="waiting").count() == 5
