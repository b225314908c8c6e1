"""A real mail server (SMTP, aiosmtpd) that keeps every letter and delivers none."""

import asyncio
import time
from email import message_from_bytes, policy
from typing import Any

from aiosmtpd.controller import Controller

from motcua.notices.simulators.faults import Faults
from motcua.notices.simulators.received import Received


class MailSink:
    """Listens on 127.0.0.1; faults are those of the channel "email"."""

    def __init__(self, received: Received, faults: Faults, port: int = 0) -> None:
        self._received, self._faults = received, faults
        #: connections on which somebody said who they are
        self.greeted = 0
        self._controller = Controller(self, hostname="127.0.0.1", port=port or _free_port())

    @property
    def port(self) -> int:
        """Where it listens."""
        found: int = self._controller.port
        return found

    def start(self) -> None:
        """In a thread of its own."""
        self._controller.start()

    def stop(self) -> None:
        """Close the door."""
        if self._controller.server is not None:
            self._controller.stop(no_assert=True)

    async def handle_EHLO(self, server: Any, session: Any, envelope: Any, name: str, answers: list[str]) -> list[str]:
        """A new connection."""
        self.greeted += 1
        session.host_name = name
        return answers

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        """Whether there is such a mail box."""
        fault = self._faults.next("email")
        if fault and fault.kind == "nobody":
            return "550 5.1.1 no such mailbox"
        if fault and fault.kind == "refused":
            return "554 5.7.1 refused by policy"
        if fault and fault.kind in ("later", "500"):
            return "451 4.3.0 try again later"
        if fault and fault.kind in ("lost", "half"):
            server.transport.abort()
            return "451 gone"
        if fault and fault.kind == "garbage":
            return "banana"
        if fault and fault.kind == "slow":
            await asyncio.sleep(fault.seconds)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        """Keep the letter."""
        letter: Any = message_from_bytes(envelope.content, policy=policy.default)
        text, html = letter.get_body(("plain",)), letter.get_body(("html",))
        self._received.add(
            "email",
            ", ".join(envelope.rcpt_tos),
            str(letter["Subject"]).strip(),
            text.get_content() if text else "",
            html=html.get_content() if html else "",
            key=str(letter["Message-ID"]),
            received=time.time(),
        )
        return "250 Message accepted for delivery"


def _free_port() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
