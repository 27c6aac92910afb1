"""A check of one number beside 10,000 and beside 10,000,000 identifiers, and which part of it is the slow hash."""

import os
import statistics
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from models import database
from models.sighting import Sighting
from rules import bulk, checker
from rules.keyed import Secrets, index_key
from tasks.clock import now
from tests.bench import installation

SIZES, ROUNDS, TARGET = (10_000, 10_000_000), 100, 1.2
UNKNOWN, KNOWN = "07700 900123", "07700 900124"
REST = "without the hash"


class NoHash:
    """In the place of the slow hash: random bytes, so that each check looks somewhere else in the index."""

    def run(self, secret: str, salt: bytes, kind: str, size: int) -> bytes:
        """`size` random bytes."""
        return os.urandom(size)


def measure(folder: Path) -> bool:
    """Print milliseconds by size; whether the larger one kept to the target."""
    taken: dict[str, list[float]] = {}
    for size in SIZES:
        app = installation.fresh(folder / "checks")
        with app.app_context():
            began = time.perf_counter()
            _fill(app.extensions["num_secrets"], size)
            print(f"  {size:,} identifiers: made in {time.perf_counter() - began:.0f} s", flush=True)
            secrets, today = app.extensions["num_secrets"], now().date()
            quick = Secrets(secrets.keys, NoHash())  # type: ignore[arg-type]
            for name, asked, number in (
                ("a miss", secrets, UNKNOWN),
                ("a hit", secrets, KNOWN),
                (REST, quick, UNKNOWN),
            ):
                taken.setdefault(name, []).append(_median(partial(checker.check, asked, today, number)))
        database.database.close()
    return _print(taken)


def _fill(secrets: Secrets, size: int) -> None:
    """Random keys straight into the index, in its own order and one transaction: rows on end make whole pages."""
    for _ in bulk.identifiers(now(), 1):
        pass
    report = Sighting.get().report_id
    connection = database.database.connection()
    connection.execute("PRAGMA synchronous = OFF")
    with database.writing():
        connection.execute(
            """
            INSERT OR IGNORE INTO sighting (key, kind, report_id)
            WITH RECURSIVE number(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < ?)
            SELECT randomblob(16) AS key, 'phone', ? FROM number ORDER BY key""",
            (size, report),
        )
        Sighting.create(key=index_key(secrets, "phone", "+447700900124"), kind="phone", report=report)


def _median(act: Callable[[], object]) -> float:
    """Milliseconds of one act."""
    taken = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        act()
        taken.append(time.perf_counter() - began)
    return statistics.median(taken) * 1000


def _print(taken: dict[str, list[float]]) -> bool:
    print(f"  {'milliseconds':20}" + "".join(f"{size:>14,}" for size in SIZES) + f"{'ratio':>8}")
    for name, found in taken.items():
        print(f"  {name:20}" + "".join(f"{one:14.3f}" for one in found) + f"{found[-1] / found[0]:8.2f}")
    rest, whole = taken[REST][-1], taken["a miss"][-1]
    print(f"  the slow hash is {100 * (1 - rest / whole):.1f} % of a check")
    is_reached = all(taken[name][-1] / taken[name][0] <= TARGET for name in ("a miss", "a hit"))
    print(f"  target {TARGET}: {'reached' if is_reached else 'MISSED'}")
    return is_reached
