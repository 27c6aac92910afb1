"""The worker killed at random moments while it sends, and started again."""

import random
import subprocess
import sys
from collections import Counter
from pathlib import Path

from models.fields import ALPHABET
from tests.faults import ledger
from tests.live.site import ROOT, LiveSite, until
from tests.sink import Sink


def kill_while_sending(folder: Path, members: int, kills: int, connections: int, seed: int) -> None:
    """Send one alert while the worker is killed `kills` times; nobody may be lost, repeats must be marked."""
    chance = random.Random(seed)
    with Sink(has_pipelining=connections > 1) as sink:
        site = LiveSite(folder, sink.port, NUM_MAIL_CONNECTIONS=str(connections))
        try:
            command = [sys.executable, "-m", "tests.faults.owe_alert", str(members)]
            subprocess.run(command, cwd=ROOT, env=site.env, check=True, timeout=300)
            owed = ledger.rows(site.folder / "data", "SELECT COUNT(*) FROM delivery")[0][0]
            for _ in range(kills):
                wanted = len(sink.letters) + chance.randint(1, owed // kills - 5)
                site.start_worker()
                # Watched closely, or the worker is through before the kill.
                while len(sink.letters) < wanted:
                    sink.arrived.wait(30)
                    sink.arrived.clear()
                sink.arrived.wait(chance.uniform(0, 0.004))
                site.kill("worker")
            site.start_worker()
            until(lambda: set(ledger.states(site.folder / "data")) == {"sent"}, 90, "sending all")
            check(site, sink, owed, kills * connections)
        finally:
            site.stop()


def check(site: LiveSite, sink: Sink, owed: int, most_repeats: int) -> None:
    """Everybody got it; what came twice has one Message-ID and stands marked in the ledger."""
    came = Counter(letter.recipient for letter in sink.letters)
    assert len(came) == owed, f"{owed - len(came)} of {owed} lost"
    twice = {address for address, count in came.items() if count > 1}
    repeats = sum(came.values()) - owed
    assert addresses(site) == set(came)
    marked = addresses(site, "WHERE is_possibly_twice")
    print(f"{owed} owed, {most_repeats} kills x connections: 0 lost, {repeats} repeats, {len(marked)} marked")
    assert repeats <= most_repeats
    assert twice <= marked, f"came twice and not marked: {sorted(twice - marked)}"
    assert len(marked) <= most_repeats
    ids = {(letter.recipient, letter.message_id) for letter in sink.letters}
    assert len(ids) == owed
    assert list((site.folder / "data" / "spool").glob("*")) == []
    assert ledger.rows(site.folder / "data", "PRAGMA integrity_check") == [("ok",)]


def addresses(site: LiveSite, where: str = "") -> set[str]:
    """Whose rows of the ledger these are. The made-up members' references count on as their addresses do."""
    refs = ledger.rows(site.folder / "data", f"SELECT ref FROM delivery JOIN account a ON a.id = account_id {where}")
    numbers = [sum(ALPHABET.index(one) << 5 * place for place, one in enumerate(reversed(ref[2:]))) for (ref,) in refs]
    return {f"bulk{number}@example.org" for number in numbers}
