"""Parts of an SMS, quiet hours, channels, retries, telephone numbers, push services: tables."""

from datetime import datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel.clock import VIETNAM
from motcua.notices.rules.choosing import chosen, is_urgent, not_before
from motcua.notices.rules.devices import is_known_host
from motcua.notices.rules.occasions import OCCASIONS
from motcua.notices.rules.phones import plain_phone
from motcua.notices.rules.retrying import LONGEST_WAIT, MOST_ATTEMPTS, after, wait_before
from motcua.notices.rules.sms import length_of, plain_sms

AT = datetime(2026, 3, 2, 9, 0, tzinfo=VIETNAM)
PATIENCE = timedelta(days=7)


@pytest.mark.parametrize(
    ("text", "alphabet", "units", "parts"),
    [
        ("", "gsm7", 0, 1),
        ("a" * 160, "gsm7", 160, 1),
        ("a" * 161, "gsm7", 161, 2),
        ("a" * 306, "gsm7", 306, 2),
        ("a" * 307, "gsm7", 307, 3),
        ("à" * 160, "gsm7", 160, 1),  # à é è ì ò ù stand in the GSM alphabet
        ("á" * 70, "ucs2", 70, 1),
        ("á" * 71, "ucs2", 71, 2),
        ("ạ" * 134, "ucs2", 134, 2),
        ("ạ" * 135, "ucs2", 135, 3),
        ("đ", "ucs2", 1, 1),
        ("[" * 80, "gsm7", 160, 1),  # two septets each
        ("[" * 81, "gsm7", 162, 2),
        ("a" * 152 + "[" + "a" * 152, "gsm7", 306, 3),  # the pair is not torn: it opens the second part
        ("😀" * 35, "ucs2", 70, 1),
        ("😀" * 36, "ucs2", 72, 2),
        ("😀" * 67, "ucs2", 134, 3),  # 33 in each part, a surrogate pair is not torn
        ("€", "gsm7", 2, 1),
    ],
)
def test_parts_of_a_text_on_the_air(text, alphabet, units, parts):
    found = length_of(text)
    assert (found.alphabet, found.units, found.parts) == (alphabet, units, parts)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Hồ sơ đã có kết quả.", "Ho so da co ket qua."),
        ("ĐƯỜNG Nguyễn Huệ", "DUONG Nguyen Hue"),
        ("“Nộp” – chờ…", '"Nop" - cho...'),
        ("Ho\u0302\u0300 so\u031b", "Ho so"),  # letters and accents apart
        ("cà phê", "ca phe"),
        ("中", "?"),
    ],
)
def test_a_text_without_accents(text, plain):
    assert plain_sms(text) == plain


@given(st.text())
def test_whatever_is_made_plain_is_of_the_gsm_alphabet(text):
    assert length_of(plain_sms(text)).alphabet == "gsm7"


NIGHT = (time(21), time(7))


@pytest.mark.parametrize(
    ("channel", "at", "urgent", "first"),
    [
        ("sms", "2026-03-02 20:59", False, "2026-03-02 20:59"),
        ("sms", "2026-03-02 21:00", False, "2026-03-03 07:00"),
        ("zalo", "2026-03-03 02:00", False, "2026-03-03 07:00"),
        ("push", "2026-03-03 06:59", False, "2026-03-03 07:00"),
        ("sms", "2026-03-03 07:00", False, "2026-03-03 07:00"),
        ("sms", "2026-03-02 23:00", True, "2026-03-02 23:00"),
        ("email", "2026-03-02 23:00", False, "2026-03-02 23:00"),
    ],
)
def test_what_rings_waits_for_the_morning(channel, at, urgent, first):
    moment = datetime.fromisoformat(at).replace(tzinfo=VIETNAM)
    assert not_before(channel, moment, NIGHT, urgent=urgent) == datetime.fromisoformat(first).replace(tzinfo=VIETNAM)


def test_quiet_hours_within_one_day_and_none_at_all():
    noon = AT.replace(hour=13)
    assert not_before("sms", noon, (time(12), time(14)), urgent=False) == AT.replace(hour=14)
    assert not_before("sms", noon, (time(0), time(0)), urgent=False) == noon


def test_what_must_be_done_within_a_day_may_ring_at_night():
    assert is_urgent(AT + timedelta(hours=23), AT)
    assert not is_urgent(AT + timedelta(hours=24), AT)
    assert not is_urgent(None, AT)


REACHED = {"email": ["a@b.example"], "sms": ["84900000026"], "zalo": ["84900000026"], "push": ["1", "2"]}
ALL = {"email", "sms", "zalo", "push"}


@pytest.mark.parametrize(
    ("occasion", "wishes", "reached", "open_", "channels"),
    [
        ("papers_asked", {}, REACHED, ALL, ["email", "push", "push", "zalo"]),
        ("papers_asked", {}, REACHED, ALL - {"zalo"}, ["email", "push", "push", "sms"]),
        ("submitted", {}, REACHED, ALL, ["email", "push", "push"]),
        ("submitted", {"progress": []}, REACHED, ALL, []),
        ("submitted", {"to_do": []}, REACHED, ALL, ["email", "push", "push"]),
        ("papers_asked", {"to_do": ["sms"]}, REACHED, ALL, ["sms"]),
        ("papers_asked", {}, {}, ALL, []),
        ("papers_asked", {}, REACHED, set(), []),
        ("desk_today", {}, REACHED, ALL, ["email"]),
    ],
)
def test_channels_are_chosen_by_wish_address_and_what_there_is(occasion, wishes, reached, open_, channels):
    found = chosen(OCCASIONS[occasion], wishes, reached, open_)
    assert [channel for channel, _address in found] == channels


@pytest.mark.parametrize(
    ("outcome", "attempts", "age", "state"),
    [
        ("sent", 1, 0, "sent"),
        ("refused", 1, 0, "dead"),
        ("nobody", 1, 0, "dead"),
        ("failed", MOST_ATTEMPTS - 1, 0, "failed"),
        ("failed", MOST_ATTEMPTS, 0, "dead"),
        ("unreachable", 500, 6, "failed"),
        ("unreachable", 1, 8, "dead"),
    ],
)
def test_what_becomes_of_a_delivery(outcome, attempts, age, state):
    assert after(outcome, attempts, AT - timedelta(days=age), AT, 0.5, PATIENCE).state == state


@given(st.integers(1, 200), st.floats(0, 1))
def test_waits_grow_are_spread_and_have_an_end(attempt, jitter):
    wait = wait_before(attempt, jitter)
    assert timedelta(seconds=15) <= wait <= LONGEST_WAIT * 1.5
    assert wait_before(attempt + 1, jitter) >= wait


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("0901 234 567", "84901234567"),
        ("+84 (90) 1.234-567", "84901234567"),
        ("84901234567", "84901234567"),
        ("02583 123 456", ""),
        ("02000000017", ""),
        ("0123", ""),
        ("", ""),
        ("+1 202 555 0100", ""),
    ],
)
def test_a_mobile_number_in_every_spelling(typed, plain):
    assert plain_phone(typed) == plain


HOSTS = ["fcm.googleapis.com", ".notify.windows.com", "http://127.0.0.1:8072"]


@pytest.mark.parametrize(
    ("endpoint", "known"),
    [
        ("https://fcm.googleapis.com/fcm/send/abc", True),
        ("https://wns2-sg2p.notify.windows.com/w/?token=a", True),
        ("http://127.0.0.1:8072/push/a", True),
        ("http://fcm.googleapis.com/a", False),
        ("https://fcm.googleapis.com.evil.example/a", False),
        ("https://evilnotify.windows.com/a", False),
        ("https://fcm.googleapis.com:8443/a", False),
        ("https://fcm.googleapis.com@10.0.0.1/a", False),
        ("https://10.0.0.1/a", False),
        ("http://127.0.0.1:8073/push/a", False),
        ("file:///etc/passwd", False),
        ("", False),
    ],
)
def test_a_browser_names_a_push_service_and_nothing_else(endpoint, known):
    assert is_known_host(endpoint, HOSTS) is known
