"""What a process remembers of the catalogue is never older than the last change."""

from time import monotonic
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.procedures import catalogue_memory, edition
from motcua.procedures.models import CatalogueEdition, ProcedureVersion
from motcua.procedures.search import search, suggested
from motcua.procedures.tests.make import definition, published

pytestmark = pytest.mark.django_db


def keys(words):
    return [hit.key for hit in search(words).hits]


def test_the_next_search_after_a_change_sees_it():
    published(definition("9.000001", name="Thả diều"))
    assert keys("thả diều") == ["9.000001"]
    published(definition("9.000001", name="Thả thuyền"), definition("9.000002", name="Thả diều giấy"))
    assert keys("thả diều") == ["9.000002"]
    assert keys("thả thuyền")[0] == "9.000001"
    assert [entry.name for entry in suggested("thuyền")] == ["Thả thuyền"]


def test_another_process_sees_it_by_the_mark_alone(monkeypatch):
    published(definition("9.000001", name="Thả diều"))
    mine, believed = catalogue_memory.remembered(), edition.believed_mark()
    published(definition("9.000002", name="Thả thuyền"))
    monkeypatch.setattr(catalogue_memory, "_memory", mine)  # what another process remembers and believes
    monkeypatch.setattr(edition._Believed, "mark", believed)
    monkeypatch.setattr(edition._Believed, "until", -1.0)  # and half a second is over
    assert keys("thả thuyền")[0] == "9.000002"


def test_a_mark_is_believed_for_half_a_second_and_then_looked_for_again(monkeypatch):
    published(definition("9.000001", name="Thả diều"))
    keys("thả diều")
    with CaptureQueriesContext(connection) as asked:
        keys("thả diều")
    assert not asked.captured_queries
    monkeypatch.setattr(edition, "monotonic", lambda: monotonic() + 0.5)
    with CaptureQueriesContext(connection) as asked:
        keys("thả diều")
        keys("diều")
    assert len(asked) == 1
    assert CatalogueEdition._meta.db_table in asked[0]["sql"]


def test_a_change_that_another_process_made_is_seen_when_half_a_second_is_over(monkeypatch):
    published(definition("9.000001", name="Thả diều"))
    keys("thả diều")
    ProcedureVersion.objects.filter(valid_to=None).update(valid_to="2020-01-01")
    CatalogueEdition.objects.update(mark=uuid4())  # unlike ``mark_changed``: this process hears nothing of it
    monkeypatch.setattr(edition, "monotonic", lambda: monotonic() + 0.5)
    assert keys("thả diều") == []


def test_after_a_change_only_what_changed_is_read():
    published(*[definition(f"9.00010{at}", name=f"Việc {at}") for at in range(5)])
    before = {entry.key: entry for entry in catalogue_memory.remembered().entries}
    published(definition("9.000103", name="Việc khác"))
    after = {entry.key: entry for entry in catalogue_memory.remembered().entries}
    assert [key for key in after if after[key] is not before[key]] == ["9.000103"]


def test_an_empty_catalogue_finds_nothing():
    assert keys("thả diều") == []
    assert catalogue_memory.remembered().entries == []
