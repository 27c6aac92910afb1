"""`python -m tests.faults.owe_alert MEMBERS` makes members in an installation and owes them one alert."""

import sys

from app import create_app
from models.alert import Alert, AlertHarm
from models.database import connect, writing
from rules import bulk, deliveries
from tasks.clock import now


def published() -> dict:
    """Facts of an alert for everybody, with the second person that the database wants."""
    return {
        "state": "published",
        "area": "uk",
        "level": 3,
        "month": "2026-11",
        "published_at": now(),
        "approver": bulk.bulk_approver(now()),
        "approved_hash": "made",
    }


def main(count: int) -> None:
    """Make the rows."""
    app = create_app()
    connect()
    for _ in bulk.members(app.extensions["num_secrets"], now(), count):
        pass
    with writing():
        words = '{"title": "Two men in a van", "what_happened": "They took the phone and drove off."}'
        alert = Alert.create(
            state="published",
            area="uk",
            level=3,
            month="2026-11",
            approver=bulk.bulk_approver(now()),
            approved_hash="-",
            words=words,
            published_at=now(),
        )
        AlertHarm.create(alert=alert, code="threats")
        deliveries.resolve(alert, now())


if __name__ == "__main__":
    main(int(sys.argv[1]))
