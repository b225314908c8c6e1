"""How the simulated vendors speak: an SMS gateway, Zalo, a push service."""

import json
from typing import Any
from urllib.parse import parse_qs

import http_ece
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from py_vapid import Vapid02, b64urlencode

from motcua.notices.simulators.faults import Fault
from motcua.notices.simulators.received import Received

Answer = tuple[int, dict[str, Any] | None, dict[str, str]]


class SmsGateway:
    """Knows a message by its RequestId for good."""

    def __init__(self, received: Received, user: str, secret: str) -> None:
        self._received, self._let_in = received, (user, secret)
        self._known: dict[str, str] = {}

    def answer(self, path: str, body: bytes, headers: Any, fault: Fault | None) -> Answer:
        """One message."""
        call, kind = json.loads(body), fault.kind if fault else ""
        if kind == "expired" or (call["ApiKey"], call["SecretKey"]) != self._let_in:
            return 200, {"CodeResult": "101", "ErrorMessage": "Authorize failed"}, {}
        if kind in ("refused", "nobody", "later"):
            code = {"refused": "146", "nobody": "105", "later": "99"}[kind]
            return 200, {"CodeResult": code, "ErrorMessage": f"fault to order: {kind}"}, {}
        if call["RequestId"] in self._known:
            return 200, {"CodeResult": "124", "ErrorMessage": "RequestId existed"}, {}
        number = f"sms-{len(self._known) + 1}"
        self._known[call["RequestId"]] = number
        self._received.add(
            "sms", call["Phone"], call["Brandname"], call["Content"], key=call["RequestId"], unicode=call["IsUnicode"]
        )
        return 200, {"CodeResult": "100", "SMSID": number}, {}


class ZaloService:
    """Tokens that are renewed; each refresh token is good once. Numbers that end in an odd digit are not on Zalo."""

    def __init__(self, received: Received, secret: str, refresh: str) -> None:
        self._received, self._secret = received, secret
        self._refresh, self._access = refresh, ""
        self.renewed = 0

    def answer(self, path: str, body: bytes, headers: Any, fault: Fault | None) -> Answer:
        """A new token, or one message."""
        kind = fault.kind if fault else ""
        if path.endswith("/token"):
            return 200, self._token(parse_qs(body.decode()), headers), {}
        if kind == "expired" or headers.get("access_token") != self._access or not self._access:
            return 200, {"error": -124, "message": "Access token invalid"}, {}
        if kind in ("refused", "nobody", "later"):
            code = {"refused": -109, "nobody": -118, "later": -100}[kind]
            return 200, {"error": code, "message": f"fault to order: {kind}"}, {}
        call = json.loads(body)
        if int(call["phone"][-1]) % 2:
            return 200, {"error": -118, "message": "Zalo account not existed"}, {}
        words = "\n".join(f"{name}: {value}" for name, value in call["template_data"].items())
        title = f"Mẫu {call['template_id']}"
        self._received.add("zalo", call["phone"], title, words, key=call["tracking_id"], values=call["template_data"])
        return 200, {"error": 0, "message": "Success", "data": {"msg_id": f"zalo-{call['tracking_id'][:8]}"}}, {}

    def _token(self, form: dict[str, list[str]], headers: Any) -> dict[str, Any]:
        if headers.get("secret_key") != self._secret or form.get("refresh_token") != [self._refresh]:
            return {"error": -14014, "error_name": "Invalid refresh token"}
        self.renewed += 1
        self._access, self._refresh = f"access-{self.renewed}", f"refresh-{self.renewed}"
        return {"access_token": self._access, "refresh_token": self._refresh, "expires_in": "90000"}


class PushService:
    """Browsers with keys of their own: what comes is opened as a browser opens it."""

    def __init__(self, received: Received) -> None:
        self._received = received
        self._keys = ec.derive_private_key(20260302, ec.SECP256R1())  # the same at every start: the demo's browsers
        self._secret = b"gia-lap-16-bytes"

    def keys(self) -> tuple[str, str]:
        """What a browser tells with its address: public key and secret."""
        point = self._keys.public_key().public_bytes(
            serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
        )
        return b64urlencode(point), b64urlencode(self._secret)

    def answer(self, path: str, body: bytes, headers: Any, fault: Fault | None) -> Answer:
        """One message, for the browser that the path names."""
        kind = fault.kind if fault else ""
        if kind in ("refused", "nobody", "later", "expired"):
            return {"refused": 413, "nobody": 410, "later": 429, "expired": 403}[kind], {"said": "fault to order"}, {}
        if not Vapid02.verify(headers["Authorization"]) or not headers.get("TTL"):
            return 403, {"said": "not signed"}, {}
        said = json.loads(http_ece.decrypt(body, private_key=self._keys, auth_secret=self._secret))
        self._received.add(
            "push", path.rpartition("/")[2], said["title"], said["body"], url=said["url"], key=headers["Topic"]
        )
        return 201, None, {}
