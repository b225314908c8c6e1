"""``motcua token``: a system is let in once, told its secret once, and shut out again."""

import json

import pytest

from motcua.audit.public import verify
from motcua.config.tokens import issue, revoke
from motcua.dossiers.tests.make import small_province
from motcua.identity.public import client_of

pytestmark = pytest.mark.django_db


def test_a_secret_is_issued_opens_and_is_revoked(capsys):
    small_province()
    assert issue("H32.25", "Phần mềm", as_json=True) == 0
    token = json.loads(capsys.readouterr().out)["token"]
    client = client_of(token)
    assert client is not None
    assert (client.agency, client.roles) == ("H32.25", ["partner"])
    assert revoke("H32.25", "Phần mềm") == 0
    assert client_of(token) is None
    assert verify() == []


@pytest.mark.parametrize(
    ("agency", "name"), [("H99.99", "A"), ("H32.25.P1", "A"), ("H32.25", " "), ("H32.25", "x" * 201)]
)
def test_a_wrong_agency_or_name_is_refused(agency, name, capsys):
    small_province()
    assert issue(agency, name, as_json=False) == 1
    assert capsys.readouterr().err


def test_a_name_has_one_secret_at_a_time():
    small_province()
    assert issue("H32.25", "Phần mềm", as_json=False) == 0
    assert issue("H32.25", "Phần mềm", as_json=False) == 1
    assert issue("H32.16", "Phần mềm", as_json=False) == 0
    assert revoke("H32.25", "Khác") == 1
