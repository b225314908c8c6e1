"""The door of the room ``identity``: other rooms import from here alone."""

from motcua.identity.actions.issue_reset_code import issue_reset_code
from motcua.identity.actions.issue_token import issue_token, revoke_token
from motcua.identity.actions.open_account import open_account
from motcua.identity.communes import offer_communes
from motcua.identity.holding import hold_stale, hold_unsent
from motcua.identity.models import Account, ApiClient, IdempotentCall, Person
from motcua.identity.queries import client_of, demo_people
from motcua.identity.rules.profile import identity_number_problem

__all__ = [
    "Account",
    "ApiClient",
    "IdempotentCall",
    "Person",
    "client_of",
    "demo_people",
    "hold_stale",
    "hold_unsent",
    "identity_number_problem",
    "issue_reset_code",
    "issue_token",
    "offer_communes",
    "open_account",
    "revoke_token",
]
