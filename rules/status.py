"""How the site stands, in counts: for `flask status` and whoever watches it."""

from datetime import datetime
from typing import Any

from models.account import Account
from models.alert import Alert
from models.report import Report
from rules import deliveries, heartbeats


def status() -> dict[str, Any]:
    """Counts of `reports` (not erased), `accounts` (not closed), `alerts` and `deliveries` (by state).

    Also `oldest_owed_at` and `worker_seen_at`: UTC as ISO text, or None.
    """
    return {
        "reports": Report.select().where(Report.state != "erased").count(),
        "accounts": Account.select().where(Account.state != "closed").count(),
        "alerts": Alert.select().count(),
        "deliveries": deliveries.counts(),
        "oldest_owed_at": _iso(deliveries.oldest_owed_at()),
        "worker_seen_at": _iso(heartbeats.seen_at("worker")),
    }


def _iso(at: datetime | None) -> str | None:
    return at.isoformat() + "Z" if at else None
