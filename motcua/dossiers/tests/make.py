"""A province in small with a named cast, one procedure with its e-form, and dossiers at any stage of their life."""

from datetime import date, datetime, timedelta

import msgspec
from django.core.files.uploadedfile import SimpleUploadedFile

from motcua.documents.public import signer_of
from motcua.dossiers.actions.attach_paper import attach_paper
from motcua.dossiers.actions.draft_result import draft_result
from motcua.dossiers.actions.forward import forward
from motcua.dossiers.actions.issue_result import issue_result
from motcua.dossiers.actions.receive import receive
from motcua.dossiers.actions.save_draft import start_draft
from motcua.dossiers.actions.sign_result import sign_result
from motcua.dossiers.actions.submit import submit
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import open_steps
from motcua.files.public import store_upload
from motcua.identity.public import Account, Person
from motcua.kernel.actor import SYSTEM, Actor
from motcua.kernel.clock import VIETNAM
from motcua.organizations.models import CalendarDay, Posting, Unit, WorkCalendar
from motcua.organizations.public import actor_of
from motcua.organizations.queries.edition import forget
from motcua.procedures.actions.publish import publish_version
from motcua.procedures.public import Definition, version_in_force
from motcua.procedures.rules.definition import read_definition

START = date(2025, 7, 1)
WEEK = [[["07:00", "11:30"], ["13:30", "17:00"]]] * 5 + [[], []]
PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF\n"
)

#: who plays in the tests: username → (full name, unit code, role, title)
CAST = {
    "hoa": ("Nguyễn Thị Hoa", None, None, ""),
    "bien": ("Trần Văn Biển", None, None, ""),
    "lan": ("Lê Thị Lan", "H32.TT", "reception", "Nhân viên tiếp nhận"),
    "minh": ("Phạm Văn Minh", "H32.TT", "reception", "Nhân viên tiếp nhận"),
    "dung": ("Đỗ Tiến Dũng", "H32.25.P1", "division_head", "Trưởng phòng"),
    "an": ("Vũ Hoài An", "H32.25.P1", "specialist", "Chuyên viên"),
    "binh": ("Hồ Thanh Bình", "H32.25.P1", "specialist", "Chuyên viên"),
    "son": ("Bùi Ngọc Sơn", "H32.25", "leader", "Giám đốc"),
    "thu": ("Đặng Anh Thư", "H32.25", "registry_clerk", "Văn thư"),
    "khac": ("Mai Văn Khác", "H32.16.P1", "specialist", "Chuyên viên"),
    "xa": ("Cao Thị Xa", "H32.16", "leader", "Giám đốc"),
    "soat": ("Trịnh Kiểm Soát", "H32", "controller", "Chuyên viên kiểm soát"),
    "tri": ("Ngô Quản Trị", "H32", "administrator", "Quản trị hệ thống"),
    "ke": ("Lý Thiết Kế", "H32", "designer", "Chuyên viên"),
}


def vn(text: str) -> datetime:
    """A moment in Việt Nam's time: ``vn("2026-03-02 09:12")``."""
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


MONDAY = vn("2026-03-02 08:00")


def small_province() -> dict[str, Unit]:
    """Two departments with a division each, the provincial centre, and the cast."""
    forget()
    calendar = WorkCalendar.objects.create(code="usual", name="Giờ hành chính", week=WEEK)
    CalendarDay.objects.create(day=date(2026, 4, 30), kind="holiday", name="Ngày Giải phóng", hours=[])
    rows = [
        ("H32", "UBND tỉnh Khánh Hòa", "province", None),
        ("H32.25", "Sở Văn hóa, Thể thao và Du lịch", "department", "H32"),
        ("H32.25.P1", "Phòng Quản lý văn hóa", "division", "H32.25"),
        ("H32.16", "Sở Tư pháp", "department", "H32"),
        ("H32.16.P1", "Phòng Hành chính tư pháp", "division", "H32.16"),
        ("H32.TT", "Trung tâm Phục vụ hành chính công tỉnh", "province_centre", "H32"),
    ]
    units: dict[str, Unit] = {}
    for code, name, kind, parent in rows:
        agency = ".".join(code.split(".")[:2]) if kind in ("department", "division") else code
        units[code] = Unit.objects.create(
            code=code,
            name=name,
            short_name=name,
            kind=kind,
            parent=units.get(parent or ""),
            agency="H32" if kind in ("province", "province_centre") else agency,
            calendar=calendar,
            valid_from=START,
        )
    units["H32.TT"].serves.set([units["H32.25"], units["H32.16"]])
    for username, (name, code, role, title) in CAST.items():
        account = Account.objects.create(username=username, full_name=name, password="!", is_demo=True)
        if code and role:
            Posting.objects.create(account=account, unit=units[code], role=role, title=title, valid_from=START)
        else:
            Person.objects.create(account=account, full_name=name, identity_number="000188000001", phone="0900000001")
    return units


def person(username: str) -> Actor:
    """One of the cast, as an actor."""
    return actor_of(Account.objects.get(username=username), on=MONDAY.date())


def notice(**changes: object) -> Definition:
    """A small procedure: an advertising notice, 40 working hours, one required paper."""
    data: dict[str, object] = {
        "key": "1.004650",
        "national_code": "1.004650",
        "name": "Thông báo sản phẩm quảng cáo",
        "sector": "Quảng cáo",
        "levels": ["province"],
        "online_level": "fully_online",
        "by_post": True,
        "source": "bản thử",
        "verified": False,
        "agencies": ["H32.25"],
        "result_template": "advertising_notice",
        "cases": [
            {
                "key": "chung",
                "name": "Thông báo",
                "form": "thong-bao",
                "channels": [
                    {"channel": channel, "limit": {"value": 40, "unit": "working_hour"}, "fees": []}
                    for channel in ("online", "counter", "post")
                ],
                "papers": [
                    {"key": "ma-ket", "name": "Ma-két sản phẩm quảng cáo", "copies": 1},
                    {"key": "giay-phep", "name": "Giấy phép xây dựng", "copies": 1, "required": False},
                ],
            }
        ],
        "forms": {
            "thong-bao": {
                "title": "Thông báo sản phẩm quảng cáo",
                "summary": "Quảng cáo “{ad_title}”",
                "sections": [
                    {
                        "key": "noi-dung",
                        "title": "Nội dung",
                        "fields": [
                            {"key": "ad_title", "label": "Tên sản phẩm", "type": "text", "required": True},
                            {"key": "ad_place", "label": "Địa điểm", "type": "text", "required": True},
                            {"key": "ad_from", "label": "Từ ngày", "type": "date"},
                        ],
                    }
                ],
            }
        },
    }
    return read_definition({**data, **changes})


def consulting_notice() -> Definition:
    """The notice under a process in which the specialist may ask two others before drafting."""

    def task(key: str, role: str, unit: str, *actions: dict, mark: int = 4, **more: object) -> dict:
        return {
            "key": key,
            "name": key,
            "role": role,
            "unit": unit,
            "hours": 4,
            "mark": mark,
            "actions": list(actions),
            **more,
        }

    def to(key: str, step: str, **more: object) -> dict:
        return {"key": key, "name": key, "to": step, **more}

    steps = [
        task("submitted", "reception", "reception", to("receive", "reception"), mark=1, counted=False),
        task("reception", "reception", "reception", to("forward", "assign"), mark=2),
        task("assign", "division_head", "division", to("forward", "appraise")),
        task("appraise", "specialist", "division", to("submit", "sign"), to("consult", "opinions")),
        {
            "key": "opinions",
            "name": "Lấy ý kiến",
            "kind": "consultation",
            "mark": 4,
            "asks": ["ask_law", "look"],
            "then": "conclude",
        },
        task("ask_law", "specialist", "division", to("answer", "opinions")),
        task("look", "specialist", "division", to("answer", "opinions")),
        task("conclude", "specialist", "division", to("submit", "sign")),
        task("sign", "leader", "agency", to("sign", "issue")),
        task("issue", "registry_clerk", "agency", to("issue", "hand_over")),
        task("hand_over", "reception", "reception", to("hand_over", "end"), mark=9, counted=False),
        {"key": "end", "name": "Kết thúc", "kind": "end", "mark": 10},
    ]
    process = {"code": "thu-lay-y-kien", "name": "Có lấy ý kiến", "start": "submitted", "steps": steps}
    plain = notice()
    return msgspec.structs.replace(
        plain,
        cases=[msgspec.structs.replace(case, process="hoi") for case in plain.cases],
        processes={"hoi": process},
    )


FORM = {"ad_title": "Nước mắm Biển Xanh", "ad_place": "Số 1 Trần Phú, Nha Trang", "ad_from": "2026-04-01"}
OWNER = {"kind": "organisation", "full_name": "Công ty TNHH Biển Xanh", "identity_number": "0000000001"}


def publish(definition: Definition | None = None) -> None:
    publish_version(definition=definition or notice(), actor=SYSTEM, at=vn("2026-01-02 08:00"))


def pdf(name: str = "ma-ket.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, PDF, content_type="application/pdf")


def draft(units: dict[str, Unit], *, by: str = "bien", at: datetime = MONDAY, form: dict | None = None) -> Dossier:
    """A complete draft of the applicant."""
    who = person(by)
    dossier = start_draft(
        version=version_in_force("1.004650", on=at.date()),
        case="chung",
        competent_unit=units["H32.25"],
        reception_unit=units["H32.TT"],
        owner=OWNER,
        form=FORM if form is None else form,
        actor=who,
        at=at,
    )
    stored = store_upload(upload=pdf(), accepts=("pdf",), actor=who, at=at)
    attach_paper(dossier_id=dossier.id, key="ma-ket", file=stored, actor=who, at=at)
    return dossier


def submitted(units: dict[str, Unit], *, at: datetime = MONDAY, by: str = "bien") -> Dossier:
    return submit(dossier_id=draft(units, at=at, by=by).id, actor=person(by), at=at)


def received(units: dict[str, Unit], *, at: datetime = MONDAY) -> Dossier:
    return receive(dossier_id=submitted(units, at=at).id, actor=person("lan"), at=at + timedelta(minutes=72))


def forwarded(units: dict[str, Unit], *, at: datetime = MONDAY) -> Dossier:
    """On the division head's desk."""
    dossier = received(units, at=at)
    return forward(dossier_id=dossier.id, action="forward", actor=person("lan"), at=at + timedelta(minutes=80))


def at_specialist(units: dict[str, Unit], *, at: datetime = MONDAY, officer: str = "an") -> Dossier:
    dossier = forwarded(units, at=at)
    return forward(
        dossier_id=dossier.id,
        action="forward",
        actor=person("dung"),
        at=at + timedelta(minutes=90),
        officer_id=Account.objects.get(username=officer).id,
    )


CONTENT = {
    "content": "Nước mắm Biển Xanh",
    "places": ["Số 1 Trần Phú"],
    "first_day": "2026-04-01",
    "last_day": "2026-06-30",
}


def at_leader(units: dict[str, Unit], *, at: datetime = MONDAY) -> Dossier:
    """Drafted, reviewed, waiting for the leader's signature."""
    dossier = at_specialist(units, at=at)
    later = at + timedelta(hours=6)
    draft_result(
        dossier_id=dossier.id,
        outcome="positive",
        template="advertising_notice",
        content=CONTENT,
        actor=person("an"),
        at=later,
    )
    forward(dossier_id=dossier.id, action="submit", actor=person("an"), at=later)
    while "sign" not in {step.node for step in open_steps(dossier)}:
        dossier = forward(dossier_id=dossier.id, action="approve", actor=person("dung"), at=later)
    return Dossier.objects.get(id=dossier.id)


def signed(units: dict[str, Unit], *, at: datetime = MONDAY) -> Dossier:
    dossier = at_leader(units, at=at)
    who = person("son")
    return sign_result(
        dossier_id=dossier.id,
        signer=signer_of(who.person, on=at.date()),
        actor=who,
        at=at + timedelta(hours=7),
    )


def done(units: dict[str, Unit], *, at: datetime = MONDAY) -> Dossier:
    dossier = signed(units, at=at)
    return issue_result(
        dossier_id=dossier.id,
        seal=signer_of("H32.25", on=at.date()),
        actor=person("thu"),
        at=at + timedelta(hours=8),
    )
