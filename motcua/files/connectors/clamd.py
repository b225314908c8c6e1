"""ClamAV's daemon, spoken to directly: the INSTREAM command is twenty lines and needs no package.

https://docs.clamav.net/manual/Usage/Scanning.html#clamd
"""

import socket
import struct
from contextlib import suppress
from time import monotonic
from typing import BinaryIO

from motcua.files.connectors.base import ScannerDown

_PIECE = 128 * 1024


class Clamd:
    """A daemon at ``host:port`` or at the path of a Unix socket; a file has ``patience`` seconds in all."""

    def __init__(self, address: str, patience: float = 30.0) -> None:
        self.address = address
        self.patience = patience
        self._end = 0.0

    def find(self, content: BinaryIO) -> str | None:
        """Send ``content`` in pieces and read the verdict."""
        self._end = monotonic() + self.patience
        try:
            with self._connect() as line:
                with suppress(BrokenPipeError, ConnectionResetError):  # it has heard enough, and may have said why
                    self._send(line, content)
                answer = self._answer(line)
        except OSError as error:
            raise ScannerDown(str(error)) from error
        if answer.endswith(" FOUND"):
            return answer.removeprefix("stream: ").removesuffix(" FOUND")
        if answer.endswith("OK"):
            return None
        raise ScannerDown(answer or "no answer")

    def _send(self, line: socket.socket, content: BinaryIO) -> None:
        line.sendall(b"zINSTREAM\0")
        while piece := content.read(_PIECE):
            self._hurry(line)
            line.sendall(struct.pack("!I", len(piece)) + piece)
        line.sendall(struct.pack("!I", 0))

    def _hurry(self, line: socket.socket) -> None:
        """The next wait on ``line`` lasts at most what is left; TimeoutError when nothing is."""
        left = self._end - monotonic()
        if left <= 0:
            raise TimeoutError(f"no answer within {self.patience:g} s")
        line.settimeout(left)

    def _connect(self) -> socket.socket:
        host, colon, port = self.address.rpartition(":")
        if colon and port.isdigit():
            return socket.create_connection((host.strip("[]"), int(port)), timeout=self.patience)
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(self.patience)
        try:
            line.connect(self.address)
        except OSError:
            line.close()
            raise
        return line

    def _answer(self, line: socket.socket) -> str:
        received = b""
        while b"\0" not in received and len(received) < 4096:
            self._hurry(line)
            piece = line.recv(1024)
            if not piece:
                break
            received += piece
        return received.split(b"\0")[0].decode("utf-8", "replace").strip()
