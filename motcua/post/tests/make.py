"""Parcels of the small province of the dossiers, and news of them."""

from datetime import datetime, timedelta
from typing import Any

from motcua.dossiers.tests.make import MONDAY, person
from motcua.kernel.actor import SYSTEM
from motcua.kernel.ids import new_id
from motcua.organizations.models import Unit
from motcua.post.actions.order_parcel import Subject, order_parcel
from motcua.post.connectors.base import News
from motcua.post.models import Parcel
from motcua.post.rules.addresses import read_address

AT = MONDAY
HOME = {
    "name": "Trần Văn Biển",
    "phone": "0905000017",
    "street": "Số 1 Trần Phú",
    "commune": "khac",
    "elsewhere": "phường Bến Thành, TP. Hồ Chí Minh",
}


def parcel(
    units: dict[str, Unit], kind: str = "deliver", *, cod: Any = (), reference: str = "H32.25-260302-0001"
) -> Parcel:
    """A parcel that belongs to no dossier: what happens to it does not depend on what it is for."""
    subject = Subject(
        kind="thing",
        id=new_id(),
        agency="H32.25",
        reference=reference,
        title="Thông báo sản phẩm quảng cáo",
        unit=units["H32.TT"],
        owner=person("bien").person,
    )
    return order_parcel(subject, kind=kind, address=read_address(HOME), cod=cod, actor=SYSTEM, at=AT)


def news(made: Parcel, state: int, minutes: int, key: str = "", **more: Any) -> News:
    """``state`` so many minutes after the beginning, by the carrier's clock."""
    return News(
        order=made.order, key=key or f"{state}/{minutes}", state=state, at=later(minutes), tracking="RG1VN", **more
    )


def later(minutes: int) -> datetime:
    return AT + timedelta(minutes=minutes)
