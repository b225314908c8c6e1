"""A job stands in the queue in the very transaction of what asked for it: a process killed after the commit loses none."""

import pytest
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from motcua.dossiers.models import IssuedForm
from motcua.dossiers.tests.make import received

pytestmark = pytest.mark.django_db


def asked_for() -> set[str]:
    return {job.args_kwargs["args"][0] for job in DBTaskResult.objects.all()}


def test_the_job_that_draws_a_form_is_written_before_the_commit(province):
    dossier = received(province)
    forms = IssuedForm.objects.filter(dossier=dossier)
    assert forms
    assert asked_for() == {str(form.id) for form in forms}


def test_a_form_that_is_undone_leaves_no_job(province):
    with transaction.atomic():
        received(province)
        assert asked_for()
        transaction.set_rollback(True)
    assert not asked_for()
