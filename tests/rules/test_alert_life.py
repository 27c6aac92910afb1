"""The life of a warning: how long it is out, its end and return, how it stands, and another that puts it right."""

from datetime import date, timedelta

import pytest
from peewee import IntegrityError

from models.alert import Alert
from models.database import writing
from models.delivery import Delivery
from models.permission import Permission
from rules import (
    alert_content,
    alert_desk,
    alert_life,
    alerts,
    browse,
    checker,
    desk,
    drafts,
    permissions,
)
from tests.factories import WORDS

AREA = "greater-manchester"


@pytest.fixture
def report(make):
    """A report whose reporter lets us warn members and lets the checker answer."""
    return make.report(permissions=["alert", "checker"], area=AREA, identifiers="07700 900461")


@pytest.fixture
def alert(make, report):
    """A warning from it that is out."""
    return make.published(report)


@pytest.fixture
def me(make):
    """The caseworker who acts."""
    return make.account("caseworker")


def fresh(alert):
    """The row as it is now."""
    return Alert.get_by_id(alert.id)


def until(alert, day):
    """Let the alert's last day be this one."""
    Alert.update(review_on=day).where(Alert.id == alert.id).execute()


def expired(make, alert):
    """The alert once its day has passed."""
    until(alert, make.now.date() - timedelta(days=1))
    alert_life.expire_due(make.now)
    return fresh(alert)


def found(words):
    """How many warnings members find by these words."""
    return browse.listing(browse.Filters(words=words)).count


def states(**columns):
    """How the deliveries stand, of one kind."""
    rows = Delivery.select().order_by(Delivery.id)
    return [row.state for row in rows if all(getattr(row, name) == value for name, value in columns.items())]


@pytest.mark.parametrize(("level", "months"), [(1, 6), (2, 12), (3, 24)])
def test_a_warning_is_looked_at_again_after_as_many_months_as_its_level_says(make, level, months):
    alert = make.published(level=level)
    day = make.now.date()
    years, month = divmod(day.month - 1 + months, 12)
    assert (alert.review_on.year, alert.review_on.month) == (day.year + years, month + 1)


def test_a_warning_ends_after_its_last_day_and_not_on_it(make, alert):
    today = make.now.date()
    until(alert, today)
    assert alert_life.expire_due(make.now) == []
    assert alert_life.expire_due(make.now + timedelta(days=1)) == [alert]
    assert fresh(alert).state == "expired"
    assert alert_life.expire_due(make.now + timedelta(days=2)) == []


def test_one_without_a_last_day_does_not_end(make):
    make.plain_alert()
    assert alert_life.expire_due(make.now + timedelta(days=9999)) == []


def test_what_ended_is_in_no_list_and_no_search_and_owed_to_nobody(make, report):
    make.account("member", areas=[AREA])
    alert, other = make.published(report), make.plain_alert(area=AREA)
    assert found("threats") == 2
    assert states() == ["owed"]
    expired(make, alert)
    assert [row.ref for row in browse.listing(browse.Filters()).rows] == [other.ref]
    assert browse.read(alert.ref) is None
    assert found("threats") == 1
    assert states() == ["cancelled"]


def test_the_reports_of_what_ended_still_answer_in_the_checker(make, secrets, alert):
    before = checker.check(secrets, make.now.date(), "07700 900461")
    expired(make, alert)
    after = checker.check(secrets, make.now.date(), "07700 900461")
    assert (before.reports, len(before.alerts)) == (1, 1)
    assert (after.reports, after.alerts) == (1, ())


def test_one_that_fails_to_end_leaves_its_letters_owed(make, alert, me):
    make.account("member", areas=[AREA])
    with pytest.raises(RuntimeError), writing():
        alert_life.end(make.now, alert, me)
        raise RuntimeError("the disk was full")
    assert fresh(alert).state == "published"


def test_the_desk_shows_what_ends_within_thirty_days_the_first_to_end_first(make, secrets, me):
    today = make.now.date()
    late, soon, past, third = (make.plain_alert() for _number in range(4))
    for alert, days in ((late, 31), (soon, 30), (past, -1), (third, 30)):
        until(alert, today + timedelta(days=days))
    shown = alert_desk.to_review(secrets, make.now, me, 20)
    assert [one.ref for one in shown] == [past.ref, soon.ref, third.ref]
    assert [one.ref for one in alert_desk.to_review(secrets, make.now, me, 20, soon.ref)] == [third.ref]


def test_staff_keep_a_warning_for_as_long_again(make, alert, me):
    until(alert, make.now.date())
    alert_life.extend(make.now, alert, me)
    assert fresh(alert).review_on == alert_life.review_day(alert.level, make.now.date())
    expired(make, alert)
    with pytest.raises(drafts.WrongState):
        alert_life.extend(make.now, alert, me)


def test_another_report_keeps_the_warnings_that_its_like_stands_behind_and_a_second_time_none(make, report, alert):
    other = make.published(make.report(permissions=["alert"]))
    for one in (alert, other):
        until(one, make.now.date())
    assert alert_life.extend_for(make.now, report) == [alert]
    assert fresh(alert).review_on == alert_life.review_day(alert.level, make.now.date())
    assert fresh(other).review_on == make.now.date()
    assert alert_life.extend_for(make.now, report) == []


def test_a_later_last_day_is_never_made_an_earlier_one(make, report, alert, me):
    until(alert, date(2099, 1, 1))
    assert alert_life.extend_for(make.now, report) == []
    alert_life.extend(make.now, alert, me)
    assert fresh(alert).review_on == date(2099, 1, 1)


def test_what_ended_comes_back_with_its_words_and_is_sent_to_nobody(make, alert, me):
    ended = expired(make, alert)
    make.account("member", areas=[AREA])
    alert_life.bring_back(make.now, ended, me)
    kept = fresh(alert)
    assert (kept.state, kept.words, kept.author, kept.approver) == (
        "published",
        alert.words,
        alert.author,
        alert.approver,
    )
    assert (kept.published_at, kept.review_on > make.now.date()) == (alert.published_at, True)
    assert browse.read(alert.ref).words["title"] == WORDS["title"]
    assert found("threats") == 1
    assert states() == []


def test_search_finds_one_that_came_back_the_moment_another_ended(make):
    first, second = make.published(), make.published(words=WORDS | {"title": "Lantern"})
    expired(make, first)
    assert found("lantern") == 1
    until(second, make.now.date() - timedelta(days=1))
    alert_life.expire_due(make.now)
    alert_life.bring_back(make.now, fresh(first), make.account("caseworker"))
    assert (found("lantern"), found("threats")) == (0, 1)


def test_without_a_live_permission_nothing_comes_back(make, report, alert, me):
    ended = expired(make, alert)
    Permission.update(taken_back_on=make.now.date()).where(Permission.report == report).execute()
    with pytest.raises(permissions.NoPermission):
        alert_life.bring_back(make.now, ended, me)
    with pytest.raises(IntegrityError, match="no live permission"), writing():
        Alert.update(state="published").where(Alert.id == alert.id).execute()


def test_without_both_of_its_two_people_nothing_comes_back(make, alert, me):
    ended = expired(make, alert)
    Alert.update(author=None).where(Alert.id == alert.id).execute()
    with pytest.raises(alert_life.NoSecondPerson):
        alert_life.bring_back(make.now, ended, me)


def test_the_database_lets_nothing_come_back_with_other_words(make, alert):
    expired(make, alert)
    for state in ("published", "expired"):
        with pytest.raises(IntegrityError, match="words do not change"), writing():
            Alert.update(state=state, words="{}").where(Alert.id == alert.id).execute()


def test_what_ended_can_be_taken_back_and_its_words_go_with_the_permission(make, report, alert):
    expired(make, alert)
    with writing():
        alerts.lose_report(make.now, report)
    assert (fresh(alert).state, fresh(alert).words) == ("withdrawn", None)


@pytest.mark.parametrize("standing", alert_life.STANDING_NAMES)
def test_members_read_how_a_warning_stands(make, alert, me, standing):
    alert_life.stand(make.now, alert, me, standing, "police")
    assert browse.read(alert.ref).standing == standing
    assert browse.listing(browse.Filters()).rows[0].standing == standing
    assert fresh(alert).standing_on == make.now.date()


@pytest.mark.parametrize(("standing", "left"), [("live", "owed"), ("resolved", "owed"), ("mistaken", "cancelled")])
def test_what_is_known_to_be_wrong_goes_to_nobody_else(make, report, me, standing, left):
    make.account("member", areas=[AREA])
    alert_life.stand(make.now, make.published(report), me, standing, "police")
    assert states(kind="alert") == [left]


def test_how_it_stands_and_how_we_know_are_of_our_lists(make, alert, me):
    for said in (("cured", "police"), ("resolved", "rumour"), ("", "")):
        with pytest.raises(alert_life.NoStanding):
            alert_life.stand(make.now, alert, me, *said)
    expired(make, alert)
    with pytest.raises(drafts.WrongState):
        alert_life.stand(make.now, alert, me, "resolved", "police")


def test_everybody_who_got_it_is_written_to_only_when_that_is_ticked(make, report, me):
    got, _waits = make.account("member", areas=[AREA]), make.account("member", areas=[AREA])
    alert = make.published(report)
    Delivery.update(state="sent").where(Delivery.account == got).execute()
    alert_life.stand(make.now, alert, me, "resolved", "police")
    assert states(kind="correction") == []
    alert_life.stand(make.now, alert, me, "mistaken", "police", tell=True)
    rows = list(Delivery.select().where(Delivery.kind == "correction"))
    assert [(row.account, row.state) for row in rows] == [(got, "owed")]


def test_the_level_of_a_mistaken_warning_answers_no_more_in_the_checker(make, secrets, me):
    told = {"harms": ["time-wasting"], "permissions": ["alert", "checker"], "identifiers": "07700 900461"}
    report = make.report(**told)
    alert = make.published(report, level=3)
    assert checker.check(secrets, make.now.date(), "07700 900461").level == 3
    alert_life.stand(make.now, alert, me, "mistaken", "police")
    assert checker.check(secrets, make.now.date(), "07700 900461").level == 1


def begin(make, alert, by):
    """Begin a warning that puts this one right."""
    return alert_life.begin_correction(make.secrets, make.now, alert, by)


def send_out(make, new, by, **changes):
    """Change it, have it approved and release it."""
    facts = alert_content.facts_of(new)
    drafts.save(make.secrets, make.now, new, by, WORDS | changes, facts, make.team())
    verdict = alert_content.read_verdict(make.secrets, fresh(new))
    drafts.ask(make.secrets, make.now, fresh(new), by, verdict.fingerprint)
    seen = alert_content.hash_of(make.secrets, fresh(new))
    alerts.approve(make.secrets, make.now, fresh(new), make.account("editor"), seen, 0)
    assert alerts.release_due(make.secrets, make.now) == [new]


def test_a_correction_begins_with_what_the_old_one_says_and_the_reports_behind_it(make, report, alert, me):
    new = begin(make, alert, me)
    assert (new.state, new.corrects, drafts.reports_behind(new)) == ("draft", alert, [report])
    assert alert_content.facts_of(new) == alert_content.facts_of(alert)
    assert alert_content.read_words(make.secrets, new)["title"] == WORDS["title"]
    assert begin(make, alert, me) == new
    with pytest.raises(drafts.NotChecked):
        drafts.ask(make.secrets, make.now, new, me)


def test_the_old_one_leads_to_the_new_one_once_that_is_out(make, report, me):
    make.account("member", areas=[AREA])
    alert = make.published(report, by=me)
    new = begin(make, alert, me)
    assert (alert_life.correction_of(alert.ref), fresh(alert).standing) == (None, "live")
    send_out(make, new, me, person="Small man with a beard.")
    assert (alert_life.correction_of(alert.ref), fresh(alert).standing) == (new.ref, "corrected")
    # Whoever has not got the old one gets the new one alone.
    assert [(row.alert, row.state) for row in Delivery.select().order_by(Delivery.id)] == [
        (alert, "cancelled"),
        (new, "owed"),
    ]
    alerts.withdraw(make.now, fresh(new), me, "mistake")
    assert alert_life.correction_of(alert.ref) is None


def test_an_editor_puts_nothing_right_that_has_a_report_behind_it(make, alert):
    editor = make.account("editor")
    with pytest.raises(drafts.CaseworkersOnly):
        begin(make, alert, editor)
    assert begin(make, make.published(), editor).corrects is not None


def test_the_whole_country_is_suggested_for_a_dangerous_person_who_moves_about(make, report):
    alert = make.draft(report, level=3)
    assert not alert_life.may_be_everywhere(alert, ["He drove off."])
    assert alert_life.may_be_everywhere(alert, ["He said he Travels a lot."])
    drafts.link(make.now, alert, read(make, "kent", alert.author), alert.author)
    assert alert_life.may_be_everywhere(alert, [])
    Alert.update(level=2).execute()
    assert not alert_life.may_be_everywhere(fresh(alert), ["He travels."])
    Alert.update(level=3, about="place").execute()
    assert not alert_life.may_be_everywhere(fresh(alert), ["He travels."])


def test_two_places_of_which_one_holds_the_other_are_one(make, report):
    alert = make.draft(report, level=3)
    drafts.link(make.now, alert, read(make, "england", alert.author), alert.author)
    assert not alert_life.may_be_everywhere(alert, [])


def read(make, area, by):
    """Another report that may become a warning, read by the same caseworker."""
    report = make.report("new", permissions=["alert"], area=area)
    desk.take(make.now, report, by)
    return report
