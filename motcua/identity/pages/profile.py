"""One's own profile."""

from typing import Any

from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from motcua.identity.actions.change_profile import change_profile
from motcua.identity.actions.show_identity_number import show_identity_number
from motcua.identity.models import Account, Person
from motcua.identity.pages.forms import ProfileForm
from motcua.identity.rules.profile import masked
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
    return _drawn(request, person, form, back=back)


@needs("account.own")
@require_POST
def number(request: HttpRequest) -> HttpResponse:
    """The profile with the identity number in full; that it was shown stands in the book."""
    actor = request.actor  # type: ignore[attr-defined]
    whole = show_identity_number(account_id=actor.person, actor=actor, at=now())
    person = Person.objects.select_related("account").get(account_id=actor.person)
    page = _drawn(request, person, ProfileForm(instance=person), number=whole)
    page["Cache-Control"] = "no-store"
    return page


def _drawn(
    request: HttpRequest, person: Person, form: ProfileForm, *, back: str = "", number: str = ""
) -> HttpResponse:
    tied = set(SocialAccount.objects.filter(user=person.account).values_list("provider", flat=True))
    context = {
        "form": form,
        "person": person,
        "back": back,
        "number": number or masked(form.kept_number),
        "is_whole": bool(number),
        "untied": [
            one for one in settings.PROVIDERS if one["url"] and one["key"] not in tied and _may_tie(one, person)
        ],
    }
    return render(request, "identity/profile.html", context, status=422 if form.errors else 200)


def _may_tie(provider: dict[str, Any], person: Person) -> bool:
    """A citizen's profile and a citizens' provider."""
    return not provider["for_officers"] and person.kind == Person.Kind.CITIZEN
