"""What can go wrong at a provider, ordered by ``POST /_control`` for so many answers."""

import json
import time
from collections.abc import Callable
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from django.http import HttpRequest, HttpResponse, JsonResponse

#: {"kind", "path": part of the address, "times", "seconds"}
_orders: list[dict[str, Any]] = []
_CLAIMS = {"nonce": ("nonce", "of-somebody-else"), "issuer": ("iss", "https://elsewhere.example"), "late": ("exp", 1)}
_STRANGER = rsa.generate_private_key(public_exponent=65537, key_size=2048)


def spoiling(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware that spoils answers as ordered."""

    def answer(request: HttpRequest) -> HttpResponse:
        if request.path == "/_control":
            _orders[:] = json.loads(request.body).get("faults", [])
            return JsonResponse({"faults": len(_orders)})
        fault = next((one for one in _orders if one.get("path", "") in request.path and one.get("times", 1) > 0), None)
        if fault is None:
            return get_response(request)
        fault["times"] = fault.get("times", 1) - 1
        if fault["kind"] == "down":
            return HttpResponse("away", status=503)
        if fault["kind"] == "slow":
            time.sleep(fault["seconds"])
        return _spoilt(fault["kind"], get_response(request))

    return answer


def _spoilt(kind: str, answer: HttpResponse) -> HttpResponse:
    if kind == "half":
        length = len(answer.content)
        answer.content = answer.content[: length // 2]
        answer["Content-Length"] = str(length // 2)
    elif kind == "garbage":
        answer.content = b"<html>not what you asked for"
    elif kind == "no-token":
        answer.content = json.dumps({**json.loads(answer.content), "id_token": None}).encode()
    elif kind == "stranger":  # somebody else's person at userinfo
        answer.content = json.dumps({**json.loads(answer.content), "sub": "eid-khoa"}).encode()
    elif kind in ("signature", "unsigned", *_CLAIMS):
        data = json.loads(answer.content)
        data["id_token"] = _resigned(kind, data["id_token"])
        answer.content = json.dumps(data).encode()
    if "Content-Length" in answer and kind != "half":
        answer["Content-Length"] = str(len(answer.content))
    return answer


def _resigned(kind: str, token: str) -> str:
    """The token changed: its claims with the provider's own key, or all of it with a key that is not the provider's."""
    from allauth.idp.oidc.adapter import get_adapter

    header, claims = jwt.get_unverified_header(token), jwt.decode(token, options={"verify_signature": False})
    if kind == "unsigned":
        return jwt.encode(claims, key=None, algorithm="none", headers={"kid": header["kid"]})  # type: ignore[arg-type]
    if kind == "signature":
        return jwt.encode(claims, _STRANGER, algorithm="RS256", headers={"kid": header["kid"]})
    name, value = _CLAIMS[kind]
    key = get_adapter().get_signing_key().pem
    return jwt.encode({**claims, name: value}, key, algorithm="RS256", headers={"kid": header["kid"]})
