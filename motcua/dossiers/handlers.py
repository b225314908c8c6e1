"""What this room does when it hears of something."""

from motcua.dossiers.events import DossierMoved, FormIssued
from motcua.dossiers.jobs import draw
from motcua.dossiers.queries import definition_of
from motcua.dossiers.queries.telling import Book, answer_by
from motcua.dossiers.rules.telling import TOLD_OF
from motcua.exchange.public import tells_of_dossiers
from motcua.kernel.facts import hears
from motcua.notices.public import notify


@hears(FormIssued, within=True)
def draw_soon(fact: FormIssued) -> None:
    """Have the worker draw the form: the job commits with the form. Whoever opens it before then draws it."""
    draw.enqueue(str(fact.form_id))


@hears(DossierMoved, within=True)
def tell_applicant(fact: DossierMoved) -> None:
    """One row with the act, for whoever applied with an account; of anybody else's dossier nothing is asked."""
    occasion = TOLD_OF.get(fact.action)
    if fact.applicant_id is None or occasion is None:
        return
    until = answer_by(fact.dossier_id) if occasion == "papers_asked" else fact.due_at
    notify(
        account_id=fact.applicant_id,
        occasion=occasion,
        agency=fact.agency,
        subject_kind="dossier",
        subject_id=fact.dossier_id,
        once=f"{occasion}/{fact.dossier_id}/{fact.revision}",
        at=fact.at,
        until=until,
        data={"code": fact.code, "procedure": definition_of(fact.version_id).name},
        path=f"/ho-so/{fact.code}/",
    )


tells_of_dossiers(Book())
