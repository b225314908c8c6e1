"""What is done after the answer, so that its time does not tell whether there is such an account."""

from django.conf import settings
from django.core.mail import send_mail
from django.utils.translation import gettext
from django_tasks import task

from motcua.identity.actions.issue_reset_code import issue_reset_code
from motcua.identity.models import Account
from motcua.identity.rules.names import plain_username
from motcua.identity.rules.reset_codes import BY_MAIL
from motcua.kernel.actor import SYSTEM
from motcua.kernel.clock import now


@task()
def send_reset_code(username: str) -> bool:
    """Send a code to the address of the account, if there is both; whether."""
    name = plain_username(username)
    account = Account.objects.filter(username=name, is_active=True).first()
    address = (account.email or (name if "@" in name else "")) if account else ""
    if account is None or not address or not account.has_usable_password():
        return False
    code = issue_reset_code(account_id=account.id, lasts=BY_MAIL, actor=SYSTEM, at=now())
    text = gettext(
        "Mã của bạn là %(code)s, dùng trong %(minutes)s phút, tại %(page)s. "
        "Nếu không phải bạn xin mã, hãy bỏ qua thư này; mật khẩu chưa thay đổi."
    )
    page = f"{settings.PUBLIC_URL}/tai-khoan/dat-lai-mat-khau/"
    said = text % {"code": code, "minutes": int(BY_MAIL.total_seconds() // 60), "page": page}
    send_mail(gettext("Mã đặt lại mật khẩu Motcua"), said, None, [address])
    return True
