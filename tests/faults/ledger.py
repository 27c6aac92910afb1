"""What the ledger of an installation says, read from its file."""

import sqlite3
from collections import Counter
from pathlib import Path

# Letters: alerts that go by themselves, and what gathers the others. Each is one letter, whatever it holds.
LETTERS = """
    SELECT account_id, state, is_possibly_twice FROM delivery WHERE channel = 'email' AND digest_id IS NULL
    UNION ALL SELECT account_id, state, is_possibly_twice FROM digest
"""
TEXTS = "SELECT account_id, state, is_possibly_twice FROM delivery WHERE channel = 'text'"


def states(data: Path) -> dict[str, int]:
    """How many deliveries and digests stand in each state."""
    return dict(rows(data, f"SELECT state, COUNT(*) FROM ({LETTERS} UNION ALL {TEXTS}) GROUP BY state"))


def owed(data: Path, which: str = LETTERS, where: str = "1") -> Counter[int]:
    """How many letters or texts each account is to get; those of `where`."""
    return Counter(dict(rows(data, f"SELECT account_id, COUNT(*) FROM ({which}) WHERE {where} GROUP BY account_id")))


def rows(data: Path, sql: str) -> list[tuple]:
    """Rows of the installation's database; waits while it is written."""
    connection = sqlite3.connect(f"file:{data}/num.db?mode=ro", uri=True, timeout=30)
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()
