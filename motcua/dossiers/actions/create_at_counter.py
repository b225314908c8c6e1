"""Tiếp nhận trực tiếp (T2): an officer takes a dossier in at the counter or from the post."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext

from motcua.dossiers.actions.application import Application, refuse_foreign_files
from motcua.dossiers.actions.receive import take_in
from motcua.dossiers.actions.submit import submit_new
from motcua.dossiers.models import Channel, Dossier, Paper
from motcua.dossiers.rules.lifecycle import find_move
from motcua.kernel.actor import Actor
from motcua.kernel.refusals import Invalid
from motcua.organizations.public import Where, require


@transaction.atomic
def create_at_counter(application: Application, *, actor: Actor, at: datetime) -> Dossier:
    """Write the application and receive it in one go."""
    require(
        actor,
        "dossiers.create_at_counter",
        Where(units=frozenset({application.reception_unit.id}), agency=application.competent_unit.agency),
    )
    if application.channel == Channel.ONLINE:
        raise Invalid(
            gettext("Tại quầy chỉ nhận trực tiếp hoặc qua bưu chính."), fields={"channel": [gettext("Chọn lại kênh.")]}
        )
    refuse_foreign_files(application.papers, actor.account_id)
    dossier, papers = application.rows(at)
    for paper in papers:
        paper.check_result = Paper.Check.GOOD  # the officer has just seen it
    submit_new(dossier, papers, actor=actor, at=at)
    receive_move = find_move("receive", dossier.status)
    assert receive_move is not None
    take_in(dossier, receive_move, actor=actor, at=at)
    return dossier
