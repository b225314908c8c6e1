"""Settings of accounts: how people sign in, who proves who they are, how their numbers are kept.

A part of ``config.settings``, which imports it whole.
"""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ

from motcua.identity.rules.demo_keys import IDENTITY_KEY, LOOKUP_KEY

env = environ.Env()
_VAR = Path(env("MOTCUA_VAR", default=str(Path(__file__).resolve().parents[2] / "var"))).resolve()
_DEMO = env("MOTCUA_MODE", default="production") == "demo"

AUTH_USER_MODEL = "identity.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "motcua.identity.passwords.LongEnough", "OPTIONS": {"min_length": 10}},
    {"NAME": "motcua.identity.passwords.NotCommon"},
    {"NAME": "motcua.identity.passwords.NotOnlyDigits"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/vao/"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_ADAPTER = "motcua.identity.pages.adapter.Adapter"
ACCOUNT_FORMS = {
    "login": "motcua.identity.pages.forms.SignInForm",
    "signup": "motcua.identity.pages.forms.SignUpForm",
    "change_password": "motcua.identity.pages.forms.ChangePasswordForm",
    "reauthenticate": "motcua.identity.pages.forms.PasswordAgainForm",
}
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_PRESERVE_USERNAME_CASING = False
#: People sign in on computers of service centres: the session ends with the browser, and by identity/law/sessions.yaml.
ACCOUNT_SESSION_REMEMBER = False
#: The password of everybody in the demo.
DEMO_PASSWORD = "motcua-dung-thu"  # noqa: S105 - refused in production by config.safety
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "30/m/ip,5/5m/key", "signup": "10/m/ip"}

#: Officers need a second factor before any desk (identity/law/sessions.yaml); the demo's people sign in without one.
SECOND_FACTOR = env.bool("MOTCUA_SECOND_FACTOR", default=not _DEMO)
MFA_ADAPTER = "motcua.identity.pages.second_adapter.SecondAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_ALLOW_UNVERIFIED_EMAIL = True  # addresses of e-mail open nothing here
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = _DEMO  # browsers take http://localhost alone
MFA_TOTP_TOLERANCE = 1  # clocks of telephones are some seconds wrong
MFA_FORMS = {
    "authenticate": "motcua.identity.pages.second.CodeForm",
    "reauthenticate": "motcua.identity.pages.second.CodeAgainForm",
    "activate_totp": "motcua.identity.pages.second.FirstCodeForm",
    "add_webauthn": "motcua.identity.pages.second.KeyForm",
}

#: Fernet keys of identity numbers, the first one writes (docs/how-to/keep-identity-numbers.md); and the key of the
#: hash by which they are found
IDENTITY_KEYS = env.list("MOTCUA_IDENTITY_KEYS", default=[IDENTITY_KEY] if _DEMO else [])
IDENTITY_LOOKUP_KEY = env("MOTCUA_IDENTITY_LOOKUP_KEY", default=LOOKUP_KEY if _DEMO else "")

#: PEM file of the key (RSA) with which Motcua signs as a provider for other systems; empty: it is none.
#: See docs/how-to/sign-in-once.md
OIDC_KEY_FILE = env("MOTCUA_OIDC_KEY", default=str(_VAR / "keys" / "oidc-demo.pem") if _DEMO else "")
IDP_OIDC_ADAPTER = "motcua.identity.pages.oidc_adapter.ProvinceAdapter"
IDP_OIDC_ACCESS_TOKEN_EXPIRES_IN = 600

#: The national e-ID for citizens, by OpenID Connect; without an address nobody is offered it.
#: See docs/how-to/connect-the-national-eid.md
EID = {
    "key": "vneid",
    "name": env("MOTCUA_EID_NAME", default="VNeID"),
    "url": env("MOTCUA_EID_URL", default="").rstrip("/"),
    "client": env("MOTCUA_EID_CLIENT", default=""),
    "secret": env("MOTCUA_EID_SECRET", default=""),
    "scopes": env.list("MOTCUA_EID_SCOPES", default=["openid", "profile", "phone", "identity"]),
    #: ours=theirs,… where their names of claims differ; theirs=1|2,… for their levels of assurance
    "claims": env.dict("MOTCUA_EID_CLAIMS", default={}),
    "levels": env.dict("MOTCUA_EID_LEVELS", default={}),
    "for_officers": False,
}
#: The province's own sign-in for officers, by OpenID Connect; their accounts and posts are made here.
#: See docs/how-to/sign-in-once.md
SSO = {
    "key": "tinh",
    "name": env("MOTCUA_SSO_NAME", default="tài khoản công vụ"),
    "url": env("MOTCUA_SSO_URL", default="").rstrip("/"),
    "client": env("MOTCUA_SSO_CLIENT", default=""),
    "secret": env("MOTCUA_SSO_SECRET", default=""),
    "scopes": env.list("MOTCUA_SSO_SCOPES", default=["openid", "profile"]),
    "claims": env.dict("MOTCUA_SSO_CLAIMS", default={}),
    "levels": {},
    "for_officers": True,
}
PROVIDERS: list[dict[str, Any]] = [EID, SSO]


def _app(one: dict[str, Any]) -> dict[str, Any]:
    """A provider as django-allauth is told of it."""
    return {
        "provider_id": one["key"],
        "name": one["name"],
        "client_id": one["client"],
        "secret": one["secret"],
        "settings": {"server_url": one["url"], "scope": one["scopes"], "oauth_pkce_enabled": True},
    }


SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "provider_class": "motcua.identity.connectors.openid.ProvenProvider",
        "APPS": [_app(one) for one in PROVIDERS if one["url"]],
    }
}
SOCIALACCOUNT_ADAPTER = "motcua.identity.pages.proving_adapter.ProvingAdapter"
SOCIALACCOUNT_LOGIN_ON_GET = True  # a link; requests from other sites are turned away in pages/proving.py
SOCIALACCOUNT_REQUESTS_TIMEOUT = 5
#: seconds after which the token of a provider is not waited for any longer
PROVIDER_PATIENCE = env.float("MOTCUA_EID_SECONDS", default=8.0)
#: where a browser may be sent on from a form of ours
PROVIDER_ORIGINS = [
    f"{parts.scheme}://{parts.netloc}" for parts in (urlsplit(one["url"]) for one in PROVIDERS) if parts.netloc
]
