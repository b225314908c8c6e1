"""What a channel out of the house can do, whatever its vendor, and how it says that it could not."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from motcua.kernel.calling import Unreachable as Unreachable


class Failed(Exception):
    """The answer fits nothing, or says "later". Try this message again some times; others may go on."""


class Declined(Exception):
    """The other side read the message and will not take it as it is: trying again is no use."""


class Nobody(Declined):
    """The other side says that nobody is reached at this address: nothing more is sent there."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message, ready to go."""

    #: the same however often it is sent
    key: str
    address: str
    language: str = "vi"
    title: str = ""
    text: str = ""
    html: str = ""
    link: str = ""
    #: of Zalo: the registered template and its parameters
    template: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    #: of web push: the browser's public key and secret
    keys: tuple[str, str] = ("", "")


class Channel(Protocol):
    """A way out."""

    #: whether the other side knows a message by its key, so that sending it again reaches nobody twice
    knows_keys: bool

    def send(self, message: Message) -> str:
        """Hand ``message`` over; how the other side names it.

        Raises Unreachable (it may have arrived or not), Failed, Declined, Nobody.
        """

    def close(self) -> None:
        """Let go of the connection."""
