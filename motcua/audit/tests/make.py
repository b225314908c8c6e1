"""A book with some lines."""

from datetime import datetime, timedelta
from typing import Any

from motcua.audit.public import record
from motcua.kernel.actor import Actor
from motcua.kernel.clock import VIETNAM
from motcua.kernel.ids import new_id

MO = Actor(account_id=new_id(), name="Trần Thị Hồng Mơ")
AT = datetime(2026, 3, 2, 9, 12, 7, 123456, VIETNAM)


def line(agency: str = "H32.05", **changes: Any) -> None:
    record(
        **{
            "agency": agency,
            "actor": MO,
            "at": AT,
            "action": "dossiers.receive",
            "subject_kind": "dossier",
            "subject_id": "H32.05-260302-0001",
            "sentence": "Trần Thị Hồng Mơ tiếp nhận hồ sơ H32.05-260302-0001.",
            "data": {"giấy tờ": 3, "phí": 0.1},
            **changes,
        }
    )


def book(length: int = 6, agency: str = "H32.05") -> None:
    for n in range(length):
        line(agency, at=AT + timedelta(minutes=n), sentence=f"Việc thứ {n + 1}.")
