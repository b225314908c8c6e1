"""Builders of a small province for tests."""

from datetime import date, datetime
from uuid import uuid4

from motcua.identity.public import Account
from motcua.kernel.actor import Actor, Post
from motcua.kernel.clock import VIETNAM
from motcua.organizations.models import Posting, Unit, WorkCalendar

OFFICE = [["07:00", "11:30"], ["13:30", "17:00"]]
START = date(2025, 7, 1)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


def make_calendar(code: str = "hanh-chinh", **more) -> WorkCalendar:
    return WorkCalendar.objects.create(code=code, name="Giờ hành chính", week=[OFFICE] * 5 + [[], []], **more)


def make_unit(code: str, kind: str = Unit.Kind.DEPARTMENT, **more) -> Unit:
    more = {"name": f"Cơ quan {code}", "short_name": code, "agency": code, "valid_from": START} | more
    return Unit.objects.create(code=code, kind=kind, **more)


def make_account(username: str, name: str = "Lê Văn An") -> Account:
    return Account.objects.create_user(username, "mat-khau-thu-nghiem", full_name=name)


def make_posting(account: Account, unit: Unit, role: str, **more) -> Posting:
    return Posting.objects.create(account=account, unit=unit, role=role, **{"valid_from": START} | more)


def administrator() -> Actor:
    return Actor(uuid4(), "Lý Công Thành", (Post("administrator", 1, "Văn phòng", "H32"),))


def specialist() -> Actor:
    return Actor(uuid4(), "Lê Thanh Tâm", (Post("specialist", 1, "Phòng", "H32.25"),))
