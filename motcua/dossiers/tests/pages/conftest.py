import pytest
from django.test import Client

from motcua.identity.public import Account


@pytest.fixture
def as_(db):
    """``as_("lan")``: a browser in which one of the cast is signed in."""

    def sign_in(username: str) -> Client:
        client = Client()
        client.force_login(Account.objects.get(username=username))
        return client

    return sign_in
