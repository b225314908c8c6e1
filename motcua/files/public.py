"""The door of the room ``files``: other rooms import from here alone."""

from motcua.files.actions.store import store_arrived, store_bytes, store_upload
from motcua.files.models import StoredFile
from motcua.files.rules.kinds import KINDS, kinds_named
from motcua.files.serving import file_response, open_stored

__all__ = [
    "KINDS",
    "StoredFile",
    "file_response",
    "kinds_named",
    "open_stored",
    "store_arrived",
    "store_bytes",
    "store_upload",
]
