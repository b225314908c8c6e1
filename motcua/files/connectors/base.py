"""Scanners for malware. ``demo`` is no scanner at all: it runs offline and finds everything clean."""

from typing import BinaryIO, Protocol


class ScannerDown(Exception):
    """The scanner does not answer, or not as agreed. Nothing was judged."""


class Scanner(Protocol):
    """Looks for malware in a stream."""

    def find(self, content: BinaryIO) -> str | None:
        """The name of what was found, or None for a clean file. Raises :class:`ScannerDown`."""
