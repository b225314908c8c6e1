"""Small builders for messages."""

from datetime import datetime, timedelta
from itertools import count

from motcua.identity.public import Account, Person
from motcua.kernel.clock import VIETNAM
from motcua.kernel.ids import new_id
from motcua.notices.models import Delivery, Notice, Wishes
from motcua.notices.public import notify

AT = datetime(2026, 3, 2, 9, 0, tzinfo=VIETNAM)
CODE = "000.00.25.H32-260302-000001"
_number = count()


def somebody(name="hoa", *, email="", phone="", language="vi", channels=None):
    account = Account.objects.create(username=name, full_name="Nguyễn Thị Hoa", password="!")
    Person.objects.create(account=account, full_name=account.full_name, phone=phone, identity_number="000188000001")
    if email or channels or language != "vi":
        Wishes.objects.create(
            account=account,
            email=email,
            email_verified_at=AT if email else None,
            language=language,
            channels=channels or {},
        )
    return account


def told(account, occasion="papers_asked", *, at=AT, once="", until=AT + timedelta(days=9), code=CODE):
    once = once or f"{occasion}/{next(_number)}"
    notify(
        account_id=account.id,
        occasion=occasion,
        agency="H32.25",
        subject_kind="dossier",
        subject_id=new_id(),
        once=once,
        at=at,
        until=until,
        data={"code": code, "procedure": "Cấp giấy xác nhận khuyết tật"},
        path=f"/ho-so/{code}/",
    )
    return Notice.objects.filter(account=account, once=once).get()


def state(row):
    return Delivery.State(Delivery.objects.get(pk=row.pk).state).name
