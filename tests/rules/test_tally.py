"""Counting answers."""

from datetime import datetime

import pytest

from models.tally import Tally
from rules.tally import NotAnAnswer, count

NOVEMBER = datetime(2026, 11, 30, 23, 59)
DECEMBER = datetime(2026, 12, 1)


def counts():
    """All rows, without their numbers."""
    return sorted(Tally.select(Tally.month, Tally.subject, Tally.answer, Tally.count).tuples())


def test_answers_are_counted_by_month_and_nothing_else_is_kept(app):
    for month, answer in ((NOVEMBER, "yes"), (NOVEMBER, "yes"), (NOVEMBER, "no"), (DECEMBER, "yes")):
        count(month, "alert", answer)
    assert counts() == [("2026-11", "alert", "no", 1), ("2026-11", "alert", "yes", 2), ("2026-12", "alert", "yes", 1)]
    assert set(Tally._meta.fields) == {"id", "month", "subject", "answer", "count"}


def test_alerts_and_checks_are_counted_apart(app):
    count(NOVEMBER, "alert", "yes")
    count(NOVEMBER, "check", "yes")
    assert counts() == [("2026-11", "alert", "yes", 1), ("2026-11", "check", "yes", 1)]


@pytest.mark.parametrize(("subject", "answer"), [("alert", ""), ("alert", "perhaps"), ("report", "yes")])
def test_something_else_is_refused_and_not_counted(app, subject, answer):
    with pytest.raises(NotAnAnswer):
        count(NOVEMBER, subject, answer)
    assert counts() == []
