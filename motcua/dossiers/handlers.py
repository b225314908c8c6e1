"""What this room does when it hears of something."""

from motcua.dossiers.events import FormIssued
from motcua.dossiers.jobs import draw
from motcua.dossiers.queries import version_lately
from motcua.kernel.facts import hears
from motcua.procedures.public import VersionPublished


@hears(FormIssued)
def draw_soon(fact: FormIssued) -> None:
    """Have the worker draw the form; should the job be lost, whoever opens the form draws it."""
    draw.enqueue(str(fact.form_id))


@hears(VersionPublished)
def take_new_version(fact: VersionPublished) -> None:
    """This process takes applications under the new version at once, others within seconds."""
    version_lately.cache_clear()
