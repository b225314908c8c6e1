"""An administrator lets somebody set up a new second factor, having seen who they are."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from motcua.identity.actions.remove_second_factors import remove_second_factors
from motcua.identity.models import Account
from motcua.identity.pages.reset import NameForm
from motcua.identity.rules.names import plain_username
from motcua.kernel.access import needs
from motcua.kernel.clock import now
from motcua.kernel.refusals import Refusal
from motcua.ui.public import spoken


class LostForm(NameForm):
    """Whose, and why."""

    reason = forms.CharField(
        label=_("Lý do"),
        max_length=200,
        help_text=_("Ví dụ: mất điện thoại, đã xem thẻ công chức."),
        error_messages={"required": _("Hãy ghi lý do.")},
    )


@needs("people.manage")
@require_http_methods(["GET", "HEAD", "POST"])
def lost_factor(request: HttpRequest) -> HttpResponse:
    """Take the second factors of an account away; the book says who did it and why."""
    form = LostForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        account = Account.objects.filter(username=plain_username(form.cleaned_data["username"])).first()
        if account is None:
            form.add_error("username", gettext("Không có tài khoản nào mang tên này."))
        else:
            try:
                remove_second_factors(
                    account_id=account.pk,
                    reason=form.cleaned_data["reason"],
                    actor=request.actor,  # type: ignore[attr-defined]
                    at=now(),
                )
            except Refusal as refusal:
                form.add_error("username", spoken(refusal.message))
            else:
                said = gettext("%(name)s đăng nhập lại bằng mật khẩu, rồi thêm cách mới.")
                messages.success(request, said % {"name": account.full_name})
                return redirect("lost-factor")
    return render(request, "identity/lost_factor.html", {"form": form}, status=422 if form.errors else 200)
