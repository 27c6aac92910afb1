"""The database held by somebody else while reports are posted over real HTTP."""

import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor

from tests.faults import ledger
from tests.faults.reporting import Reporter, site_for_reports

HELD_SECONDS, MOST_SECONDS, REPORTERS = 30, 20, 6


def test_a_lock_held_for_30_seconds_gives_503_with_the_words_and_loses_nothing(tmp_path):
    with site_for_reports(tmp_path) as site, ThreadPoolExecutor(REPORTERS) as threads:
        reporters = [Reporter(site, f"Lantern {number} went dark") for number in range(REPORTERS)]
        holder = sqlite3.connect(tmp_path / "data" / "num.db", isolation_level=None)
        began = time.monotonic()
        holder.execute("BEGIN IMMEDIATE")
        answers = list(threads.map(Reporter.send, reporters))
        assert [answer.status for answer in answers] == [503] * REPORTERS
        assert max(answer.seconds for answer in answers) < MOST_SECONDS
        assert [reporter.story in answer.words for reporter, answer in zip(reporters, answers, strict=True)] == (
            [True] * REPORTERS
        )
        # Reading goes on meanwhile, and a lock that ends within the wait is never seen.
        assert reporters[0].is_form_open()
        late = threads.map(Reporter.send, reporters)
        time.sleep(max(0.0, began + HELD_SECONDS - time.monotonic()))
        holder.execute("ROLLBACK")
        holder.close()
        answers = [answer if answer.status == 200 else reporters[place].send() for place, answer in enumerate(late)]
        assert [answer.status for answer in answers] == [200] * REPORTERS
        assert len({answer.code for answer in answers}) == REPORTERS
        assert ledger.rows(tmp_path / "data", "SELECT COUNT(*) FROM report") == [(REPORTERS,)]
        assert "Traceback" not in site.log("web")
