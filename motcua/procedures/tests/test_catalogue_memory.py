"""What a process remembers of the catalogue is never older than the last change."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.procedures import catalogue_memory
from motcua.procedures.models import CatalogueEdition
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


def test_another_process_sees_it_by_the_mark_alone():
    published(definition("9.000001", name="Thả diều"))
    mine = catalogue_memory.remembered()
    catalogue_memory.forget()  # as in another process
    published(definition("9.000002", name="Thả thuyền"))
    catalogue_memory._memory = mine
    assert keys("thả thuyền")[0] == "9.000002"


def test_without_a_change_a_search_asks_for_the_mark_and_nothing_else():
    published(definition("9.000001", name="Thả diều"))
    keys("thả diều")
    with CaptureQueriesContext(connection) as asked:
        keys("thả diều")
    assert len(asked) == 1
    assert CatalogueEdition._meta.db_table in asked[0]["sql"]


def test_after_a_change_only_what_changed_is_read():
    published(*[definition(f"9.00010{at}", name=f"Việc {at}") for at in range(5)])
    before = {entry.key: entry for entry in catalogue_memory.remembered().entries}
    published(definition("9.000103", name="Việc khác"))
    after = {entry.key: entry for entry in catalogue_memory.remembered().entries}
    assert [key for key in after if after[key] is not before[key]] == ["9.000103"]


def test_an_empty_catalogue_finds_nothing():
    assert keys("thả diều") == []
    assert catalogue_memory.remembered().entries == []
