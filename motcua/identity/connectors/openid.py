"""OpenID Connect as django-allauth speaks it, with what it leaves out and an authority needs.

Authorization code with PKCE and a state that is used once are allauth's. Here beside: a nonce, the signature of the
token checked always (allauth trusts the connection), only signatures with a public key, the subject of both answers
compared, no claim kept, no parameter of the visitor passed on, and every fault of the other side one exception.
"""

import hmac
import secrets
import time
from typing import Any

import jwt
import requests
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from motcua.identity.connectors.base import NotProven
from motcua.identity.connectors.claims import read_claims

#: a shared secret proves nothing to a third party, "none" proves nothing at all
SIGNATURES = frozenset({"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA"})
#: bytes; what a provider says of one person is a few thousand
MOST_BYTES = 512 * 1024
#: what reading an answer that is not what it should be may raise
_BROKEN = (ValueError, KeyError, TypeError, AttributeError, NotProven)


class Session(requests.Session):
    """HTTP to a provider: no redirects, no proxies of the environment, whole within some seconds and bytes."""

    def __init__(self) -> None:
        super().__init__()
        self.trust_env = False

    def request(self, *args: Any, **kwargs: Any) -> requests.Response:
        """The answer with its whole body. Raises ``requests.RequestException`` for anything else."""
        until = time.monotonic() + settings.PROVIDER_PATIENCE
        timeout = settings.SOCIALACCOUNT_REQUESTS_TIMEOUT
        answer = super().request(*args, **{**kwargs, "timeout": timeout, "allow_redirects": False, "stream": True})
        body = b""
        for piece in answer.iter_content(16 * 1024):
            body += piece
            if len(body) > MOST_BYTES or time.monotonic() > until:
                answer.close()
                raise requests.exceptions.ChunkedEncodingError("the answer is too long or too slow")
        length = answer.headers.get("Content-Length")
        if length and "Content-Encoding" not in answer.headers and len(body) != int(length):
            raise requests.exceptions.ChunkedEncodingError("half an answer")
        answer._content = body
        return answer


class ProvenAdapter(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    """The steps with the other side."""

    #: what the token must repeat; set by :class:`Callback` from the state of this very sign-in
    nonce = ""

    @property
    def openid_config(self) -> dict[str, Any]:
        """Where the provider does what. Raises OAuth2Error."""
        try:
            found: dict[str, Any] = super().openid_config
            server: str = self.get_provider().app.settings["server_url"]
            if not found["issuer"] or not found["jwks_uri"]:
                raise KeyError("issuer, jwks_uri")
        except (requests.RequestException, *_BROKEN) as error:
            raise OAuth2Error(f"no configuration: {error}") from error
        if server.startswith("https://") and any(
            not str(found.get(name, "")).startswith("https://")
            for name in ("authorization_endpoint", "token_endpoint", "jwks_uri", "userinfo_endpoint")
        ):
            raise OAuth2Error("an address of the configuration is not https")
        return found

    def get_access_token_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The tokens for the code. Raises OAuth2Error."""
        try:
            data: dict[str, Any] = super().get_access_token_data(*args, **kwargs)
        except _BROKEN as error:
            raise OAuth2Error("no tokens") from error
        return data

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **kwargs: Any) -> SocialLogin:
        """Who it is, with ``proven`` on the answer. Raises OAuth2Error where that is not certain."""
        try:
            raw = kwargs["response"]["id_token"]
            signed = self._decode_id_token(app, raw)
            if not self.nonce or not hmac.compare_digest(str(signed.get("nonce", "")), self.nonce):
                raise NotProven("another nonce")
            if isinstance(signed["aud"], list) and len(signed["aud"]) > 1 and signed.get("azp") != app.client_id:
                raise NotProven("meant for another system")
            told = self._fetch_user_info(token.token)
            if told["sub"] != signed["sub"]:
                raise NotProven("two subjects")
            wanted = next(one for one in settings.PROVIDERS if one["key"] == app.provider_id)
            proven = read_claims(
                {**told, **signed},
                provider=app.provider_id,
                names=wanted["claims"],
                levels=wanted["levels"],
                for_officers=wanted["for_officers"],
            )
            login = self.get_provider().sociallogin_from_response(request, {"sub": proven.subject})
        except (*_BROKEN, StopIteration) as error:
            raise OAuth2Error(f"{type(error).__name__}: {error}"[:200]) from error
        login.proven = proven
        return login

    def _decode_id_token(self, app: Any, id_token: str) -> dict[str, Any]:
        self.did_fetch_access_token = False  # so that allauth checks the signature all the same
        try:
            if jwt.get_unverified_header(id_token).get("alg") not in SIGNATURES:
                raise NotProven("signed with something that proves nothing")
            claims: dict[str, Any] = super()._decode_id_token(app, id_token)
        except jwt.PyJWTError as error:
            raise NotProven("not signed by the provider") from error
        if "exp" not in claims:
            raise NotProven("a token without an end")
        return claims


class ProvenProvider(OpenIDConnectProvider):  # type: ignore[misc]
    """A provider of identity, named in the settings."""

    oauth2_adapter_class = ProvenAdapter

    def redirect(
        self, request: HttpRequest, process: str, next_url: str | None = None, data: Any = None, **kwargs: Any
    ) -> HttpResponse:
        """To the provider, with a nonce that is kept in the state."""
        nonce = secrets.token_urlsafe(24)
        kwargs["auth_params"] = {"nonce": nonce}
        kwargs["scope"] = self.get_scope()  # allauth would add what stands in our own address
        answer: HttpResponse = super().redirect(request, process, next_url, data, nonce=nonce, **kwargs)
        return answer

    def extract_uid(self, data: dict[str, Any]) -> str:
        """The subject."""
        return str(data["sub"])

    def extract_common_fields(self, data: dict[str, Any]) -> dict[str, Any]:
        """Nothing: the account is opened by an action of ours."""
        return {}

    def extract_email_addresses(self, data: dict[str, Any]) -> list[Any]:
        """None: an address that a provider tells proves no account here."""
        return []

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        """Nothing is kept of the claims beside the profile."""
        return {}


class Callback(OAuth2CallbackView):  # type: ignore[misc]
    """The way back."""

    def _get_state(self, request: HttpRequest, provider: Any) -> tuple[dict[str, Any] | None, HttpResponse | None]:
        state, answer = super()._get_state(request, provider)
        self.adapter.nonce = str((state or {}).get("nonce", ""))
        return state, answer
