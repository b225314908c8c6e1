"""The door of the room ``identity``: other rooms import from here alone."""

from motcua.identity.models import Account, ApiClient, Person

__all__ = ["Account", "ApiClient", "Person"]
