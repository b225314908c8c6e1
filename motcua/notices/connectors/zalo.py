"""Zalo (ZNS): registered templates with parameters, over HTTPS; the token is renewed before it ends.

POST {url}/message/template with header ``access_token``, {phone, template_id, template_data, tracking_id}; ``error`` 0:
taken. POST {token_url} with header ``secret_key`` gives a token of 25 hours and the *next* refresh token: each can be
used once, so it is kept at once, encrypted with MOTCUA_SECRET_KEY. Zalo knows no message by ``tracking_id``: after a
crash at the worst moment one may come twice.
"""

import base64
import json
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.db import transaction

from motcua.kernel.calling import Partner, json_body
from motcua.kernel.clock import now
from motcua.notices.connectors.answers import answer_of
from motcua.notices.connectors.base import Declined, Failed, Message, Nobody, Unreachable
from motcua.notices.models import ChannelLine

#: the access token is wrong or over
_TOKEN = {-124, -216}
#: no such number, nobody on Zalo there, the person takes nothing from us
_NOBODY = {-108, -114, -118, -119}
#: our quota, our wallet, our account
_OURS = {-115, -126, -135, -140}
_LATER = {-100, -133}


class Zalo:
    """One kept connection, one token."""

    knows_keys = False

    def __init__(self, timeout: float = 10.0) -> None:
        self._given = settings.ZALO
        self._partner, self._issuer = Partner(self._given["url"], timeout), Partner(self._given["token_url"], 5.0)

    def send(self, message: Message) -> str:
        """Hand it over; Zalo's own number of it."""
        code, answer = self._call(message, self._token())
        if code in _TOKEN:
            code, answer = self._call(message, self._token(renewed=True))
        if code == 0:
            return str((answer.get("data") or {}).get("msg_id", ""))[:120]
        said = f"{code} {answer.get('message', '')}"[:300]
        if code in _TOKEN or code in _OURS:
            raise Unreachable(said)
        if code in _NOBODY:
            raise Nobody(said)
        raise (Failed if code in _LATER or code is None else Declined)(said)

    def _call(self, message: Message, token: str) -> tuple[int | None, dict[str, Any]]:
        body = {
            "phone": message.address,
            "template_id": message.template,
            "template_data": dict(message.values),
            "tracking_id": message.key,
        }
        headers = {"Content-Type": "application/json", "access_token": token}
        answer = answer_of(*self._partner.post("/message/template", json_body(body), headers))
        code = answer.get("error")
        return (code if isinstance(code, int) else None), answer

    def _token(self, *, renewed: bool = False) -> str:
        """A token that holds for some minutes more; kept before it is used."""
        with transaction.atomic():
            ChannelLine.objects.get_or_create(channel="zalo")
            line = ChannelLine.objects.select_for_update().get(channel="zalo")
            kept = _opened(line.token)
            if kept and not renewed and datetime.fromisoformat(kept["until"]) > now() + timedelta(minutes=10):
                return str(kept["access"])
            found = self._renewed(str(kept.get("refresh") or self._given["refresh_token"]))
            line.token = _sealed(found)
            line.save(update_fields=["token"])
        return str(found["access"])

    def _renewed(self, refresh: str) -> dict[str, str]:
        body = urlencode({"refresh_token": refresh, "app_id": self._given["app"], "grant_type": "refresh_token"})
        headers = {"Content-Type": "application/x-www-form-urlencoded", "secret_key": self._given["secret"]}
        answer = answer_of(*self._issuer.post("", body.encode(), headers))
        if not answer.get("access_token") or not answer.get("refresh_token"):
            raise Unreachable(f"no token: {answer.get('error')} {answer.get('error_name', '')}"[:300])
        until = now() + timedelta(seconds=int(answer.get("expires_in") or 3600))
        return {
            "access": str(answer["access_token"]),
            "refresh": str(answer["refresh_token"]),
            "until": until.isoformat(),
        }

    def close(self) -> None:
        """Close both connections."""
        self._partner.close()
        self._issuer.close()


def _box() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(sha256(f"zalo:{settings.SECRET_KEY}".encode()).digest()))


def _sealed(token: dict[str, str]) -> str:
    return _box().encrypt(json.dumps(token).encode()).decode()


def _opened(text: str) -> dict[str, Any]:
    """What was kept; nothing when there is none or the key of this installation changed."""
    try:
        found: dict[str, Any] = json.loads(_box().decrypt(text.encode())) if text else {}
    except InvalidToken:
        return {}
    return found
