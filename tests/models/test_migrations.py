"""From every released version, with rows in its tables: nothing is lost and everything still opens."""

import sqlite3
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from peewee import IntegrityError

from app import ROOT
from models import database
from models.alert import Alert
from models.audit import Audit
from models.codes import LEVELS
from models.database import fetch, writing
from models.delivery import Delivery
from models.help_page import HelpVersion
from models.lesson import Lesson
from models.owed import STATES
from models.package import Package
from models.report import Report
from models.tables import TABLES
from models.therapist import Therapist
from rules import accounts, complaint_letters, complaints, followup, locks, packages, report_words, therapists
from rules.keyed import Secrets
from rules.slow_hash import SlowHash
from rules.vault import read_keys

MIGRATIONS = ROOT / "models" / "migrations"
# Each is a dump of a database that a released version filled through its own rules, named for its last migration.
RELEASED = sorted((Path(__file__).parents[1] / "data" / "released").glob("*.sql"))
PASSWORD = "three odd lanterns"
CODES = {"0004": "MJS1SWVJTN2A5NZR", "0008": "FQ30DS2XKAZPXNY7", "0011": "Z0EVJQTGHRQS0KVX"}
NOTE = "Fits: no money, no other help before next autumn."
# After how many months a warning is looked at again, by level.
MONTHS = {1: 6, 2: 12, 3: 24}


@pytest.fixture(params=RELEASED, ids=lambda path: path.stem)
def released(request, app, folder):
    """The site on a released version's database: its path, its secrets, and the receipt code of its report."""
    database.database.close()
    path = folder / "num.db"
    path.unlink()
    with sqlite3.connect(path) as old:
        old.executescript(request.param.read_text())
    old.close()
    database.connect()
    keys = read_keys(request.param.with_suffix(".keys.json").read_text())
    return path, Secrets(keys, SlowHash("low", may_wait=8)), CODES[request.param.stem]


def rows_of(path: Path) -> dict[str, list[dict]]:
    """Every row of every table but the list of migrations, by table."""
    with sqlite3.connect(path) as plain:
        plain.row_factory = sqlite3.Row
        names = [row[0] for row in plain.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        names.remove("schema_migration")
        found = {name: [dict(row) for row in plain.execute(f"SELECT * FROM {name}")] for name in names}
    plain.close()
    return found


def migrated(released) -> Secrets:
    """Bring the old database up to date."""
    _path, secrets, _code = released
    assert database.migrate(str(MIGRATIONS))
    return secrets


def test_a_released_database_keeps_every_value(released):
    path, *_ = released
    before = rows_of(path)
    assert sum(map(len, before.values())) > 40
    migrated(released)
    after = rows_of(path)
    for table, rows in before.items():
        kept = [{name: row[name] for name in old} for old, row in zip(rows, after[table], strict=True)]
        assert kept == rows, table


def test_a_migrated_database_has_the_columns_of_the_models_and_is_sound(released):
    migrated(released)
    for table in TABLES:
        name = table._meta.table_name
        assert {column.name for column in database.database.get_columns(name)} == set(table._meta.columns), name
    assert fetch("PRAGMA foreign_key_check") == []
    # SQLite 3.40 takes a column after the key of a table WITHOUT ROWID for NULL; every other complaint counts.
    assert {row[0] for row in fetch("PRAGMA integrity_check")} <= {"ok", "NULL value in sighting.kind"}


def test_what_was_sealed_before_still_opens_for_the_team_and_for_the_code(released):
    secrets = migrated(released)
    now = datetime.now(UTC).replace(tzinfo=None)
    signed = accounts.sign_in(secrets, now, "caseworker@example.org", PASSWORD)
    team = bytes.fromhex(signed.payload["team_key"])
    report, _inbox = followup.open_code(secrets, now, released[2])
    assert isinstance(report, Report)
    words = report_words.open_words(report, team)
    assert words.story == "He shouted at the door." and words.named[0].written == "07700 900461"
    assert [text for _, text in report_words.open_additions(report, team)] == ["He came again."]
    assert (report_words.open_contact(report, team) or {})["value"] == "sparrow@example.org"
    assert (report.channel, report.is_for_somebody, report.project, report.claimed_on) == ("web", False, None, None)
    assert (report.kind, locks.live(report).count()) == ("harm", 0)
    [alert] = followup.alerts_of(report)
    followup.take_back(now, report, "alert")
    assert Alert.get_by_id(alert.id).state == "withdrawn"


@pytest.mark.parametrize("released", [RELEASED[-1]], ids=["0011"], indirect=True)
def test_a_complaint_a_package_and_a_therapist_still_open(released):
    secrets = migrated(released)
    now = datetime.now(UTC).replace(tzinfo=None)
    signed = accounts.sign_in(secrets, now, "caseworker@example.org", PASSWORD)
    team = bytes.fromhex(signed.payload["team_key"])
    report = Report.get(Report.kind == "professional")
    assert report_words.open_words(report, team).story == "The officer laughed and wrote nothing down."
    assert locks.live(report).count() == 1
    assert [step.note for step in complaints.steps(now, report, team)] == ["Rang them."]
    letter = complaint_letters.look_for_casework(report, signed.account, team)
    assert letter is not None and "The officer laughed" in letter.words.text
    assert [text for _, text in packages.read_note(Package.get(), team)] == [NOTE]
    assert therapists.words_of(secrets, Therapist.get()).name == "Rowan Thistledown"
    assert (Lesson.get().state, HelpVersion.get().state) == ("published", "waiting")


def test_what_is_out_is_looked_at_again_by_level_and_nothing_else_is(released):
    migrated(released)
    for alert in Alert.select():
        assert (alert.standing, alert.times, alert.corrects) == ("live", 1, None)
        if alert.state != "published":
            assert alert.review_on is None
            continue
        first = alert.published_at
        months = first.year * 12 + first.month - 1 + MONTHS[alert.level]
        # A day that the month does not have is the first ones of the next.
        days = timedelta(first.day - 1)
        assert alert.review_on == date(months // 12, months % 12 + 1, 1) + days


def test_deliveries_keep_their_states_and_a_correction_may_follow_each(released):
    path, *_ = released
    before = [(row["id"], row["state"], row["due_at"], row["sent_at"]) for row in rows_of(path)["delivery"]]
    migrated(released)
    after = rows_of(path)["delivery"]
    assert [(row["id"], row["state"], row["due_at"], row["sent_at"]) for row in after] == before
    assert {(row["kind"], row["digest_id"]) for row in after} == {("alert", None)}
    first = Delivery.get()
    same = {"alert": first.alert, "account": first.account, "due_at": first.due_at}
    with pytest.raises(IntegrityError), writing():
        Delivery.create(**same)
    with writing():
        Delivery.create(kind="correction", **same)
    [unique] = [one for one in database.database.get_indexes("delivery") if one.unique]
    assert unique.columns == ["alert_id", "account_id", "channel", "kind"]


def test_the_last_release_had_a_delivery_in_each_state_and_a_warning_of_each_level():
    with sqlite3.connect(":memory:") as old:
        old.executescript(RELEASED[-1].read_text())
        states = {row[0] for row in old.execute("SELECT state FROM delivery")}
        levels = {row[0] for row in old.execute("SELECT level FROM alert WHERE state = 'published'")}
    old.close()
    assert (states, levels) == (set(STATES), set(LEVELS))


def test_the_triggers_still_refuse_after_migrating(released):
    migrated(released)
    with pytest.raises(Exception, match="only added to"), writing():
        Audit.update(action="x").execute()
    with pytest.raises(Exception, match="do not change"), writing():
        Alert.update(words="x").execute()


def test_migrating_twice_does_nothing_more(released):
    migrated(released)
    assert database.migrate(str(MIGRATIONS)) == []
