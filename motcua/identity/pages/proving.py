"""Sign in by a provider of identity: the way there and the way back."""

from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.http import require_GET, require_POST

from motcua.identity.connectors.openid import Callback, ProvenAdapter, ProvenProvider
from motcua.identity.pages.proving_adapter import away_key, not_proven
from motcua.kernel.access import needs
from motcua.kernel.throttle import insist, visitor

#: signs of a request that another site made a browser send
_FOREIGN = ("cross-site", "same-site")


@require_GET
def there(request: HttpRequest, provider_id: str) -> HttpResponse:
    """To the provider. A link of another site leads to our sign-in page instead: nobody is signed in unasked."""
    back = request.GET.get("next", "")
    if request.headers.get("Sec-Fetch-Site") in _FOREIGN:
        return redirect(f"{reverse('account_login')}?{urlencode({'next': back})}" if back else "account_login")
    ours = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    return _sent(request, provider_id, AuthProcess.LOGIN, back if ours else None)


@needs("account.own")
@require_POST
def tie(request: HttpRequest, provider_id: str) -> HttpResponse:
    """To the provider, to tie this very account to what it says on return."""
    return _sent(request, provider_id, AuthProcess.CONNECT, None)


def _sent(request: HttpRequest, provider_id: str, process: str, back: str | None) -> HttpResponse:
    adapter = _adapter(request, provider_id)
    provider: ProvenProvider = adapter.get_provider()
    insist(f"provider:{visitor(request)}", 20, 60)
    if cache.get(away_key(provider_id)):
        answer: HttpResponse = not_proven(request, provider.app.name, away=True)
        return answer
    whose = str(request.user.pk) if process == AuthProcess.CONNECT else None
    try:
        return provider.redirect(request, process, back, whose)
    except OAuth2Error as error:
        return _failed(request, provider, error)


def _failed(request: HttpRequest, provider: ProvenProvider, error: OAuth2Error) -> HttpResponse:
    answer: HttpResponse = render_authentication_error(request, provider, exception=error)
    return answer


@require_GET
def back(request: HttpRequest, provider_id: str) -> HttpResponse:
    """From the provider, with a code that is good for one sign-in in this very browser."""
    adapter = _adapter(request, provider_id)
    try:
        page: HttpResponse = Callback.adapter_view(adapter)(request)
    except OAuth2Error as error:
        page = _failed(request, adapter.get_provider(), error)
    page["Referrer-Policy"] = "no-referrer"
    return page


def _adapter(request: HttpRequest, provider_id: str) -> ProvenAdapter:
    adapter = ProvenAdapter(request, provider_id)
    try:
        adapter.get_provider()
    except SocialApp.DoesNotExist as error:
        raise Http404 from error
    return adapter


for _page in (there, back):
    vars(_page)["access"] = "pages.public"
