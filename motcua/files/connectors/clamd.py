"""ClamAV's daemon, spoken to directly: the INSTREAM command is twenty lines and needs no package.

https://docs.clamav.net/manual/Usage/Scanning.html#clamd
"""

import socket
import struct
from typing import BinaryIO

from motcua.files.connectors.base import ScannerDown

_PIECE = 128 * 1024


class Clamd:
    """A daemon at ``host:port`` or at the path of a Unix socket; waits ``patience`` seconds for it."""

    def __init__(self, address: str, patience: float = 30.0) -> None:
        self.address = address
        self.patience = patience

    def find(self, content: BinaryIO) -> str | None:
        """Send ``content`` in pieces and read the verdict."""
        try:
            with self._connect() as line:
                line.sendall(b"zINSTREAM\0")
                while piece := content.read(_PIECE):
                    line.sendall(struct.pack("!I", len(piece)) + piece)
                line.sendall(struct.pack("!I", 0))
                answer = self._answer(line)
        except OSError as error:
            raise ScannerDown(str(error)) from error
        if answer.endswith(" FOUND"):
            return answer.removeprefix("stream: ").removesuffix(" FOUND")
        if answer.endswith("OK"):
            return None
        raise ScannerDown(answer or "no answer")

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

    @staticmethod
    def _answer(line: socket.socket) -> str:
        received = b""
        while b"\0" not in received and len(received) < 4096:
            piece = line.recv(1024)
            if not piece:
                break
            received += piece
        return received.split(b"\0")[0].decode("utf-8", "replace").strip()
