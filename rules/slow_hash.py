"""The slow hash (Argon2id) and the gate before it, so that a crowd cannot use up the machine."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from nacl.bindings import crypto_pwhash_alg
from nacl.bindings import crypto_pwhash_ALG_ARGON2ID13 as ARGON2ID

from rules import N_, Refused

MIB = 1024 * 1024
# Source: OWASP Password Storage Cheat Sheet (Argon2id); 19 MiB twice for an index, 64 MiB for passwords and codes.
FULL = {"index": (2, 19 * MIB), "secret": (2, 64 * MIB)}
LOW = {"index": (1, 8192), "secret": (1, 8192)}
COSTS = {"full": FULL, "low": LOW}
AT_ONCE = 2


class Busy(Refused):
    """Too many are waiting for a slow hash; nothing was done and words are kept."""

    message = N_(
        "Very many people are here right now. Your words are still on this page. Wait a moment and send again."
    )


class SlowHash:
    """Argon2id at one cost (`full` or `low`); at most two run at once and `may_wait` callers wait."""

    def __init__(self, cost: str, may_wait: int = 24):
        self.cost = COSTS[cost]
        self._places = threading.BoundedSemaphore(AT_ONCE + may_wait)
        self._running = threading.BoundedSemaphore(AT_ONCE)
        # How often it ran, so that tests can show that a hit and a miss do equal work.
        self.runs = 0

    def run(self, secret: str, salt: bytes, kind: str, size: int) -> bytes:
        """`size` bytes from a secret under a 16-byte salt; kind is `index` or `secret`. Raises Busy."""
        rounds, memory = self.cost[kind]
        with self._gate():
            self.runs += 1
            return crypto_pwhash_alg(size, secret.encode(), salt[:16], rounds, memory, ARGON2ID)

    @contextmanager
    def _gate(self) -> Iterator[None]:
        if not self._places.acquire(blocking=False):
            raise Busy
        try:
            with self._running:
                yield
        finally:
            self._places.release()
