"""Each channel against its simulated other side: what arrives, and what is said when something goes wrong."""

from urllib.request import urlopen

import pytest

from motcua.kernel.calling import Partner
from motcua.notices.connectors import push, sms, zalo
from motcua.notices.connectors.base import Declined, Failed, Message, Nobody, Unreachable
from motcua.notices.connectors.chosen import channel_of, open_channels
from motcua.notices.connectors.email import Email
from motcua.notices.models import ChannelLine
from motcua.notices.rules.choosing import OUTSIDE

pytestmark = pytest.mark.django_db


@pytest.fixture
def hurried(monkeypatch):
    """Nobody waits long for an answer."""

    class Impatient(Partner):
        def __init__(self, url, timeout=0.5):
            super().__init__(url, min(timeout, 0.5))

    for module in (sms, zalo, push):
        monkeypatch.setattr(module, "Partner", Impatient)


def message(name, outside, **changes):
    service = outside.styles["push"]
    values = {
        "key": "01a207c6-2542-7762-ab25-c354fe08dd04",
        "address": {"email": "hoa@hop-thu.example", "push": f"{outside.url}/push/hoa"}.get(name, "84900000026"),
        "title": "Cần bổ sung giấy tờ",
        "text": "Hồ sơ H32.25-260302-0001: bổ sung giấy tờ.",
        "html": "<p>Hồ sơ H32.25-260302-0001</p>",
        "link": "https://motcua.example/ho-so/H32.25-260302-0001/",
        "template": "12345",
        "values": {"ma_ho_so": "H32.25-260302-0001", "viec": "Bổ sung giấy tờ"},
        "keys": service.keys(),
    }
    return Message(**(values | changes))


def test_every_channel_out_of_the_house_is_open_when_the_settings_say_so(outside, settings):
    assert open_channels() == set(OUTSIDE)
    settings.SENDS_MAIL, settings.PUSH = False, {**settings.PUSH, "key": ""}
    settings.SMS, settings.ZALO = {**settings.SMS, "url": ""}, {**settings.ZALO, "url": ""}
    assert not open_channels()


@pytest.mark.parametrize("name", OUTSIDE)
def test_a_message_arrives_whole(outside, name):
    sent = message(name, outside)
    channel = channel_of(name)
    channel.send(sent)
    channel.close()
    (one,) = outside.received.of(name)
    assert "H32.25-260302-0001" in one.text
    assert "ổ sung giấy tờ" in one.text
    if name == "push":
        assert one.more["url"] == sent.link
    if name == "email":
        assert sent.key in one.more["key"]
        assert sent.html in one.more["html"]


WRONG = [
    *[(name, kind, Unreachable) for name in OUTSIDE for kind in ("lost", "slow")],
    *[(name, kind, Unreachable) for name in ("sms", "zalo", "push") for kind in ("500", "502")],
    *[(name, kind, Unreachable) for name in ("sms", "zalo") for kind in ("half", "garbage", "expired")],
    ("push", "expired", Unreachable),
    ("email", "500", Failed),
    ("email", "garbage", Unreachable),
    *[(name, "nobody", Nobody) for name in OUTSIDE],
    *[(name, "refused", Declined) for name in OUTSIDE],
    *[(name, "later", Failed) for name in OUTSIDE],
]


@pytest.mark.parametrize(("name", "kind", "error"), WRONG)
def test_what_goes_wrong_is_told_apart(outside, hurried, name, kind, error):
    channel = channel_of(name)
    if name == "zalo":
        channel.send(message(name, outside))  # has a token
    outside.faults.order([{"kind": kind, "channel": name, "times": 2, "seconds": 1.5}])
    with pytest.raises(error) as caught:
        channel.send(message(name, outside))
    assert type(caught.value) is error
    outside.faults.order([])
    channel.send(message(name, outside))  # the same connection, or a new one, goes on
    channel.close()


@pytest.mark.parametrize("name", OUTSIDE)
def test_nobody_listening_is_unreachable(outside, hurried, name, settings):
    channel = channel_of(name)
    sent = message(name, outside)
    outside.mail.stop()
    if name != "email":
        outside.faults.order([{"kind": "lost", "times": 9}])
    with pytest.raises(Unreachable):
        channel.send(sent)


def test_many_letters_go_through_one_connection(outside):
    channel = Email()
    for number in range(5):
        channel.send(message("email", outside, key=f"a{number}"))
    channel.close()
    assert len(outside.received.of("email")) == 5
    assert outside.mail.greeted == 1


def test_what_came_is_shown_escaped_on_the_page_of_the_demo(outside):
    channel_of("sms").send(message("sms", outside, text="<b>Hồ sơ</b> https://motcua.example/ho-so/a/?b=1&c=2"))
    with urlopen(f"{outside.url}/") as answer:
        page = answer.read().decode()
    assert "&lt;b&gt;Hồ sơ&lt;/b&gt;" in page
    assert '<a href="https://motcua.example/ho-so/a/?b=1&amp;c=2"' in page


def test_an_sms_that_is_sent_again_by_its_key_reaches_nobody_twice(outside):
    channel = channel_of("sms")
    first, second = channel.send(message("sms", outside)), channel.send(message("sms", outside))
    assert len(outside.received.of("sms")) == 1
    assert (first, second) == ("sms-1", "")


@pytest.mark.parametrize(("text", "unicode"), [("Ho so: da co ket qua", "0"), ("Hồ sơ: đã có kết quả", "1")])
def test_the_gateway_is_told_which_alphabet_a_text_needs(outside, text, unicode):
    channel_of("sms").send(message("sms", outside, text=text))
    assert outside.received.of("sms")[0].more["unicode"] == unicode


def test_zalo_renews_its_token_once_and_keeps_the_next_one_unreadable(outside, settings):
    for _ in range(3):
        zalo.Zalo().send(message("zalo", outside))
    assert outside.styles["zalo"].renewed == 1
    kept = ChannelLine.objects.get(channel="zalo").token
    assert "refresh-1" not in kept
    settings.ZALO = {**settings.ZALO, "refresh_token": "used up"}  # what is kept counts, not what was given once
    ChannelLine.objects.filter(channel="zalo").update(token=kept)
    outside.faults.order([{"kind": "expired", "channel": "zalo"}])
    zalo.Zalo().send(message("zalo", outside))
    assert outside.styles["zalo"].renewed == 2


def test_a_token_that_is_lost_on_its_way_stops_the_line_and_nothing_else(outside):
    """Each refresh token is good once: whoever keeps the line gives a new one (docs/how-to)."""
    outside.faults.order([{"kind": "lost", "channel": "token"}])
    for _ in range(2):
        with pytest.raises(Unreachable):
            channel_of("zalo").send(message("zalo", outside))
    assert not outside.received.of("zalo")


def test_a_push_service_that_nobody_knows_is_not_called(outside, settings):
    settings.PUSH = {**settings.PUSH, "hosts": ["fcm.googleapis.com"]}
    with pytest.raises(Declined):
        channel_of("push").send(message("push", outside))
    assert not outside.received.of("push")


@pytest.mark.parametrize("spoilt", [("", ""), ("BAAA", "AAAA"), ("không phải khóa", "x")])
def test_a_browser_whose_keys_are_none_is_nobody(outside, spoilt):
    with pytest.raises(Nobody):
        channel_of("push").send(message("push", outside, keys=spoilt))


def test_a_push_message_is_readable_by_its_browser_alone(outside, monkeypatch):
    seen = []
    plain = push.Partner.post
    monkeypatch.setattr(push.Partner, "post", lambda self, *rest: (seen.append(rest), plain(self, *rest))[1])
    channel_of("push").send(message("push", outside))
    ((_path, body, headers),) = seen
    assert b"H32.25" not in body
    assert "H32.25" not in str(headers)


def test_a_letter_has_no_second_recipient_whatever_stands_in_the_address(outside):
    channel = Email()
    with pytest.raises((Declined, Failed, Unreachable, ValueError)):
        channel.send(message("email", outside, address="hoa@hop-thu.example\nBcc: x@hop-thu.example"))
    assert not outside.received.of("email")
