"""Two workers on one ledger, and a worker whose clock jumps between two of its lives."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

from tests.faults import ledger
from tests.faults.act import act
from tests.faults.clocked import COMMAND, move
from tests.faults.counting import check_all_came, mail_settings
from tests.faults.killing import wait_for
from tests.faults.peer import Peer
from tests.live.site import LiveSite, until

BACK, FORWARD = timedelta(hours=-1), timedelta(days=3)
WEEK_HOURS = 7 * 24


@contextmanager
def _sending(folder: Path, members: int) -> Iterator[tuple[LiveSite, Peer]]:
    """A site with members and its mail server."""
    with Peer() as peer:
        site = LiveSite(folder, peer.port, **mail_settings(folder))
        try:
            act(site, "add_members", members, "full")
            yield site, peer
        finally:
            site.stop()


def send_with_two_workers(folder: Path, members: int, alerts: int) -> str:
    """Both work at once on one ledger: everybody gets each letter once, and none is marked. Returns the figures."""
    with _sending(folder, members) as (site, peer):
        act(site, "owe", alerts)
        for name in ("worker", "other"):
            site.start_worker(name, COMMAND)
        # Whichever came second finds work left, and a ring for it.
        act(site, "ring")
        act(site, "ring")
        _all_sent(site)
        said = check_all_came(site, peer, 0)
    # Over one connection letters follow each other; two whose letters came in between each other are two workers'.
    met = [letter.connection for letter in peer.letters]
    turns = sum(before != after for before, after in pairwise(met))
    assert turns > len(set(met)), "they hardly worked at once"
    return f"two workers over {len(set(met))} connections, in {turns} turns: {said}"


def send_with_a_jumping_clock(folder: Path, members: int, jump: timedelta) -> str:
    """Kill a worker midway, set the clock, start another: nobody is lost, doubled or sent what is over a week old.

    An alert is nearly a week old: of it the clock that went three days forward sends nothing more. Returns the figures.
    """
    with _sending(folder, members) as (site, peer):
        act(site, "owe", 1)
        site.start_worker(command=COMMAND)
        wait_for(peer, members // 4)
        site.kill("worker")
        midway = len(peer.letters)
        act(site, "owe", 1, WEEK_HOURS - 6)
        move(site, jump)
        site.start_worker(command=COMMAND)
        until(lambda: len(peer.letters) > midway or jump == BACK, 60, "sending on")
        if jump == BACK:
            # What is due by the right clock waits until it is that late again, and is not lost.
            time.sleep(1)
            move(site, -jump + timedelta(minutes=1))
            act(site, "ring")
        _all_sent(site)
        by_itself = "SELECT alert_id, state, COUNT(*) FROM delivery WHERE digest_id IS NULL GROUP BY alert_id, state"
        states = {(alert, state): count for alert, state, count in ledger.rows(site.folder / "data", by_itself)}
        said = check_all_came(site, peer, 1)
    of_old = sum(b"Lantern 2" in letter.raw for letter in peer.letters)
    assert set(states) == {(1, "sent"), (2, "cancelled" if jump == FORWARD else "sent")}
    assert (of_old == 0) == (jump == FORWARD)
    return f"clock by {jump.total_seconds() / 3600:+.0f} h: {said}; {states}"


def _all_sent(site: LiveSite) -> None:
    done = {"sent", "cancelled"}
    until(lambda: set(ledger.states(site.folder / "data")) <= done, 180, "sending all")
