"""The worker killed at random moments while it sends, and started again."""

import random
from pathlib import Path

from tests.faults import ledger
from tests.faults.act import EACH, act
from tests.faults.counting import check_all_came, mail_settings
from tests.faults.peer import Peer
from tests.live.site import LiveSite, until

ALERTS = 3
# Of ten members nine get each alert by itself, one gets all in one letter, and one has a text beside each.
LETTERS_EACH_TEN = (EACH - 1) * ALERTS + 1 + ALERTS


def kill_while_sending(folder: Path, letters: int, kills: int, connections: int, seed: int) -> None:
    """Send about so many letters while the worker is killed `kills` times; nobody is lost, repeats are marked."""
    chance = random.Random(seed)
    settings = mail_settings(folder, NUM_MAIL_CONNECTIONS=str(connections))
    with Peer() as peer:
        site = LiveSite(folder, peer.port, **settings)
        try:
            act(site, "add_members", letters * EACH // LETTERS_EACH_TEN)
            act(site, "owe", ALERTS)
            owed = sum(ledger.states(site.folder / "data").values())
            for _ in range(kills):
                wanted = len(peer.letters) + chance.randint(1, owed // kills - 5)
                site.start_worker()
                wait_for(peer, wanted)
                peer.arrived.wait(chance.uniform(0, 0.004))
                site.kill("worker")
            site.start_worker()
            until(lambda: set(ledger.states(site.folder / "data")) == {"sent"}, 180, "sending all")
            site.stop()
            print(f"{kills} kills x {connections}: {check_all_came(site, peer, kills * connections)}")
        finally:
            site.stop()


def wait_for(peer: Peer, letters: int) -> None:
    """Wait until so many letters came; watched closely, or the worker is through before whatever follows."""
    while len(peer.letters) < letters:
        # A ring that found the database busy is made up for by the sweep of the next minute.
        assert peer.arrived.wait(130), f"no letter came in two minutes, after {len(peer.letters)}"
        peer.arrived.clear()
