"""One's own profile."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from motcua.identity.actions.change_profile import change_profile
from motcua.identity.models import Account, Person
from motcua.identity.pages.forms import ProfileForm
from motcua.kernel.access import needs
from motcua.kernel.clock import now
from motcua.kernel.refusals import Invalid
from motcua.ui.public import spoken


@needs("account.own")
def profile(request: HttpRequest) -> HttpResponse:
    """Show the profile and change it; afterwards back to ``next``, where a form may wait for it."""
    account = request.user
    assert isinstance(account, Account)  # the permission asks for somebody signed in
    person = Person.objects.filter(account=account).first() or Person(account=account, full_name=account.full_name)
    form = ProfileForm(request.POST or None, instance=person)
    back = request.POST.get("next") or request.GET.get("next", "")
    if request.method == "POST" and form.is_valid():
        try:
            change_profile(
                account_id=account.id,
                changes=form.cleaned_data,
                actor=request.actor,  # type: ignore[attr-defined]
                at=now(),
            )
        except Invalid as refusal:
            for name, texts in refusal.fields.items():
                form.add_error(name if name in form.fields else None, [spoken(text) for text in texts])
        else:
            messages.success(request, _("Đã lưu thông tin của bạn."))
            is_ours = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
            return redirect(back if back and is_ours else "profile")
    status = 422 if form.errors else 200
    return render(request, "identity/profile.html", {"form": form, "back": back}, status=status)
