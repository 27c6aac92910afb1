"""The database as every connection finds it, and the one helper that writes."""

import sqlite3
import threading

import pytest
from playhouse.schema_diff import diff_models

from models import database as the_database
from models.audit import Audit
from models.database import DatabaseBusy, DatabaseUnwritable, database, fetch, writing
from models.tables import TABLES
from models.tally import Tally


def test_every_connection_has_the_pragmas(app):
    found = {
        name: fetch(f"PRAGMA {name}")[0][0] for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
    }
    assert found == {"journal_mode": "truncate", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}
    assert fetch("PRAGMA busy_timeout") == [(5000,)]
    assert fetch("PRAGMA trusted_schema") == [(0,)]


def test_another_threads_connection_has_them_too(app):
    found = []

    def look():
        the_database.connect()
        found.append(fetch("PRAGMA foreign_keys")[0][0])
        database.close()

    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    assert found == [1]


def test_the_migrations_make_exactly_the_tables_of_the_models(app):
    columns = {table._meta.table_name: set(table._meta.columns) for table in TABLES}
    found = {name: {column.name for column in database.get_columns(name)} for name in columns}
    assert found == columns
    # The index over live permissions alone is written by hand and unknown to the models.
    assert str(diff_models(database.obj, TABLES)) == "drop index permission.permission_live"


def test_what_is_written_is_kept(app):
    with writing():
        Tally.create(month="2026-11", subject="alert", answer="yes")
    assert Tally.select().count() == 1


def test_a_problem_inside_leaves_nothing(app):
    with pytest.raises(ZeroDivisionError), writing():
        Tally.create(month="2026-11", subject="alert", answer="yes")
        raise ZeroDivisionError
    assert Tally.select().count() == 0
    assert not database.in_transaction()


def test_writing_inside_writing_is_one_transaction(app):
    with pytest.raises(ZeroDivisionError), writing():
        with writing():
            Tally.create(month="2026-11", subject="alert", answer="yes")
        raise ZeroDivisionError
    assert Tally.select().count() == 0


def test_a_lock_that_lasts_is_named_busy_and_nothing_is_written(app, folder):
    fetch("PRAGMA busy_timeout=50")
    other = sqlite3.connect(folder / "num.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(DatabaseBusy), writing():
        Tally.create(month="2026-11", subject="alert", answer="yes")
    other.execute("ROLLBACK")
    other.close()
    assert Tally.select().count() == 0
    with writing():
        Tally.create(month="2026-11", subject="alert", answer="yes")
    assert Tally.select().count() == 1


def test_a_reader_that_stays_makes_the_commit_wait_and_then_busy(app, folder):
    fetch("PRAGMA busy_timeout=50")
    with writing():
        Tally.create(month="2026-10", subject="alert", answer="yes")
    reader = sqlite3.connect(folder / "num.db", isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM tally").fetchall()
    with pytest.raises(DatabaseBusy), writing():
        Tally.create(month="2026-11", subject="alert", answer="yes")
    reader.execute("COMMIT")
    reader.close()
    assert [row.month for row in Tally.select()] == ["2026-10"]


def test_a_full_disk_is_named_and_nothing_is_half_there(app):
    pages = fetch("PRAGMA page_count")[0][0]
    fetch(f"PRAGMA max_page_count={pages + 1}")
    with pytest.raises(DatabaseUnwritable), writing():
        for number in range(2000):
            Tally.create(month=f"{number:07}", subject="x" * 200, answer="yes")
    fetch("PRAGMA max_page_count=1073741823")
    assert Tally.select().count() == 0
    with writing():
        Tally.create(month="2026-11", subject="alert", answer="yes")
    assert fetch("PRAGMA integrity_check") == [("ok",)]


@pytest.mark.parametrize("act", ["UPDATE audit SET action='x'", "DELETE FROM audit"])
def test_the_audit_is_only_ever_added_to(app, make, act):
    make.account("member")
    assert Audit.select().count() > 0
    with pytest.raises(Exception, match="only added to"):
        fetch(act)


def test_the_audit_cannot_be_replaced_either(app, make):
    make.account("member")
    row = Audit.select().first()
    with pytest.raises(Exception, match="only added to"):
        fetch(
            "INSERT OR REPLACE INTO audit (id, hour, actor_kind, action) VALUES (?, '2026-01-01', 'x', 'forged')",
            (row.id,),
        )
    assert Audit.get_by_id(row.id).action == row.action
