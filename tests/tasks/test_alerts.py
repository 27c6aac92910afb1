"""Releasing in the background: what is due goes out and its letters are rung for; nothing else happens."""

from datetime import datetime, timedelta

import pytest

from models.alert import Alert
from models.delivery import Delivery
from tasks import alerts
from tasks.queue import huey

MIDNIGHT = datetime(2026, 11, 4)


@pytest.fixture
def rung(app):
    """What waits in the queue, which is empty at first."""
    huey.storage.initialize_schema()
    huey.storage.flush_queue()
    yield lambda: [task.name for task in huey.pending()]
    huey.storage.flush_queue()


def states(*found: Alert) -> list[str]:
    return [Alert.get_by_id(alert.id).state for alert in found]


def test_what_is_due_is_published_and_its_letters_are_rung_for(make, rung):
    make.account(areas=["greater-manchester"])
    due = make.approved(hold=0)
    alerts.release_due.call_local()
    assert states(due) == ["published"]
    assert [row.state for row in Delivery.select()] == ["owed"]
    assert rung() == ["send_owed"]


def test_what_is_still_held_stays_beside_what_is_due(make, rung):
    due, held = make.approved(hold=0), make.approved(hold=600)
    alerts.release_due.call_local()
    assert states(due, held) == ["published", "approved"]


def test_nothing_is_published_and_nothing_rung_when_nothing_is_due(make, rung):
    kept = [make.approved(hold=600), make.asked(), make.draft()]
    alerts.release_due.call_local()
    assert states(*kept) == ["approved", "waiting", "draft"]
    assert Delivery.select().count() == 0
    assert rung() == []


def test_releasing_twice_publishes_and_rings_once(make, rung):
    make.account(areas=["greater-manchester"])
    make.approved(hold=0)
    alerts.release_due.call_local()
    alerts.release_due.call_local()
    assert Delivery.select().count() == 1
    assert rung() == ["send_owed"]


def test_each_night_what_nobody_kept_has_ended_and_the_rest_stays(make, rung):
    ended, kept = make.published(), make.published()
    Alert.update(review_on=make.now.date() - timedelta(days=1)).where(Alert.id == ended.id).execute()
    nights = [MIDNIGHT + timedelta(minutes=number) for number in range(24 * 60)]
    assert sum("end_each_night" in [task.name for task in huey.read_periodic(at)] for at in nights) == 1
    alerts.end_each_night.call_local()
    assert states(ended, kept) == ["expired", "published"]


def test_each_minute_releases_whoever_rang_or_did_not(make, rung):
    due = make.approved(hold=0)
    alerts.release_each_minute.call_local()
    assert states(due) == ["published"]
    assert rung() == ["send_owed"]


def test_releasing_is_due_in_every_minute_of_a_day():
    minutes = [MIDNIGHT + timedelta(minutes=number) for number in range(24 * 60)]
    missed = [at for at in minutes if "release_each_minute" not in [task.name for task in huey.read_periodic(at)]]
    assert missed == []
