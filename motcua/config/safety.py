"""What is unsafe for real data. Production does not start while :func:`unsafe_settings` says anything."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connection

from motcua.exchange.simulators.national.server import SECRET as SIMULATED_SECRET
from motcua.exchange.simulators.national.server import USER as SIMULATED_USER
from motcua.identity.public import Account
from motcua.identity.rules.demo_keys import IDENTITY_KEY, LOOKUP_KEY
from motcua.identity.sealing import is_key
from motcua.identity.simulators.people import SECRET as SIMULATED_EID
from motcua.notices.simulators.together import PUSH_KEY as SIMULATED_PUSH_KEY
from motcua.notices.simulators.together import SECRET as MESSAGES_SECRET
from motcua.payments.simulators.store import SECRET as SIMULATED_MONEY
from motcua.post.simulators.store import SECRET as SIMULATED_POST

#: more accounts of the demo are not counted
_MOST = 1000
#: characters; Django makes keys of 50
SHORTEST_KEY = 50
#: parts of keys that stand in examples, this repository's among them
_KNOWN = ("demo-only", "insecure", "changeme", "change-me", "secret-key", "example")


def unsafe_settings() -> list[str]:
    """Each unsafe setting as a sentence that names it and says what to do; empty: safe to start.

    Looks at the settings, the folder of keys and the table of accounts, whatever the mode is; the
    commands ``serve`` and ``worker`` ask only in production.
    """
    return [
        sentence
        for look in (
            _mode,
            _key,
            _debug,
            _hosts,
            _origins,
            _address,
            _tls,
            _signer,
            _folders,
            _national,
            _messages,
            _payments,
            _identity,
            _post,
            _people,
        )
        for sentence in look()
        if sentence
    ]


def warnings() -> list[str]:
    """What is allowed but worth knowing at the start."""
    if connection.vendor == "sqlite":
        return [
            "Đang dùng SQLite: chỉ hợp để dùng thử và cho đơn vị nhỏ. Với một tỉnh, hãy dùng PostgreSQL (DATABASE_URL)."
        ]
    return []


def _mode() -> list[str]:
    if settings.MODE in ("production", "demo"):
        return []
    return [f"MOTCUA_MODE là “{settings.MODE}”: chỉ có “production” (dữ liệu thật) hoặc “demo” (dùng thử)."]


def _key() -> list[str]:
    try:
        key = settings.SECRET_KEY
    except ImproperlyConfigured:  # Django's own answer to an empty key
        key = ""
    advice = "Tạo khóa mới: python -c 'import secrets; print(secrets.token_urlsafe(64))'."
    if not key:
        return [f"MOTCUA_SECRET_KEY đang trống. {advice}"]
    if any(known in key.lower() for known in _KNOWN):
        return [f"MOTCUA_SECRET_KEY là khóa mẫu mà ai cũng biết. {advice}"]
    if len(key) < SHORTEST_KEY or len(set(key)) < 10:
        return [f"MOTCUA_SECRET_KEY quá dễ đoán: cần ít nhất {SHORTEST_KEY} ký tự ngẫu nhiên. {advice}"]
    return []


def _debug() -> list[str]:
    return ["MOTCUA_DEBUG đang bật: lỗi sẽ lộ mã nguồn và dữ liệu. Hãy bỏ biến này."] if settings.DEBUG else []


def _hosts() -> list[str]:
    if not settings.ALLOWED_HOSTS:
        return ["MOTCUA_HOSTS đang trống. Hãy ghi tên miền của tỉnh."]
    if any(host.strip().startswith("*") for host in settings.ALLOWED_HOSTS):
        return ["MOTCUA_HOSTS nhận mọi tên miền (“*”). Hãy ghi đúng tên miền của tỉnh, cách nhau bằng dấu phẩy."]
    return []


def _origins() -> list[str]:
    return [
        f"MOTCUA_ORIGINS có {origin}: phải bắt đầu bằng https://, vì biểu mẫu từ địa chỉ ấy được chấp nhận."
        for origin in settings.CSRF_TRUSTED_ORIGINS
        if not origin.startswith("https://")
    ]


def _address() -> list[str]:
    parts = urlsplit(settings.PUBLIC_URL)
    if parts.scheme != "https" or not parts.hostname:
        return [f"MOTCUA_PUBLIC_URL là {settings.PUBLIC_URL}: phải bắt đầu bằng https://, vì được in trong mã QR."]
    if parts.hostname in ("localhost", "127.0.0.1", "::1"):
        return [f"MOTCUA_PUBLIC_URL là {settings.PUBLIC_URL}: người dân không mở được địa chỉ này."]
    return []


def _tls() -> list[str]:
    if settings.BEHIND_TLS and settings.SESSION_COOKIE_SECURE and settings.CSRF_COOKIE_SECURE:
        return []
    return ["MOTCUA_BEHIND_TLS đang tắt: mật khẩu và phiên đăng nhập sẽ đi không mã hóa. Hãy bỏ biến này."]


def _signer() -> list[str]:
    if settings.SIGNER != "demo":
        return []
    return ["MOTCUA_SIGNER là “demo”: chữ ký của bản dùng thử không có giá trị. Hãy đặt pkcs12 hoặc pkcs11."]


def _folders() -> list[str]:
    found = []
    keys = settings.VAR / "keys" / "demo"
    if keys.is_dir() and any(keys.iterdir()):
        found.append(f"Thư mục {keys} có khóa ký của bản dùng thử. Hãy dùng một MOTCUA_VAR mới cho dữ liệu thật.")
    if getattr(settings, "DEMO_CA", None):
        found.append("DEMO_CA đang trỏ tới cơ quan chứng thực của bản dùng thử. Hãy bỏ thiết lập này.")
    return found


def _national() -> list[str]:
    given = settings.NATIONAL
    if not given["style"]:
        return []
    if given["style"] not in ("session", "token"):
        return [f"MOTCUA_NATIONAL là “{given['style']}”: chỉ có “session” hoặc “token”. Xem tài liệu kết nối."]
    found = []
    parts = urlsplit(given["url"])
    if parts.scheme != "https" or parts.hostname in ("localhost", "127.0.0.1", "::1"):
        found.append(f"MOTCUA_NATIONAL_URL là {given['url']}: phải là địa chỉ https:// thật của trục liên thông.")
    if given["secret"] in ("", SIMULATED_SECRET) or given["user"] in ("", SIMULATED_USER):
        found.append(
            "MOTCUA_NATIONAL_USER, MOTCUA_NATIONAL_SECRET đang trống hoặc là của bản giả lập. Đặt tài khoản thật."
        )
    return found


def _messages() -> list[str]:
    found = []
    for name, given in (("MOTCUA_SMS", settings.SMS), ("MOTCUA_ZALO", settings.ZALO)):
        if given["url"] and not given["url"].startswith("https://"):
            found.append(f"{name}_URL là {given['url']}: phải là địa chỉ https:// thật của bên gửi tin.")
        if given["secret"] == MESSAGES_SECRET:
            found.append(f"{name}_SECRET là của bản giả lập. Đặt khóa thật.")
    if settings.PUSH["key"] == SIMULATED_PUSH_KEY:
        found.append("MOTCUA_PUSH_KEY là khóa của bản giả lập mà ai cũng biết. Tạo khóa mới theo tài liệu gửi tin.")
    if any("://" in host for host in settings.PUSH["hosts"]):
        found.append("MOTCUA_PUSH_HOSTS có địa chỉ kèm giao thức: chỉ ghi tên máy chủ của dịch vụ đẩy.")
    return found


def _payments() -> list[str]:
    told = settings.PAYMENTS
    found = [
        f"MOTCUA_{name.upper()} là của bản giả lập: ai cũng báo được là đã nộp tiền. Hãy đặt mật khẩu thật."
        for name in ("bank_secret", "platform_secret", "gateway_secret")
        if told[name] == SIMULATED_MONEY
    ]
    for name in ("bank_url", "platform_url", "gateway_url", "gateway_api"):
        if told[name] and not told[name].startswith("https://"):
            found.append(f"MOTCUA_{name.upper()} phải bắt đầu bằng https://.")
    return found


def _identity() -> list[str]:
    advice = "Tạo khóa mới: motcua identity new-key."
    found = []
    if not settings.IDENTITY_KEYS or IDENTITY_KEY in settings.IDENTITY_KEYS:
        found.append(f"MOTCUA_IDENTITY_KEYS đang trống hoặc có khóa mẫu mà ai cũng biết. {advice}")
    elif any(not is_key(key) for key in settings.IDENTITY_KEYS):
        found.append(f"MOTCUA_IDENTITY_KEYS có khóa không đúng dạng. {advice}")
    if settings.IDENTITY_LOOKUP_KEY == LOOKUP_KEY or len(settings.IDENTITY_LOOKUP_KEY) < 32:
        found.append(f"MOTCUA_IDENTITY_LOOKUP_KEY đang trống, quá ngắn hoặc là khóa mẫu. {advice}")
    if not settings.SECOND_FACTOR:
        found.append("MOTCUA_SECOND_FACTOR đang tắt: cán bộ phải đăng nhập hai lớp. Hãy bỏ biến này.")
    for one in settings.PROVIDERS:
        if one["url"] and not one["url"].startswith("https://"):
            found.append(f"Nơi định danh {one['name']} ở {one['url']}: phải là địa chỉ https://.")
        if one["url"] and one["secret"] in ("", SIMULATED_EID):
            found.append(f"Khóa của nơi định danh {one['name']} đang trống hoặc là của bản giả lập. Đặt khóa thật.")
    return found


def _post() -> list[str]:
    told, found = settings.POST, []
    if told["secret"] == SIMULATED_POST:
        found.append("MOTCUA_POST_SECRET là của bản giả lập: ai cũng báo được là đã phát. Hãy đặt khóa thật.")
    if told["url"] and not told["url"].startswith("https://"):
        found.append("MOTCUA_POST_URL phải bắt đầu bằng https://.")
    return found


def _people() -> list[str]:
    try:
        connection.ensure_connection()
    except DatabaseError as error:
        return [f"Không vào được cơ sở dữ liệu ({_first_line(error)}). Hãy xem lại DATABASE_URL."]
    try:
        count = Account.objects.filter(is_demo=True)[: _MOST + 1].count()
    except DatabaseError as error:
        return [f"Không đọc được bảng tài khoản ({_first_line(error)}). Hãy chạy motcua migrate trước."]
    if count:
        number = f"hơn {_MOST}" if count > _MOST else count
        return [f"Cơ sở dữ liệu có {number} tài khoản của bản dùng thử. Hãy dùng một cơ sở dữ liệu mới."]
    return []


def _first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0]
