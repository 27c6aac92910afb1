"""Asking for the same again and again."""

from datetime import timedelta

import pytest

from models.account import Account
from models.audit import Audit
from models.check_site import Asking
from models.database import database, fetch
from rules import askings, check_sites
from rules.checker import check

NUMBER = "07700 900123"
OTHER = "07700 900456"


@pytest.fixture
def ask(make, secrets):
    """A function by which a member asks so many days from now."""
    member = make.account("member")

    def asking(days: int, number: str = NUMBER, account: Account = member) -> None:
        at = make.now + timedelta(days=days)
        askings.note(secrets, at, account, [check(secrets, at.date(), number).mark])

    return asking


def days():
    """How many days each asking counts."""
    return sorted(row.days for row in Asking.select())


def test_a_day_counts_once_however_often_somebody_asks(ask):
    for _ in range(5):
        ask(0)
    ask(0, "+44 (0)7700-900123")
    assert days() == [1]


def test_on_the_fourth_day_staff_are_told(ask):
    for day in (0, 1, 5):
        ask(day)
        assert askings.to_look_at() == []
    ask(9)
    assert [row.days for row in askings.to_look_at()] == [4]
    assert askings.waiting() == 1


def test_four_days_within_thirty_and_no_longer(ask):
    for day in (0, 15, 29, 44, 59, 88):
        ask(day)
        assert askings.waiting() == 0
    for day in (89, 90, 91):
        ask(day)
    assert (days(), askings.waiting()) == ([4], 1)


def test_different_things_and_different_people_are_counted_apart(make, ask):
    other = make.account("member")
    for day in range(3):
        ask(day)
        ask(day, OTHER)
        ask(day, NUMBER, other)
    assert (days(), askings.waiting()) == ([3, 3, 3], 0)


def test_ways_of_writing_one_gmail_address_are_one(ask):
    for day, address in enumerate(("d.ave@gmail.com", "dave@googlemail.com", "dave+x@gmail.com", "DAVE@gmail.com")):
        ask(day, address)
    assert days() == [4]


@pytest.mark.parametrize("role", ["caseworker", "drop-in", "editor"])
def test_staff_ask_for_others_and_are_not_counted(make, ask, role):
    ask(0, NUMBER, make.account(role))
    assert days() == []


def test_what_was_looked_at_comes_back_after_four_more_days(make, ask):
    me = make.account("caseworker")
    for day in range(4):
        ask(day)
    (row,) = askings.to_look_at()
    for _ in range(2):
        askings.look(make.now + timedelta(days=4), row, me)
    assert askings.waiting() == 0
    assert Audit.select().where(Audit.action == "asking-looked-at").count() == 1
    for day in (4, 5, 6):
        ask(day)
        assert askings.waiting() == 0
    ask(7)
    assert [row.looked_on for row in askings.to_look_at()] == [make.now.date() + timedelta(days=4)]


def test_it_is_deleted_thirty_days_after_the_last(make, ask):
    ask(0)
    assert askings.clear_old(make.now + timedelta(days=30)) == 0
    assert askings.clear_old(make.now + timedelta(days=31)) == 1
    assert days() == []


def test_a_clock_set_back_counts_nothing(make, ask):
    ask(0)
    ask(-3)
    ask(0)
    assert days() == [1]


def test_the_mark_tells_neither_what_nor_is_it_a_key_of_the_index(make, secrets, ask):
    make.report(identifiers=NUMBER, permissions=["checker"])
    ask(0)
    ask(0, NUMBER, make.account("member"))
    marks = {bytes(row[0]) for row in fetch("SELECT mark FROM asking")}
    known = {bytes(row[0]) for row in fetch("SELECT key FROM sighting")}
    assert len(marks) == 2
    assert not marks & known and check(secrets, make.now.date(), NUMBER).mark in known


def test_a_partners_workers_are_counted_by_the_name_it_gives_them(make, secrets):
    site, _key = check_sites.make(secrets, make.now, make.account("manager"), "Lantern")
    mark = check(secrets, make.now.date(), NUMBER).mark
    for day in range(4):
        for person in ("w1", "w2")[: 1 + day % 2]:
            askings.note_partner(secrets, make.now + timedelta(days=day), site, person, mark)
    assert days() == [2, 4]
    (row,) = askings.to_look_at()
    assert (row.site, row.account) == (site, None)
    assert b"w1" not in bytes(row.mark)


def test_a_database_that_takes_nothing_loses_the_count_and_not_the_answer(app, make, ask):
    make.account("member")
    database.execute_sql("PRAGMA query_only = 1")
    try:
        ask(0)
    finally:
        database.execute_sql("PRAGMA query_only = 0")
    assert days() == []
