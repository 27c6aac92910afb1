"""A disk that takes no more while reports are posted: nothing is acknowledged that is not stored."""

import resource
from pathlib import Path

from tests.faults import ledger
from tests.faults.reporting import Reporter, site_for_reports

ROOMS = ("the database cannot grow", "no file can grow")


def fill_while_reporting(folder: Path, room: str, each: int) -> None:
    """So many report before, while and after the disk is full: what is refused comes back, and nothing is lost."""
    with site_for_reports(folder) as site:
        database = folder / "data" / "num.db"
        web = site.processes["web"].pid
        stories = [f"Lantern {number} " + "went dark " * 150 for number in range(3 * each)]
        reporters = [Reporter(site, story) for story in stories]
        codes = {reporter.send().code for reporter in reporters[:each]}
        # A limit on the size of files acts as a full disk and needs no rights; it can be taken away again.
        _, most = resource.prlimit(web, resource.RLIMIT_FSIZE)
        limit = database.stat().st_size if room.startswith("the database") else 1
        resource.prlimit(web, resource.RLIMIT_FSIZE, (limit, most))
        refused = [reporter.send() for reporter in reporters[each : 2 * each]]
        assert {answer.status for answer in refused} <= {200, 503}
        assert refused[-1].status == 503
        turned_away = [answer for answer in refused if answer.status == 503]
        assert all(answer.has_words for answer in turned_away)
        assert reporters[0].is_form_open()
        codes |= {answer.code for answer in refused if answer.code}
        assert ledger.rows(folder / "data", "SELECT COUNT(*) FROM report") == [(len(codes),)]
        resource.prlimit(web, resource.RLIMIT_FSIZE, (most, most))
        again = [reporter.send() for reporter in reporters[each:]]
        assert [answer.status for answer in again] == [200] * (2 * each)
        codes |= {answer.code for answer in again}
        assert len(codes) == len(reporters)
        assert ledger.rows(folder / "data", "SELECT COUNT(*) FROM report") == [(len(reporters),)]
        assert ledger.rows(folder / "data", "PRAGMA integrity_check") == [("ok",)]
        assert "Traceback" not in site.log("web")
