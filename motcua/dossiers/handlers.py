"""What this room does when it hears of something."""

from motcua.dossiers.actions.confirm_payment import payment_came
from motcua.dossiers.actions.hear_of_parcels import parcel_moved
from motcua.dossiers.events import DossierMoved, FormIssued
from motcua.dossiers.jobs import draw
from motcua.dossiers.queries import definition_of
from motcua.dossiers.queries.telling import Book, answer_by
from motcua.dossiers.rules.telling import TOLD_OF
from motcua.exchange.public import tells_of_dossiers
from motcua.kernel.clock import now
from motcua.kernel.facts import hears
from motcua.notices.public import notify
from motcua.payments.public import ChargePaid
from motcua.post.public import ParcelMoved


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


@hears(ChargePaid, within=True)
def go_on(fact: ChargePaid) -> None:
    """Money came: work goes on. Heard within the telling of a stored fact, so it happens once and is never lost."""
    if fact.subject_kind == "dossier":
        payment_came(dossier_id=fact.subject_id, at=fact.at)


@hears(ParcelMoved, within=True)
def hear_of_parcel(fact: ParcelMoved) -> None:
    """A parcel moved: heard within the telling of a stored fact, so it is acted upon once and never lost."""
    if fact.subject_kind == "dossier":
        parcel_moved(fact, now())


tells_of_dossiers(Book())
