"""Motcua as a provider of OpenID Connect for the province's other systems: django-allauth's, in our pages."""

from typing import Any
from urllib.parse import urlsplit

from allauth.core.internal.httpkit import add_query_params
from allauth.idp.oidc import views
from allauth.idp.oidc.internal.oauthlib.server import get_server
from allauth.idp.oidc.internal.oauthlib.utils import extract_params
from allauth.idp.oidc.models import Client
from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST
from oauthlib.oauth2.rfc6749.errors import OAuth2Error

from motcua.identity.actions.connect_system import connect_system, disconnect_system
from motcua.identity.actions.consent import give_consent
from motcua.identity.pages.oidc_adapter import SCOPES
from motcua.kernel.access import needs
from motcua.kernel.clock import now
from motcua.kernel.refusals import Invalid
from motcua.ui.public import spoken


class Authorization(views.AuthorizationView):  # type: ignore[misc]
    """Whether this system may be told what it asks: always asked, in words, and kept as a consent."""

    template_name = "identity/oidc/authorize.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The question; a system that wants none asked (``prompt=none``) is told that there must be one.

        django-allauth would answer it where the person ever consented to the same scopes for any other system.
        """
        if "none" not in request.GET.get("prompt", "").split():
            answer: HttpResponse = super().get(request, *args, **kwargs)
            return answer
        try:
            _scopes, info = get_server().validate_authorization_request(*extract_params(request))
        except OAuth2Error:
            return render(request, "idp/oidc/error.html", status=400)
        error = {"error": "interaction_required", **({"state": info["state"]} if info.get("state") else {})}
        return HttpResponse(status=302, headers={"Location": add_query_params(info["redirect_uri"], error)})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The system, what for, and what it wants to know."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        client = context["client"]
        context["purpose"] = (client.data or {}).get("purpose", "")
        context["asked"] = [SCOPES.get(scope, scope) for scope in self._scopes]
        context["scopes"] = self._scopes
        return context

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        """Our answer leads to the system's own address, which the page's policy must allow."""
        answer: HttpResponse = super().render_to_response(context, **kwargs)
        parts = urlsplit(str(self._request_info.get("redirect_uri", "")))
        answer._csp_update = {"form-action": [f"{parts.scheme}://{parts.netloc}"]}  # type: ignore[attr-defined]
        return answer

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """The consent first; only then a code."""
        client = Client.objects.get(id=self._request_info["client_id"])
        give_consent(
            asked_by=client.pk,
            asked_name=client.name,
            purpose=(client.data or {}).get("purpose", ""),
            what=form.cleaned_data["scopes"],
            actor=self.request.actor,
            at=now(),
        )
        answer: HttpResponse = super().form_valid(form)
        return answer


class Leave(views.LogoutView):  # type: ignore[misc]
    """Another system signed somebody out: shall Motcua too?"""

    template_name = "identity/oidc/leave.html"


class SystemForm(forms.Form):
    """A system that shall sign people in by Motcua."""

    name = forms.CharField(
        label=_("Tên hệ thống"), max_length=100, error_messages={"required": _("Hãy nhập tên hệ thống.")}
    )
    purpose = forms.CharField(
        label=_("Dùng dữ liệu để làm gì"),
        max_length=300,
        help_text=_("Người đăng nhập đọc câu này trước khi đồng ý."),
        error_messages={"required": _("Hãy ghi mục đích.")},
    )
    back_to = forms.CharField(
        label=_("Địa chỉ trở về"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Mỗi dòng một địa chỉ https://."),
        error_messages={"required": _("Hãy ghi ít nhất một địa chỉ.")},
    )
    scopes = forms.MultipleChoiceField(
        label=_("Được biết"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[(key, words) for key, words in SCOPES.items() if key != "openid"],
    )


@needs("people.manage")
@require_http_methods(["GET", "HEAD", "POST"])
def systems(request: HttpRequest) -> HttpResponse:
    """All of them, and a form for one more; its secret is shown this one time."""
    form = SystemForm(request.POST or None)
    context: dict[str, Any] = {"form": form, "issuer": settings.PUBLIC_URL, "is_on": bool(settings.OIDC_KEY_FILE)}
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            context["client"], context["secret"] = connect_system(
                name=typed["name"],
                purpose=typed["purpose"],
                back_to=typed["back_to"].splitlines(),
                scopes=typed["scopes"],
                actor=request.actor,  # type: ignore[attr-defined]
                at=now(),
            )
            context["form"] = SystemForm()
        except Invalid as refusal:
            for name, texts in refusal.fields.items():
                form.add_error(name, [spoken(text) for text in texts])
    context["systems"] = [
        {"client": one, "asks": [SCOPES.get(scope, scope) for scope in one.get_scopes()]}
        for one in Client.objects.order_by("name")
    ]
    answer = render(request, "identity/oidc/systems.html", context, status=422 if form.errors else 200)
    answer["Cache-Control"] = "no-store"
    return answer


@needs("people.manage")
@require_POST
def remove_system(request: HttpRequest, client_id: str) -> HttpResponse:
    """It signs nobody in any more."""
    disconnect_system(client_id=client_id, actor=request.actor, at=now())  # type: ignore[attr-defined]
    messages.success(request, gettext("Đã ngừng kết nối hệ thống này."))
    return redirect("systems")


def _where_on(view: Any) -> Any:
    """Nothing is there where the province has given no key to sign with."""

    def page(request: HttpRequest) -> HttpResponse:
        if not settings.OIDC_KEY_FILE:
            raise Http404
        answer: HttpResponse = view(request)
        return answer

    page.access = "pages.public"  # type: ignore[attr-defined]
    page.csrf_exempt = getattr(view, "csrf_exempt", False)  # type: ignore[attr-defined]
    return page


authorize = _where_on(Authorization.as_view())
authorize.is_guarded = True  # an officer without a second factor is signed in nowhere else either
leave = _where_on(Leave.as_view())
configuration, keys = _where_on(views.configuration), _where_on(views.jwks)
token, user_info, revoke = _where_on(views.token), _where_on(views.user_info), _where_on(views.revoke)


def device(request: HttpRequest) -> HttpResponse:
    """Codes for devices without a keyboard: not here. django-allauth wants the name of the address to exist."""
    raise Http404


vars(device)["access"] = "pages.public"
