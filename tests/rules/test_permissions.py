"""Permissions: each apart, dated, worded, taken back."""

import pytest

from models.codes import PERMISSION_WORDING, PERMISSIONS
from models.database import database, writing
from models.permission import Permission
from rules import permissions
from rules.permissions import NoPermission, UnknownPermission


@pytest.fixture
def report(make):
    make.team()
    return make.report(permissions=())


def test_nothing_is_allowed_until_it_is_given(make, report):
    assert not any(permissions.may(report, name) for name in PERMISSIONS)


@pytest.mark.parametrize("name", list(PERMISSIONS))
def test_one_permission_implies_no_other(make, report, name):
    with writing():
        permissions.give(make.now, report, [name])
    assert permissions.live_names(report) == [name]


def test_a_permission_keeps_its_day_its_wording_and_who_gave_it(make, report):
    with writing():
        permissions.give(make.now, report, ["alert"], given_by="reporter-says-so")
    row = Permission.get()
    assert (row.given_on, row.wording, row.given_by) == (make.now.date(), PERMISSION_WORDING, "reporter-says-so")


def test_given_twice_it_is_one_permission(make, report):
    with writing():
        permissions.give(make.now, report, ["alert", "alert"])
    with writing():
        permissions.give(make.now, report, ["alert"])
    assert Permission.select().count() == 1


def test_the_database_too_keeps_one_live_row(make, report):
    with writing():
        permissions.give(make.now, report, ["alert"])
    with pytest.raises(Exception, match="UNIQUE"), writing():
        database.execute_sql(
            "INSERT INTO permission (report_id, name, wording, given_by, given_on) "
            "VALUES (?, 'alert', 'x', 'person', '2026-01-01')",
            (report.id,),
        )


def test_taken_back_and_given_again_keeps_both_rows(make, report):
    with writing():
        permissions.give(make.now, report, ["alert"])
        assert permissions.take_back(make.now, report, "alert")
        permissions.give(make.now, report, ["alert"])
    assert [row.taken_back_on is None for row in Permission.select().order_by(Permission.id)] == [False, True]


def test_taking_back_what_was_not_given_changes_nothing(make, report):
    with writing():
        assert not permissions.take_back(make.now, report, "alert")


def test_a_name_we_do_not_know_is_refused(make, report):
    with pytest.raises(UnknownPermission), writing():
        permissions.give(make.now, report, ["everything"])
    assert Permission.select().count() == 0


def test_the_door_stays_shut_without_permission(make, report):
    with pytest.raises(NoPermission):
        permissions.need(report, "alert")
