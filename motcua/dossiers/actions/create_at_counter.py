"""Tiếp nhận trực tiếp (T2): an officer takes a dossier in at the counter or from the post."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext

from motcua.dossiers.actions.receive import take_in
from motcua.dossiers.actions.submit import known_files, new_application, submit_new
from motcua.dossiers.models import Channel, Delivery, Dossier, Paper
from motcua.dossiers.rules.lifecycle import find_move
from motcua.kernel.actor import Actor
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
        raise Invalid(
            gettext("Tại quầy chỉ nhận trực tiếp hoặc qua bưu chính."), fields={"channel": [gettext("Chọn lại kênh.")]}
        )
    known_files(papers)
    dossier, rows = new_application(
        version=version,
        case=case,
        competent_unit=competent_unit,
        reception_unit=reception_unit,
        owner=owner,
        form=form,
        papers=papers,
        at=at,
        channel=channel,
        delivery=delivery,
        delivery_address=delivery_address,
    )
    for paper in rows:
        paper.check_result = Paper.Check.GOOD  # the officer has just seen it
    submit_new(dossier, rows, actor=actor, at=at)
    receive_move = find_move("receive", dossier.status)
    assert receive_move is not None
    take_in(dossier, receive_move, actor=actor, at=at)
    return dossier
