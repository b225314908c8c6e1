"""The second factor: set up, used, renewed, taken away: django-allauth's steps in our pages."""

from typing import Any

from allauth.account.views import ReauthenticateView
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.base.views import AuthenticateView, IndexView
from allauth.mfa.base.views import ReauthenticateView as ReauthenticateByCodeView
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import (
    DownloadRecoveryCodesView,
    GenerateRecoveryCodesView,
    ViewRecoveryCodesView,
)
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from allauth.mfa.webauthn.views import AddWebAuthnView, ReauthenticateWebAuthnView, RemoveWebAuthnView
from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from motcua.kernel.refusals import NotNow

_INDEX = reverse_lazy("mfa_index")
_CODE = {"inputmode": "numeric", "autocomplete": "one-time-code"}


def _code(form: forms.Form, label: Any, help_text: Any) -> None:
    field = form.fields["code"]
    field.label, field.help_text = label, help_text
    field.widget = forms.TextInput(attrs=_CODE)
    field.error_messages["required"] = _("Hãy nhập mã.")


class CodeForm(AuthenticateForm):  # type: ignore[misc]
    """The code after the password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _code(self, _("Mã đăng nhập"), _("Sáu chữ số đang hiện trong ứng dụng, hoặc một mã dự phòng."))


class CodeAgainForm(ReauthenticateForm):  # type: ignore[misc]
    """The code before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _code(self, _("Mã đăng nhập"), _("Sáu chữ số đang hiện trong ứng dụng, hoặc một mã dự phòng."))


class FirstCodeForm(ActivateTOTPForm):  # type: ignore[misc]
    """The first code shows that the app has the secret."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _code(self, _("Mã trong ứng dụng"), _("Sáu chữ số đang hiện trong ứng dụng, đổi sau mỗi 30 giây."))


class KeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """A passkey gets a name, so that one tells it from others."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Tên của khóa")
        self.fields["name"].help_text = _("Để bạn phân biệt, ví dụ: điện thoại của tôi.")


index = IndexView.as_view(template_name="identity/second/index.html")


class Authenticate(AuthenticateView):  # type: ignore[misc]
    """After the password."""

    template_name = "identity/second/authenticate.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """A key is offered to whoever has one."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        keys = Authenticator.objects.filter(user=self.stage.login.user, type=Authenticator.Type.WEBAUTHN)
        return {**context, "has_key": keys.exists()}


authenticate = Authenticate.as_view()
activate_totp = ActivateTOTPView.as_view(template_name="identity/second/totp.html")
deactivate_totp = DeactivateTOTPView.as_view(template_name="identity/second/no_totp.html")
codes = ViewRecoveryCodesView.as_view(template_name="identity/second/codes.html")
new_codes = GenerateRecoveryCodesView.as_view(template_name="identity/second/new_codes.html")
codes_file = DownloadRecoveryCodesView.as_view(template_name="identity/second/codes.txt")
add_key = AddWebAuthnView.as_view(template_name="identity/second/key.html")


class RemoveKey(RemoveWebAuthnView):  # type: ignore[misc]
    """Take a passkey away, unless it is the last factor of somebody who must have one."""

    template_name = "identity/second/no_key.html"
    success_url = _INDEX

    def form_valid(self, form: forms.Form) -> Any:
        """Asked again here: allauth asks only for apps."""
        adapter = get_adapter()
        if not adapter.can_delete_authenticator(self.get_object()):
            messages.error(self.request, str(adapter.error_messages["cannot_delete_authenticator"]))
            return redirect("mfa_index")
        return super().form_valid(form)


remove_key = RemoveKey.as_view()


class _InWords:
    """Whoever has neither a password nor a second factor is told so."""

    def _check_reauthentication_method_available(self, request: HttpRequest) -> Any:
        try:
            return super()._check_reauthentication_method_available(request)  # type: ignore[misc]
        except PermissionDenied as error:
            raise NotNow(
                gettext("Tài khoản này không có mật khẩu hay lớp thứ hai để xác nhận lại."),
                advice=gettext("Hãy đăng xuất, rồi đăng nhập lại."),
            ) from error


class Again(_InWords, ReauthenticateView):  # type: ignore[misc]
    """By the password."""

    template_name = "identity/second/again.html"


class AgainByCode(_InWords, ReauthenticateByCodeView):  # type: ignore[misc]
    """By a code."""

    template_name = "identity/second/again.html"


class AgainByKey(_InWords, ReauthenticateWebAuthnView):  # type: ignore[misc]
    """By a passkey."""

    template_name = "identity/second/again_by_key.html"


again, again_by_code, again_by_key = Again.as_view(), AgainByCode.as_view(), AgainByKey.as_view()

for _page in (
    index,
    activate_totp,
    deactivate_totp,
    codes,
    new_codes,
    codes_file,
    add_key,
    remove_key,
    again,
    again_by_code,
    again_by_key,
):
    vars(_page)["access"] = "account.own"
vars(authenticate)["access"] = "pages.public"
