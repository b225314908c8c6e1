"""The door of the room ``files``: other rooms import from here alone."""

from motcua.files.models import StoredFile

__all__ = ["StoredFile"]
