"""How a partner's call is recognised, and why asking twice does a thing once."""

import hashlib
import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext
from ninja.security import HttpBearer

from motcua.identity.public import ApiClient, IdempotentCall, client_of
from motcua.kernel.actor import Actor, Post
from motcua.kernel.composed import gathered, inserting, updating, write_later
from motcua.kernel.ids import new_id
from motcua.kernel.refusals import Conflict, Invalid, Refusal
from motcua.kernel.throttle import insist, visitor
from motcua.organizations.public import unit_coded

WRONG_TOKENS = 60  #: a minute from one address; good tokens are never counted
_KEY = re.compile(r"[\x21-\x7e]{1,100}")


class Bearer(HttpBearer):
    """``Authorization: Bearer mct_…``: the token of a partner's system, for one agency."""

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        """The partner as an actor; None when the token is unknown or revoked."""
        client = client_of(token)
        if client is None:
            insist(f"api-token:{visitor(request)}", WRONG_TOKENS, 60)
            return None
        request.client = client  # type: ignore[attr-defined]
        return partner_of(client)


def partner_of(client: ApiClient) -> Actor:
    """The partner's system in its post at the agency it may act for; whatever its token says, no other role."""
    if "partner" not in client.roles:
        return Actor(client.account_id, client.name)
    unit = unit_coded(client.agency)
    post = Post(role="partner", unit_id=unit.id, unit_name=unit.name, agency=unit.agency, title=client.name)
    return Actor(client.account_id, client.name, (post,))


def once(
    request: HttpRequest, at: datetime, act: Callable[[], dict[str, Any]], *, content: bytes, status: int = 200
) -> JsonResponse:
    """Do ``act`` in one transaction; with an Idempotency-Key, do it once however often it is asked.

    The same key with another content is refused (422). A call that failed leaves no trace and may be
    repeated with its key. A key that cannot be read is refused, never passed over: the server hands on
    one beyond ASCII as an empty one, and the thing would be done twice. ``content`` is what makes two
    calls the same, beside method and address.
    """
    key = request.headers.get("Idempotency-Key")
    if key is None:
        with transaction.atomic(), gathered():
            return JsonResponse(act(), status=status)
    if not _KEY.fullmatch(key):
        raise Invalid(gettext("Idempotency-Key cần 1 đến 100 ký tự ASCII, không có khoảng trắng."))
    client: ApiClient = request.client  # type: ignore[attr-defined]
    digest = hashlib.sha256(f"{request.method} {request.path}\n".encode() + content).hexdigest()
    call = IdempotentCall(id=new_id(), agency=client.agency, client=client, key=key, digest=digest, at=at)
    try:
        with transaction.atomic(), gathered():
            # Travels with the first statement of the act, where who asks with the same key meanwhile waits for our end.
            write_later(inserting([call], unless_there=True), check=_insist_new)
            answer = act()
            write_later(updating(IdempotentCall, {"status": status, "answer": answer}, {"id": call.id}))
        return JsonResponse(answer, status=status)
    except (_AskedBefore, Refusal) as refusal:  # what was once done answers as then, even where it would be refused now
        before = IdempotentCall.objects.filter(agency=client.agency, client=client, key=key).first()
        if before is not None:
            return _as_before(before, digest)
        if isinstance(refusal, Refusal):
            raise
        # whoever had the key first was revoked meanwhile, with its calls
        raise Conflict(
            gettext("Lời gọi trước với khóa này chưa xong."), advice=gettext("Gọi lại sau ít giây.")
        ) from None


class _AskedBefore(Exception):
    """The key is taken: what was begun with it must end without a trace."""


def _insist_new(counts: list[int]) -> None:
    if counts == [0]:
        raise _AskedBefore


def _as_before(before: IdempotentCall, digest: str) -> JsonResponse:
    if before.digest != digest:
        raise Invalid(
            gettext("Idempotency-Key này đã dùng cho một lời gọi khác."),
            advice=gettext("Dùng khóa mới cho nội dung mới."),
            code="key-reused",
        )
    response = JsonResponse(before.answer, status=before.status)
    response["Idempotent-Replayed"] = "true"
    return response
