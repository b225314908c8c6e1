"""Two workers at once on one queue: nothing is lost and nothing goes twice."""

from collections import Counter
from threading import Barrier, Thread

import pytest
from django.db import connection

from motcua.notices.jobs import plan, send
from motcua.notices.models import Delivery
from motcua.notices.tests.make import AT, somebody, told

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("name", ["email", "sms"])
def test_two_workers_on_one_queue_send_each_message_once(outside, name):
    if connection.vendor != "postgresql":
        pytest.skip("needs PostgreSQL")
    for number in range(15):
        person = somebody(
            f"nguoi{number}",
            email=f"nguoi{number}@hop-thu.example",
            phone=f"09000001{number:02}",
            channels={"to_do": [name]},
        )
        told(person, once="a")
        told(person, once="b")
    start, failed = Barrier(2), []

    def work():
        try:
            start.wait(20)
            plan(AT)
            send(name, AT)
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    workers = [Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(100)
    send(name, AT)
    assert not failed
    assert set(Delivery.objects.values_list("state", flat=True)) == {Delivery.State.SENT}
    assert Delivery.objects.count() == 30
    if name == "sms":
        assert Counter(one.address for one in outside.received.of("sms")).most_common(1)[0][1] == 2
    said = " ".join(one.text for one in outside.received.of(name))
    assert said.count("000.00.25.H32-260302-000001") >= 30
    assert len({one.more["key"] for one in outside.received.of(name)}) == len(outside.received.of(name))
