"""Groups of reports about the same person, and how often an alert says it was reported."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.alert import Alert
from models.report_pair import ReportPair
from rules import alert_content, claims, desk, drafts, followup, locks, report_groups, report_pairs, reports
from rules.answers import Answers
from rules.keyed import shown_code
from tasks import housekeeping

PAIRS = st.tuples(st.integers(1, 7), st.integers(1, 7)).filter(lambda pair: pair[0] < pair[1])


@given(
    said=st.dictionaries(PAIRS, st.sampled_from(["same", "not"]), max_size=12),
    named=st.lists(st.sets(st.integers(1, 7), max_size=4), max_size=4),
    chance=st.randoms(),
)
def test_groups_do_not_depend_on_the_order_in_which_pairs_were_said(said, named, chance):
    groups = report_groups.partition(range(1, 8), said, named)
    for _ in range(3):
        pairs, keys, ids = list(said.items()), list(named), list(range(1, 8))
        for row in (pairs, keys, ids):
            chance.shuffle(row)
        assert report_groups.partition(ids, dict(pairs), keys) == groups
    for (one, two), says in said.items():
        assert says == "same" or two not in groups[one], "those said not to be are never in one group"
    if "not" not in said.values():
        joined = [set(pair) for pair in said] + named
        assert all(len({id(groups[one]) for one in ids}) <= 1 for ids in joined)
    assert all(groups[other] == group for group in groups.values() for other in group)


def test_what_is_said_comes_before_what_is_shared():
    # 1 and 2 are two people; 3 names the same number as both, and somebody said that it is about the second.
    groups = report_groups.partition([1, 2, 3], {(1, 2): "not", (2, 3): "same"}, [{1, 2, 3}])
    assert groups == {1: {1}, 2: {2, 3}, 3: {2, 3}}


NUMBER, PLATE = "07700 900461", "AB12 CDE"


@pytest.fixture
def me(make):
    """A caseworker with the key."""
    return make.account("caseworker")


@pytest.fixture
def say(make, me):
    """A function that says something of two reports, both of which are read."""

    def say(one, two, says, seen=""):
        for report in (one, two):
            desk.open_too(make.now, report, me, "cover")
        return report_pairs.say(make.now, one, two, me, says, seen)

    return say


def test_a_group_is_what_hangs_together_by_numbers_and_by_what_was_said(make, me, say):
    one, two = make.report(identifiers=NUMBER), make.report(identifiers=f"{NUMBER}\n{PLATE}")
    three, four, alone = make.report(identifiers=PLATE), make.report(story="a"), make.report(story="b")
    say(three, four, "same")
    everything = {report.id for report in (one, two, three, four)}
    assert report_groups.group_of(one) == report_groups.group_of(four, me) == everything
    assert report_groups.group_of(alone) == {alone.id}
    # A "not" takes them apart where they were joined, also through others.
    say(one, two, "not")
    assert report_groups.group_of(one, me) == {one.id}
    assert report_groups.group_of(two, me) == {two.id, three.id, four.id}
    say(one, two, "same", seen="not")
    assert report_groups.group_of(one, me) == everything


def test_a_group_holds_only_what_this_caseworker_may_see(make, me):
    one, between, two = make.report(identifiers=NUMBER), make.report(identifiers=f"{NUMBER}\n{PLATE}"), make.report(
        identifiers=PLATE
    )  # fmt: skip
    spam, new = make.report(identifiers=NUMBER, state="new"), make.report(identifiers=NUMBER, state="new")
    desk.take(make.now, spam, me)
    desk.close(make.now, spam, me, "spam")
    assert report_groups.group_of(one, me) == {one.id, between.id, two.id, new.id}
    assert report_groups.group_of(one) == {one.id, between.id, two.id}, "members are told of what was read to its end"
    locks.add(make.now, between, make.account("caseworker"), account=me)
    assert report_groups.group_of(one, me) == {one.id, new.id}


def test_many_groups_cost_as_many_queries_as_one(make, me, queries):
    ids = [make.report(identifiers=f"07700 9004{number:02}").id for number in (1, 1, 2, 2, 3)]
    queries.clear()
    report_groups.same_as(ids[:1], me)
    few = len(queries)
    queries.clear()
    assert report_groups.same_as(ids, me) == {
        ids[0]: {ids[1]}, ids[1]: {ids[0]}, ids[2]: {ids[3]}, ids[3]: {ids[2]}, ids[4]: set(),
    }  # fmt: skip
    assert len(queries) == few == 4


def times(alert: Alert) -> int:
    """How often it says it was reported."""
    return Alert.get_by_id(alert.id).times


def test_an_alert_counts_reports_that_are_read_and_that_members_may_be_told_of(make, me):
    alert = make.published(make.report(identifiers=NUMBER, permissions=["alert"]))
    assert times(alert) == 1
    make.report(identifiers=NUMBER, permissions=["checker"])
    assert times(alert) == 2
    make.report(identifiers=NUMBER, permissions=["contact", "police_anon"])
    assert times(alert) == 2, "nobody's existence is told without permission"
    new = make.report(identifiers=NUMBER, permissions=["alert"], state="new")
    desk.take(make.now, new, me)
    assert times(alert) == 2, "nobody has read it to its end"
    desk.screen(make.now, new, me)
    assert times(alert) == 3
    desk.undo(make.now, new, me)
    assert times(alert) == 2


def test_an_unread_report_joins_nobody_for_members(make, say):
    alert = make.published(make.report(identifiers=NUMBER, permissions=["alert"]))
    make.report(identifiers=f"{NUMBER}\n{PLATE}", permissions=["alert"], state="new")
    make.report(identifiers=PLATE, permissions=["alert"])
    assert times(alert) == 1


def test_each_night_every_count_is_put_right(make):
    make.report(identifiers=NUMBER, permissions=["checker"])
    alerts = [make.published(make.report(identifiers=number, permissions=["alert"])) for number in (NUMBER, PLATE)]
    Alert.update(times=7).execute()
    housekeeping.count_each_night.call_local()
    assert [times(alert) for alert in alerts] == [2, 1]


def test_what_is_said_of_a_pair_counts_at_once(make, say):
    one, two = make.report(permissions=["alert"]), make.report(permissions=["alert"])
    alert = make.published(one)
    say(two, one, "same")
    assert times(alert) == 2
    say(two, one, "not", seen="same")
    assert times(alert) == 1


def test_a_report_put_behind_an_alert_counts(make, me):
    one, two = make.report(permissions=["alert"]), make.report(permissions=["alert"])
    alert = make.draft(one, by=me)
    desk.open_too(make.now, two, me, "cover")
    drafts.link(make.now, alert, two, me)
    assert times(alert) == 2
    facts = alert_content.Facts(2, "uk", "2026-11", ())
    drafts.save(make.secrets, make.now, alert, me, {"title": "x"}, facts, make.team())
    assert times(alert) == 2


def sent(make, me, *permissions, identifiers=NUMBER, maker=None):
    """A report from the form that was read to its end, with what its code opens."""
    answers = Answers(story="x", identifiers=identifiers, permissions=permissions, maker=maker or {})
    found = reports.send(make.secrets, make.now, answers, make.form_id())
    desk.take(make.now, found.report, me)
    desk.screen(make.now, found.report, me)
    return followup.open_code(make.secrets, make.now, shown_code(found.code))


def test_a_permission_taken_back_and_given_counts_at_once(make, me):
    alert = make.published(make.report(identifiers=NUMBER, permissions=["alert"]))
    report, inbox = sent(make, me)
    assert times(alert) == 1
    followup.give(make.now, report, inbox, "checker")
    assert times(alert) == 2
    followup.take_back(make.now, report, "checker")
    assert times(alert) == 1


def test_a_report_that_held_two_together_takes_one_out_when_it_goes(make, me):
    alert = make.published(make.report(identifiers=NUMBER, permissions=["alert"]))
    make.report(identifiers=PLATE, permissions=["alert"])
    report, _inbox = sent(make, me, "alert", identifiers=f"{NUMBER}\n{PLATE}")
    assert times(alert) == 3
    followup.erase(make.now, report)
    assert times(alert) == 1


def test_an_erased_report_leaves_nothing_that_was_said_of_it(make, me, say):
    report, _inbox = sent(make, me, "alert")
    say(make.report(), report, "same")
    followup.erase(make.now, report)
    assert ReportPair.select().count() == 0


def test_an_alert_that_loses_one_of_its_reports_counts_the_other(make, me):
    report, _inbox = sent(make, me, "alert", identifiers="")
    other = make.report(permissions=["alert"])
    alert = make.draft(report, by=me)
    desk.open_too(make.now, other, me, "cover")
    drafts.link(make.now, alert, other, me)
    assert times(alert) == 2
    followup.take_back(make.now, report, "alert")
    assert times(alert) == 1


def test_a_report_that_its_person_takes_over_counts_by_what_they_tick(make, me):
    alert = make.published(make.report(identifiers=NUMBER, permissions=["alert"]))
    answers = {"relation": "friend"}
    report, inbox = sent(make, me, maker=answers)
    claims.claim(make.secrets, make.now, report, inbox, claims.new_code(), ["checker"])
    assert times(alert) == 2


def test_whatever_happens_the_count_is_what_counting_anew_gives(make, me):
    choose = random.Random(8)
    rows = [make.report(identifiers=choose.choice([NUMBER, PLATE, f"{NUMBER}\n{PLATE}", ""]), permissions=["alert"])
            for _ in range(6)]  # fmt: skip
    made = [make.published(rows[0]), make.published(rows[3])]
    for report in rows:
        desk.open_too(make.now, report, me, "cover")
    for _ in range(25):
        one, two = choose.sample(rows, 2)
        before = ReportPair.get_or_none(
            (ReportPair.one == min(one.id, two.id)) & (ReportPair.two == max(one.id, two.id))
        )
        report_pairs.say(make.now, one, two, me, choose.choice(["same", "not"]), before.says if before else "")
        if choose.random() < 0.3:
            (desk.undo if (fresh := desk.find(one.ref, me)).state == "screened" else desk.screen)(make.now, fresh, me)
        for alert in made:
            kept = times(alert)
            report_groups.recount(alert)
            assert kept == times(alert)
