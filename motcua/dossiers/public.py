"""The door of the room ``dossiers``: other rooms import from here alone."""

from motcua.dossiers.in_words import listed
from motcua.dossiers.queries import drafts_of, sent_by

__all__ = ["drafts_of", "listed", "sent_by"]
