"""Builders of small procedures, packs and raw records, in the shapes that are met in life."""

import gzip
import json
import os
from datetime import date, datetime
from pathlib import Path

import msgspec
import yaml

from motcua.identity.models import Account
from motcua.kernel.actor import Actor, Post
from motcua.kernel.clock import VIETNAM
from motcua.kernel.limits import Limit
from motcua.organizations.models import Posting, Unit
from motcua.procedures.actions.import_packs import import_packs
from motcua.procedures.actions.publish import publish_version
from motcua.procedures.rules.definition import (
    Case,
    Channel,
    Definition,
    Fee,
    FormDefinition,
    FormField,
    FormSection,
    LegalBasis,
    Option,
    RequiredPaper,
    ShowIf,
    write_definition,
)

AT = datetime(2026, 3, 2, 9, 12, tzinfo=VIETNAM)
DESIGNER = Actor(None, "Đỗ Thị Thiết Kế", (Post("designer", 1, "Văn phòng Ủy ban nhân dân tỉnh", "H32"),))
_REPOSITORY = Path(__file__).resolve().parents[3]
#: where data stands that is too large or not ours to carry along; without it, tests of it are skipped
SHARED = Path(os.environ.get("MOTCUA_SHARED", _REPOSITORY.parent / "shared"))
NATIONAL = SHARED / "data" / "procedures" / "national-procedures.jsonl.gz"


def definition(key="9.000001", **changes) -> Definition:
    """A province's procedure with one case, submitted online or at the counter."""
    base = Definition(
        key=key,
        name="Cấp giấy phép thả diều trên bãi biển",
        sector="Văn hóa",
        levels=["province"],
        online_level="partly_online",
        cases=[
            Case(
                key="chung",
                name="Mọi trường hợp",
                channels=[
                    Channel(channel="online", limit=Limit(5, "working_day")),
                    Channel(channel="counter", limit=Limit(5, "working_day"), fees=[fee(20_000)]),
                ],
                papers=[RequiredPaper(key="don", name="Đơn đề nghị", originals=1)],
            )
        ],
        source="Quyết định công bố mẫu",
        verified=True,
        national_code=key if key.startswith("9.") else "",
        local_code="" if key.startswith("9.") else key,
        legal_basis=[LegalBasis(number="1/2026/QĐ-UBND")],
    )
    return msgspec.structs.replace(base, **changes)


def fee(amount, **changes) -> Fee:
    return msgspec.structs.replace(Fee(kind="fee", name="Phí thẩm định", amount=amount), **changes)


def form(**changes) -> FormDefinition:
    """A form with a condition on a section, a condition on a field, a table and every kind of answer."""
    base = FormDefinition(
        title="Đơn thử",
        sections=[
            FormSection(
                key="ai",
                title="Ai",
                fields=[
                    FormField(key="name", label="Họ và tên", type="text", required=True, max_length=40),
                    FormField(
                        key="kind",
                        label="Nộp cho",
                        type="choice",
                        required=True,
                        options=[Option(value="person", label="Cá nhân"), Option(value="company", label="Công ty")],
                    ),
                    FormField(key="phone", label="Điện thoại", type="phone"),
                    FormField(key="email", label="Thư", type="email"),
                    FormField(key="number", label="Số định danh", type="identity_number"),
                    FormField(key="born", label="Ngày sinh", type="date", min="1900-01-01", max="today"),
                    FormField(key="capital", label="Vốn", type="money"),
                    FormField(key="count", label="Số lượng", type="number", min=1, max=9),
                    FormField(key="agreed", label="Tôi cam đoan", type="checkbox", required=True),
                ],
            ),
            FormSection(
                key="company",
                title="Công ty",
                show_if=ShowIf(field="kind", equals="company"),
                fields=[
                    FormField(key="company_name", label="Tên công ty", type="text", required=True),
                    FormField(key="has_branch", label="Có chi nhánh", type="checkbox"),
                    FormField(
                        key="branch",
                        label="Tên chi nhánh",
                        type="text",
                        required=True,
                        show_if=ShowIf(field="has_branch", equals=True),
                    ),
                ],
            ),
            FormSection(
                key="members",
                title="Thành viên",
                fields=[
                    FormField(
                        key="members",
                        label="Thành viên",
                        type="table",
                        rows_max=3,
                        columns=[
                            FormField(key="who", label="Họ tên", type="text", required=True),
                            FormField(key="since", label="Từ ngày", type="date", max="today"),
                        ],
                    )
                ],
            ),
        ],
    )
    return msgspec.structs.replace(base, **changes)


ANSWERS = {"name": "Trần Văn Sóng", "kind": "person", "agreed": "on"}


def published(*definitions):
    """Each definition in force."""
    found = definitions or (definition(),)
    return [publish_version(definition=one, actor=DESIGNER, at=AT).version for one in found]


def write_pack(folder: Path, one: Definition) -> Path:
    path = folder / f"{one.key}.yaml"
    path.write_text(yaml.safe_dump(write_definition(one), allow_unicode=True, sort_keys=False), "utf-8")
    return path


def imported(folder: Path, *definitions, at=AT, **options):
    for one in definitions:
        write_pack(folder, one)
    return import_packs(paths=[folder], actor=DESIGNER, at=at, **options)


HEADER = "Tên giấy tờMẫu đơn, tờ khaiSố lượng"


def raw(**changes) -> dict:
    """A record of the national portal, whole and healthy but for what ``changes`` says."""
    return {
        "ma": "9.100001",
        "ten": "Cấp giấy phép nuôi chim cảnh",
        "linh_vuc": "Thú y",
        "cap": ["Cấp tỉnh"],
        "quyet_dinh": "12/QĐ-BNNMT",
        "doi_tuong": ["Công dân Việt Nam"],
        "co_quan_thuc_hien": "Sở Nông nghiệp và Môi trường",
        "co_quan_tham_quyen": "",
        "trinh_tu": "Bước 1: Nộp hồ sơ.\nBước 2: Nhận kết quả.",
        "cach_thuc": [{"kenh": "Trực tiếp", "so": 5, "don_vi": "Ngày làm việc", "phi_raw": "Miễn phí"}],
        "thanh_phan_ho_so_raw": f"--{HEADER}Đơn đề nghịMẫu số 01.docx1 bản chính",
        "can_cu": ["79/2015/QH13"],
        "yeu_cau": "",
        "ket_qua": "Giấy phép",
        "ket_qua_ma": "KQ.G10.000001",
        "nguon": "mẫu thử",
    } | changes


def write_records(path: Path, *records) -> Path:
    lines = "\n".join(one if isinstance(one, str) else json.dumps(one, ensure_ascii=False) for one in records)
    content = lines.encode()
    path.write_bytes(gzip.compress(content) if path.suffix == ".gz" else content)
    return path


def designer_account() -> Account:
    """Somebody who may publish, to sign in with."""
    account = Account.objects.create_user(username="thietke", password="mat-khau-dai-12", full_name="Đỗ Thị Thiết Kế")
    unit = Unit.objects.create(
        code="H32", name="Tỉnh thử", kind=Unit.Kind.PROVINCE, agency="H32", valid_from=date(2025, 7, 1)
    )
    Posting.objects.create(account=account, unit=unit, role="designer", valid_from=date(2025, 7, 1))
    return account
