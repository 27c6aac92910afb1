"""What the ledger of an installation says, read from its file."""

import sqlite3
from pathlib import Path


def states(data: Path) -> dict[str, int]:
    """How many deliveries stand in each state."""
    return dict(rows(data, "SELECT state, COUNT(*) FROM delivery GROUP BY state"))


def rows(data: Path, sql: str) -> list[tuple]:
    """Rows of the installation's database; waits while it is written."""
    connection = sqlite3.connect(f"file:{data}/num.db?mode=ro", uri=True, timeout=30)
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()
