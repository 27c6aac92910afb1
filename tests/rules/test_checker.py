"""The checker."""

import csv
import json
from collections import defaultdict
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from models.alert import Alert
from models.codes import areas_around
from models.database import database, writing
from models.report import Report
from rules import permissions
from rules.alerts import withdraw
from rules.checker import HASHES, Unreadable, check
from tests.factories import WORDS

TABLE = Path(__file__).parents[1] / "data" / "identifiers.tsv"
NUMBER = "07700 900123"


def rows():
    """Kind, writing and value of every line of the table."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        lines = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        next(lines)
        return [(kind, json.loads(written), value) for kind, written, value in lines]


def reported(make, identifiers=NUMBER, **answers):
    """A screened report that lets the checker answer."""
    return make.report(identifiers=identifiers, **{"permissions": ["checker"], **answers})


def test_every_writing_in_the_table_meets_its_own_and_no_other(make, secrets):
    writings = defaultdict(list)
    for kind, written, value in rows():
        writings[kind, value].append(written)
    reported_ones = [same for place, same in enumerate(writings.values()) if place % 2 == 0]
    for same in reported_ones:
        reported(make, same[0])
    for place, same in enumerate(writings.values()):
        found = {check(secrets, written).reports for written in same}
        assert found == {1 if place % 2 == 0 else 0}, same


def test_different_numbers_never_meet(make, secrets):
    values = sorted({(kind, value): written for kind, written, value in rows()}.values())
    for one, other in list(pairwise(values))[:40]:
        assert check(secrets, one).reports == check(secrets, other).reports == 0


def test_an_answer_says_how_often_where_what_and_when(make, secrets):
    reported(make, area="greater-glasgow", harms=["robbery", "threats"], received_on=date(2026, 3, 17))
    reported(make, "+447700900123", area="west-yorkshire", harms=["threats"], received_on=date(2026, 9, 2))
    answer = check(secrets, "07700-900-123")
    assert (answer.kind, answer.reports, answer.newest) == ("phone", 2, date(2026, 9, 1))
    assert set(answer.areas) == {"greater-glasgow", "west-yorkshire"}
    assert set(answer.harms) == {"robbery", "threats"}
    assert answer.level == 3
    assert answer.alerts == ()


def test_one_report_with_the_number_twice_counts_once(make, secrets):
    reported(make, "07700 900123\n+44 7700 900123\nd.ave@gmail.com, dave@googlemail.com")
    assert check(secrets, NUMBER).reports == 1
    assert check(secrets, "d.a.v.e+x@gmail.com").reports == 1


def test_live_alerts_are_named_and_withdrawn_ones_are_gone_at_once(make, secrets):
    report = reported(make, permissions=["checker", "alert"])
    alert = make.published(report, level=3, words={**WORDS, "title": "Loud man"})
    (live,) = check(secrets, NUMBER).alerts
    assert (live.ref, live.level, live.title) == (alert.ref, 3, "Loud man")
    withdraw(make.now, alert, make.account("caseworker"), "mistake")
    assert check(secrets, NUMBER).alerts == ()
    assert check(secrets, NUMBER).reports == 1


def test_a_draft_is_not_named(make, secrets):
    report = reported(make, permissions=["checker", "alert"])
    make.draft(report)
    assert check(secrets, NUMBER).alerts == ()


@pytest.mark.parametrize("given", [[], ["alert", "police_full", "case", "contact"]])
def test_no_other_permission_lets_the_checker_answer(make, secrets, given):
    reported(make, permissions=given)
    assert check(secrets, NUMBER).reports == 0


def test_a_permission_taken_back_ends_the_answer_at_once(make, secrets):
    report = reported(make)
    assert check(secrets, NUMBER).reports == 1
    with writing():
        permissions.take_back(make.now, report, "checker")
    assert check(secrets, NUMBER).reports == 0


@pytest.mark.parametrize("state", ["new", "reading", "closed", "erased"])
def test_only_screened_reports_answer(make, secrets, state):
    report = reported(make)
    Report.update(state=state).where(Report.id == report.id).execute()
    assert check(secrets, NUMBER).reports == 0


@pytest.mark.parametrize(
    ("kind", "known", "unknown"),
    [
        ("phone", NUMBER, "07700 900999"),
        ("email", "dave@example.com", "dav@example.com"),
        ("email", "d.ave@gmail.com", "dav.x@gmail.com"),
        ("plate", "AB12 CDE", "AB12 CDF"),
        ("username", "site.example/dave", "site.example/dav"),
    ],
)
def test_known_and_unknown_take_the_same_work(make, secrets, queries, kind, known, unknown):
    reported(make, known)
    work = {}
    for typed in (known, unknown):
        before = secrets.slow.runs
        queries.clear()
        answer = check(secrets, typed)
        work[answer.reports] = (answer.kind, secrets.slow.runs - before, len(queries))
    assert work[1] == work[0] == (kind, HASHES[kind], 3)


@pytest.mark.parametrize("typed", ["", "   ", "dave", "07700", "?!", "a" * 10_000, "07700 900123, 07700 900124"])
def test_what_is_no_identifier_is_said_so(app, secrets, typed):
    before = secrets.slow.runs
    with pytest.raises(Unreadable):
        check(secrets, typed)
    assert secrets.slow.runs == before


def test_a_check_writes_nothing(make, secrets):
    reported(make)
    make.published()
    before = list(database.obj.connection().iterdump())
    check(secrets, NUMBER)
    check(secrets, "07700 900999")
    assert list(database.obj.connection().iterdump()) == before
    assert Alert.select().count() == 1


def test_a_reader_of_some_areas_is_shown_no_alert_of_others(make, secrets):
    for area in ("kent", "merseyside"):
        report = reported(make, area=area, permissions=("alert", "checker"))
        make.published(report, area=area, level=3 if area == "merseyside" else 1)
    answer = check(secrets, NUMBER, areas_around("kent"))
    assert [alert.area for alert in answer.alerts] == ["kent"]
    # How often and how bad is no secret: it is what keeps somebody safe.
    assert (answer.reports, answer.level) == (2, 3)
    assert len(check(secrets, NUMBER).alerts) == 2
