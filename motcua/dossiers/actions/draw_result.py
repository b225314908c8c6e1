"""Vẽ kết quả: the result as PDF, before it is signed (for the draft) and for signing."""

from datetime import datetime
from typing import Any

from motcua.documents.public import render_pdf
from motcua.dossiers.actions.draw_form import PRINTED
from motcua.dossiers.actions.printed_data import head_of, moment
from motcua.dossiers.models import Dossier, Result
from motcua.dossiers.queries import definition_of
from motcua.dossiers.rules.result_bodies import About, result_body
from motcua.dossiers.rules.results import template_named
from motcua.kernel.actor import Actor
from motcua.kernel.clock import day_of


def draw_result(dossier: Dossier, result: Result, *, signer: Actor | None, at: datetime) -> bytes:
    """PDF; the number is left open, the agency's seal writes it when the result is issued."""
    template = template_named(result.template)
    head = head_of(dossier, dossier.competent_unit, number="", at=at, form="", token=result.token)
    about = About(
        owner=dossier.owner_name,
        requester=str(dossier.applicant_party.get("full_name", dossier.owner_name)),
        procedure=definition_of(dossier.version_id).name,
        received_at=moment(dossier.received_at),
        agency=dossier.competent_unit.name,
        day=day_of(at).isoformat(),
        signer=signer.name if signer else "",
        form=dossier.form,
        capacity=[_title(signer, dossier).upper()] if signer else [],
    )
    data: dict[str, Any] = {**head, "lookup_key": "", **result_body(result.template, result.content, about)}
    return render_pdf(PRINTED / f"{template.paper}.typ", data)


def _title(signer: Actor, dossier: Dossier) -> str:
    return next((p.title for p in signer.posts if p.agency == dossier.agency and p.title), "")
