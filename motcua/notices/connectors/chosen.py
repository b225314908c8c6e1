"""The channels that the settings of this installation open."""

from collections.abc import Callable

from django.conf import settings

from motcua.notices.connectors.base import Channel
from motcua.notices.connectors.email import Email
from motcua.notices.connectors.push import Push
from motcua.notices.connectors.sms import Sms
from motcua.notices.connectors.zalo import Zalo

_MAKE: dict[str, tuple[Callable[[], object], Callable[[], Channel]]] = {
    "email": (lambda: settings.SENDS_MAIL, Email),
    "sms": (lambda: settings.SMS["url"], Sms),
    "zalo": (lambda: settings.ZALO["url"], Zalo),
    "push": (lambda: settings.PUSH["key"], Push),
}


def open_channels() -> frozenset[str]:
    """Names of the channels that lead anywhere here."""
    return frozenset(name for name, (is_open, _make) in _MAKE.items() if is_open())


def channel_of(name: str) -> Channel:
    """The channel ``name``; LookupError when this installation has none."""
    if name not in open_channels():
        raise LookupError(name)
    return _MAKE[name][1]()
