"""A cast of people."""

from datetime import datetime
from typing import Any

from motcua.identity.actions.open_account import open_account
from motcua.identity.models import Account
from motcua.kernel.actor import SYSTEM, Actor
from motcua.kernel.clock import VIETNAM

AT = datetime(2026, 3, 2, 9, 12, tzinfo=VIETNAM)
PASSWORD = "sóng biển rì rào"


def account(username: str = "mo.tran", full_name: str = "Trần Thị Hồng Mơ", **given: Any) -> Account:
    return open_account(
        **{"username": username, "password": PASSWORD, "full_name": full_name, "actor": SYSTEM, "at": AT, **given}
    )


def actor(of: Account) -> Actor:
    return Actor(account_id=of.id, name=of.full_name)
