"""The database: bound in create_app, opened per thread, written through one helper."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlparse

from peewee import DatabaseProxy, Model, OperationalError, SqliteDatabase
from playhouse.migrations import Runner

database = DatabaseProxy()

# Rollback journal: what is deleted is gone from the file at once, and older SQLite is safe with two processes.
PRAGMAS = {
    "journal_mode": "truncate",
    "synchronous": "full",
    "foreign_keys": 1,
    "secure_delete": 1,
    "busy_timeout": 5000,
    "trusted_schema": 0,
    # So that REPLACE meets the triggers that refuse a deletion.
    "recursive_triggers": 1,
    "temp_store": "memory",
}
TRIES = 3


class DatabaseBusy(Exception):
    """The database stayed locked for all tries; nothing was written."""


class DatabaseUnwritable(Exception):
    """The database took no write (full disk, read-only, broken); nothing was written."""


class Table(Model):
    """Every table's parent."""

    class Meta:
        database = database
        legacy_table_names = False


def bind(url: str) -> None:
    """Say which database to use, `sqlite:///absolute/path.db`; opens nothing yet."""
    parts = urlparse(url)
    if parts.scheme != "sqlite":
        raise ValueError("NUM_DATABASE_URL must be sqlite:///absolute/path.db")
    database.initialize(SqliteDatabase(parts.path, pragmas=PRAGMAS, autoconnect=False, check_same_thread=False))


def connect() -> None:
    """Open this thread's connection if it has none; it is kept for the thread's later requests.

    Raises DatabaseBusy, DatabaseUnwritable.
    """
    try:
        database.connect(reuse_if_open=True)
    except OperationalError as problem:
        raise named(problem) from problem


@contextmanager
def writing() -> Iterator[None]:
    """Write in one IMMEDIATE transaction; do no network and no slow hashing inside.

    Raises DatabaseBusy when the lock was not had, DatabaseUnwritable when the disk refused; both leave nothing behind.
    """
    if database.in_transaction():
        yield
        return
    transaction = database.transaction("IMMEDIATE")
    _retried(transaction.__enter__)
    try:
        yield
    except BaseException as problem:
        _roll_back()
        if isinstance(problem, OperationalError):
            raise named(problem) from problem
        raise
    try:
        # A commit waits for readers; a busy one keeps the transaction and may be tried again.
        _retried(database.commit)
    except BaseException:
        _roll_back()
        raise
    database.pop_transaction()
    database._run_commit_callbacks()


def _retried(step: Any) -> None:
    """Take one step of a transaction, again when busy (each try waits busy_timeout)."""
    for attempt in range(TRIES):
        try:
            step()
            return
        except OperationalError as problem:
            if not _is_busy(problem):
                raise named(problem) from problem
            if attempt == TRIES - 1:
                raise DatabaseBusy(str(problem)) from problem


def _roll_back() -> None:
    """Undo, also where SQLite has already undone by itself (a full disk does)."""
    database.pop_transaction()
    database._clear_commit_callbacks()
    if database.connection().in_transaction:
        database.rollback()


def _is_busy(problem: OperationalError) -> bool:
    return "locked" in str(problem)


def named(problem: OperationalError) -> Exception:
    """What a problem of the database is: a lock, a full or broken disk, or a mistake in the code (itself)."""
    if _is_busy(problem):
        return DatabaseBusy(str(problem))
    words = str(problem)
    if any(sign in words for sign in ("full", "disk I/O", "readonly", "unable to open")):
        return DatabaseUnwritable(words)
    return problem


def fetch(sql: str, values: tuple = ()) -> list[tuple]:
    """Rows of fixed SQL with `?` places, for the few hot paths that a query builder would slow."""
    return database.execute_sql(sql, values).fetchall()


def migrate(folder: str) -> list[str]:
    """Apply the migrations that are not applied yet; returns their names."""
    return Runner(database.obj, folder).up()
