"""The demo's rehearsal with the simulated national side."""

import pytest
from django.utils import timezone

from motcua.config.demo_national import journal, rehearse
from motcua.exchange.models import Outgoing
from motcua.exchange.simulators.national.server import SECRET
from motcua.kernel.ids import new_id


@pytest.mark.django_db
def test_a_demo_prepared_anew_keeps_what_it_told_before(settings, tmp_path):
    settings.VAR, settings.NATIONAL = tmp_path, {**settings.NATIONAL, "secret": SECRET}
    journal().write_text("told before\n")
    at = timezone.now()
    Outgoing.objects.create(
        agency="H32", partner="national", lane="H32-1", sequence=1, kind="dossier", subject_id=new_id(),
        state=Outgoing.State.SENT, next_at=at, sent_at=at,
    )  # fmt: skip
    rehearse()
    assert journal().read_text() == "told before\n"
