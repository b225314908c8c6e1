"""Who a signature speaks for: names and units of people and agencies."""

from datetime import date
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext

from motcua.identity.public import Account
from motcua.kernel.refusals import NotFound
from motcua.organizations.public import Posting, Unit


def person(account_id: UUID, *, on: date) -> tuple[str, str]:
    """Full name of an account, and name of the unit where it holds a post on ``on`` (a leader's post first)."""
    account = Account.objects.filter(id=account_id).only("full_name").first()
    if account is None:
        raise NotFound(gettext("Không tìm thấy người ký."))
    held = Q(valid_to=None) | Q(valid_to__gte=on)
    posts = Posting.objects.filter(held, account_id=account_id, valid_from__lte=on).order_by("id")
    rows = list(posts.values_list("role", "unit__name"))
    rows.sort(key=lambda row: row[0] != "leader")
    return account.full_name, rows[0][1] if rows else ""


def agency(code: str, *, on: date) -> str:
    """Name of the agency with that code on ``on``."""
    held = Q(valid_to=None) | Q(valid_to__gte=on)
    unit = Unit.objects.filter(held, code=code, valid_from__lte=on).only("name").first()
    if unit is None:
        raise NotFound(
            gettext("Không có cơ quan nào mang mã %(code)s vào ngày %(on)s.") % {"code": code, "on": f"{on:%d/%m/%Y}"}
        )
    return unit.name
