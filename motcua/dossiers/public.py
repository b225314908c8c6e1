"""The door of the room ``dossiers``: other rooms import from here alone."""

from motcua.dossiers.queries import drafts_of, sent_by
from motcua.dossiers.standing import listed

__all__ = ["drafts_of", "listed", "sent_by"]
