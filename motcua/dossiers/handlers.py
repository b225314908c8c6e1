"""What this room does when it hears of something."""

from motcua.dossiers.events import FormIssued
from motcua.dossiers.jobs import draw
from motcua.dossiers.queries.telling import Book
from motcua.exchange.public import tells_of_dossiers
from motcua.kernel.facts import hears


@hears(FormIssued, within=True)
def draw_soon(fact: FormIssued) -> None:
    """Have the worker draw the form: the job commits with the form. Whoever opens it before then draws it."""
    draw.enqueue(str(fact.form_id))


tells_of_dossiers(Book())
