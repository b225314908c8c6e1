"""Lập phiếu: number a form of the one-stop and freeze what it says; a job then draws and signs it."""

from datetime import datetime
from typing import Any

from motcua.dossiers.actions.counting import next_form_number
from motcua.dossiers.actions.printed_data import body_of, head_of
from motcua.dossiers.events import FormIssued
from motcua.dossiers.models import Dossier, IssuedForm
from motcua.dossiers.rules.codes import new_token
from motcua.kernel.actor import Actor
from motcua.kernel.clock import day_of
from motcua.kernel.facts import announce
from motcua.kernel.ids import new_id
from motcua.kernel.law import law


def issue_form(
    dossier: Dossier, purpose: str, *, actor: Actor, at: datetime, extra: dict[str, Any] | None = None
) -> IssuedForm | None:
    """Write the form inside the caller's transaction. None where the set in force has no such form."""
    day = day_of(at)
    forms = law("dossiers.form_set", on=day)
    if not forms[purpose]:
        return None
    number = f"{next_form_number(dossier.agency, purpose, day)}/{_mark(purpose)}"
    token = new_token()
    form = IssuedForm(
        id=new_id(),
        agency=dossier.agency,
        dossier=dossier,
        purpose=purpose,
        form_number=forms[purpose],
        form_set=forms["name"],
        number=number,
        issued_at=at,
        issued_by_id=actor.account_id,
        token=token,
        data={
            **head_of(
                dossier,
                dossier.reception_unit,
                number=number,
                at=at,
                form=f"Mẫu số {forms[purpose]} · {forms['name']}",
                token=token,
                paper="a4" if purpose in ("apology", "stop_notice") else "a5",
            ),
            **body_of(purpose, dossier, extra or {}, actor=actor, at=at),
        },
    )
    form.save(force_insert=True)
    announce(FormIssued(form.id))
    return form


def _mark(purpose: str) -> str:
    """The letters after the number: kinds of paper, as offices abbreviate them."""
    return {
        "slip": "GTN",
        "papers_request": "PBS",
        "refusal": "PTC",
        "apology": "PXL",
        "stop_notice": "TBD",
    }[purpose]
