"""A mail server that goes wrong as it is told to: at a chosen moment, in a chosen way, until it is well again."""

import asyncio
import re
import ssl
import subprocess
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP

from tests.sink import free_port

# Loopback too, but not one of the names under which the site takes a mail server for its own computer: TLS is needed.
ELSEWHERE = "127.0.0.2"
MESSAGE_ID = re.compile(rb"^Message-ID: <([^>]+)>", re.MULTILINE)
# Ways in which TLS does not come about; each connection meets the next one.
BROKEN_TLS = ("not offered", "refused", "nonsense", "unknown certificate")


class Came(NamedTuple):
    """A letter that was taken: over which connection, to whom, when its DATA began (monotonic)."""

    connection: int
    recipient: str
    message_id: bytes
    begun_at: float
    raw: bytes


class Server(SMTP):
    """One connection."""

    peer: "Peer"

    async def _handle_client(self) -> None:
        if self.peer.goes_wrong("421 at greeting"):
            await self.push("421 4.3.2 not now")
            self.transport.close()
            return
        self.taken = 0
        self.peer.connections += 1
        self.number = self.peer.connections
        await super()._handle_client()

    async def smtp_EHLO(self, hostname: str) -> None:  # noqa: N802 - aiosmtpd's name
        """Offer TLS, or do not."""
        if self.session.ssl is None and self.peer.is_elsewhere:
            self.broken_tls = self.peer.next_broken_tls()
            self.tls_context = None if self.broken_tls == "not offered" else self.peer.tls
        await super().smtp_EHLO(hostname)

    async def smtp_STARTTLS(self, arg: str) -> None:  # noqa: N802
        """Begin TLS, or break it."""
        if self.broken_tls == "refused":
            await self.push("454 4.7.0 TLS not available")
        elif self.broken_tls == "nonsense":
            await self.push("220 go ahead")
            self._writer.write(b"this is no handshake\r\n")
            await self._writer.drain()
            self.transport.close()
        else:
            self.tls_context = self.peer.unknown_tls if self.broken_tls else self.peer.tls
            await super().smtp_STARTTLS(arg)

    async def smtp_MAIL(self, arg: str) -> None:  # noqa: N802
        """Take a sender, or hang up midway."""
        if self.peer.is_elsewhere and self.session.ssl is None:
            self.peer.in_clear += 1
        if self.taken >= 3 and self.peer.goes_wrong("421 midway"):
            await self.push("421 4.3.2 shutting down")
            self.transport.close()
            return
        await super().smtp_MAIL(arg)

    async def smtp_RCPT(self, arg: str) -> None:  # noqa: N802
        """Take an address, or put it off."""
        if self.peer.goes_wrong("451 at RCPT"):
            await self.push("451 4.3.0 try later")
            return
        await super().smtp_RCPT(arg)

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802
        """Take the words; note when they began."""
        self.envelope.begun_at = time.monotonic()
        if self.envelope.rcpt_tos and self.peer.goes_wrong("drops in DATA"):
            await self.push("354 go ahead")
            await self._reader.readuntil(b"\r\n")
            self.transport.abort()
            return
        await super().smtp_DATA(arg)


@dataclass
class Peer:
    """A mail server in this process. `fault` is how it goes wrong, once it has taken `after` letters."""

    folder: Path | None = None
    fault: str = ""
    after: int = 0
    letters: list[Came] = field(default_factory=list)
    # How often it went wrong, and how many senders were named over a connection that should have had TLS.
    wrongs: int = 0
    in_clear: int = 0
    connections: int = 0
    # Taken and never answered: they come again, and it is nobody's mistake.
    unanswered: list[Came] = field(default_factory=list)
    arrived: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        """Start to listen; with a folder for certificates at another computer's address, with TLS."""
        self.is_elsewhere = self.folder is not None
        self.host, self.port = ELSEWHERE if self.is_elsewhere else "127.0.0.1", free_port()
        if self.folder:
            self.tls = certificate(self.folder / "known")
            self.unknown_tls = certificate(self.folder / "unknown")
        self.start()

    def __enter__(self) -> "Peer":
        return self

    def __exit__(self, *_problem) -> None:
        self.stop()

    def start(self) -> None:
        """Listen, again if it was gone."""
        server = type("OneServer", (Server,), {"peer": self})
        controller = Controller(self, hostname=self.host, port=self.port)
        controller.factory = lambda: server(self, ident="peer", hostname="peer.example", loop=controller.loop)
        controller.start()
        self.controller: Controller | None = controller

    def stop(self) -> None:
        """Be gone: nobody listens, what is open is cut."""
        if self.controller is not None:
            self.controller.stop()
        self.controller = None

    def goes_wrong(self, fault: str) -> bool:
        """Whether it does so now."""
        is_wrong = self.fault == fault and len(self.letters) >= self.after
        self.wrongs += is_wrong
        return is_wrong

    def next_broken_tls(self) -> str:
        """In which way this connection's TLS does not come about; none when it does."""
        is_wrong = self.goes_wrong("TLS broken")
        return BROKEN_TLS[self.wrongs % len(BROKEN_TLS)] if is_wrong else ""

    async def handle_EHLO(self, server, session, envelope, hostname, responses):  # noqa: N802
        """Several commands may come in one turn (RFC 2920)."""
        session.host_name = hostname
        return ["250-PIPELINING", *responses]

    async def handle_DATA(self, server, session, envelope):
        """Keep a letter and say so, or do not."""
        raw = envelope.original_content
        found = MESSAGE_ID.search(raw)
        came = Came(server.number, envelope.rcpt_tos[0], found[1] if found else b"", envelope.begun_at, raw)
        if self.goes_wrong("hangs after DATA"):
            # Nobody knows of a letter that hangs whether it was kept; of every second one it was.
            if self.wrongs % 2:
                self.unanswered.append(came)
            await asyncio.sleep(3600)
        self.letters.append(came)
        server.taken += 1
        self.arrived.set()
        return "250 2.0.0 kept"


def certificate(path: Path) -> ssl.SSLContext:
    """A new certificate for ELSEWHERE, signed by itself, at `<path>.pem`."""
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"),
            *("-days", "2", "-subj", "/CN=peer", "-addext", f"subjectAltName=IP:{ELSEWHERE}"),
            *("-keyout", f"{path}.key", "-out", f"{path}.pem"),
        ],
        check=True,
        capture_output=True,
        timeout=60,
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(f"{path}.pem", f"{path}.key")
    return context
