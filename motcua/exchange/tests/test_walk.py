"""The whole way: a dossier moves, its news waits in the outbox, the national side has it, both sides compare."""

from datetime import timedelta

import pytest

from motcua.dossiers.actions.forward import forward
from motcua.dossiers.tests.make import MONDAY, person, publish, received, small_province
from motcua.exchange.actions.reconcile import reconcile, send_again
from motcua.exchange.actions.send import send_waiting
from motcua.exchange.models import Outgoing
from motcua.exchange.tests.make import STYLES, connected, settings_for

pytestmark = pytest.mark.django_db
LATER = MONDAY + timedelta(days=3)


@pytest.fixture(params=STYLES)
def connection(request, settings):
    with connected(request.param) as (simulator, connector):
        given = settings_for(request.param, simulator.url)
        settings.NATIONAL = {**settings.NATIONAL, "style": given.style, "url": given.url}
        yield simulator, connector


def test_a_dossier_that_moves_is_known_to_the_national_side_and_nothing_differs(connection):
    simulator, connector = connection
    units = small_province()
    publish()
    dossier = received(units)
    waiting = list(Outgoing.objects.order_by("sequence"))
    assert [row.lane for row in waiting] == [dossier.code] * len(waiting)
    assert len(waiting) >= 2  # submitted, received
    counts = send_waiting(national=connector, at=LATER)
    assert counts["delivered"] == len(waiting), list(Outgoing.objects.values_list("answer", flat=True))
    assert simulator.store.noticed == {"replayed": 0, "duplicate": 0, "out_of_order": 0, "schema": 0}
    forward(dossier_id=dossier.id, action="forward", actor=person("lan"), at=MONDAY + timedelta(hours=4))
    found = reconcile(national=connector, first=MONDAY.date(), last=LATER.date(), at=LATER)
    assert found.differing == 1
    assert send_waiting(national=connector, at=LATER)["delivered"] == 1
    assert reconcile(national=connector, first=MONDAY.date(), last=LATER.date(), at=LATER).differing == 0


def test_a_dossier_lost_on_the_other_side_is_found_and_sent_again(connection):
    simulator, connector = connection
    units = small_province()
    publish()
    dossier = received(units)
    send_waiting(national=connector, at=LATER)
    simulator.store.dossiers.clear()
    simulator.store.progress.clear()
    simulator.store.keys.clear()
    found = reconcile(national=connector, first=MONDAY.date(), last=LATER.date(), at=LATER)
    [gap] = found.discrepancies.all()
    assert (gap.lane, gap.ours, gap.theirs) == (dossier.code, dossier.status, None)
    send_again(discrepancy_id=gap.pk, actor=person("tri"), at=LATER)
    assert send_waiting(national=connector, at=LATER)["delivered"] == 1
    assert reconcile(national=connector, first=MONDAY.date(), last=LATER.date(), at=LATER).differing == 0


def test_where_no_partner_is_connected_nothing_is_stored(settings):
    assert not settings.NATIONAL["style"]
    publish_and_receive()
    assert not Outgoing.objects.exists()


def publish_and_receive():
    units = small_province()
    publish()
    return received(units)
