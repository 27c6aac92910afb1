"""How sure we are."""

from datetime import date

import pytest

from models.report import Report
from rules.checker import check
from rules.grades import GRADES, is_old
from rules.text import words_of
from tasks.clock import now

NUMBER = "07700 900123"
TODAY = now().date()


def reported(make, **columns):
    """A report that answers in the checker, with these columns."""
    report = make.report(identifiers=NUMBER, permissions=["checker", "alert"])
    if columns:
        Report.update(**columns).where(Report.id == report.id).execute()
    return report


def grade(secrets):
    """What the checker says of the number."""
    return check(secrets, TODAY, NUMBER).grade


def test_without_a_report_there_is_no_grade(app, secrets):
    assert grade(secrets) is None


def test_one_report_is_single_and_two_receipts_are_two_people(make, secrets):
    reported(make)
    assert grade(secrets) == "single"
    reported(make)
    assert grade(secrets) == "corroborated"


def test_a_project_speaks_once_until_a_person_has_taken_theirs_over(make, secrets):
    project = make.project()
    first = reported(make, project=project)
    reported(make, project=project)
    assert (grade(secrets), check(secrets, TODAY, NUMBER).reports) == ("single", 2)
    Report.update(claimed_on=TODAY).where(Report.id == first.id).execute()
    assert grade(secrets) == "corroborated"
    Report.update(claimed_on=None).where(Report.id == first.id).execute()
    reported(make, project=make.project())
    assert grade(secrets) == "corroborated"


def test_what_casework_wrote_down_counts_as_confirmed_until_it_is_taken_back(make, secrets):
    report = reported(make, confirmed_on=TODAY)
    assert grade(secrets) == "confirmed"
    Report.update(confirmed_on=None).where(Report.id == report.id).execute()
    assert grade(secrets) == "single"


def test_a_report_that_does_not_answer_confirms_nothing(make, secrets):
    reported(make)
    reported(make, confirmed_on=TODAY, state="closed")
    assert grade(secrets) == "single"


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ({"origin": "police"}, "confirmed"),
        ({"origin": "police", "state": "expired"}, "confirmed"),
        ({"origin": "police", "standing": "mistaken"}, "single"),
        ({"origin": "police", "state": "withdrawn"}, "single"),
        ({"origin": "other-body"}, "single"),
        ({}, "single"),
    ],
)
def test_a_warning_from_police_behind_it_confirms(make, secrets, columns, expected):
    report = reported(make)
    alert = make.published(report)
    if columns:
        type(alert).update(**columns).where(type(alert).id == alert.id).execute()
    assert grade(secrets) == expected


@pytest.mark.parametrize(
    ("newest", "expected"),
    [
        (date(2024, 12, 1), False),
        (date(2024, 11, 30), True),
        (date(2024, 11, 1), True),
        (date(2026, 11, 1), False),
        (date(2009, 1, 1), True),
    ],
)
def test_two_years_by_the_month_are_old(newest, expected):
    assert is_old(newest, date(2026, 11, 4)) is expected


def test_an_answer_says_that_its_newest_report_is_old(make, secrets):
    make.report(identifiers=NUMBER, permissions=["checker"], received_on=date(2020, 5, 3))
    assert check(secrets, date(2022, 5, 1), NUMBER).is_old
    assert not check(secrets, date(2022, 4, 30), NUMBER).is_old
    assert not check(secrets, date(2022, 5, 1), "07700 900999").is_old


def test_every_grade_is_said_in_words():
    assert all(words_of(one.name) and len(words_of(one.meaning)) > 4 for one in GRADES.values())
