"""How the site stands, in counts: for `flask status` and whoever watches it."""

from typing import Any

from models.account import Account
from models.alert import Alert
from models.report import Report
from rules import deliveries, heartbeats


def status() -> dict[str, Any]:
    """Counts of `reports` (not erased), `accounts` (not closed), `alerts` and `deliveries` (by state).

    Also `oldest_owed_at` and `worker_seen_at`: UTC as ISO text, or None.
    """
    seen = heartbeats.seen_at("worker")
    return {
        "reports": Report.select().where(Report.state != "erased").count(),
        "accounts": Account.select().where(Account.state != "closed").count(),
        "alerts": Alert.select().count(),
        **deliveries.status(),
        "worker_seen_at": seen.isoformat() + "Z" if seen else None,
    }
