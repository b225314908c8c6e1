"""Doing an act: from what was posted to the action, and to the words that say it is done."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import QueryDict
from django.utils.translation import gettext as _

from motcua.documents.public import signer_of
from motcua.dossiers.actions.accept_papers import accept_papers
from motcua.dossiers.actions.agree_to_withdrawal import agree_to_withdrawal
from motcua.dossiers.actions.apologise import apologise
from motcua.dossiers.actions.ask_for_papers import ask_for_papers
from motcua.dossiers.actions.ask_for_payment import ask_for_payment
from motcua.dossiers.actions.assign import assign
from motcua.dossiers.actions.confirm_payment import confirm_payment
from motcua.dossiers.actions.decline_withdrawal import decline_withdrawal
from motcua.dossiers.actions.forward import OWN_ACTS, forward
from motcua.dossiers.actions.hand_over import hand_over
from motcua.dossiers.actions.issue_result import issue_result
from motcua.dossiers.actions.recall_result import recall_result
from motcua.dossiers.actions.receive import receive
from motcua.dossiers.actions.refuse import refuse
from motcua.dossiers.actions.sign_result import sign_result
from motcua.dossiers.actions.stop import stop
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import open_steps, process_of
from motcua.kernel.actor import Actor
from motcua.kernel.clock import VIETNAM
from motcua.kernel.refusals import Invalid, NotFound, NotNow
from motcua.work.public import may_act

MOST_ITEMS = 30
Given = dict[str, Any]


def do(slug: str, dossier_id: UUID, post: QueryDict, *, actor: Actor, at: datetime, revision: int | None) -> Dossier:
    """Do the act ``slug`` with what was posted; raises the refusal of the action."""
    given: Given = {"dossier_id": dossier_id, "actor": actor, "at": at, "revision": revision}
    if slug.startswith("chuyen."):
        action = slug.removeprefix("chuyen.")
        step = uuid_in(post.get("step", ""))
        return forward(
            **given, action=action, note=post.get("note", ""), officer_id=uuid_in(post.get("officer", "")), step_id=step
        )
    if slug not in _ACTS:
        raise NotFound(_("Không có thao tác này."))
    return _ACTS[slug](given, post)


def items_in(post: QueryDict) -> list[dict[str, str]]:
    """The papers asked for, as typed; rows without any word are left out."""
    rows = [
        {part: post.get(f"item.{number}.{part}", "").strip() for part in ("key", "name", "defect", "advice")}
        for number in range(MOST_ITEMS)
    ]
    return [row for row in rows if row["name"] or row["defect"] or row["advice"]]


def uuid_in(text: str) -> UUID | None:
    """``text`` as an identifier; None when it is none."""
    try:
        return UUID(text)
    except ValueError:
        return None


def sign(*, dossier_id: UUID, actor: Actor, at: datetime, revision: int | None = None, note: str = "") -> Dossier:
    """Sign with the leader's own certificate."""
    signer = signer_of(actor.person, on=at.astimezone(VIETNAM).date())
    return sign_result(dossier_id=dossier_id, signer=signer, actor=actor, at=at, note=note, revision=revision)


def receive_and_forward(given: Given, post: QueryDict) -> Dossier:
    """Receive, then hand on at once, both or neither."""
    with transaction.atomic():
        dossier = receive(**given)
        return forward(**{**given, "revision": None}, action=only_way_on(dossier, given["actor"]))


def only_way_on(dossier: Dossier, actor: Actor) -> str:
    """The one action that moves the step at hand on without a word; NotNow when one must choose."""
    assert dossier.matter is not None
    process = process_of(dossier.matter.process_id)
    ways = [
        action.key
        for step in open_steps(dossier)
        if may_act(step, actor)
        for action in process.step(step.node).actions
        if not action.back and not action.needs_note and action.key not in OWN_ACTS
    ]
    if len(ways) != 1:
        raise NotNow(
            _("Bước này có nhiều hướng đi, hoặc không nằm ở bàn của bạn."), advice=_("Mở hồ sơ để chọn từng việc.")
        )
    return ways[0]


def _assign(given: Given, post: QueryDict) -> Dossier:
    officer, step = uuid_in(post.get("officer", "")), uuid_in(post.get("step", ""))
    if officer is None or step is None:
        raise Invalid(_("Bạn chưa chọn người xử lý."), fields={"officer": [_("Chọn một người trong danh sách.")]})
    return assign(**given, officer_id=officer, step_id=step)


def _issue(given: Given, post: QueryDict) -> Dossier:
    agency = Dossier.objects.values_list("agency", flat=True).get(id=given["dossier_id"])
    return issue_result(**given, seal=signer_of(agency, on=given["at"].astimezone(VIETNAM).date()))


def _ask_for_payment(given: Given, post: QueryDict) -> Dossier:
    digits = post.get("amount", "").replace(".", "").replace(",", "").replace(" ", "")
    amount = int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 14 else 0
    return ask_for_payment(**given, amount=amount, what_for=post.get("what_for", ""))


def _apologise(given: Given, post: QueryDict) -> Dossier:
    try:
        words = f"{post.get('new_day', '')}T{post.get('new_time', '').strip()}"
        new_due_at = datetime.fromisoformat(words).replace(tzinfo=VIETNAM)
    except ValueError as error:
        fields = {"new_day": [_("Ghi ngày và giờ hẹn lại, ví dụ 16:30.")]}
        raise Invalid(_("Ngày giờ hẹn lại chưa đúng."), fields=fields) from error
    try:
        return apologise(**given, reason=post.get("reason", ""), new_due_at=new_due_at)
    except Invalid as error:
        error.fields = {("new_day" if name == "new_due_at" else name): texts for name, texts in error.fields.items()}
        raise


_ACTS: dict[str, Callable[[Given, QueryDict], Dossier]] = {
    "tiep-nhan": lambda given, post: receive(**given),
    "tiep-nhan-va-chuyen": receive_and_forward,
    "tu-choi": lambda given, post: refuse(**given, reason=post.get("reason", "")),
    "yeu-cau-bo-sung": lambda given, post: ask_for_papers(
        **given, items=items_in(post), reason=post.get("reason", "").strip()
    ),
    "du-giay-to": lambda given, post: accept_papers(**given),
    "yeu-cau-nop-tien": _ask_for_payment,
    "da-nop-tien": lambda given, post: confirm_payment(**given, receipt=post.get("receipt", "")),
    "phan-cong": _assign,
    "ky": lambda given, post: sign(**given, note=post.get("note", "")),
    "phat-hanh": _issue,
    "tra-ket-qua": lambda given, post: hand_over(
        **given,
        way=post.get("way", ""),
        receiver=post.get("receiver", ""),
        receiver_number=post.get("receiver_number", ""),
    ),
    "thu-hoi": lambda given, post: recall_result(**given, reason=post.get("reason", "")),
    "xin-loi": _apologise,
    "dung": lambda given, post: stop(**given, reason=post.get("reason", "")),
    "dong-y-rut": lambda given, post: agree_to_withdrawal(**given, note=post.get("note", "")),
    "khong-dong-y-rut": lambda given, post: decline_withdrawal(**given, reason=post.get("reason", "")),
}
