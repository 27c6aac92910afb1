"""An installation of its own for one measurement, filled with members."""

import json
import shutil
from datetime import datetime
from pathlib import Path
from typing import Any

from flask import Flask

from app import ROOT, create_app
from models import database
from models.alert import Alert, AlertHarm
from models.database import writing
from rules import bulk, deliveries
from tasks.clock import now

TITLE, HAPPENED = "Two men in a van", "They took the phone and drove off towards the station."


def fresh(folder: Path, **settings: Any) -> Flask:
    """A new, migrated installation in `folder`; what was there is deleted."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    app = opened(folder, **settings)
    database.migrate(str(ROOT / "models" / "migrations"))
    return app


def opened(folder: Path, **settings: Any) -> Flask:
    """The installation in `folder`, its database open in this thread."""
    files = {
        "DATA_DIR": folder,
        "KEY_FILE": folder / "num.key",
        "DATABASE_URL": f"sqlite:///{folder}/num.db",
        "QUEUE_URL": f"sqlite:///{folder}/queue.db",
    }
    app = create_app(**files, **settings)
    database.connect()
    return app


def add_members(app: Flask, count: int) -> None:
    """More members, all of whom want everything."""
    for _ in bulk.members(app.extensions["num_secrets"], now(), count):
        pass


def owe_alert(at: datetime | None = None, title: str = TITLE, has_texts: bool = False) -> int:
    """Publish an alert for the whole country, now or at another time (naive UTC); how many rows it added."""
    at = at or now()
    with writing():
        alert = Alert.create(
            state="published",
            area="uk",
            level=3,
            month="2026-11",
            approver=bulk.bulk_approver(now()),
            approved_hash="-",
            words=json.dumps({"title": title, "what_happened": HAPPENED}),
            published_at=at,
        )
        AlertHarm.create(alert=alert, code="threats")
        return deliveries.resolve(alert, at, has_texts)
