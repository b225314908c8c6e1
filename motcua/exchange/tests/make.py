"""A simulated national system, a connector to it, and news to send."""

from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import uuid4

from motcua.exchange.actions.queue import to_send
from motcua.exchange.connectors.national.chosen import national_connector
from motcua.exchange.connectors.national.settings import NationalSettings
from motcua.exchange.rules.news import Act, DossierNews, FeeTold, PaperTold, RequestTold, ResultTold, Standing
from motcua.exchange.simulators.national.server import DSTCODE, SECRET, USER, running
from motcua.kernel.clock import VIETNAM

AT = datetime(2026, 3, 2, 9, 12, tzinfo=VIETNAM)
STYLES = ["session", "token"]
SESSION_RECORDS = [
    {
        "MATTHC": f"9.00000{n}",
        "TENTTHC": f"Thủ tục mẫu {n}",
        "NGAYCAPNHAT": "20260302",
        "LINHVUCTHUCHIEN": [{"MALINHVUC": "LV1", "TENLINHVUC": "Văn hóa"}],
        "COQUANTHUCHIEN": [{"MADONVI": "H32.25", "TENDONVI": "Sở Văn hóa"}],
    }
    for n in range(1, 8)
]
TOKEN_RECORDS = [
    {
        "id": f"019d2bf7-0000-7000-8000-00000000000{n}",
        "code": f"9.00000{n}",
        "name": f"Thủ tục mẫu {n}",
        "updatedAt": 1772000000000,
        "state": "ACTIVE",
        "categoriesDetails": [{"code": "LV1", "name": "Văn hóa"}],
        "departmentsExecuting": [{"code": "H32.25", "name": "Sở Văn hóa"}],
    }
    for n in range(1, 8)
]
RECORDS = {"session": SESSION_RECORDS, "token": TOKEN_RECORDS}


def settings_for(style, url, **changes):
    given = {"user": USER, "secret": SECRET, "unit": "H32", "dstcode": DSTCODE} | changes
    return NationalSettings(style=style, url=url, **given)


@contextmanager
def connected(style, records=None, timeout=2.0, **options):
    """A simulator and a connector to it."""
    with running(style, RECORDS[style] if records is None else records, **options) as simulator:
        connector = national_connector(settings_for(style, simulator.url), timeout)
        try:
            yield simulator, connector
        finally:
            connector.close()


def news(code="H32.25-260302-0001", status=1, minute=0, **changes):
    """News of one act on a dossier."""
    at = AT + timedelta(minutes=minute)
    act = Act(at=at, by="Lê Thị Lan", title="Nhân viên", unit="Trung tâm", words=f"Việc {minute}", status=status)
    base = {
        "code": code,
        "procedure": "9.000001",
        "procedure_name": "Thủ tục mẫu",
        "sector": "van-hoa",
        "sector_name": "Văn hóa",
        "status": status,
        "channel": "online",
        "owner_name": "Nguyễn Thị Hoa",
        "owner_kind": "person",
        "identity_number": "000188000001",
        "phone": "0900000001",
        "unit": "H32.25",
        "unit_name": "Sở Văn hóa",
        "reception_unit": "H32.TT",
        "submitted_at": AT,
        "act": act,
    }
    return DossierNews(**(base | changes))


def full_news(**changes):
    """News of a dossier that has everything a dossier can have."""
    return news(
        status=10,
        received_at=AT,
        due_at=AT + timedelta(days=5),
        ended_at=AT,
        handed_over_at=AT,
        handed_over_how="tại quầy",
        address="12 Trần Phú, Nha Trang",
        email="hoa@thu.example",
        summary="Cấp phép thả diều",
        slip="12",
        papers=(
            PaperTold("p1", "don", "Đơn", "000.00.00.G01-KQ0696", 1, 0, "don.pdf", True, "", lambda: b"%PDF-1.4"),
            PaperTold("p2", "other", "Ảnh", copies=2),
        ),
        fees=(FeeTold("Phí thẩm định", "fee", 20_000, "before"), FeeTold("Lệ phí", "duty", 5_000, "after")),
        requests=(RequestTold("r1", "Lan", "Thiếu ảnh", AT, AT, AT, AT, AT, ("Ảnh",)),),
        results=(ResultTold("k1", "Giấy phép", "12/GP"),),
        **changes,
    )


class Book:
    """The room of dossiers, for these tests: acts on dossiers that exist nowhere else."""

    def __init__(self):
        self.told, self.held = {}, {}

    def act(self, code, status=1, minute=0, at=AT, **changes):
        """Something happens to a dossier: its message is stored."""
        sequence = self.held[code].sequence + 1 if code in self.held else 1
        subject = uuid4()
        self.told[subject] = news(code, status, minute, **changes)
        self.held[code] = Standing(code, status, "H32.25", sequence, subject)
        [row] = to_send(agency="H32.25", lane=code, sequence=sequence, subject_id=subject, at=at)
        row.save()
        return row

    def news(self, subject_id, *, again):
        found = self.told.get(subject_id)
        if found is None or not again:
            return found
        return replace(found, status=self.held[found.code].status)

    def standings(self, first, last):
        return list(self.held.values())

    def standings_of(self, codes):
        return [self.held[code] for code in codes if code in self.held]


def acts_at(simulator, code):
    """What the national side knows of a dossier: its status, and the words of every act in order."""
    dossier = simulator.store.dossiers.get(code, {})
    status = dossier.get("TrangThaiHoSo") or dossier.get("TrangThai")
    return status, [act["NoiDungXuLy"] for act in simulator.store.progress.get(code, [])]
