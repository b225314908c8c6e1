"""The menus: one list of what leads where and for whom.

A page that is not there (a room not installed) leaves its entry out. Who may do a thing is decided by
the page itself; a menu only spares people doors that are closed to them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, pgettext_lazy

from motcua.kernel.actor import ANYONE, Actor


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry. ``names``: url names tried in order. ``roles``: any of these; empty: everybody of ``whom``."""

    label: str | Promise
    names: tuple[str, ...]
    place: str  #: citizen (menu of every page), account (for who is signed in), rail (officers' left side)
    whom: str = "anyone"  #: anyone, person (signed in), officer (holds a post)
    roles: frozenset[str] = frozenset()
    key: str = ""  #: letter or digit that opens it on officers' pages, listed by "?"


@dataclass(frozen=True, slots=True)
class Shown:
    """An entry as drawn."""

    label: str
    url: str
    here: bool
    key: str
    name: str
    count: str = ""  #: figure beside the word, e.g. "38" or "99+"


_DESKS = frozenset(
    {"reception", "coordinator", "division_head", "specialist", "leader", "registry_clerk", "centre_leader"}
)
_TREASURY = frozenset({"administrator", "controller", "leader", "centre_leader"})
MENU: tuple[Entry, ...] = (
    Entry(gettext_lazy("Tìm thủ tục"), ("procedures",), "citizen"),
    Entry(gettext_lazy("Mô tả tình huống của bạn"), ("ask",), "citizen"),
    Entry(gettext_lazy("Tra cứu hồ sơ"), ("look-up",), "citizen"),
    Entry(gettext_lazy("Tính ngày hẹn trả"), ("due",), "citizen"),
    Entry(gettext_lazy("Kiểm tra văn bản đã ký"), ("verify",), "citizen"),
    Entry(gettext_lazy("Hồ sơ của tôi"), ("my-dossiers",), "account", "person"),
    Entry(gettext_lazy("Hộp thư"), ("inbox",), "account", "person"),
    Entry(gettext_lazy("Khoản nộp của tôi"), ("my-payments",), "account", "person"),
    Entry(gettext_lazy("Thông tin của tôi"), ("profile",), "account", "person"),
    Entry(gettext_lazy("Bàn làm việc"), ("desk",), "account", "officer", _DESKS | {"controller"}),
    Entry(pgettext_lazy("menu", "Thủ tục"), ("catalogue-admin",), "account", "officer", frozenset({"designer"})),
    Entry(gettext_lazy("Lịch làm việc"), ("calendar-admin",), "account", "officer", frozenset({"administrator"})),
    Entry(gettext_lazy("Việc của tôi"), ("desk",), "rail", "officer", _DESKS | {"controller"}, key="1"),
    Entry(
        gettext_lazy("Phòng"),
        ("desk-unit",),
        "rail",
        "officer",
        frozenset({"division_head", "coordinator", "centre_leader", "leader"}),
        key="2",
    ),
    Entry(gettext_lazy("Ký"), ("desk-sign",), "rail", "officer", frozenset({"leader"}), key="3"),
    Entry(gettext_lazy("Tiếp nhận"), ("counter",), "rail", "officer", frozenset({"reception"}), key="4"),
    Entry(gettext_lazy("Bưu chính"), ("post-office",), "rail", "officer", frozenset({"reception", "centre_leader"})),
    Entry(gettext_lazy("Sổ"), ("register",), "rail", "officer", _DESKS | {"controller"}, key="5"),
    Entry(gettext_lazy("Số liệu"), ("figures",), "rail", "officer", _DESKS | {"controller"}, key="6"),
    Entry(pgettext_lazy("menu", "Thủ tục"), ("catalogue-admin",), "rail", "officer", frozenset({"designer"})),
    Entry(gettext_lazy("Thay đổi từ quốc gia"), ("national-changes",), "rail", "officer", frozenset({"designer"})),
    Entry(gettext_lazy("Lịch làm việc"), ("calendar-admin",), "rail", "officer", frozenset({"administrator"})),
    Entry(gettext_lazy("Người dùng"), ("people-admin",), "rail", "officer", frozenset({"administrator"})),
    Entry(gettext_lazy("Phân công thay"), ("stand-ins",), "rail", "officer", frozenset({"administrator"})),
    Entry(gettext_lazy("Đặt lại mật khẩu"), ("reset-for",), "rail", "officer", frozenset({"administrator"})),
    Entry(gettext_lazy("Hệ thống đăng nhập qua Motcua"), ("systems",), "rail", "officer", frozenset({"administrator"})),
    Entry(gettext_lazy("Mất lớp bảo vệ thứ hai"), ("lost-factor",), "rail", "officer", frozenset({"administrator"})),
    Entry(gettext_lazy("Liên thông"), ("exchange",), "rail", "officer", frozenset({"administrator", "controller"})),
    Entry(gettext_lazy("Tin nhắn"), ("messages-admin",), "rail", "officer", frozenset({"administrator"})),
    Entry(gettext_lazy("Đối soát tiền"), ("day-checks",), "rail", "officer", _TREASURY),
    Entry(gettext_lazy("Tiền phải hoàn"), ("refunds",), "rail", "officer", frozenset({"leader", "centre_leader"})),
    Entry(gettext_lazy("Nhật ký"), ("audit",), "rail", "officer", frozenset({"administrator", "controller"})),
)


def shown(
    place: str, actor: Actor | None, request: HttpRequest | None, counts: Mapping[str, object] | None = None
) -> list[Shown]:
    """The entries of ``place`` that this person sees on this page, in order; ``counts``: url name → figure."""
    path = request.path if request else ""
    return [
        Shown(
            label=str(entry.label),
            url=url,
            here=path == url,
            key=entry.key,
            name=entry.names[0],
            count=str((counts or {}).get(entry.names[0], "")),
        )
        for entry in MENU
        if entry.place == place and _sees(entry, actor or ANYONE) and (url := address(*entry.names))
    ]


def place_of_work(actor: Actor) -> str:
    """Where the work of an officer begins: the first entry of their rail; nothing for who holds no post."""
    return next((entry.url for entry in shown("rail", actor, None)), "")


def _sees(entry: Entry, actor: Actor) -> bool:
    if entry.whom == "person" and actor.account_id is None:
        return False
    if entry.whom == "officer" and not actor.is_officer:
        return False
    return not entry.roles or bool(entry.roles & actor.roles)


def address(*names: str, **arguments: Any) -> str:
    """The address of the first of ``names`` that exists, or nothing."""
    for name in names:
        try:
            return reverse(name, kwargs=arguments or None)
        except NoReverseMatch:
            continue
    return ""
