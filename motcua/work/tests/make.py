"""Builders: a province in small, a calendar that a child can reckon with, and processes."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import uuid4

from motcua.identity.models import Account
from motcua.kernel.actor import Actor, Post
from motcua.kernel.clock import VIETNAM
from motcua.kernel.worktime import Limit
from motcua.organizations.models import Posting, Unit
from motcua.work.actions import open_matter, process_saved
from motcua.work.rules.process import ProcessDefinition, read_process

DAY, OPENS, HOURS = 86400, 8 * 3600, 8 * 3600
MIDNIGHT = datetime(2026, 1, 1, tzinfo=VIETNAM)


@dataclass(frozen=True)
class Due:
    at: datetime


class EveryDay:
    """Work from 8 to 16 o'clock every day of the year."""

    def _worked(self, moment):
        days, second = divmod(int((moment - MIDNIGHT).total_seconds()), DAY)
        return days * HOURS + min(max(second - OPENS, 0), HOURS)

    def add(self, moment, seconds):
        days, rest = divmod(self._worked(moment) + seconds, HOURS)
        if rest == 0 and seconds > 0:
            days, rest = days - 1, HOURS
        return MIDNIGHT + timedelta(seconds=days * DAY + OPENS + rest)

    def between(self, a, b):
        return self._worked(b) - self._worked(a)

    def due(self, start, limit):
        return Due(self.add(start, limit.value * 3600))

    def shift(self, limit, due, paused_at, resumed_at):
        return due if paused_at >= due else self.add(resumed_at, self.between(paused_at, due))


CALENDAR = EveryDay()


def at(day=2, hour=8, minute=0):
    """A moment of March 2026."""
    return datetime(2026, 3, 1, tzinfo=VIETNAM) + timedelta(days=day - 1, hours=hour, minutes=minute)


def licence(**changes) -> ProcessDefinition:
    """Reception (not counted), division head, specialist (may consult), leader, hand-over (not counted)."""
    data = {
        "code": "cap-phep",
        "name": "Cấp giấy phép",
        "start": "reception",
        "steps": [
            {
                "key": "reception",
                "name": "Tiếp nhận",
                "role": "reception",
                "unit": "reception",
                "hours": 8,
                "counted": False,
                "mark": 1,
                "actions": [
                    {"key": "receive", "name": "Tiếp nhận", "to": "assigning"},
                    {"key": "refuse", "name": "Từ chối", "to": "refused", "needs_note": True},
                ],
            },
            {
                "key": "assigning",
                "name": "Phân công",
                "role": "division_head",
                "unit": "division",
                "hours": 2,
                "actions": [{"key": "forward", "name": "Phân công thụ lý", "to": "appraisal"}],
            },
            {
                "key": "appraisal",
                "name": "Thẩm định",
                "role": "specialist",
                "unit": "division",
                "hours": 20,
                "actions": [
                    {"key": "submit", "name": "Trình lãnh đạo ký", "to": "signing"},
                    {"key": "consult", "name": "Lấy ý kiến", "to": "opinions"},
                ],
            },
            {
                "key": "opinions",
                "name": "Lấy ý kiến các đơn vị",
                "kind": "consultation",
                "asks": ["ask_division", "ask_agency"],
                "then": "appraisal",
            },
            {
                "key": "ask_division",
                "name": "Ý kiến của phòng",
                "role": "division_head",
                "unit": "division",
                "hours": 8,
                "actions": [{"key": "answer", "name": "Trả lời", "to": "opinions"}],
            },
            {
                "key": "ask_agency",
                "name": "Ý kiến của lãnh đạo",
                "role": "leader",
                "unit": "agency",
                "hours": 6,
                "actions": [{"key": "answer", "name": "Trả lời", "to": "opinions"}],
            },
            {
                "key": "signing",
                "name": "Ký duyệt",
                "role": "leader",
                "unit": "agency",
                "hours": 8,
                "actions": [
                    {"key": "sign", "name": "Ký", "to": "handing_over"},
                    {
                        "key": "return",
                        "name": "Trả lại",
                        "to": "appraisal",
                        "back": True,
                        "needs_note": True,
                    },
                ],
            },
            {
                "key": "handing_over",
                "name": "Trả kết quả",
                "role": "reception",
                "unit": "reception",
                "hours": 2,
                "counted": False,
                "mark": 9,
                "actions": [
                    {"key": "hand_over", "name": "Trả kết quả", "to": "done"},
                    {"key": "recall", "name": "Thu hồi để sửa", "to": "appraisal", "back": True},
                ],
            },
            {"key": "done", "name": "Đã trả kết quả", "kind": "end", "mark": 10},
            {"key": "refused", "name": "Không tiếp nhận", "kind": "end", "mark": 3},
        ],
    }
    return read_process(data | changes)


@dataclass
class Office:
    """Units and the officers in them."""

    units: dict[str, Unit]
    people: dict[str, Actor]

    @property
    def places(self):
        return {name: unit.pk for name, unit in self.units.items()}

    def __getitem__(self, role) -> Actor:
        return self.people[role]


OFFICERS = {
    "reception": ("reception", "Trần Thị Mai"),
    "division_head": ("division", "Lê Văn Hòa"),
    "specialist": ("division", "Nguyễn Ngọc Lan"),
    "second": ("division", "Phạm Quốc Bình"),
    "leader": ("agency", "Đỗ Thanh Sơn"),
}


def office(agency="H32.25") -> Office:
    tail = uuid4().hex[:8]
    units = {
        name: Unit.objects.create(
            code=f"{agency}.{name}.{tail}",
            name=label,
            short_name=label,
            kind=kind,
            agency=agency,
            valid_from=date(2025, 7, 1),
        )
        for name, label, kind in (
            ("reception", "Trung tâm Phục vụ hành chính công", "province_centre"),
            ("agency", "Sở Văn hóa và Thể thao", "department"),
            ("division", "Phòng Quản lý văn hóa", "division"),
        )
    }
    people = {key: officer(units[place], role_of(key), name, agency) for key, (place, name) in OFFICERS.items()}
    return Office(units, people)


def role_of(key):
    return "specialist" if key == "second" else key


def officer(unit, role, name, agency="H32.25") -> Actor:
    account = Account.objects.create(username=uuid4().hex, full_name=name)
    Posting.objects.create(account=account, unit=unit, role=role, valid_from=date(2025, 7, 1))
    return Actor(account.pk, name, (Post(role, unit.pk, unit.name, agency),))


def matter(place: Office, when=None, *, process=None, limit=40, reference="H32.25-260302-0001", agency="H32.25"):
    when = when or at()
    stored = process_saved(definition=process or licence(), at=when)
    return open_matter(
        process=stored,
        agency=agency,
        kind="dossier",
        subject_id=uuid4(),
        reference=reference,
        title="Cấp giấy phép biểu diễn",
        party="Công ty Biển Xanh",
        places=place.places,
        limit=Limit(limit, "working_hour") if isinstance(limit, int) else limit,
        calendar=CALENDAR,
        actor=place["reception"],
        at=when,
    )
