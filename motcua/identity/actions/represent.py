"""Say for whom one acts, with the paper that proves it; and stop."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext

from motcua.audit.public import record
from motcua.files.public import StoredFile
from motcua.identity.models import Representation
from motcua.identity.rules.profile import plain_profile, profile_problems
from motcua.kernel.actor import Actor
from motcua.kernel.clock import day_of
from motcua.kernel.refusals import Invalid, NotFound

FIELDS = ("kind", "full_name", "identity_number", "address", "phone")


def add_representation(
    *, basis: str, typed: Mapping[str, Any], proof: StoredFile | None, actor: Actor, at: datetime
) -> Representation:
    """``actor`` says to act for the party ``typed``; ``proof`` goes with every dossier, where an officer looks at it.

    Nothing is believed by it: the agency that receives a dossier judges the paper. A proxy has a last day
    (Bộ luật Dân sự 2015, Điều 563). Raises :class:`Invalid` with the fields that are wrong.
    """
    told = plain_profile(typed)
    problems = profile_problems({name: told.get(name) for name in FIELDS}, day_of(at))
    if not told.get("identity_number") and "identity_number" not in problems:
        problems["identity_number"] = [gettext("Hãy nhập mã số thuế của tổ chức, hoặc số định danh của người ấy.")]
    until = told.get("valid_to")
    if basis == Representation.Basis.PROXY and until is None and "valid_to" not in problems:
        problems["valid_to"] = [gettext("Hãy ghi ngày cuối cùng của giấy ủy quyền.")]
    if until is not None and until < day_of(at):
        problems["valid_to"] = [gettext("Giấy này đã hết hạn.")]
    if proof is None:
        problems["proof"] = [gettext("Hãy chọn tệp chụp hoặc quét giấy chứng minh.")]
    if problems or proof is None:
        raise Invalid(gettext("Chưa lưu được: có chỗ cần sửa."), fields=problems)
    with transaction.atomic():
        made = Representation.objects.create(
            account_id=actor.person,
            basis=basis,
            proof=proof,
            valid_to=until,
            created_at=at,
            **{name: told.get(name) or "" for name in FIELDS},
        )
        _note(made, "represent", f"{actor.name} khai làm thay cho {made.full_name}.", actor, at)
    return made


def end_representation(*, representation_id: UUID, actor: Actor, at: datetime) -> None:
    """From now on ``actor`` does not act for that party any more; dossiers sent before stand."""
    with transaction.atomic():
        held = Representation.objects.select_for_update().filter(pk=representation_id, account_id=actor.person).first()
        if held is None or held.ended_at:
            raise NotFound(gettext("Bạn không còn làm thay cho bên này."))
        held.ended_at = at
        held.save(update_fields=["ended_at"])
        _note(held, "end_representation", f"{actor.name} thôi làm thay cho {held.full_name}.", actor, at)


def _note(held: Representation, what: str, sentence: str, actor: Actor, at: datetime) -> None:
    record(
        agency=settings.PROVINCE,
        actor=actor,
        at=at,
        action=f"identity.{what}",
        subject_kind="account",
        subject_id=actor.person,
        sentence=sentence,
        data={"representation": str(held.pk), "proof": str(held.proof_id)},
    )
