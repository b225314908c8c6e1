"""What this room does when it hears of something."""

from motcua.dossiers.actions.confirm_payment import payment_came
from motcua.dossiers.events import FormIssued
from motcua.dossiers.jobs import draw
from motcua.dossiers.queries.telling import Book
from motcua.exchange.public import tells_of_dossiers
from motcua.kernel.facts import hears
from motcua.payments.public import ChargePaid


@hears(FormIssued, within=True)
def draw_soon(fact: FormIssued) -> None:
    """Have the worker draw the form: the job commits with the form. Whoever opens it before then draws it."""
    draw.enqueue(str(fact.form_id))


@hears(ChargePaid, within=True)
def go_on(fact: ChargePaid) -> None:
    """Money came: work goes on. Heard within the telling of a stored fact, so it happens once and is never lost."""
    if fact.subject_kind == "dossier":
        payment_came(dossier_id=fact.subject_id, at=fact.at)


tells_of_dossiers(Book())
