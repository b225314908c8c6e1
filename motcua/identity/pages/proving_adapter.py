"""How django-allauth acts here when a provider vouches for somebody: through our actions, with our pages."""

import logging
from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialLogin
from allauth.socialaccount.providers.base.constants import AuthError, AuthProcess
from django.contrib import messages
from django.core.cache import cache
from django.http import HttpRequest
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from requests import RequestException

from motcua.identity.actions.enter_proven import enter_proven
from motcua.identity.connectors.openid import Session
from motcua.identity.models import Account
from motcua.kernel.clock import now

log = logging.getLogger(__name__)
#: seconds in which nobody else waits for a provider that did not answer
AWAY_SECONDS = 15


class ProvingAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Providers of identity."""

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Find or open the account; tie it to the signed-in one where that was asked for."""
        own = None
        if sociallogin.state.get("process") == AuthProcess.CONNECT:
            own = request.user if isinstance(request.user, Account) else None
            if own is None or str(own.pk) != sociallogin.state.get("data"):
                raise ImmediateHttpResponse(redirect("account_login"))
        account = enter_proven(proven=sociallogin.proven, own=own, at=now())
        if own is not None:
            messages.success(request, gettext("Đã gắn tài khoản với định danh điện tử của bạn."))
            raise ImmediateHttpResponse(redirect("profile"))
        sociallogin.user = account
        sociallogin.account = SocialAccount.objects.get(
            provider=sociallogin.account.provider, uid=sociallogin.account.uid
        )

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: str = AuthError.UNKNOWN,
        exception: Exception | None = None,
        extra_context: dict[str, Any] | None = None,
    ) -> None:
        """One page that says what to do; what exactly was wrong stands in the log."""
        is_away = isinstance(exception, RequestException) or isinstance(
            getattr(exception, "__cause__", None), RequestException
        )
        if is_away:
            cache.set(away_key(provider.app.provider_id), 1, AWAY_SECONDS)
        if exception is not None:
            log.warning("identity provider %s: %s", provider.app.provider_id, exception)
        raise ImmediateHttpResponse(
            not_proven(request, provider.app.name, cancelled=error == AuthError.CANCELLED, away=is_away)
        )

    def get_requests_session(self) -> Session:
        """Within limits of time and size."""
        return Session()


def away_key(provider: str) -> str:
    """Key of the fact that a provider did not answer just now."""
    return f"provider-away:{provider}"


def not_proven(request: HttpRequest, name: str, *, cancelled: bool = False, away: bool = False) -> Any:
    """The page for a sign-in by a provider that came to nothing."""
    status = 503 if away else 200 if cancelled else 401
    context = {"name": name, "cancelled": cancelled, "away": away}
    answer = render(request, "identity/not_proven.html", context, status=status)
    if away:
        answer["Retry-After"] = str(AWAY_SECONDS)
    return answer
