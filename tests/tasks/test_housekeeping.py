"""Each minute: the worker says that it lives, and what has ended is cleared."""

from datetime import datetime, timedelta

import pytest
from peewee import DatabaseError

from models.account import Account, AccountLink
from models.check_site import Asking
from models.database import database
from models.form_draft import FormDraft
from models.letter import OwedLetter
from models.report import Report
from models.session import Session
from rules import accounts, form_drafts, heartbeats, invitations, letters, links, sessions
from rules.form_ids import new_form_id, read_form_id
from tasks import housekeeping
from tasks.queue import huey

MIDNIGHT = datetime(2026, 11, 4)
LONG = timedelta(days=40)


def keep_house() -> None:
    housekeeping.keep_house.call_local()


def test_housekeeping_is_due_in_every_minute_of_a_day():
    minutes = [MIDNIGHT + timedelta(minutes=number) for number in range(24 * 60)]
    missed = [at for at in minutes if "keep_house" not in [task.name for task in huey.read_periodic(at)]]
    assert missed == []


def test_sessions_that_ended_are_deleted_and_living_ones_stay(make, secrets):
    account = make.account()
    sessions.start(secrets, make.now - LONG, "member", {}, account)
    living = sessions.start(secrets, make.now, "member", {}, account)
    keep_house()
    assert Session.select().count() == 1
    assert sessions.find(secrets, living, make.now) is not None


def test_long_forms_whose_day_has_passed_are_deleted_and_others_stay(make, secrets):
    for begun_at in (make.now - timedelta(hours=24, minutes=1), make.now - timedelta(hours=23)):
        form = read_form_id(secrets, new_form_id(secrets, begun_at), begun_at)
        form_drafts.start(secrets, begun_at, form, {"what": {"story": ["x"]}})
    keep_house()
    assert [row.expires_at > make.now for row in FormDraft.select()] == [True]


def test_when_a_code_was_shown_is_forgotten_once_it_is_shown_no_more(make):
    past, coming = make.report(), make.report()
    for report, until in ((past, make.now - LONG), (coming, make.now + timedelta(hours=1))):
        Report.update(code_shown_until=until).where(Report.id == report.id).execute()
    keep_house()
    assert Report.get_by_id(past.id).code_shown_until is None
    assert Report.get_by_id(coming.id).code_shown_until is not None


def test_links_that_ended_long_ago_are_deleted_and_fresh_ones_stay(make, secrets):
    links.make(secrets, make.now - LONG, make.account(), "new-password")
    fresh = links.make(secrets, make.now, make.account(), "new-password")
    keep_house()
    assert AccountLink.select().count() == 1
    assert links.look(secrets, make.now, "new-password", fresh) is not None


def test_letters_that_ended_long_ago_are_deleted_and_owed_ones_stay(make, secrets):
    for account in (make.account(), make.account()):
        letters.owe(secrets, make.now, "new-password", account=account, contents={"link": "http://localhost/x"})
    ended, owed = OwedLetter.select().order_by(OwedLetter.id)
    OwedLetter.update(state="sent", owed_at=make.now - LONG).where(OwedLetter.id == ended.id).execute()
    keep_house()
    assert [row.id for row in OwedLetter.select()] == [owed.id]


def test_requests_to_join_that_nobody_confirmed_are_deleted_and_fresh_ones_stay(make):
    make.account(state="applied", applied_on=(make.now - LONG).date())
    fresh = make.account(state="applied", applied_on=make.now.date())
    keep_house()
    assert [account.id for account in Account.select()] == [fresh.id]


def test_a_clearance_that_fails_does_not_make_the_worker_look_dead(make):
    database.execute_sql("DROP TABLE session")
    with pytest.raises(DatabaseError):
        keep_house()
    assert heartbeats.seen_at("worker") is not None


def test_invitations_that_nobody_accepted_in_time_are_deleted(make, secrets):
    project = make.project()
    for at, address in ((make.now - LONG, "old@example.org"), (make.now, "new@example.org")):
        invitations.invite(secrets, at, None, project, "Ona", address, str)
    keep_house()
    assert [accounts.address_of(secrets, one) for one in invitations.waiting(project)] == ["new@example.org"]


def test_what_was_asked_again_is_forgotten_30_days_after_the_last(make):
    for number, days in enumerate((29, 31)):
        Asking.create(mark=bytes([number] * 32), account=make.account(), last_on=make.now.date() - timedelta(days=days))
    keep_house()
    assert [(make.now.date() - row.last_on).days for row in Asking.select()] == [29]
