"""A new draft of somebody who acts for another: the other is its owner, the proof lies in it from the start."""

from django.db import transaction
from django.http import HttpRequest

from motcua.dossiers.actions.attach_paper import attach_paper
from motcua.dossiers.actions.save_draft import save_draft
from motcua.dossiers.models import Dossier
from motcua.dossiers.rules.parties import PROXY_PROOF
from motcua.identity.public import acting_for
from motcua.kernel.clock import now


def stand_for(draft: Dossier, request: HttpRequest) -> None:
    """Nothing where the person acts for themselves; they stay the one who submits in any case."""
    held = acting_for(request)
    if held is None:
        return
    actor, at = request.actor, now()  # type: ignore[attr-defined]
    with transaction.atomic():
        changes = {"owner": held.party(), "applicant_party": {**draft.applicant_party, "proxy": True}}
        save_draft(dossier_id=draft.id, changes=changes, actor=actor, at=at)
        attach_paper(dossier_id=draft.id, key=PROXY_PROOF, file=held.proof, actor=actor, at=at)
