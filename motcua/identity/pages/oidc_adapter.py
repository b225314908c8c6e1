"""What Motcua tells other systems of the people who sign in there by it, as far as they consented."""

import secrets
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

from allauth.idp.oidc.adapter import DefaultOIDCAdapter
from allauth.idp.oidc.models import Client
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from motcua.identity.models import Account, Person
from motcua.identity.postings import posts_of
from motcua.identity.queries import consented
from motcua.kernel.clock import now

#: scope → as people read it; what the law of the province lets other systems ask for
SCOPES = {
    "openid": _("Mã tài khoản của bạn"),
    "profile": _("Họ tên và tên đăng nhập"),
    "posts": _("Chức danh, đơn vị của cán bộ"),
    "phone": _("Số điện thoại"),
    "email": _("Thư điện tử"),
    "identity": _("Số định danh và mức độ định danh"),
}


class ProvinceAdapter(DefaultOIDCAdapter):  # type: ignore[misc]
    """Motcua as a provider."""

    scope_display = SCOPES

    def generate_client_secret(self) -> str:
        """256 bits of chance, in letters that survive being copied."""
        return secrets.token_urlsafe(32)

    def get_issuer(self) -> str:
        """The address people know us by, whatever name the question came to."""
        return str(settings.PUBLIC_URL)

    def list_private_keys(self, **kwargs: Any) -> list[Any]:
        """The key in the file that the settings name; in demo mode one is made."""
        from allauth.idp.oidc.models import PrivateKey

        path = Path(settings.OIDC_KEY_FILE)
        if settings.MODE == "demo" and not path.exists():
            _make(path)
        return [PrivateKey(pem=_pem(str(path), path.stat().st_mtime_ns))]

    def populate_server_metadata(self, data: dict[str, Any]) -> None:
        """Only what we do."""
        data.pop("device_authorization_endpoint", None)
        data["scopes_supported"] = list(SCOPES)
        data["grant_types_supported"] = ["authorization_code"]
        data["response_types_supported"] = ["code"]

    def get_claims(
        self, purpose: str, user: Account, client: Client, scopes: Iterable[str], email: str | None = None, **_: Any
    ) -> dict[str, Any]:
        """Of one person, no more than the scopes, and than they consented to as of now."""
        asked = set(scopes) & consented(user.pk, client.pk, at=now())
        claims: dict[str, Any] = {"sub": self.get_user_sub(client, user)}
        if "profile" in asked:
            claims |= {"name": user.full_name, "preferred_username": user.username}
        if "posts" in asked:
            claims["posts"] = posts_of(user)
        person = Person.objects.filter(account=user).first() if asked & {"phone", "email", "identity"} else None
        if person and "phone" in asked:
            claims["phone_number"] = person.phone
        if person and "email" in asked:
            claims |= {"email": person.email, "email_verified": False}
        if person and "identity" in asked and purpose == "userinfo":  # never in a token that is passed around
            claims |= {"identity_number": person.identity_number, "acr": f"loa{person.assurance}"}
        return {name: value for name, value in claims.items() if value not in ("", None)}


@lru_cache(maxsize=2)
def _pem(path: str, changed: int) -> str:
    return Path(path).read_text("ascii")


def _make(path: Path) -> None:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    fresh.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    fresh.chmod(0o600)
    fresh.rename(path)
