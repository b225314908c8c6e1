"""While the database is away people read that it passes, and programs when to call again."""

import pytest
from django.db import OperationalError, connection


@pytest.fixture
def away(monkeypatch, client):
    """A visitor of a province whose database does not answer."""

    def refuse(*_args, **_more):
        raise OperationalError("connection refused")

    monkeypatch.setattr(connection, "cursor", refuse)
    client.raise_request_exception = False
    return client


@pytest.mark.django_db
def test_a_page_says_that_the_system_is_away_and_when_to_try_again(away):
    page = away.get("/khoe/")
    assert page.status_code == 503
    assert page["Retry-After"] == "30"
    assert "tạm ngừng" in page.content.decode()


@pytest.mark.django_db
def test_a_call_of_the_api_is_told_in_a_problem_document(away):
    answer = away.get("/api/v1/dossiers/H32-1", headers={"Authorization": "Bearer mct_x"})
    assert answer.status_code == 503
    assert answer["Retry-After"] == "30"
    assert answer.json()["code"] == "away"


@pytest.mark.django_db
def test_any_other_error_of_ours_stays_an_error(monkeypatch, client):
    def fail(*_args, **_more):
        raise ZeroDivisionError

    monkeypatch.setattr(connection, "cursor", fail)
    client.raise_request_exception = False
    page = client.get("/khoe/")
    assert page.status_code == 500
    assert "không phải do bạn" in page.content.decode()
