"""What the simulated e-ID says of its people, by the scopes that were asked for."""

from collections.abc import Iterable
from typing import Any

from allauth.idp.oidc.adapter import DefaultOIDCAdapter

from motcua.identity.simulators.people import PEOPLE

_BY_SCOPE = {
    "profile": ("name", "birthdate", "gender"),
    "phone": ("phone_number",),
    "identity": ("identity_number", "acr"),
}


class SimulatedClaims(DefaultOIDCAdapter):  # type: ignore[misc]
    """Signed in the token and told again at userinfo."""

    scope_display = {"openid": "Mã", "profile": "Họ tên", "phone": "Điện thoại", "identity": "Số định danh"}

    def get_claims(self, purpose: str, user: Any, client: Any, scopes: Iterable[str], **_: Any) -> dict[str, Any]:
        """Of one citizen."""
        wanted = {name for scope in scopes for name in _BY_SCOPE.get(scope, ())}
        told = PEOPLE[user.username]
        return {"sub": f"eid-{user.username}", **{name: told[name] for name in wanted if name in told}}
