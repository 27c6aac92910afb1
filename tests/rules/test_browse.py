"""Browsing published alerts."""

from datetime import date, timedelta

import pytest

from models.alert import Alert, AlertReport
from models.codes import areas_around
from models.database import writing
from rules import permissions
from rules.alerts import withdraw
from rules.browse import Filters, listing, read, recent, same_person, widened
from tests.factories import WORDS


def refs(filters: Filters, size: int = 20):
    """References of the whole list, page by page."""
    found, after = [], None
    while True:
        page = listing(filters, after, size)
        found += [row.ref for row in page.rows]
        after = page.next_ref
        if after is None:
            return found


def newest_first():
    """References in the order the table gives them."""
    return [alert.ref for alert in Alert.published()]


def test_pages_together_are_the_whole_list_once(make):
    make.many_alerts(45)
    # Equal times fall back on the number.
    Alert.update(published_at=make.now).where(Alert.id <= 30).execute()
    for filters in (Filters(), Filters(words="man"), Filters(area="england"), Filters(harm="threats", level=2)):
        assert refs(filters) == newest_first()
        assert len(set(refs(filters, 7))) == 45


@pytest.mark.parametrize("filters", [Filters(), Filters(words="man")])
def test_an_alert_withdrawn_between_two_pages_does_not_break_the_next(make, filters):
    make.many_alerts(6)
    order = newest_first()
    first = listing(filters, None, 3)
    Alert.update(state="withdrawn").where(Alert.ref == first.next_ref).execute()
    assert [row.ref for row in listing(filters, first.next_ref, 3).rows] == order[3:]


def test_an_unknown_reference_starts_at_the_top(make):
    make.many_alerts(3)
    assert listing(Filters(), "A-000000") == listing(Filters())


def test_an_area_brings_what_lies_in_it_and_around_it(make):
    for area in ("greater-glasgow", "scotland", "uk", "wales", "england"):
        make.many_alerts(1, area=area, words={**WORDS, "title": area})
    picked = ("scotland", "greater-glasgow", "wales")
    seen = {area: {row.area for row in listing(Filters(area=area)).rows} for area in picked}
    assert seen["scotland"] == seen["greater-glasgow"] == {"greater-glasgow", "scotland", "uk"}
    assert seen["wales"] == {"wales", "uk"}
    assert len(listing(Filters(area="uk")).rows) == 5


def test_level_is_exact_and_harm_is_any_of_the_alerts(make):
    make.many_alerts(1, level=3)
    make.many_alerts(2, level=1)
    assert [row.level for row in listing(Filters(level=1)).rows] == [1, 1]
    assert listing(Filters(harm="threats")).count == 3
    assert listing(Filters(harm="rape")).count == 0


def test_only_published_alerts_are_read(make):
    draft, waiting, held = make.draft(), make.asked(), make.approved(hold=600)
    gone = make.published()
    withdraw(make.now, gone, make.account("caseworker"), "mistake")
    live = make.published()
    assert [row.ref for row in listing(Filters()).rows] == [live.ref]
    assert read(live.ref).words["title"] == WORDS["title"]
    assert [read(alert.ref) for alert in (draft, waiting, held, gone)] == [None] * 4
    assert read("nothing") is None


def test_a_reading_has_no_time_finer_than_a_month(make):
    make.many_alerts(1, month="2026-09")
    (row,) = listing(Filters()).rows
    assert row.month == date(2026, 9, 1)
    assert not {"published_at", "release_at", "id"} & set(vars(row))


def test_reports_behind_an_alert_are_counted(make):
    alert = make.published(make.report(permissions=["alert"]))
    with writing():
        AlertReport.create(alert=alert, report=make.report(permissions=["alert"]))
    (row,) = listing(Filters()).rows
    assert row.reports == 2
    assert row.harms == ("threats",)


@pytest.mark.parametrize(("times", "shown"), [(1, 1), (4, 4)])
def test_an_alert_says_how_often_it_was_reported_or_how_many_reports_are_behind_it(make, times, shown):
    alert = make.published(make.report(permissions=["alert"]))
    Alert.update(times=times).where(Alert.id == alert.id).execute()
    assert listing(Filters()).rows[0].reports == read(alert.ref).reports == shown


def test_an_expired_alert_is_neither_listed_nor_read_nor_recent(make):
    alert = make.published(area="kent")
    Alert.update(state="expired").where(Alert.id == alert.id).execute()
    assert listing(Filters()).rows == listing(Filters(area="kent")).rows == []
    assert read(alert.ref) is None and recent(["kent"], None, *week(make), 10) == ([], False)


def test_what_is_over_or_wrong_is_listed_and_not_on_paper(make):
    for standing in ("live", "resolved", "mistaken", "corrected"):
        make.plain_alert(area="kent", standing=standing)
    assert [row.standing for row in listing(Filters(area="kent")).rows][::-1] == [
        "live",
        "resolved",
        "mistaken",
        "corrected",
    ]
    assert [row.standing for row in recent(["kent"], None, *week(make), 10)[0]] == ["live"]


def test_recent_alerts_end_with_the_period(make):
    make.plain_alert(area="kent", published_at=make.now - timedelta(days=1))
    start = make.now - timedelta(days=7)
    assert recent(["kent"], None, start, make.now - timedelta(days=1), 10) == ([], False)
    assert len(recent(["kent"], None, start, make.now, 10)[0]) == 1


def test_an_empty_list_says_what_to_leave_out(make):
    make.many_alerts(3, level=1)
    filters = Filters(words="man", area="greater-manchester", level=3)
    assert listing(filters).count == 0
    assert widened(filters) == {"level": 3}
    assert widened(Filters(words="lantern", level=3)) == {}
    assert widened(Filters(words="threats", is_said=True)) == {"words": 3, "is_said": 3}
    assert widened(Filters(month="2020-01", sector="street", level=1)) == {"month": 3}


@pytest.mark.parametrize("filters", [Filters(), Filters(area="england", level=2, harm="threats"), Filters(words="man")])
def test_the_number_of_queries_does_not_grow_with_the_alerts(make, queries, filters):
    numbers = []
    for count in (10, 190):
        make.many_alerts(count)
        listing(filters)
        queries.clear()
        listing(filters)
        numbers.append(len(queries))
    assert numbers == [3, 3]


@pytest.mark.parametrize("filters", [Filters(), Filters(area="england")])
def test_no_page_skips_rows_to_find_its_start(make, queries, filters):
    make.many_alerts(30)
    first = listing(filters)
    queries.clear()
    listing(filters, first.next_ref)
    assert not any("OFFSET" in sql.upper() for sql in queries)
    assert any("(a.published_at, a.id) < (?, ?)" in sql or "a.id IN (?" in sql for sql in queries)


def test_alerts_about_the_same_number_lead_to_each_other_while_their_reporters_let_them(make):
    may = ("alert", "checker")
    first = make.published(make.report(identifiers="07700 900123", permissions=may))
    second = make.published(make.report(identifiers="+44 7700 900123", permissions=may))
    make.published(make.report(identifiers="07700 900124", permissions=may))
    silent = make.report(identifiers="07700 900123", permissions=("alert",))
    make.published(silent)
    assert [ref for ref, _ in same_person(first.ref)] == [second.ref]
    assert [ref for ref, _ in same_person(second.ref)] == [first.ref]
    with writing():
        permissions.take_back(make.now, second.report_links.get().report, "checker")
    assert same_person(first.ref) == []


KENT = areas_around("kent")


@pytest.fixture
def four(make) -> dict[str, str]:
    """An alert in each of four places; its reference by its area."""
    for area in ("kent", "merseyside", "england", "uk"):
        make.many_alerts(1, area=area, words={**WORDS, "title": f"Man {area}"})
    return {alert.area: alert.ref for alert in Alert.published()}


@pytest.mark.parametrize("filters", [{}, {"words": "man"}, {"harm": "threats", "level": 2}, {"area": "uk"}])
def test_within_some_areas_nothing_else_is_listed_counted_or_found(make, four, filters):
    found = listing(Filters(**filters, within=KENT))
    assert {row.area for row in found.rows} == {"kent", "england", "uk"}
    assert found.count == 3
    assert listing(Filters(**filters)).count == 4


def test_no_filter_reaches_further_than_the_reader(make, four):
    for area in ("merseyside", "north-west", "england", "uk"):
        for words in ("", "man"):
            seen = {row.area for row in listing(Filters(words, area, within=KENT)).rows}
            assert seen <= {"kent", "england", "uk"}, (area, words)
    assert listing(Filters("merseyside", within=KENT)).count == 0
    assert widened(Filters("merseyside", within=KENT)) == {"words": 3}


def test_a_reader_with_no_area_at_all_reads_alerts_for_everywhere_only(make, four):
    for words in ("", "man"):
        assert [row.area for row in listing(Filters(words, within=frozenset())).rows] == ["uk"]


def test_an_alert_outside_is_as_one_that_never_was(make, four):
    assert read(four["merseyside"], KENT) is None and read(four["merseyside"]) is not None
    assert read(four["kent"], KENT).area == "kent" and read(four["uk"], KENT).area == "uk"


def test_alerts_about_the_same_number_lead_only_to_what_the_reader_may_read(make):
    may = ("alert", "checker")
    first = make.published(make.report(identifiers="07700 900123", permissions=may), area="kent")
    second = make.published(make.report(identifiers="07700 900123", permissions=may), area="merseyside")
    assert [ref for ref, _ in same_person(first.ref)] == [second.ref]
    assert same_person(first.ref, KENT) == []


def week(make):
    """From seven days ago until a second from now."""
    return make.now - timedelta(days=7), make.now + timedelta(seconds=1)


def test_recent_alerts_come_worst_first_and_of_one_level_newest_first(make):
    for level, days in ((1, 0), (3, 2), (2, 1), (3, 1)):
        make.plain_alert(area="kent", level=level, published_at=make.now - timedelta(days=days))
    rows, is_more = recent(["kent"], None, *week(make), 10)
    assert [row.level for row in rows] == [3, 3, 2, 1] and not is_more
    newest = Alert.published().where(Alert.level == 3).first()
    assert rows[0].ref == newest.ref


def test_recent_alerts_are_those_of_the_days_and_around_the_areas(make, four):
    old = make.plain_alert(area="kent", published_at=make.now - timedelta(days=8))
    assert old.ref not in {row.ref for row in recent(["kent"], None, *week(make), 10)[0]}
    assert {row.area for row in recent(["kent"], None, *week(make), 10)[0]} == {"kent", "england", "uk"}
    assert {row.area for row in recent(["kent", "merseyside"], None, *week(make), 10)[0]} == set(four)
    assert {row.area for row in recent(["kent", "merseyside"], KENT, *week(make), 10)[0]} == {"kent", "england", "uk"}
    assert {row.area for row in recent([], None, *week(make), 10)[0]} == {"uk"}


def test_when_there_are_more_recent_alerts_the_newest_are_kept(make):
    make.plain_alert(area="kent", level=3, published_at=make.now - timedelta(days=2))
    make.plain_alert(area="kent", level=1)
    make.plain_alert(area="kent", level=2, published_at=make.now - timedelta(days=1))
    rows, is_more = recent(["kent"], None, *week(make), 2)
    assert [row.level for row in rows] == [2, 1] and is_more


def test_a_withdrawn_alert_is_not_recent(make):
    alert = make.published(area="kent")
    withdraw(make.now, alert, make.account("caseworker"), "mistake")
    assert recent(["kent"], None, *week(make), 10) == ([], False)
