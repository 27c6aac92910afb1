"""A mail server for tests, on this computer only: takes letters, and refuses or hangs up when told to."""

import email
import socket
import threading
import time
from dataclasses import dataclass, field
from email import policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller


@dataclass
class Letter:
    """One letter as it came."""

    recipient: str
    sender: str
    at: float
    raw: bytes

    @property
    def message(self) -> EmailMessage:
        """The letter, parsed."""
        return email.message_from_bytes(self.raw, policy=policy.default)  # type: ignore[return-value]

    @property
    def message_id(self) -> str:
        """Its Message-ID."""
        return self.message["Message-ID"]

    @property
    def body(self) -> str:
        """Its text."""
        return self.message.get_content().replace("\r\n", "\n")


@dataclass
class Sink:
    """A mail server. `refusals` answers an address with a line, `data_refusals` its words; a line may be "close"."""

    letters: list[Letter] = field(default_factory=list)
    refusals: dict[str, str] = field(default_factory=dict)
    data_refusals: dict[str, str] = field(default_factory=dict)
    # Whether several commands may come in one turn (RFC 2920).
    has_pipelining: bool = False
    # Letters taken over one connection before the server hangs up.
    patience: int = 10**9
    begun: threading.Event = field(default_factory=threading.Event)
    arrived: threading.Event = field(default_factory=threading.Event)
    connections: int = 0

    def __post_init__(self) -> None:
        """Start to listen."""
        self.port = free_port()
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self.controller.start()

    def __enter__(self) -> "Sink":
        return self

    def __exit__(self, *_problem) -> None:
        self.stop()

    def stop(self) -> None:
        """Listen no more."""
        self.controller.stop()

    @property
    def url(self) -> str:
        """What NUM_MAIL_URL says to reach it."""
        return f"smtp://127.0.0.1:{self.port}"

    def addresses(self) -> list[str]:
        """Who got a letter, in order."""
        return sorted(letter.recipient for letter in self.letters)

    async def handle_EHLO(self, server, session, envelope, hostname, responses):  # noqa: N802 - aiosmtpd's name
        """Count connections."""
        session.host_name = hostname
        session.taken = 0
        self.connections += 1
        return ["250-PIPELINING", *responses] if self.has_pipelining else responses

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        """Take an address or refuse it as told."""
        answer = self.refusals.get(address, "250 OK")
        if answer == "close":
            server.transport.close()
            return "421 bye"
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server, session, envelope):
        """Take a letter, or refuse its words as told."""
        self.begun.set()
        to = envelope.rcpt_tos[0]
        answer = self.data_refusals.get(to, "250 OK")
        if answer.startswith("250") or answer == "close":
            self.letters.append(Letter(to, envelope.mail_from, time.time(), envelope.original_content))
            self.arrived.set()
        session.taken += 1
        if answer == "close" or session.taken > self.patience:
            server.transport.close()
        return answer


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
