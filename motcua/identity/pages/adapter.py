"""How django-allauth speaks and acts here: in our words, through our actions."""

from hashlib import sha256
from typing import Any, NoReturn

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from django.conf import settings
from django.contrib import messages
from django.core.cache import cache
from django.forms import BaseForm, ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from motcua.identity.actions.note_sign_in import note_failure, note_hold, note_sign_in, note_sign_out
from motcua.identity.actions.open_account import TAKEN, open_account
from motcua.identity.models import Account
from motcua.identity.rules.names import plain_username, username_problem
from motcua.identity.rules.sessions import BEGAN
from motcua.kernel.actor import Actor
from motcua.kernel.clock import now
from motcua.kernel.refusals import TooMany
from motcua.kernel.throttle import allow, is_full, visitor

#: wrong passwords for one account in an hour, from all addresses together
MOST_FAILURES = 60
HOUR = 3600
#: so long an address counts as one of an account's after a sign-in
KNOWN_DAYS = 30

_SAID = {
    "account/messages/logged_out.txt": _("Bạn đã đăng xuất."),
    "mfa/messages/totp_activated.txt": _("Đã thêm ứng dụng tạo mã. Từ lần sau bạn đăng nhập hai lớp."),
    "mfa/messages/totp_deactivated.txt": _("Đã bỏ ứng dụng tạo mã."),
    "mfa/messages/webauthn_added.txt": _("Đã thêm khóa truy cập. Từ lần sau bạn đăng nhập hai lớp."),
    "mfa/messages/webauthn_removed.txt": _("Đã bỏ khóa truy cập."),
    "account/messages/password_changed.txt": _("Đã đổi mật khẩu. Các thiết bị khác đã được đăng xuất."),
}


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Local accounts."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("Tài khoản này đã bị khóa."),
        "enter_current_password": _("Mật khẩu hiện tại chưa đúng. Hãy nhập lại."),
        "username_password_mismatch": _(
            "Tên đăng nhập hoặc mật khẩu chưa đúng. Hãy kiểm tra chữ hoa, chữ thường và thử lại."
        ),
        "username_taken": TAKEN,
        "incorrect_password": _("Mật khẩu chưa đúng. Hãy nhập lại."),
        "too_many_login_attempts": _("Bạn đã nhập sai quá nhiều lần. Hãy đợi vài phút rồi thử lại."),
        "rate_limited": _("Bạn đã thử quá nhiều lần. Hãy đợi vài phút rồi thử lại."),
    }

    def clean_username(self, username: str, shallow: bool = False) -> str:
        """A new name in one spelling, that nobody has."""
        name = plain_username(username)
        if problem := username_problem(name):
            raise ValidationError(problem)
        if not shallow and Account.objects.filter(username=name).exists():
            raise self.validation_error("username_taken")
        return name

    def save_user(self, request: HttpRequest, user: Account, form: BaseForm, commit: bool = True) -> Account:
        """Open the account by our action; allauth has checked the form."""
        typed = form.cleaned_data
        return open_account(
            username=typed["username"],
            password=typed["password1"],
            full_name=typed["full_name"],
            actor=Actor(account_id=None, name=typed["full_name"]),
            at=now(),
        )

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Refuse further tries for a while: counted by account and address together, so that nobody can keep
        another out of their account; and by account alone, for whoever tries from many addresses. Then only
        the addresses where this account has signed in before are heard.
        """
        name = str(credentials.get("username", ""))
        known = cache.get(_known(name, visitor(request))) is not None
        if not known and is_full(f"sign-in:{name}", MOST_FAILURES, HOUR):
            self._refuse(request, name, HOUR)
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            self._refuse(request, name, 300)

    def _refuse(self, request: HttpRequest, name: str, seconds: int) -> NoReturn:
        address = visitor(request)
        if allow(f"sign-in-held:{name}:{address}", 1, seconds):
            note_hold(name, address=address, at=now())
        raise TooMany(
            gettext("Tài khoản này vừa bị nhập sai mật khẩu nhiều lần."),
            advice=gettext("Hãy đợi %(minutes)s phút rồi đăng nhập lại. Người khác vẫn đăng nhập được bình thường.")
            % {"minutes": seconds // 60},
            retry_after=seconds,
        )

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """An account at an address."""
        return f"{super()._get_login_attempts_cache_key(request, **credentials)}:{visitor(request)}"

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Counted and written down."""
        name = str(credentials.get("username", ""))
        allow(f"sign-in:{name}", MOST_FAILURES, HOUR)
        note_failure(name, address=visitor(request), at=now())

    def login(self, request: HttpRequest, user: Account) -> None:
        """Begin the session, write it down, remember the address as one of this account's."""
        super().login(request, user)
        cache.set(_known(user.username, visitor(request)), 1, KNOWN_DAYS * 86400)
        note_sign_in(user, address=visitor(request), at=now())

    def logout(self, request: HttpRequest) -> None:
        """Written down, then ended."""
        if isinstance(request.user, Account):
            note_sign_out(request.user, address=visitor(request), at=now())
        super().logout(request)

    def get_client_ip(self, request: HttpRequest) -> str:
        """Who asks, as our own limits see it."""
        return visitor(request)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to the profile."""
        return reverse("profile")

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Only what is worth saying, in plain words."""
        said = message or _SAID.get(message_template or "")
        if said:
            messages.add_message(request, level, str(said), extra_tags=extra_tags)

    def is_reauthentication_required(self, *, app: str) -> bool:
        """Before a second factor changes one says again who one is, unless one signed in just now."""
        began = context.request.session.get(BEGAN, 0)
        if now().timestamp() - began < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT:
            return False
        return bool(super().is_reauthentication_required(app=app))

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Anybody may open an account."""
        return True

    def is_safe_url(self, url: str | None) -> bool:
        """Only addresses of this very site, and none that a browser could read as another's."""
        return bool(url) and not any(sign in str(url) for sign in ("\\", "\n", "\r", "\t")) and super().is_safe_url(url)


def _known(username: str, address: str) -> str:
    """Key of the fact that ``username`` signed in from ``address``."""
    return "known:" + sha256(f"{username} {address}".encode()).hexdigest()[:32]
