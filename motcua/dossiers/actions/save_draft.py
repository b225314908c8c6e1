"""Lưu nháp (T0): begin an application and save it as it is filled, without a code and without checks."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext

from motcua.dossiers.actions.shape import begin
from motcua.dossiers.models import Channel, Delivery, Dossier, Status
from motcua.dossiers.queries import definition_of
from motcua.dossiers.rules.codes import new_lookup_key
from motcua.kernel.actor import Actor
from motcua.kernel.refusals import Invalid, NotNow
from motcua.organizations.public import Unit, require
from motcua.procedures.public import ProcedureVersion

EDITABLE = frozenset({"owner", "applicant_party", "form", "delivery", "delivery_address", "postal", "summary"})

#: those of them that hold several answers
PARTS = frozenset({"owner", "applicant_party", "form", "postal"})
#: of the others, how many characters their columns keep
LONGEST = {"delivery_address": 300, "summary": 500}


@transaction.atomic
def start_draft(
    *,
    version: ProcedureVersion,
    case: str,
    competent_unit: Unit,
    reception_unit: Unit,
    actor: Actor,
    at: datetime,
    owner: dict[str, Any],
    form: dict[str, Any] | None = None,
) -> Dossier:
    """A new draft of ``actor`` under ``version`` and ``case``."""
    require(actor, "dossiers.apply")
    definition = definition_of(version.id)
    if case not in {each.key for each in definition.cases}:
        raise Invalid(
            gettext("Thủ tục này không có trường hợp bạn chọn."), fields={"case": [gettext("Chọn một trường hợp.")]}
        )
    if definition.online_level == "information_only":
        raise NotNow(
            gettext("Thủ tục này chưa nhận hồ sơ qua mạng."),
            advice=gettext("Bạn nộp hồ sơ tại quầy một cửa hoặc qua bưu điện."),
        )
    dossier = Dossier(
        agency=competent_unit.agency,
        lookup_key=new_lookup_key(),
        version=version,
        case=case,
        status=Status.DRAFT,
        channel=Channel.ONLINE,
        online_level=version.online_level,
        competent_unit=competent_unit,
        reception_unit=reception_unit,
        applicant_id=actor.account_id,
        owner=owner,
        owner_name=owner.get("full_name", ""),
        applicant_party=owner,
        form=form or {},
        delivery=Delivery.ONLINE,
        saved_at=at,
    )
    dossier.save(force_insert=True)
    return dossier


@transaction.atomic
def save_draft(*, dossier_id: UUID, changes: dict[str, Any], actor: Actor, at: datetime) -> Dossier:
    """Keep what was typed, right or wrong; ``form`` is merged field by field.

    Two windows of the same person may save in turn. What is new raises the revision, so that neither submits
    what it has not shown.
    """
    dossier, _move = begin(dossier_id, "save_draft", actor=actor, revision=None)
    before = {name: getattr(dossier, name) for name in EDITABLE}
    for name, value in changes.items():
        if name not in EDITABLE:
            raise Invalid(gettext("Không lưu được mục “%(name)s”.") % {"name": name})
        _fits(name, value)
        setattr(dossier, name, {**before[name], **value} if isinstance(value, dict) else value)
    if any(getattr(dossier, name) != kept for name, kept in before.items()):
        dossier.revision += 1
    dossier.owner_name = str(dossier.owner.get("full_name", ""))[:200]
    dossier.saved_at = at
    dossier.save(force_update=True)
    return dossier


def _fits(name: str, value: Any) -> None:
    """Refuse what the column could not keep; what is merely wrong or missing is told at submission."""
    if name in PARTS:
        good = isinstance(value, dict)
    elif name == "delivery":
        good = value in Delivery.values
    else:
        good = isinstance(value, str) and len(value) <= LONGEST[name]
    if not good:
        raise Invalid(
            gettext("Chưa lưu được: có mục quá dài hoặc không đúng."), fields={name: [gettext("Sửa lại mục này.")]}
        )


@transaction.atomic
def discard_draft(*, dossier_id: UUID, actor: Actor) -> None:
    """Throw a draft away; what was submitted can never be."""
    dossier, _move = begin(dossier_id, "save_draft", actor=actor, revision=None)
    dossier.delete()
