"""A new password for whoever forgot the old one: by a code from an e-mail, or from an administrator."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from motcua.identity.actions.issue_reset_code import issue_reset_code
from motcua.identity.actions.reset_password import reset_password
from motcua.identity.jobs import send_reset_code
from motcua.identity.models import Account
from motcua.identity.pages.forms import PASSWORD_HELP, TWICE
from motcua.identity.rules.names import plain_username
from motcua.identity.rules.reset_codes import BY_OFFICER
from motcua.kernel.access import needs
from motcua.kernel.clock import now
from motcua.kernel.refusals import Invalid
from motcua.kernel.throttle import insist, visitor
from motcua.ui.public import spoken

_PASSWORD = {"autocomplete": "new-password"}


class NameForm(forms.Form):
    """Whose password."""

    username = forms.CharField(
        label=_("Tên đăng nhập"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "username"}),
        error_messages={"required": _("Hãy nhập tên đăng nhập.")},
    )


class NewPasswordForm(NameForm):
    """The code and the new password, twice."""

    code = forms.CharField(
        label=_("Mã đặt lại"),
        max_length=40,
        help_text=_("Tám chữ và số, ví dụ: K4ME-7XYQ."),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code"}),
        error_messages={"required": _("Hãy nhập mã.")},
    )
    password1 = forms.CharField(
        label=_("Mật khẩu mới"),
        help_text=PASSWORD_HELP,
        strip=False,
        widget=forms.PasswordInput(attrs=_PASSWORD),
        error_messages={"required": _("Hãy nhập mật khẩu mới.")},
    )
    password2 = forms.CharField(
        label=_("Nhập lại mật khẩu mới"),
        strip=False,
        widget=forms.PasswordInput(attrs=_PASSWORD),
        error_messages={"required": _("Hãy nhập mật khẩu lần nữa.")},
    )

    def clean(self) -> dict[str, Any]:
        """By the rules of all passwords, and the same twice."""
        typed = super().clean() or {}
        first, second = typed.get("password1"), typed.get("password2")
        if first and second and first != second:
            self.add_error("password2", forms.ValidationError(TWICE))
        if first:
            try:
                validate_password(first)
            except ValidationError as error:
                self.add_error("password1", error)
        return typed


@require_http_methods(["GET", "HEAD", "POST"])
def forgotten(request: HttpRequest) -> HttpResponse:
    """Ask for a code by e-mail, where this installation sends any; whoever asks hears the same."""
    form = NameForm(request.POST or None)
    if request.method == "POST" and settings.SENDS_MAIL and form.is_valid():
        insist(f"forgotten:{visitor(request)}", 10, 600)
        name = plain_username(form.cleaned_data["username"])
        insist(f"forgotten:{name}", 5, 3600)
        send_reset_code.enqueue(name)
        messages.success(
            request, gettext("Nếu tài khoản có thư điện tử, mã đang được gửi đến đó. Mã dùng trong 15 phút.")
        )
        return redirect("reset-password")
    context = {"form": form, "sends_mail": settings.SENDS_MAIL}
    return render(request, "identity/forgotten.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def new_password(request: HttpRequest) -> HttpResponse:
    """Set the new password with the code; then one signs in with it."""
    form = NewPasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        insist(f"reset:{visitor(request)}", 20, 600)
        typed = form.cleaned_data
        try:
            reset_password(username=typed["username"], code=typed["code"], password=typed["password1"], at=now())
        except Invalid as refusal:
            form.add_error("code", [spoken(text) for text in refusal.fields["code"]])
        else:
            messages.success(request, gettext("Đã đặt mật khẩu mới. Hãy đăng nhập."))
            return redirect("account_login")
    return render(request, "identity/new_password.html", {"form": form}, status=422 if form.errors else 200)


@needs("people.manage")
@require_http_methods(["GET", "HEAD", "POST"])
def code_for(request: HttpRequest) -> HttpResponse:
    """An administrator gives a code to somebody who stands before them; it is shown this one time."""
    form = NameForm(request.POST or None)
    context: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        account = Account.objects.filter(username=plain_username(form.cleaned_data["username"])).first()
        if account is None:
            form.add_error("username", gettext("Không có tài khoản nào mang tên này."))
        else:
            actor = request.actor  # type: ignore[attr-defined]
            context["code"] = issue_reset_code(account_id=account.id, lasts=BY_OFFICER, actor=actor, at=now())
            context["account"] = account
    response = render(request, "identity/code_for.html", context, status=422 if form.errors else 200)
    response["Cache-Control"] = "no-store"
    return response


for _page in (forgotten, new_password):
    vars(_page)["access"] = "pages.public"
