"""Write down what happened to somebody's second factor: never a code or a secret."""

from datetime import datetime

from django.conf import settings

from motcua.audit.public import record
from motcua.identity.models import Account
from motcua.kernel.actor import ANYONE, Actor

_KINDS = {"totp": "ứng dụng tạo mã", "webauthn": "khóa truy cập", "recovery_codes": "mã dự phòng"}
_SAID = {
    "add": "{name} thêm {kind} để đăng nhập hai lớp.",
    "remove": "{name} bỏ {kind}.",
    "renew": "{name} tạo lại {kind}.",
    "fail": "Mã đăng nhập hai lớp sai ở tài khoản {name}.",
}


def note_second_factor(account: Account, *, what: str, kind: str, address: str, at: datetime) -> None:
    """``what``: add, remove, renew or fail."""
    record(
        agency=settings.PROVINCE,
        actor=ANYONE if what == "fail" else Actor(account_id=account.pk, name=account.full_name),
        at=at,
        action=f"identity.second_factor_{what}",
        subject_kind="account",
        subject_id=account.pk,
        sentence=_SAID[what].format(name=account.full_name, kind=_KINDS.get(kind, kind)),
        data={"kind": kind, "address": address},
    )
