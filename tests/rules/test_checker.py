"""The checker."""

import csv
import json
from collections import defaultdict
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.alert import Alert
from models.codes import HARMS, areas_around
from models.database import database, writing
from models.report import Report
from rules import permissions
from rules.alerts import withdraw
from rules.checker import HASHES, MOST_LINES, TooManyLines, Unreadable, check, check_lines
from tasks.clock import now
from tests.factories import WORDS

TABLE = Path(__file__).parents[1] / "data" / "identifiers.tsv"
NUMBER = "07700 900123"
TODAY = now().date()


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
        found = {check(secrets, TODAY, written).reports for written in same}
        assert found == {1 if place % 2 == 0 else 0}, same


def test_different_numbers_never_meet(make, secrets):
    values = sorted({(kind, value): written for kind, written, value in rows()}.values())
    for one, other in list(pairwise(values))[:40]:
        assert check(secrets, TODAY, one).reports == check(secrets, TODAY, other).reports == 0


def test_an_answer_says_how_often_where_what_and_when(make, secrets):
    reported(make, area="greater-glasgow", harms=["robbery", "threats"], received_on=date(2026, 3, 17))
    reported(make, "+447700900123", area="west-yorkshire", harms=["threats"], received_on=date(2026, 9, 2))
    answer = check(secrets, TODAY, "07700-900-123")
    assert (answer.kind, answer.reports, answer.newest) == ("phone", 2, date(2026, 9, 1))
    assert set(answer.areas) == {"greater-glasgow", "west-yorkshire"}
    assert set(answer.harms) == {"robbery", "threats"}
    assert answer.level == 3
    assert answer.alerts == ()


def test_one_report_with_the_number_twice_counts_once(make, secrets):
    reported(make, "07700 900123\n+44 7700 900123\nd.ave@gmail.com, dave@googlemail.com")
    assert check(secrets, TODAY, NUMBER).reports == 1
    assert check(secrets, TODAY, "d.a.v.e+x@gmail.com").reports == 1


def test_live_alerts_are_named_and_withdrawn_ones_are_gone_at_once(make, secrets):
    report = reported(make, permissions=["checker", "alert"])
    alert = make.published(report, level=3, words={**WORDS, "title": "Loud man"})
    (live,) = check(secrets, TODAY, NUMBER).alerts
    assert (live.ref, live.level, live.title) == (alert.ref, 3, "Loud man")
    withdraw(make.now, alert, make.account("caseworker"), "mistake")
    assert check(secrets, TODAY, NUMBER).alerts == ()
    assert check(secrets, TODAY, NUMBER).reports == 1


def test_a_draft_is_not_named(make, secrets):
    report = reported(make, permissions=["checker", "alert"])
    make.draft(report)
    assert check(secrets, TODAY, NUMBER).alerts == ()


@pytest.mark.parametrize("given", [[], ["alert", "police_full", "case", "contact"]])
def test_no_other_permission_lets_the_checker_answer(make, secrets, given):
    reported(make, permissions=given)
    assert check(secrets, TODAY, NUMBER).reports == 0


def test_a_permission_taken_back_ends_the_answer_at_once(make, secrets):
    report = reported(make)
    assert check(secrets, TODAY, NUMBER).reports == 1
    with writing():
        permissions.take_back(make.now, report, "checker")
    assert check(secrets, TODAY, NUMBER).reports == 0


@pytest.mark.parametrize("state", ["new", "reading", "closed", "erased"])
def test_only_screened_reports_answer(make, secrets, state):
    report = reported(make)
    Report.update(state=state).where(Report.id == report.id).execute()
    assert check(secrets, TODAY, NUMBER).reports == 0


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
        answer = check(secrets, TODAY, typed)
        work[answer.reports] = (answer.kind, secrets.slow.runs - before, len(queries))
    assert work[1] == work[0] == (kind, HASHES[kind], 3)


@pytest.mark.parametrize("typed", ["", "   ", "dave", "07700", "?!", "a" * 10_000, "07700 900123, 07700 900124"])
def test_what_is_no_identifier_is_said_so(app, secrets, typed):
    before = secrets.slow.runs
    with pytest.raises(Unreadable):
        check(secrets, TODAY, typed)
    assert secrets.slow.runs == before


def test_each_line_has_its_own_answer_in_the_order_typed(make, secrets):
    reported(make)
    reported(make, "AB12 CDE")
    lines = check_lines(secrets, TODAY, "07700 900999\n\n dave \r\n07700900123\nab12cde\n07700 900123\n")
    assert [(line.written, line.answer and line.answer.reports) for line in lines] == [
        ("07700 900999", 0),
        ("dave", None),
        ("07700900123", 1),
        ("ab12cde", 1),
        ("07700 900123", 1),
    ]


def test_of_too_many_lines_none_is_checked(make, secrets):
    before = secrets.slow.runs
    assert len(check_lines(secrets, TODAY, "\n".join(["dave"] * MOST_LINES))) == 20
    with pytest.raises(TooManyLines):
        check_lines(secrets, TODAY, "\n".join([NUMBER] * (MOST_LINES + 1)))
    assert secrets.slow.runs == before


WRITINGS = {
    "phone": (NUMBER, "07700 900999"),
    "email": ("d.ave@gmail.com", "dav.x@gmail.com"),
    "plate": ("AB12 CDE", "AB12 CDF"),
    "username": ("site.example/dave", "site.example/dav"),
}
QUESTIONS = st.lists(st.sampled_from([*WRITINGS, ""]), min_size=1, max_size=MOST_LINES)


def test_however_many_are_asked_hits_and_misses_take_the_same_work(make, secrets, queries):
    for known, _unknown in WRITINGS.values():
        for _ in range(3):
            make.published(reported(make, known, permissions=["checker", "alert"]))

    @settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(QUESTIONS, st.data())
    def equal(kinds, data):
        work = set()
        for _ in range(2):
            lines = [data.draw(st.sampled_from(WRITINGS[kind])) if kind else "dave" for kind in kinds]
            before = secrets.slow.runs
            queries.clear()
            check_lines(secrets, TODAY, "\n".join(lines))
            work.add((secrets.slow.runs - before, len(queries)))
        readable = [kind for kind in kinds if kind]
        assert work == {(sum(HASHES[kind] for kind in readable), 3 * len(readable))}

    equal()


def test_a_mistaken_alert_is_said_and_does_not_raise_the_level(make, secrets):
    report = reported(make, harms=["theft"], permissions=["checker", "alert"])
    alert = make.published(report, level=3)
    plain = check(secrets, TODAY, NUMBER).level
    assert plain == 3
    Alert.update(standing="mistaken").where(Alert.id == alert.id).execute()
    answer = check(secrets, TODAY, NUMBER)
    assert ([one.is_mistaken for one in answer.alerts], answer.level) == ([True], HARMS["theft"].level)
    assert HARMS["theft"].level < 3


@pytest.mark.parametrize("part", ["07700", "900123", "AB1", "…23", "07700 9*****", "ab12 c?e"])
def test_a_part_is_refused_and_the_refusal_says_to_write_the_whole(make, secrets, part):
    reported(make, f"{NUMBER}\nAB12 CDE")
    with pytest.raises(Unreadable, match="Write the whole of it"):
        check(secrets, TODAY, part)


def test_a_check_writes_nothing(make, secrets):
    reported(make)
    make.published()
    before = list(database.obj.connection().iterdump())
    check(secrets, TODAY, NUMBER)
    check(secrets, TODAY, "07700 900999")
    assert list(database.obj.connection().iterdump()) == before
    assert Alert.select().count() == 1


def test_a_reader_of_some_areas_is_shown_no_alert_of_others(make, secrets):
    for area in ("kent", "merseyside"):
        report = reported(make, area=area, permissions=("alert", "checker"))
        make.published(report, area=area, level=3 if area == "merseyside" else 1)
    answer = check(secrets, TODAY, NUMBER, areas_around("kent"))
    assert [alert.area for alert in answer.alerts] == ["kent"]
    # How often and how bad is no secret: it is what keeps somebody safe.
    assert (answer.reports, answer.level) == (2, 3)
    assert len(check(secrets, TODAY, NUMBER).alerts) == 2
