"""Tùy chọn nhận tin: where and how one wishes to be told; an e-mail address counts once its link was opened."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.core import signing
from django.db import transaction
from django.utils.translation import gettext as _

from motcua.kernel.actor import Actor
from motcua.kernel.refusals import Invalid, NotFound, NotNow
from motcua.notices.models import Device, SuppressedAddress, Wishes
from motcua.notices.rules.choosing import OUTSIDE
from motcua.notices.rules.devices import are_keys, is_known_host
from motcua.notices.rules.occasions import KINDS
from motcua.notices.rules.phones import plain_phone
from motcua.notices.rules.wording import LANGUAGES
from motcua.organizations.public import Where, require

_SALT = "motcua.notices.email"
#: seconds for which a link opens
LINK_SECONDS = 3 * 24 * 3600
#: browsers of one person; the oldest gives way
MOST_DEVICES = 10


@transaction.atomic
def save_wishes(
    *, language: str, email: str, phone: str, channels: Mapping[str, Sequence[str]], actor: Actor, at: datetime
) -> Wishes:
    """Write one's own wishes; another e-mail address is not used before its link was opened."""
    require(actor, "notices.read", Where(owner=actor.person))
    if phone.strip() and not plain_phone(phone):
        raise Invalid(
            _("Chưa lưu được."), fields={"phone": [_("Ghi số di động Việt Nam, ví dụ 0901 234 567, hoặc để trống.")]}
        )
    row = Wishes.objects.select_for_update().filter(account_id=actor.person).first() or Wishes(account_id=actor.person)
    if row.email != email.strip():
        row.email, row.email_verified_at = email.strip(), None
    row.language = language if language in LANGUAGES else "vi"
    row.phone = phone.strip()
    row.channels = {kind: [name for name in OUTSIDE if name in channels[kind]] for kind in KINDS if kind in channels}
    row.save()
    return row


def token_for(account_id: UUID, email: str) -> str:
    """What the link in the letter carries: opens for :data:`LINK_SECONDS`, for this address alone."""
    return signing.dumps([str(account_id), email], salt=_SALT)


@transaction.atomic
def verify_email(*, token: str, at: datetime) -> Wishes:
    """The address in ``token`` is its owner's from now on. Whoever holds the link read that mail box."""
    try:
        account_id, email = signing.loads(token, salt=_SALT, max_age=LINK_SECONDS)
    except signing.BadSignature as error:
        raise NotFound(
            _("Liên kết này không còn dùng được."), advice=_("Đăng nhập, mở Cách nhận tin và xin liên kết mới.")
        ) from error
    row = Wishes.objects.select_for_update().filter(account_id=account_id).first()
    if row is None or row.email != email:
        raise NotNow(_("Địa chỉ này đã được đổi."), advice=_("Đăng nhập và xem lại Cách nhận tin."))
    row.email_verified_at = row.email_verified_at or at
    row.save(update_fields=["email_verified_at"])
    SuppressedAddress.objects.filter(channel="email", address=email).delete()
    return row


@transaction.atomic
def add_device(*, endpoint: str, key: str, secret: str, hosts: Sequence[str], actor: Actor, at: datetime) -> Device:
    """A browser of one's own shows messages from now on; whoever had it before no longer does."""
    require(actor, "notices.read", Where(owner=actor.person))
    if not is_known_host(endpoint, hosts) or len(endpoint) > 500 or not are_keys(key, secret):
        raise Invalid(_("Trình duyệt này không dùng được cho thông báo."))
    Device.objects.filter(endpoint=endpoint).delete()
    old = Device.objects.filter(account_id=actor.person).order_by("-id").values_list("pk", flat=True)
    Device.objects.filter(pk__in=list(old[MOST_DEVICES - 1 :])).delete()
    return Device.objects.create(account_id=actor.person, endpoint=endpoint, key=key, secret=secret, added_at=at)


@transaction.atomic
def remove_devices(*, actor: Actor, at: datetime) -> int:
    """No browser of one's own shows messages any more; how many did."""
    require(actor, "notices.read", Where(owner=actor.person))
    return Device.objects.filter(account_id=actor.person).delete()[0]
