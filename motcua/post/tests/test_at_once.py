"""Two at once on PostgreSQL: the same news, an officer beside the carrier, two workers, a change beside news."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection, connections  # noqa: F401 (read by the condition below)

from motcua.dossiers.actions.change_delivery import change_delivery
from motcua.dossiers.models import Dossier
from motcua.dossiers.tests.make import done, person, publish
from motcua.kernel.refusals import Refusal
from motcua.post.actions.hand_to_postman import hand_to_postman
from motcua.post.actions.send import send_waiting
from motcua.post.actions.take_news import take_news
from motcua.post.actions.tell import tell_waiting
from motcua.post.models import Parcel, ParcelEvent, ParcelNews
from motcua.post.rules import tracking as t
from motcua.post.tests.make import AT, HOME, later, news, parcel
from motcua.post.tests.test_sending import Notes

needs_postgres = pytest.mark.skipif(
    "connection.vendor != 'postgresql'", reason="SQLite lets one write at a time, whatever the code does"
)
pytestmark = [pytest.mark.postgres, needs_postgres, pytest.mark.django_db(transaction=True)]


def at_once(jobs: list[Callable[[], Any]]) -> list[Any]:
    """All begin together, each with a connection of its own; what each returns or refuses."""
    barrier = Barrier(len(jobs))

    def run(job: Callable[[], Any]) -> Any:
        try:
            barrier.wait(20)
            return job()
        except Refusal as refused:
            return refused
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(run, jobs))


def test_one_push_that_comes_six_times_at_once_counts_once(units):
    made = parcel(units)
    told = news(made, t.DELIVERED, 5, key="SK1")
    found = at_once([lambda: take_news(news=told, at=later(6))] * 6)
    assert sorted(found) == ["known"] * 5 + ["moved"]
    assert (ParcelEvent.objects.filter(source="carrier").count(), ParcelNews.objects.count()) == (1, 1)


def test_two_workers_tell_the_carrier_of_each_order_once(units):
    orders = sorted(parcel(units, reference=f"R{number}").order for number in range(8))
    carrier = Notes()
    at_once([lambda: send_waiting(carrier=carrier, at=AT)] * 3)
    assert sorted(code for _what, code, _cod in carrier.told) == orders


def test_what_two_workers_tell_upwards_is_heard_once(units, monkeypatch):
    made = parcel(units)
    take_news(news=news(made, t.FAILED, 5), at=later(6))
    heard: list[Any] = []
    monkeypatch.setattr("motcua.post.actions.tell.announce", heard.append)
    at_once([lambda: tell_waiting(at=later(9))] * 4)
    assert len(heard) == 1


def test_an_officer_and_the_carrier_move_one_parcel_without_waiting_for_each_other_for_ever(units):
    made = parcel(units)
    at_once(
        [
            lambda: hand_to_postman(parcel_ids=[made.id], actor=person("lan"), at=later(5)),
            lambda: take_news(news=news(made, t.IN_TRANSIT, 6), at=later(6)),
            lambda: take_news(news=news(made, t.PICKED_UP, 4), at=later(6)),
        ]
    )
    assert Parcel.objects.get().state in (t.IN_TRANSIT, t.PICKED_UP)
    assert ParcelEvent.objects.filter(source="carrier").count() == 2


def test_a_change_of_mind_beside_news_of_the_parcel_ends_one_way_or_the_other(units):
    publish()
    found = done(units)
    given = {"dossier_id": found.id, "actor": person("bien"), "at": later(9)}
    change_delivery(**given, way="post", address=HOME)
    made = Parcel.objects.get()

    def changes_mind():
        return change_delivery(**given, way="counter", address={})

    def leaves():
        return take_news(news=news(made, t.PICKED_UP, 12), at=later(13))

    answers = at_once([changes_mind, leaves, lambda: tell_waiting(at=later(14))])
    state, way = Parcel.objects.get().state, Dossier.objects.get().delivery
    assert (state, way) in ((t.CANCELLED, "counter"), (t.PICKED_UP, "post")), answers
