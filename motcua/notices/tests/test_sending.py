"""The queue: retries, outages, dead letters, closed addresses, crashes, floods; nothing twice, nothing lost."""

from datetime import timedelta

import pytest

from motcua.audit.public import entries_about
from motcua.kernel.refusals import NotAllowed, NotNow
from motcua.notices.actions.operate import lift, resend, resend_all
from motcua.notices.actions.plan import _plan
from motcua.notices.actions.send import _taken, send_due
from motcua.notices.connectors.chosen import channel_of
from motcua.notices.jobs import forget, plan, send
from motcua.notices.models import ChannelLine, Delivery, Device, Notice, SuppressedAddress, Wishes
from motcua.notices.queries import due, unplanned
from motcua.notices.rules.retrying import LEASE
from motcua.notices.tests.make import AT, CODE, somebody, told
from motcua.organizations.public import actor_of
from motcua.organizations.tests.make import make_account, make_posting, make_unit

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def keeper():
    account = make_account("tri", "Lê Minh Trí")
    make_posting(account, make_unit("H32"), "administrator")
    return actor_of(account, on=AT.date())


def by_sms(**more):
    return somebody(phone="0900000017", channels={"to_do": ["sms"], "progress": ["sms"], "result": ["sms"]}, **more)


def states():
    return [Delivery.State(state).name for state in Delivery.objects.order_by("id").values_list("state", flat=True)]


def test_a_message_of_each_channel_goes_from_the_act_to_the_person(outside):
    account = somebody(email="hoa@hop-thu.example", phone="0900000026")
    key, secret = outside.styles["push"].keys()
    Device.objects.create(account=account, endpoint=f"{outside.url}/push/hoa", key=key, secret=secret, added_at=AT)
    told(account)
    plan(AT)
    for name in ("email", "push", "zalo", "sms"):
        send(name, AT)
    assert {one.channel for one in outside.received.newest()} == {"email", "push", "zalo"}
    assert all(CODE in one.text for one in outside.received.newest())
    assert states() == ["SENT"] * 3


def test_who_is_not_on_zalo_is_told_by_sms_once(outside):
    told(somebody(phone="0900000017"))
    plan(AT)
    send("zalo", AT)
    send("sms", AT)
    send("sms", AT + DAY)
    (one,) = outside.received.of("sms")
    assert one.address == "84900000017"
    assert SuppressedAddress.objects.get().channel == "zalo"


def test_an_sms_goes_without_accents_unless_the_province_pays_for_them(outside, settings):
    told(by_sms(), once="a")
    plan(AT)
    send("sms", AT)
    settings.SMS = {**settings.SMS, "accents": True}
    told(somebody("bien", phone="0900000019", channels={"to_do": ["sms"]}), once="b")
    plan(AT)
    send("sms", AT)
    plain, accented = (one.text for one in outside.received.of("sms"))
    assert plain.startswith("Ho so")
    assert accented.startswith("Hồ sơ")


def test_the_language_is_the_persons(outside):
    told(by_sms(language="en"))
    plan(AT)
    send("sms", AT)
    assert outside.received.of("sms")[0].text == f"Dossier {CODE}: send missing papers by 11/03/2026."


def test_a_partner_that_is_down_for_days_costs_no_message(outside):
    account = by_sms()
    for number in range(10):
        told(account, once=str(number))
    plan(AT)
    outside.faults.order([{"kind": "502", "channel": "sms", "times": 10_000}])
    at = AT
    while at < AT + 3 * DAY:
        send("sms", at)
        at += HOUR
    assert set(states()) <= {"QUEUED", "FAILED"}
    line = ChannelLine.objects.get(channel="sms")
    assert (line.failing_since, line.last_error) == (AT, "HTTP 502")
    outside.faults.order([])
    for minutes in range(0, 180, 5):
        send("sms", at + timedelta(minutes=minutes))
    assert states() == ["SENT"] * 10
    assert len(outside.received.of("sms")) == 10
    line.refresh_from_db()
    assert (line.failing_since, line.last_error) == (None, "")


def test_while_the_line_is_down_it_is_tried_now_and_then_and_not_for_every_message(outside):
    account = by_sms()
    for number in range(15):
        told(account, once=str(number))
    plan(AT)
    outside.faults.order([{"kind": "502", "channel": "sms", "times": 10_000}])
    assert send("sms", AT) == "unreachable 3"
    assert send("sms", AT + timedelta(seconds=10)) == "nothing"


def test_one_message_alone_is_enough_to_see_that_a_line_is_down(outside):
    told(by_sms())
    plan(AT)
    outside.faults.order([{"kind": "502", "channel": "sms", "times": 10_000}])
    send("sms", AT)
    line = ChannelLine.objects.get(channel="sms")
    assert (line.failing_since, line.next_try_at) == (AT, None)
    for minutes in (5, 10, 15):
        send("sms", AT + timedelta(minutes=minutes))
    line.refresh_from_db()
    assert line.next_try_at


def test_news_that_is_a_week_old_is_given_up(outside):
    told(by_sms())
    plan(AT)
    outside.faults.order([{"kind": "502", "channel": "sms", "times": 10_000}])
    send("sms", AT + 8 * DAY)
    assert states() == ["DEAD"]


def test_old_news_is_not_sent_at_all_but_stands_in_the_inbox(outside):
    told(by_sms(), at=AT - 8 * DAY)
    plan(AT)
    assert not Delivery.objects.exists()
    assert Notice.objects.get().planned_at


def test_what_fails_for_no_stated_reason_is_tried_again_ever_later_and_then_shown(outside):
    told(by_sms())
    plan(AT)
    outside.faults.order([{"kind": "later", "channel": "sms", "times": 10_000}])
    at, waits = AT, []
    while states() != ["DEAD"]:
        send("sms", at)
        row = Delivery.objects.get()
        waits.append(row.next_at - at)
        at = max(row.next_at, at + timedelta(seconds=1))
        assert row.attempts < 20
    assert row.attempts == 12
    assert waits[0] < waits[4]


def test_what_is_refused_is_dead_at_once_and_goes_when_somebody_sends_it_again(outside):
    row = told(by_sms())
    plan(AT)
    outside.faults.order([{"kind": "refused", "channel": "sms"}])
    send("sms", AT)
    assert states() == ["DEAD"]
    dead, who = Delivery.objects.get(), keeper()
    resend(delivery_id=dead.pk, actor=who, at=AT + HOUR)
    send("sms", AT + HOUR)
    assert states() == ["SENT"]
    assert any("gửi lại" in entry.sentence for entry in entries_about(str(dead.pk)))
    with pytest.raises(NotNow):
        resend(delivery_id=dead.pk, actor=who, at=AT + HOUR)
    assert row.deliveries.count() == 1


def test_all_dead_deliveries_of_a_channel_go_again_and_nobody_elses(outside):
    account = by_sms()
    for number in range(4):
        told(account, once=str(number))
    plan(AT)
    outside.faults.order([{"kind": "refused", "channel": "sms", "times": 4}])
    send("sms", AT)
    Delivery.objects.filter(pk=Delivery.objects.first().pk).update(channel="email")
    assert resend_all(channel="sms", actor=keeper(), at=AT + HOUR) == 3
    send("sms", AT + HOUR)
    assert sorted(states()) == ["DEAD", "SENT", "SENT", "SENT"]


def test_only_whoever_may_operate_sends_again(outside):
    account = by_sms()
    told(account)
    plan(AT)
    Delivery.objects.update(state=Delivery.State.DEAD)
    citizen = actor_of(account, on=AT.date())
    with pytest.raises(NotAllowed):
        resend(delivery_id=Delivery.objects.get().pk, actor=citizen, at=AT)
    with pytest.raises(NotAllowed):
        resend_all(channel="sms", actor=citizen, at=AT)


def test_nothing_more_goes_to_a_mail_box_that_does_not_exist_until_somebody_lifts_it(outside):
    account = somebody(email="khong-co@hop-thu.example")
    told(account, once="a")
    plan(AT)
    outside.faults.order([{"kind": "nobody", "channel": "email"}])
    send("email", AT)
    told(account, once="b")
    plan(AT)
    send("email", AT)
    assert states() == ["DEAD", "SUPPRESSED"]
    assert not outside.received.of("email")
    lift(address_id=SuppressedAddress.objects.get().pk, actor=keeper(), at=AT)
    told(account, once="c")
    plan(AT)
    send("email", AT)
    assert len(outside.received.of("email")) == 1


def test_a_browser_that_is_gone_is_forgotten(outside):
    account = somebody(channels={"to_do": ["push"]})
    key, secret = outside.styles["push"].keys()
    Device.objects.create(account=account, endpoint=f"{outside.url}/push/hoa", key=key, secret=secret, added_at=AT)
    told(account)
    plan(AT)
    outside.faults.order([{"kind": "nobody", "channel": "push"}])
    send("push", AT)
    assert states() == ["DEAD"]
    assert not Device.objects.exists()


def test_a_delivery_is_taken_by_one_worker(outside):
    told(by_sms())
    plan(AT)
    (one,), (other,) = due("sms", AT, 9), due("sms", AT, 9)
    assert _taken(one, AT)
    assert not _taken(other, AT)


@pytest.mark.parametrize(("name", "times"), [("sms", 1), ("email", 2)])
def test_a_worker_that_dies_between_handing_over_and_marking(outside, monkeypatch, name, times):
    """A gateway that knows keys tells the person once; a mail server, honestly, twice with one Message-ID."""
    told(somebody(email="hoa@hop-thu.example", phone="0900000017", channels={"to_do": [name]}))
    plan(AT)

    class Killed(BaseException):
        pass

    def die(*_given):
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr("motcua.notices.actions.send._mark", die)
        with pytest.raises(Killed):
            send(name, AT)
    send(name, AT + timedelta(seconds=30))
    assert states() == ["QUEUED"], "the lease holds"
    send(name, AT + LEASE)
    assert states() == ["SENT"]
    came = outside.received.of(name)
    assert len(came) == times
    assert len({one.more["key"] for one in came}) == 1


def test_a_lost_answer_of_a_gateway_that_knows_keys_tells_the_person_once(outside):
    told(by_sms())
    plan(AT)
    outside.faults.order([{"kind": "lost", "channel": "sms"}])
    send("sms", AT)
    send("sms", AT + HOUR)
    assert states() == ["SENT"]
    assert len(outside.received.of("sms")) == 1


def test_planning_twice_makes_no_second_delivery(outside):
    row = told(by_sms())
    plan(AT)
    Notice.objects.filter(pk=row.pk).update(planned_at=None)
    plan(AT)
    assert states() == ["QUEUED"]


def test_progress_waits_some_minutes_and_goes_in_one_letter(outside):
    account = somebody(email="hoa@hop-thu.example")
    told(account, "submitted", once="a", code="H32.25-260302-0001")
    told(account, "accepted", once="b", code="H32.25-260302-0002")
    plan(AT)
    assert send("email", AT + timedelta(minutes=9)) == "nothing"
    assert send("email", AT + timedelta(minutes=10)) == "sent 1"
    (letter,) = outside.received.of("email")
    assert letter.title == "2 tin mới trên Một cửa"
    assert letter.text.index("-0001") < letter.text.index("-0002")
    assert states() == ["SENT", "SENT"]


def test_letters_of_two_people_with_one_mail_box_are_never_mixed(outside):
    for name in ("hoa", "bien"):
        told(somebody(name, email="chung@hop-thu.example"), once=name)
    plan(AT)
    send("email", AT)
    assert len(outside.received.of("email")) == 2


def test_what_rings_waits_for_the_morning_unless_it_must_be_done_within_a_day(outside):
    night = AT.replace(hour=23)
    account = by_sms()
    told(account, once="a", at=night)
    told(account, once="b", at=night, until=night + 8 * HOUR)
    plan(night)
    send("sms", night)
    assert len(outside.received.of("sms")) == 1
    send("sms", AT.replace(hour=7) + DAY)
    assert len(outside.received.of("sms")) == 2


def test_a_flood_to_one_address_ends_in_the_inbox(outside):
    account = by_sms()
    for number in range(30):
        told(account, once=str(number))
    plan(AT)
    send("sms", AT)
    assert len(outside.received.of("sms")) == 20
    assert Notice.objects.filter(account=account).count() == 30
    told(account, once="tomorrow", at=AT + DAY + HOUR)
    plan(AT + DAY + HOUR)
    send("sms", AT + DAY + HOUR)
    assert len(outside.received.of("sms")) == 21


def test_a_broken_message_holds_nobody_else_back(outside):
    account = by_sms()
    broken, _good = told(account, once="a"), told(account, once="b")
    plan(AT)
    Notice.objects.filter(pk=broken.pk).update(data={"code": CODE, "until": "no moment"})
    send("sms", AT)
    assert len(outside.received.of("sms")) == 1
    assert sorted(states()) == ["FAILED", "SENT"]


def test_messages_leave_at_the_pace_that_was_set(outside, monkeypatch):
    account, slept = by_sms(), []
    for number in range(3):
        told(account, once=str(number))
    plan(AT)
    monkeypatch.setattr("motcua.notices.actions.send.sleep", slept.append)
    send_due(name="sms", channel=channel_of("sms"), at=AT, pace=0.5)
    assert slept == [0.5] * 3


def test_addresses_go_after_some_months_and_messages_after_a_year(outside):
    told(by_sms(), once="old")
    plan(AT)
    send("sms", AT)
    forget(AT + 89 * DAY)
    assert Delivery.objects.get().address
    forget(AT + 91 * DAY)
    row = Delivery.objects.get()
    assert (row.address, row.reference, row.state) == ("", "", Delivery.State.SENT)
    forget(AT + 401 * DAY)
    assert not Notice.objects.exists()
    assert not Delivery.objects.exists()


def test_what_still_waits_keeps_its_address(outside):
    told(by_sms())
    plan(AT)
    forget(AT + 91 * DAY)
    assert Delivery.objects.get().address


def test_a_message_is_planned_by_one_worker(outside):
    told(by_sms())
    seen, seen_by_another = unplanned(9), unplanned(9)
    assert _plan(seen, AT) == 1
    assert _plan(seen_by_another, AT) == 0


def test_an_address_that_is_gone_cannot_be_sent_to_again(outside):
    told(by_sms())
    plan(AT)
    Delivery.objects.update(state=Delivery.State.DEAD, address="")
    with pytest.raises(NotNow):
        resend(delivery_id=Delivery.objects.get().pk, actor=keeper(), at=AT)
    assert resend_all(channel="sms", actor=keeper_again(), at=AT) == 0


def keeper_again():
    from motcua.identity.public import Account

    return actor_of(Account.objects.get(username="tri"), on=AT.date())


def test_where_no_channel_is_open_the_inbox_has_it_all(settings):
    settings.SENDS_MAIL = False
    told(somebody(email="hoa@hop-thu.example", phone="0900000017"))
    plan(AT)
    assert not Delivery.objects.exists()
    assert send("email", AT) == "off"
    assert Wishes.objects.exists()
