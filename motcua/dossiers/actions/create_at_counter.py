"""Tiếp nhận trực tiếp (T2): an officer takes a dossier in at the counter or from the post."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.dossiers.actions.receive import take_in
from motcua.dossiers.actions.submit import submit_new
from motcua.dossiers.models import Channel, Delivery, Dossier, Paper, Status
from motcua.dossiers.rules.codes import new_lookup_key
from motcua.dossiers.rules.lifecycle import find_move
from motcua.kernel.actor import Actor
from motcua.kernel.ids import new_id
from motcua.kernel.refusals import Invalid
from motcua.organizations.public import Unit, Where, require
from motcua.procedures.public import ProcedureVersion


@transaction.atomic
def create_at_counter(
    *,
    version: ProcedureVersion,
    case: str,
    competent_unit: Unit,
    reception_unit: Unit,
    owner: dict[str, Any],
    form: dict[str, Any],
    papers: Sequence[dict[str, Any]],
    actor: Actor,
    at: datetime,
    channel: str = Channel.COUNTER,
    delivery: str = Delivery.COUNTER,
    delivery_address: str = "",
) -> Dossier:
    """Write the application and receive it in one go; ``papers``: key, name, file_id, originals, copies."""
    require(
        actor,
        "dossiers.create_at_counter",
        Where(units=frozenset({reception_unit.id}), agency=competent_unit.agency),
    )
    if channel == Channel.ONLINE:
        raise Invalid("Tại quầy chỉ nhận trực tiếp hoặc qua bưu chính.", fields={"channel": ["Chọn lại kênh."]})
    dossier = Dossier(
        id=new_id(),
        agency=competent_unit.agency,
        lookup_key=new_lookup_key(),
        version=version,
        case=case,
        status=Status.DRAFT,
        channel=channel,
        online_level=version.online_level,
        competent_unit=competent_unit,
        reception_unit=reception_unit,
        owner=owner,
        applicant_party=owner,
        form=form,
        delivery=delivery,
        delivery_address=delivery_address,
        saved_at=at,
    )
    rows = [
        Paper(
            id=new_id(),
            agency=dossier.agency,
            dossier=dossier,
            key=paper["key"],
            name=paper["name"],
            file_id=paper.get("file_id"),
            originals=paper.get("originals", 0),
            copies=paper.get("copies", 0),
            check_result=Paper.Check.GOOD,
            added_at=at,
        )
        for paper in papers
    ]
    submit_new(dossier, rows, actor=actor, at=at)
    receive_move = find_move("receive", dossier.status)
    assert receive_move is not None
    take_in(dossier, receive_move, actor=actor, at=at)
    return dossier
