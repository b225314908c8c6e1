from datetime import timedelta

import pytest

from motcua.audit.models import Entry
from motcua.identity.models import ApiClient
from motcua.identity.public import client_of, issue_token, revoke_token
from motcua.identity.tests import make
from motcua.kernel.actor import SYSTEM
from motcua.kernel.ids import new_id
from motcua.kernel.refusals import NotFound, NotNow

pytestmark = pytest.mark.django_db


def issue(name="Phần mềm một cửa Sở Văn hóa"):
    return issue_token(agency="H32.05", name=name, roles=["partner"], actor=SYSTEM, at=make.AT)


def test_a_token_is_told_once_and_only_its_digest_is_kept():
    client, token = issue()
    assert token.startswith("mct_")
    assert len(token) > 40
    row = ApiClient.objects.values().get()
    assert token not in str(row)
    assert token not in str(list(Entry.objects.values()))
    assert not client.account.has_usable_password()


def test_a_token_leads_to_its_system_in_one_query(django_assert_num_queries):
    client, token = issue()
    with django_assert_num_queries(1):
        found = client_of(token)
        assert found is not None
        assert (found.id, found.agency, found.roles, found.account.full_name) == (
            client.id,
            "H32.05",
            ["partner"],
            "Phần mềm một cửa Sở Văn hóa",
        )


@pytest.mark.parametrize("token", ["", "mct_", "mct_wrong", "Bearer mct_x", "\udcff", "mct_\udcff"])
def test_anything_else_opens_nothing(token):
    issue()
    assert client_of(token) is None


def test_a_revoked_token_opens_nothing():
    client, token = issue()
    revoke_token(client_id=client.id, actor=SYSTEM, at=make.AT + timedelta(days=1))
    assert client_of(token) is None
    with pytest.raises(NotNow):
        revoke_token(client_id=client.id, actor=SYSTEM, at=make.AT)
    with pytest.raises(NotFound):
        revoke_token(client_id=new_id(), actor=SYSTEM, at=make.AT)


def test_a_token_of_a_closed_account_opens_nothing():
    client, token = issue()
    client.account.is_active = False
    client.account.save()
    assert client_of(token) is None


def test_issuing_and_revoking_leave_their_lines_in_the_book_of_the_agency():
    client, _ = issue()
    revoke_token(client_id=client.id, actor=SYSTEM, at=make.AT)
    assert [e.action for e in Entry.objects.filter(agency="H32.05").order_by("number")] == [
        "identity.issue_token",
        "identity.revoke_token",
    ]
