"""Write down who came in, who went, who was not let in: never what was typed, neither name nor password."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings

from motcua.audit.public import record
from motcua.identity.models import Account
from motcua.kernel.actor import ANYONE, SYSTEM, Actor


def note_sign_in(account: Account, *, address: str, at: datetime) -> None:
    """``account`` signed in from ``address``."""
    _note("sign_in", account, f"{account.full_name} đăng nhập.", _self(account), at, {"address": address})


def note_sign_out(account: Account, *, address: str, at: datetime) -> None:
    """``account`` signed out by itself."""
    _note("sign_out", account, f"{account.full_name} đăng xuất.", _self(account), at, {"address": address})


def note_end(account_id: UUID, name: str, *, why: str, minutes: int, at: datetime) -> None:
    """A session was ended because its time was over."""
    said = f"sau {minutes} phút không dùng" if why == "idle" else f"sau tối đa {minutes} phút"
    record(
        agency=settings.PROVINCE,
        actor=SYSTEM,
        at=at,
        action="identity.session_ended",
        subject_kind="account",
        subject_id=account_id,
        sentence=f"Phiên đăng nhập của {name} hết hạn {said}.",
        data={"why": why, "minutes": minutes},
    )


def note_failure(username: str, *, address: str, at: datetime) -> None:
    """A sign-in failed. The name is kept only where it is an account's: people type passwords into that field."""
    account = Account.objects.filter(username=username).first()
    said = (
        f"Đăng nhập không thành công vào tài khoản {account.full_name}."
        if account
        else "Đăng nhập không thành công: không có tài khoản mang tên đã nhập."
    )
    _note("sign_in_failed", account, said, ANYONE, at, {"address": address})


def note_hold(username: str, *, address: str, at: datetime) -> None:
    """So many failures that further tries are refused for a while, the right password's too."""
    account = Account.objects.filter(username=username).first()
    whose = f"vào tài khoản {account.full_name}" if account else "vào một tên không có"
    _note(
        "sign_in_held", account, f"Tạm ngừng nhận đăng nhập {whose}: sai nhiều lần.", SYSTEM, at, {"address": address}
    )


def _self(account: Account) -> Actor:
    return Actor(account_id=account.id, name=account.full_name)


def _note(what: str, account: Account | None, sentence: str, actor: Actor, at: datetime, data: dict[str, Any]) -> None:
    record(
        agency=settings.PROVINCE,
        actor=actor,
        at=at,
        action=f"identity.{what}",
        subject_kind="account",
        subject_id=account.id if account else "",
        sentence=sentence,
        data=data,
    )
