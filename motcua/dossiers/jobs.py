"""What is done after the answer: a job commits with the change that asked for it."""

from uuid import UUID

from django_tasks import task

from motcua.dossiers.actions.draw_form import draw_form
from motcua.kernel.clock import now


@task()
def draw(form_id: str) -> str:
    """Draw and sign an issued form."""
    return draw_form(form_id=UUID(form_id), at=now()).digest
