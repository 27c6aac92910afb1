"""The database held by somebody else while reports are posted over real HTTP."""

import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.faults import ledger
from tests.faults.reporting import Reporter, site_for_reports

MOST_SECONDS = 20


def hold_while_reporting(folder: Path, reporters: int, seconds: int) -> None:
    """Hold the database for so long: each report is refused with its words, and taken when the lock is gone."""
    with site_for_reports(folder) as site, ThreadPoolExecutor(reporters) as threads:
        people = [Reporter(site, f"Lantern {number} went dark") for number in range(reporters)]
        holder = sqlite3.connect(folder / "data" / "num.db", isolation_level=None)
        began = time.monotonic()
        holder.execute("BEGIN IMMEDIATE")
        answers = list(threads.map(Reporter.send, people))
        assert [answer.status for answer in answers] == [503] * reporters
        assert max(answer.seconds for answer in answers) < MOST_SECONDS
        assert [person.story in answer.words for person, answer in zip(people, answers, strict=True)] == (
            [True] * reporters
        )
        # Reading goes on meanwhile, and a lock that ends within the wait is never seen.
        assert people[0].is_form_open()
        late = threads.map(Reporter.send, people)
        time.sleep(max(0.0, began + seconds - time.monotonic()))
        holder.execute("ROLLBACK")
        holder.close()
        answers = [answer if answer.status == 200 else people[place].send() for place, answer in enumerate(late)]
        assert [answer.status for answer in answers] == [200] * reporters
        assert len({answer.code for answer in answers}) == reporters
        assert ledger.rows(folder / "data", "SELECT COUNT(*) FROM report") == [(reporters,)]
        assert "Traceback" not in site.log("web")
