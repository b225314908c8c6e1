"""Charges to pay, from the small province of the dossiers, and news of money."""

from datetime import datetime, timedelta

import msgspec

from motcua.dossiers.actions.submit import submit
from motcua.dossiers.models import Dossier
from motcua.dossiers.tests.make import MONDAY, draft, notice, person, publish, small_province
from motcua.kernel.actor import SYSTEM
from motcua.kernel.ids import new_id
from motcua.organizations.models import Unit
from motcua.payments.actions.raise_charge import Subject, raise_charge
from motcua.payments.connectors.base import Heard
from motcua.payments.models import Charge
from motcua.payments.rules.fees import Line
from motcua.procedures.rules.definition import Fee, FormField

AT = MONDAY
LINES = (
    Line("fee", "Phí thẩm định", 150_000, 150_000),
    Line("duty", "Lệ phí cấp giấy", 50_000, 50_000),
)
BANK = {
    "bank": "970436",
    "bank_name": "Ngân hàng thử",
    "bank_account": "1234567890",
    "bank_holder": "KHO BAC THU",
    "bank_secret": "bank-secret",
    "bank_url": "",
    "platform_url": "https://platform.example",
    "platform_partner": "H32",
    "platform_secret": "platform-secret",
    "gateway_url": "https://gateway.example/pay",
    "gateway_api": "https://gateway.example/api",
    "gateway_terminal": "MOTCUA01",
    "gateway_secret": "gateway-secret",
}


def fees(*, before: int | None = 150_000, after: int | None = None) -> list[dict]:
    found = []
    if before:
        found.append({"kind": "fee", "name": "Phí thẩm định", "amount": before, "when": "before"})
    if after:
        found.append({"kind": "duty", "name": "Lệ phí cấp giấy", "amount": after, "when": "after"})
    return found


def costly(fee_lines: list[dict]) -> None:
    """Publish the small procedure with fees, its e-form asking for whom they are less."""
    plain = notice()
    told = [msgspec.convert(line, Fee) for line in fee_lines]
    cases = [
        msgspec.structs.replace(case, channels=[msgspec.structs.replace(way, fees=told) for way in case.channels])
        for case in plain.cases
    ]
    form = plain.forms["thong-bao"]
    for_whom = FormField(key="fee_category", label="Đối tượng miễn, giảm", type="text")
    sections = [msgspec.structs.replace(one, fields=[*one.fields, for_whom]) for one in form.sections]
    forms = {"thong-bao": msgspec.structs.replace(form, sections=sections)}
    publish(msgspec.structs.replace(plain, cases=cases, forms=forms))


def province_with(fee_lines: list[dict]) -> dict[str, Unit]:
    units = small_province()
    costly(fee_lines)
    return units


def submitted_with_fees(units: dict[str, Unit], *, at: datetime = AT) -> Dossier:
    return submit(dossier_id=draft(units, at=at).id, actor=person("bien"), at=at)


def charge(units: dict[str, Unit], *, lines=LINES, purpose: str = "before") -> Charge:
    """A charge that belongs to no dossier: what happens to money does not depend on what it is for."""
    subject = Subject(
        kind="thing",
        id=new_id(),
        agency="H32.25",
        reference="H32.25-260302-0001",
        title="Thông báo sản phẩm quảng cáo",
        payer=person("bien").person,
        party={"full_name": "Công ty TNHH Biển Xanh", "identity_number": "0000000001", "address": "Số 1 đường Hoa Sứ"},
        unit=units["H32.TT"],
        collector=units["H32.25"],
    )
    made = raise_charge(subject, purpose=purpose, when="before", lines=lines, actor=SYSTEM, at=AT)
    assert made is not None
    return made


def came(order: str, amount: int, reference: str = "FT1", minutes: int = 5) -> Heard:
    return Heard(order=order, paid=True, amount=amount, reference=reference, at=AT + timedelta(minutes=minutes))


def fell(order: str) -> Heard:
    return Heard(order=order, paid=False)
