"""How django-allauth speaks and acts here: in our words, through our actions."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib import messages
from django.forms import BaseForm, ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from motcua.identity.actions.open_account import TAKEN, open_account
from motcua.identity.models import Account
from motcua.identity.rules.names import plain_username, username_problem
from motcua.kernel.actor import Actor
from motcua.kernel.clock import now
from motcua.kernel.throttle import visitor

_SAID = {
    "account/messages/logged_out.txt": _("Bạn đã đăng xuất."),
    "account/messages/password_changed.txt": _("Đã đổi mật khẩu. Các thiết bị khác đã được đăng xuất."),
}


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Local accounts."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("Tài khoản này đã bị khóa."),
        "enter_current_password": _("Mật khẩu hiện tại chưa đúng. Hãy nhập lại."),
        "too_many_login_attempts": _(
            "Tài khoản này vừa bị nhập sai mật khẩu nhiều lần. Hãy đợi 5 phút rồi đăng nhập lại."
        ),
        "username_password_mismatch": _(
            "Tên đăng nhập hoặc mật khẩu chưa đúng. Hãy kiểm tra chữ hoa, chữ thường và thử lại."
        ),
        "username_taken": TAKEN,
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

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Anybody may open an account."""
        return True

    def is_safe_url(self, url: str | None) -> bool:
        """Only addresses of this very site, and none that a browser could read as another's."""
        return bool(url) and not any(sign in str(url) for sign in ("\\", "\n", "\r", "\t")) and super().is_safe_url(url)
