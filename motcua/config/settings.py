"""Settings, read from the environment; what is unsafe in production is refused by ``config.safety``.

MOTCUA_MODE is ``demo`` (invented people and keys, never for real data) or ``production``.
"""

from pathlib import Path

import environ
from csp.constants import NONE, SELF

from motcua.config.settings_identity import *  # noqa: F403 (accounts and how people prove who they are)
from motcua.config.settings_identity import PROVIDER_ORIGINS
from motcua.kernel.clock import VIETNAM

PACKAGE = Path(__file__).resolve().parent.parent
env = environ.Env()

MODE = env("MOTCUA_MODE", default="production")
VAR = Path(env("MOTCUA_VAR", default=str(PACKAGE.parent / "var"))).resolve()
SECRET_KEY = env("MOTCUA_SECRET_KEY", default="demo-only-never-in-production" if MODE == "demo" else "")
DEBUG = env.bool("MOTCUA_DEBUG", default=False)
ALLOWED_HOSTS = env.list("MOTCUA_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("MOTCUA_ORIGINS", default=[])
#: The address people reach us at; printed in QR codes.
PUBLIC_URL = env("MOTCUA_PUBLIC_URL", default="http://127.0.0.1:8000").rstrip("/")
PROVINCE = env("MOTCUA_PROVINCE", default="H32")

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "motcua.identity",  # before allauth's provider, whose page for errors it replaces
    "allauth.idp.oidc",
    "django_tasks",
    "django_tasks_db",
    "csp",
    "ninja",  # its assets: the API's pages load nothing from elsewhere
    "motcua.portal",
    "motcua.dossiers",
    "motcua.payments",
    "motcua.post",
    "motcua.documents",
    "motcua.procedures",
    "motcua.work",
    "motcua.exchange",
    "motcua.notices",
    "motcua.organizations",
    "motcua.audit",
    "motcua.files",
    "motcua.ui",
    "motcua.config",
]
MIDDLEWARE = [
    "motcua.config.public_pages.public_pages",
    "motcua.config.problems.problems",
    "django.middleware.security.SecurityMiddleware",
    "motcua.ui.language.speaking",
    "django.middleware.common.CommonMiddleware",
    "motcua.config.short_path.short_path",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "motcua.config.readable.readable",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "motcua.organizations.middleware.acting",
    "motcua.identity.middleware.ending",
    "motcua.identity.second_factor.guarding",
    "motcua.config.refusing.refusing",
]
ROOT_URLCONF = "motcua.config.urls"
WSGI_APPLICATION = "motcua.config.wsgi.application"
APPEND_SLASH = True

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "motcua.ui.context.chrome",
            ],
            "builtins": ["django.templatetags.i18n", "motcua.ui.templatetags.ui"],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"

DATABASES = {"default": env.db_url_config(env("DATABASE_URL", default="") or f"sqlite:///{VAR / 'motcua.sqlite3'}")}
_database = DATABASES["default"]
if "sqlite" in _database["ENGINE"]:
    _database["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"
        "PRAGMA cache_size=-32000; PRAGMA mmap_size=134217728;",
    }
    _database["CONN_MAX_AGE"] = None
else:
    # A connection per request is several times slower: each worker thread keeps its own.
    _database["CONN_MAX_AGE"] = env.int("MOTCUA_CONN_MAX_AGE", default=600)
    _database["CONN_HEALTH_CHECKS"] = False
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
USE_I18N = True
LOCALE_PATHS = [PACKAGE / "kernel" / "locale"]  # the kernel is no app of Django's
TIME_ZONE = VIETNAM.tzname(None)
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_MANIFEST_STRICT = False
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ("jpg", "jpeg", "png", "gif", "webp", "zip", "gz", "br", "woff", "woff2", "map")
WHITENOISE_USE_FINDERS = DEBUG

#: Papers live here by content hash (see the room ``files``).
PAPERS_ROOT = Path(env("MOTCUA_PAPERS", default=str(VAR / "papers")))
MAX_PAPER_BYTES = env.int("MOTCUA_MAX_PAPER_BYTES", default=50 * 1024 * 1024)
#: The largest file that comes in pieces and goes on where it broke off (tus).
MAX_LARGE_BYTES = env.int("MOTCUA_MAX_LARGE_BYTES", default=200_000_000)
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 64 * 1024  # larger uploads stream to disk
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]
#: TrueType fonts of printed papers; where the folder is not built, the system's serif serves
PDF_FONTS = Path(env("MOTCUA_PDF_FONTS", default=str(PACKAGE / "ui" / "static" / "ui" / "built" / "fonts-pdf")))
#: Where signing keys are: "demo" (invented authority, demo mode alone), "pkcs12" (files) or "pkcs11" (token, HSM)
SIGNER = env("MOTCUA_SIGNER", default="demo" if MODE == "demo" else "pkcs12")
#: Folder of <account id or agency code>.p12 files, each with its passphrase in <same name>.secret
PKCS12_FOLDER = Path(env("MOTCUA_PKCS12", default=str(VAR / "keys" / "pkcs12")))
#: The vendor's PKCS#11 library, the token's label and the file that holds the PIN
PKCS11 = {
    "module": env("MOTCUA_PKCS11_MODULE", default=""),
    "token": env("MOTCUA_PKCS11_TOKEN", default=""),
    "pin_file": env("MOTCUA_PKCS11_PIN_FILE", default=""),
}
#: Folder of root certificates (PEM or DER) whose signatures count as trusted
TRUSTED_ROOTS = Path(env("MOTCUA_TRUSTED_ROOTS", default=str(VAR / "keys" / "roots")))
#: The national database: style "session" or "token"; empty: not connected.
#: See docs/how-to/connect-the-national-database.md
NATIONAL = {
    "style": env("MOTCUA_NATIONAL", default=""),
    "url": env("MOTCUA_NATIONAL_URL", default=""),
    "user": env("MOTCUA_NATIONAL_USER", default=""),
    "secret": env("MOTCUA_NATIONAL_SECRET", default=""),
    "unit": env("MOTCUA_NATIONAL_UNIT", default=PROVINCE),
    "dstcode": env("MOTCUA_NATIONAL_DSTCODE", default=""),
    "auth_path": env("MOTCUA_NATIONAL_AUTH_PATH", default="/auth"),
    "integration_path": env("MOTCUA_NATIONAL_INTEGRATION_PATH", default="/integration"),
    "share_path": env("MOTCUA_NATIONAL_SHARE_PATH", default="/share"),
}
#: An SMS gateway that takes JSON over HTTPS; empty: no SMS. See docs/how-to/send-messages.md
SMS = {
    "url": env("MOTCUA_SMS_URL", default=""),
    "user": env("MOTCUA_SMS_USER", default=""),
    "secret": env("MOTCUA_SMS_SECRET", default=""),
    "brand": env("MOTCUA_SMS_BRAND", default=""),
    "accents": env.bool("MOTCUA_SMS_ACCENTS", default=False),
}
#: Zalo notification service; without numbers of templates nothing goes by it
ZALO = {
    "url": env("MOTCUA_ZALO_URL", default=""),
    "token_url": env("MOTCUA_ZALO_TOKEN_URL", default=""),
    "app": env("MOTCUA_ZALO_APP", default=""),
    "secret": env("MOTCUA_ZALO_SECRET", default=""),
    #: the first one; each renewal gives the next, which is kept in the database
    "refresh_token": env("MOTCUA_ZALO_REFRESH_TOKEN", default=""),
    #: occasion=number,… as registered, "submitted.en=…" for another language
    "templates": env.dict("MOTCUA_ZALO_TEMPLATES", default={}),
}
#: Web push: the private key (P-256, base64url), whom push services may write to, hosts that browsers may name
PUSH = {
    "key": env("MOTCUA_PUSH_KEY", default=""),
    "contact": env("MOTCUA_PUSH_CONTACT", default=""),
    "hosts": env.list(
        "MOTCUA_PUSH_HOSTS",
        default=[
            "fcm.googleapis.com",
            "updates.push.services.mozilla.com",
            ".notify.windows.com",
            ".push.apple.com",
        ],
    ),
}
#: A folder with templates of messages that replace those that come along (docs/how-to/send-messages.md)
NOTICE_WORDS = env("MOTCUA_NOTICE_WORDS", default="")
#: So many messages a minute leave by each channel at most.
MESSAGES_PER_MINUTE = env.int("MOTCUA_MESSAGES_PER_MINUTE", default=600)
#: Who takes money for us: a bank account, the national payment platform, a commercial gateway; empty: not set up.
#: See docs/how-to/take-payments.md
PAYMENTS = {
    "bank": env("MOTCUA_BANK", default=""),
    "bank_name": env("MOTCUA_BANK_NAME", default=""),
    "bank_account": env("MOTCUA_BANK_ACCOUNT", default=""),
    "bank_holder": env("MOTCUA_BANK_HOLDER", default=""),
    "bank_secret": env("MOTCUA_BANK_SECRET", default=""),
    "bank_url": env("MOTCUA_BANK_URL", default="").rstrip("/"),
    "platform_url": env("MOTCUA_PLATFORM_URL", default="").rstrip("/"),
    "platform_partner": env("MOTCUA_PLATFORM_PARTNER", default=""),
    "platform_secret": env("MOTCUA_PLATFORM_SECRET", default=""),
    "gateway_url": env("MOTCUA_GATEWAY_URL", default=""),
    "gateway_api": env("MOTCUA_GATEWAY_API", default="").rstrip("/"),
    "gateway_terminal": env("MOTCUA_GATEWAY_TERMINAL", default=""),
    "gateway_secret": env("MOTCUA_GATEWAY_SECRET", default=""),
}
#: Who carries papers and results for us; empty: parcels are handed over by list (docs/how-to/send-by-post.md)
POST = {
    "url": env("MOTCUA_POST_URL", default="").rstrip("/"),
    "customer": env("MOTCUA_POST_CUSTOMER", default=""),
    "secret": env("MOTCUA_POST_SECRET", default=""),
}
#: A folder of the province's own lists of words for the search (*.yaml), beside those that come along.
SEARCH_WORDS = env("MOTCUA_SEARCH_WORDS", default="")
#: An OpenAI-compatible endpoint (its /v1) that may word the assistant's answers; empty: they stand as they are.
WORDING_URL = env("MOTCUA_WORDING_URL", default="")
WORDING_KEY = env("MOTCUA_WORDING_KEY", default="")
WORDING_MODEL = env("MOTCUA_WORDING_MODEL", default="")
WORDING_SECONDS = env.float("MOTCUA_WORDING_SECONDS", default=3.0)
#: Megabytes in which each web process keeps drawn public pages; 0: every page is drawn each time.
PAGE_MEMORY_MB = env.int("MOTCUA_PAGE_MEMORY_MB", default=160)
CLAMD = env("MOTCUA_CLAMD", default="")  #: host:port or socket of a ClamAV daemon; empty: no scan
CLAMD_PATIENCE = env.float("MOTCUA_CLAMD_SECONDS", default=30.0)  #: for one file; then it is refused, in words

#: Shared by all processes, so that rate limits count together. Django's default of 300 entries would
#: forget limits under a small flood.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 50_000, "CULL_FREQUENCY": 10},
    }
}

SESSION_COOKIE_AGE = 8 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "motcua.config.refusing.stale"
X_FRAME_OPTIONS = "SAMEORIGIN"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
BEHIND_TLS = env.bool("MOTCUA_BEHIND_TLS", default=MODE == "production")
#: Proxies of ours in front of the application; what they say of the visitor's address is believed.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("MOTCUA_PROXIES", default=1 if BEHIND_TLS else 0)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_TLS
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if BEHIND_TLS else 0
if BEHIND_TLS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF, *PROVIDER_ORIGINS],
        "frame-src": [SELF],
        "frame-ancestors": [SELF],
    }
}

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
#: ``smtp+tls://user:password@host:587``; empty: no letters, and whoever forgot a password asks an administrator
_mail = env("MOTCUA_EMAIL_URL", default="")
SENDS_MAIL = bool(_mail)
vars().update(env.email_url_config(_mail or "consolemail://"))
DEFAULT_FROM_EMAIL = env("MOTCUA_EMAIL_FROM", default="motcua@localhost")
EMAIL_TIMEOUT = 20
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"short": {"()": "motcua.config.serving.OneLine"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler"},
        "short": {"class": "logging.StreamHandler", "formatter": "short"},
    },
    "root": {"handlers": ["console"], "level": env("MOTCUA_LOG", default="WARNING")},
    # whoever asks for a wrong host, as robots do all day, gets a line, not a page of code
    "loggers": {"django.security": {"handlers": ["short"], "propagate": False}},
}
SILENCED_SYSTEM_CHECKS: list[str] = []
