"""A mail server that is unwell in eight ways, one after the other, while members wait and others read the site."""

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from tests.faults import ledger
from tests.faults.act import act
from tests.faults.clocked import COMMAND, move
from tests.faults.counting import account_of, check_all_came, mail_settings
from tests.faults.peer import BROKEN_TLS, Peer
from tests.faults.visiting import Visitor
from tests.live.site import LiveSite, until

# Longer than whatever a letter that was put off waits until it is tried again.
LATER = timedelta(minutes=61)
GONE = timedelta(hours=4)
MOST_ROUNDS = 10


@dataclass(frozen=True)
class Fault:
    """How it goes wrong; after a third of the letters where `is_midway`; seen as often as `wrongs` before it is well.

    After one that `is_silent` nobody knows whether a letter went out.
    """

    name: str
    is_midway: bool = False
    wrongs: int = 1
    is_silent: bool = False


GONE_FOR_HOURS, REFUSES = Fault("gone for 4 hours"), Fault("refuses connections")
FAULTS = (
    REFUSES,
    Fault("421 at greeting", wrongs=2),
    # More than the refusals in a row after which a run ends.
    Fault("451 at RCPT", is_midway=True, wrongs=25),
    Fault("421 midway", wrongs=3),
    Fault("hangs after DATA", is_midway=True, wrongs=4, is_silent=True),
    Fault("drops in DATA", is_midway=True, wrongs=6, is_silent=True),
    Fault("TLS broken", wrongs=2 * len(BROKEN_TLS)),
    GONE_FOR_HOURS,
)


class Post:
    """A site with members and its mail server, for all faults; its clock is moved on, so no letter waits in earnest."""

    def __init__(self, folder: Path, members: int, parts: int):
        self.peer = Peer(folder)
        # The worker trusts this certificate and no other; a mail server that is not on this computer must have one.
        settings = mail_settings(folder, NUM_MAIL_CONNECTIONS="2", SSL_CERT_FILE=str(folder / "known.pem"))
        self.site = LiveSite(
            folder, self.peer.port, **settings, NUM_MAIL_URL=f"smtp://{self.peer.host}:{self.peer.port}"
        )
        self.data, self.parts = folder / "data", parts
        # How often nobody could know whether a letter had gone out.
        self.silences = 0
        act(self.site, "add_members", members)
        self.site.start_web()
        self.site.start_worker(command=COMMAND)

    def stop(self) -> None:
        """Stop everything."""
        self.site.stop()
        self.peer.stop()

    def go_through(self, fault: Fault) -> str:
        """One alert during this fault, and after it: all delivered once, repeats marked, the site up throughout."""
        peer = self.peer
        # Another day: who gathers has another letter.
        move(self.site, timedelta(days=1))
        act(self.site, "owe", 1)
        owed = ledger.states(self.data)["owed"]
        wrongs, was_there = peer.wrongs, len(peer.letters)
        with Visitor(self.site) as visitor:
            if fault in (REFUSES, GONE_FOR_HOURS):
                peer.stop()
                self._wait(GONE if fault is GONE_FOR_HOURS else LATER)
                assert len(peer.letters) == was_there
                peer.start()
            else:
                peer.after = was_there + (owed // 3 if fault.is_midway else 0)
                peer.fault = fault.name
                self._until(lambda: peer.wrongs >= wrongs + fault.wrongs)
                peer.fault = ""
            self._until(lambda: set(ledger.states(self.data)) == {"sent"})
            pages = visitor.check()
        assert peer.in_clear == 0
        self.silences += peer.wrongs - wrongs if fault.is_silent else 0
        said = check_all_came(self.site, peer, len(peer.unanswered), self.silences)
        # Whoever was told that it was taken was told once.
        answered = ledger.owed(self.data)
        answered.subtract(account_of(letter.recipient) for letter in peer.letters)
        assert not any(answered.values())
        assert "Traceback" not in self.site.log("web")
        return f"{fault.name}: {said}; went wrong {peer.wrongs - wrongs} times, {pages} pages answered"

    def _wait(self, time_away: timedelta) -> None:
        """Let so much time pass, in parts; the worker tries after each."""
        for _ in range(self.parts):
            move(self.site, time_away / self.parts)
            act(self.site, "ring")
            time.sleep(1)

    def _until(self, happened: Callable[[], bool]) -> None:
        """Let time pass until it happened."""
        for _ in range(MOST_ROUNDS):
            act(self.site, "ring")
            with suppress(AssertionError):
                until(happened, 4)
                return
            move(self.site, LATER)
        until(happened, 60, "what follows a fault")
