"""Reports that may be about the same person as one: who is found, what is shown of them, and what is said of two."""

from datetime import timedelta

import pytest

from models.alert import Alert
from models.audit import Audit
from models.report import ReportKey
from models.report_pair import ReportPair
from rules import alert_life, desk, followup, linked, locks, report_pairs
from rules.likeness import Shared
from rules.team_keys import NoAccess

NUMBER, PLATE = "07700 900461", "AB12 CDE"
STORY = "He asked about the lighthouse keeper's daughter."


@pytest.fixture
def me(make):
    """A caseworker with the key."""
    return make.account("caseworker")


@pytest.fixture
def read(make, me):
    """A function that makes a report that I read."""

    def read(**answers):
        report = make.report(**answers)
        desk.open_too(make.now, report, me, "cover")
        return report

    return read


@pytest.fixture
def look(make, me):
    """A function that gives what is found beside a report, by reference."""

    def look(report, key=True):
        found = linked.look(make.now, report, me, make.team() if key else None)
        return {one.report.ref: one for one in found.others}

    return look


def test_all_four_kinds_of_likeness_are_found_in_sealed_reports(read, look):
    one = read(identifiers=f"{NUMBER}\n{PLATE}", story=STORY, looks="spider tattoo, gold tooth, neck scar")
    by_number, by_plate = read(identifiers="07700900461"), read(identifiers="reg ends 2 CDE")
    by_words, by_looks = read(story=f"Again: {STORY}"), read(looks="A gold tooth and a spider on the neck")
    other = read(story="Nothing alike.", identifiers="07700 900462")
    found = look(one)
    assert found[by_number.ref].shared[0] == Shared("identifier", NUMBER)
    assert found[by_plate.ref].shared == (Shared("plate", "2CDE"),)
    assert [why.kind for why in found[by_words.ref].shared] == ["words"]
    assert found[by_looks.ref].shared == (Shared("looks", "gold, neck, spider, tooth"),)
    assert other.ref not in found and one.ref not in found
    assert [one.is_in_group for one in found.values()] == [True, False, False, False]


def test_of_a_report_that_a_colleague_reads_only_whole_identifiers_are_compared(make, read, look):
    one = read(identifiers=f"{NUMBER}\n{PLATE}", story=STORY)
    same = make.report(identifiers=NUMBER, story=STORY)
    make.report(story=STORY, identifiers="reg ends 12 CDE")
    found = look(one)
    assert list(found) == [same.ref]
    assert found[same.ref].shared == (Shared("identifier-kind", "phone"),)
    assert not found[same.ref].is_mine


def test_nothing_is_opened_for_who_does_not_read_the_report_or_has_no_key(make, me, read, look):
    one = make.report(identifiers=NUMBER, story=STORY)
    words, number = read(story=STORY), read(identifiers=NUMBER)
    assert list(look(one)) == [number.ref]
    desk.open_too(make.now, one, me, "cover")
    assert list(look(one, key=False)) == [number.ref]
    assert Audit.select().where(Audit.action == "report-opened").count() == 0
    assert list(look(one)) == [number.ref, words.ref]


def test_whose_words_were_shown_is_noted(make, me, read, look):
    one, alike, other = read(story=STORY), read(story=STORY), read(story="Nothing alike.")
    look(one)
    opened = Audit.select().where((Audit.action == "report-opened") & (Audit.actor == me.id))
    assert {row.object_id for row in opened} == {one.id, alike.id}
    assert other.id not in {row.object_id for row in opened}


def test_what_is_about_this_caseworker_is_not_there(make, me, read, look):
    one, about_me = read(identifiers=NUMBER, story=STORY), read(identifiers=NUMBER, story=STORY)
    assert linked.how_many(one, me) == 1
    locks.add(make.now, about_me, make.account("caseworker"), account=me)
    assert look(one) == {}
    assert linked.how_many(one, me) == 0


def test_reports_about_professionals_are_never_linked(read, look):
    one = read(story=STORY, identifiers=NUMBER)
    read(story=STORY, identifiers=NUMBER, kind="professional")
    assert look(one) == {}


def test_older_reports_and_those_beyond_the_most_are_counted_and_not_opened(make, me, read, monkeypatch):
    one = read(story=STORY)
    old = make.now.date() - timedelta(days=800)
    read(story=STORY, received_on=old)
    found = linked.look(make.now, one, me, make.team())
    assert (found.others, found.opened, found.older) == ((), 0, 1)
    newest = [read(story=STORY) for _ in range(3)][1:]
    monkeypatch.setattr(linked, "MOST_OPENED", 2)
    found = linked.look(make.now, one, me, make.team())
    assert {other.report.id for other in found.others} == {report.id for report in newest}
    assert (found.opened, found.older) == (2, 2)


def test_many_reports_cost_as_many_queries_as_few(make, me, read, queries):
    one = read(story=STORY)

    def asked():
        queries.clear()
        linked.look(make.now, one, me, make.team())
        return len([sql for sql in queries if "INSERT" not in sql])

    read(story=STORY)
    few = asked()
    for _ in range(4):
        read(story=STORY, identifiers=NUMBER)
    assert asked() == few


def test_one_that_does_not_open_hides_no_other(read, look):
    one, broken, alike = read(story=STORY), read(story=STORY), read(story=STORY)
    ReportKey.update(team_sealed="1.b.AAAA").where(ReportKey.report == broken).execute()
    assert list(look(one)) == [alike.ref]


def test_the_same_person_or_not_may_be_said_and_said_anew(make, me, read, look):
    one, two = read(), read()
    pair = report_pairs.say(make.now, two, one, me, "same")
    assert (pair.one_id, pair.two_id, pair.said_by_id) == (one.id, two.id, me.id)
    assert look(one)[two.ref].is_in_group and look(two)[one.ref].says == "same"
    assert report_pairs.say(make.now, one, two, me, "same", "same") == pair
    report_pairs.say(make.now, one, two, me, "not", "same")
    assert not look(one)[two.ref].is_in_group
    assert [row.action for row in Audit.select().where(Audit.object_kind == "ReportPair")] == [
        "reports-same", "reports-not",
    ]  # fmt: skip
    assert linked.how_many(one, me) == 0


def test_of_two_windows_the_second_does_not_undo_the_first_unseen(make, me, read):
    one, two = read(), read()
    colleague = make.account("caseworker")
    desk.open_too(make.now, one, colleague, "cover")
    report_pairs.say(make.now, one, two, colleague, "not", seen="")
    with pytest.raises(report_pairs.SaidMeanwhile):
        report_pairs.say(make.now, one, two, me, "same", seen="")
    assert ReportPair.get().says == "not"
    # The same answer twice is no quarrel.
    report_pairs.say(make.now, one, two, me, "not", seen="")
    assert ReportPair.get().said_by == colleague


def test_what_cannot_be_said(make, me, read):
    one, two, unread, professional = read(), read(), make.report(), read(kind="professional")
    for other, says in ((one, "same"), (two, "maybe"), (professional, "same")):
        with pytest.raises(report_pairs.NothingToSay):
            report_pairs.say(make.now, one, other, me, says)
    with pytest.raises(desk.NotReading):
        report_pairs.say(make.now, unread, two, me, "same")
    followup.erase(make.now, two)
    locked = read()
    locks.add(make.now, locked, make.account("caseworker"), account=me)
    for gone in (two, locked):
        with pytest.raises(report_pairs.NothingToSay):
            report_pairs.say(make.now, one, gone, me, "same")
    assert ReportPair.select().count() == 0


def test_saying_the_same_keeps_the_warning_for_longer(make, me, read):
    alert = make.published(make.report(identifiers=NUMBER, permissions=["alert"]), level=1)
    Alert.update(review_on=make.now.date()).execute()
    # Said of a report that shares a number with the one behind the warning.
    one, two = read(identifiers=NUMBER), read()
    report_pairs.say(make.now, one, two, me, "not")
    assert Alert.get_by_id(alert.id).review_on == make.now.date()
    report_pairs.say(make.now, one, two, me, "same", "not")
    assert Alert.get_by_id(alert.id).review_on == alert_life.review_day(1, make.now.date())


def test_another_report_of_the_same_number_keeps_the_warning_for_longer_once_it_is_read(make, me):
    alert = make.published(make.report(identifiers=NUMBER, permissions=["alert"]), level=1)
    Alert.update(review_on=make.now.date()).execute()
    for identifiers, is_kept in ((PLATE, False), (NUMBER, True)):
        report = make.report(identifiers=identifiers, state="new")
        desk.take(make.now, report, me)
        assert Alert.get_by_id(alert.id).review_on == make.now.date()
        report_pairs.screen(make.now, report, me)
        assert (Alert.get_by_id(alert.id).review_on > make.now.date()) is is_kept


def test_a_part_is_looked_for_in_what_i_read_and_not_noted(make, me, read):
    held, other = read(identifiers=NUMBER), read(identifiers=PLATE)
    make.report(identifiers=NUMBER)
    sought = linked.seek(make.now, me, make.team(), "900461")
    assert [(row.ref, written) for row, written in sought.found] == [(held.ref, (NUMBER,))]
    assert (sought.opened, sought.older) == (2, 0)
    assert [row.ref for row, _ in linked.seek(make.now, me, make.team(), "12 cd").found] == [other.ref]
    row = Audit.select().order_by(Audit.id.desc()).get()
    assert (row.action, row.actor, row.object_kind, row.reason) == ("fragment-sought", me.id, None, None)
    with pytest.raises(linked.TooShort):
        linked.seek(make.now, me, make.team(), "12345")
    with pytest.raises(NoAccess):
        linked.seek(make.now, me, None, "123456")
