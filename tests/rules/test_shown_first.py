"""Shown first: nothing goes out against a no to exactly that text, nor before the reporter had three days."""

import random
import threading
from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest
from peewee import IntegrityError

from models import database
from models.alert import Alert, AlertReport
from models.audit import Audit
from models.database import writing
from models.delivery import Delivery
from models.letter import OwedLetter
from models.permission import Permission
from models.report import Report
from rules import alert_content, alerts, drafts, followup, permissions, shown_first
from rules.shown_first import FINE, OBJECTS, SILENT, TO_ASK, WAITS
from tests.factories import WORDS

THREE_DAYS = timedelta(hours=72)
ASKING = ["alert", "see_first"]
OTHER = WORDS | {"advice": "Keep the door open."}


def fresh(alert):
    """The row as it is now."""
    return Alert.get_by_id(alert.id)


def text_of(make, alert) -> str:
    """The hash of the text as it is stored."""
    return alert_content.hash_of(make.secrets, fresh(alert))


def answer(make, alert, says, report=None, seen=None, at=None):
    """The reporter answers to the text as it is stored, unless they saw another."""
    report = report or alert.report_links.order_by(AlertReport.id).get().report
    shown_first.answer(make.secrets, at or make.now, report, seen or text_of(make, alert), says)


def approve(make, alert, at=None, hold=0):
    """Somebody else approves the text as it is stored."""
    by = make.account("editor")
    return alerts.approve(make.secrets, at or make.now, fresh(alert), by, text_of(make, alert), hold)


def release(make, at=None) -> list[Alert]:
    """As the worker does each minute."""
    return alerts.release_due(make.secrets, at or make.now)


def says(make, alert, at=None) -> list[str]:
    """How the reporters behind an alert stand to it."""
    return [one.says for one in shown_first.standing(make.secrets, at or make.now, fresh(alert))]


def change(make, alert, words=OTHER):
    """Its author saves other words and asks again."""
    alert = fresh(alert)
    drafts.save(make.secrets, make.now, alert, alert.author, words, alert_content.facts_of(alert), make.team())
    verdict = alert_content.read_verdict(make.secrets, fresh(alert))
    return drafts.ask(make.secrets, make.now, fresh(alert), alert.author, verdict.fingerprint)


def wish(report, days_ago=0):
    """The reporter asks to see it first, some days ago."""
    with writing():
        day = report.received_on - timedelta(days=days_ago)
        Permission.create(report=report, name="see_first", wording="x", given_on=day)


@pytest.fixture
def report(make):
    """A report whose reporter lets us warn and wants to see it first."""
    make.account("member", areas=["greater-manchester"])
    return make.report(permissions=ASKING)


@pytest.fixture
def alert(make, report):
    """It waits for a second person, and for the reporter."""
    return make.asked(report)


def test_nobody_approves_while_the_reporter_has_time_to_answer(make, alert):
    for at in (make.now, alert.asked_at + THREE_DAYS - timedelta(seconds=1)):
        with pytest.raises(shown_first.NotSeenYet) as refused:
            approve(make, alert, at)
        assert refused.value.until == alert.asked_at + THREE_DAYS
    assert (fresh(alert).state, says(make, alert)) == ("waiting", [WAITS])


def test_after_three_days_without_an_answer_it_may_go(make, alert):
    late = alert.asked_at + THREE_DAYS
    assert says(make, alert, late) == [SILENT]
    assert approve(make, alert, late).state == "approved"
    assert release(make, late) == [alert]


def test_nothing_waits_once_the_reporter_says_it_is_right(make, alert):
    answer(make, alert, FINE)
    approve(make, alert)
    assert release(make) == [alert]
    assert fresh(alert).state == "published"


def test_without_the_wish_nothing_waits(make):
    alert = make.asked(make.report(permissions=["alert"]))
    assert says(make, alert) == []
    assert shown_first.to_show(make.secrets, make.now, Report.get()) == []
    assert approve(make, alert).state == "approved"


def test_a_no_is_never_approved_however_late_it_is(make, alert):
    answer(make, alert, OBJECTS)
    for at in (make.now, make.now + timedelta(days=400)):
        with pytest.raises(shown_first.Objected):
            approve(make, alert, at)
    assert (fresh(alert).state, says(make, alert)) == ("waiting", [OBJECTS])


def test_a_no_after_the_three_days_counts_too(make, alert):
    late = alert.asked_at + timedelta(days=5)
    answer(make, alert, OBJECTS, at=late)
    with pytest.raises(shown_first.Objected):
        approve(make, alert, late)


def test_a_no_during_the_hold_makes_it_a_draft_again(make, alert):
    answer(make, alert, FINE)
    approve(make, alert, hold=600)
    answer(make, alert, OBJECTS)
    kept = fresh(alert)
    assert (kept.state, kept.approver, kept.approved_hash, kept.release_at) == ("draft", None, None, None)
    assert release(make, make.now + timedelta(days=30)) == []
    assert Delivery.select().count() == 0
    assert Audit.select().where((Audit.action == "alert-stopped") & (Audit.actor_kind == "code")).count() == 1


def test_the_same_text_asked_about_again_meets_the_same_no(make, alert):
    answer(make, alert, FINE)
    approve(make, alert, hold=600)
    answer(make, alert, OBJECTS)
    drafts.ask(make.secrets, make.now, fresh(alert), alert.author)
    with pytest.raises(shown_first.Objected):
        approve(make, alert, make.now + timedelta(days=30))


def test_a_changed_text_asks_anew_after_a_yes(make, alert):
    answer(make, alert, FINE)
    change(make, alert)
    assert says(make, alert) == [WAITS]
    with pytest.raises(shown_first.NotSeenYet):
        approve(make, alert)


def test_after_a_no_silence_never_lets_another_text_go(make, alert):
    answer(make, alert, OBJECTS)
    change(make, alert)
    much_later = make.now + timedelta(days=30)
    assert says(make, alert, much_later) == [shown_first.AFTER_NO]
    with pytest.raises(shown_first.SaidNoBefore):
        approve(make, alert, much_later)
    answer(make, alert, FINE, at=much_later)
    approve(make, alert, much_later)
    assert release(make, much_later + timedelta(hours=1)) == [fresh(alert)]


def test_a_no_that_the_wish_came_back_after_still_needs_a_yes(make, report, alert):
    answer(make, alert, OBJECTS)
    change(make, alert)
    followup.take_back(make.now, report, "see_first")
    assert says(make, alert) == []
    wish(report)
    assert says(make, alert) == [shown_first.AFTER_NO]


def test_a_no_does_not_come_back_with_an_older_text_once_another_was_answered(make, alert):
    answer(make, alert, OBJECTS)
    change(make, alert)
    answer(make, alert, FINE)
    change(make, alert, WORDS)
    assert says(make, alert) == [WAITS]


def test_the_reporter_may_change_their_mind_both_ways(make, alert):
    for said in (OBJECTS, FINE, OBJECTS, FINE):
        answer(make, alert, said)
        assert says(make, alert) == [said]
    assert approve(make, alert).state == "approved"


def test_an_answer_to_a_text_that_was_changed_meanwhile_is_refused(make, alert):
    seen = text_of(make, alert)
    change(make, alert)
    for said in shown_first.ANSWERS:
        with pytest.raises(shown_first.TextChanged):
            answer(make, alert, said, seen=seen)
    assert AlertReport.get().answer is None


def test_an_answer_after_it_went_out_says_so(make, alert):
    seen = text_of(make, alert)
    late = alert.asked_at + THREE_DAYS
    approve(make, alert, late)
    release(make, late)
    with pytest.raises(shown_first.GoneOut):
        answer(make, alert, OBJECTS, seen=seen)
    assert fresh(alert).state == "published"


def test_a_draft_is_shown_to_nobody(make, report):
    alert = make.draft(report)
    assert shown_first.to_show(make.secrets, make.now, report) == []
    assert says(make, alert) == [TO_ASK]
    with pytest.raises(shown_first.TextChanged):
        answer(make, alert, FINE)


def test_what_is_shown_is_the_text_that_would_go_out(make, report, alert):
    [shown] = shown_first.to_show(make.secrets, make.now, report)
    assert (shown.words, shown.seen, shown.says) == (
        alert_content.read_words(make.secrets, alert),
        text_of(make, alert),
        WAITS,
    )
    assert shown.until == alert.asked_at + THREE_DAYS


def test_nobody_else_answers_for_the_reporter(make, alert):
    other = make.report(permissions=ASKING)
    with pytest.raises(shown_first.TextChanged):
        answer(make, alert, FINE, report=other)
    with pytest.raises(ValueError, match="maybe"):
        answer(make, alert, "maybe")
    assert says(make, alert) == [WAITS]


def test_everybody_behind_it_is_waited_for_and_one_no_is_enough(make, report):
    second = make.report(permissions=ASKING)
    alert = make.draft(report)
    AlertReport.create(alert=alert, report=second)
    AlertReport.create(alert=alert, report=make.report(permissions=["alert"]))
    drafts.ask(make.secrets, make.now, alert, alert.author)
    answer(make, alert, FINE, report=report)
    assert says(make, alert) == [FINE, WAITS]
    with pytest.raises(shown_first.NotSeenYet):
        approve(make, alert)
    answer(make, alert, OBJECTS, report=second)
    with pytest.raises(shown_first.Objected):
        approve(make, alert)
    answer(make, alert, FINE, report=second)
    assert approve(make, alert).state == "approved"


def test_taking_the_wish_back_ends_the_waiting(make, report, alert):
    followup.take_back(make.now, report, "see_first")
    assert says(make, alert) == []
    assert approve(make, alert).state == "approved"


def test_taking_the_wish_back_leaves_a_no_standing_and_the_page_shows_it(make, report, alert):
    answer(make, alert, OBJECTS)
    followup.take_back(make.now, report, "see_first")
    with pytest.raises(shown_first.Objected):
        approve(make, alert)
    assert [one.says for one in shown_first.to_show(make.secrets, make.now, report)] == [OBJECTS]
    answer(make, alert, FINE)
    assert approve(make, alert).state == "approved"


def test_a_wish_given_during_the_hold_keeps_it_until_there_is_an_answer_and_nothing_else_waits_for_it(make):
    first = make.report(permissions=["alert"])
    held, other = make.approved(first, hold=60), make.approved(hold=60)
    wish(first)
    later = make.now + timedelta(seconds=61)
    assert release(make, later) == [other]
    assert fresh(held).state == "approved"
    answer(make, held, FINE)
    assert release(make, later) == [held]


def test_a_wish_given_during_the_hold_is_waited_for_three_days_at_most(make):
    first = make.report(permissions=["alert"])
    held = make.approved(first)
    wish(first)
    assert release(make, held.asked_at + THREE_DAYS - timedelta(seconds=1)) == []
    assert release(make, held.asked_at + THREE_DAYS) == [held]


def test_who_wishes_it_on_a_later_day_has_three_whole_days_too(make):
    first = make.report(permissions=["alert"])
    alert = make.asked(first)
    Alert.update(asked_at=make.now - timedelta(days=10)).where(Alert.id == alert.id).execute()
    wish(first)
    [one] = shown_first.standing(make.secrets, make.now, fresh(alert))
    end_of_day = datetime.combine(make.now.date() + timedelta(days=1), time.min)
    assert (one.says, one.until) == (WAITS, end_of_day + THREE_DAYS)
    with pytest.raises(shown_first.NotSeenYet):
        approve(make, alert)


def test_a_dangerous_warning_waits_like_any_other(make, report):
    alert = make.asked(report, level=3)
    with pytest.raises(shown_first.NotSeenYet):
        approve(make, alert)


def test_a_no_that_stands_at_the_release_sends_it_back_whatever_let_it_come_so_far(make, alert):
    answer(make, alert, FINE)
    approve(make, alert)
    AlertReport.update(answer=OBJECTS).execute()
    assert release(make) == []
    assert (fresh(alert).state, Delivery.select().count()) == ("draft", 0)
    assert Audit.select().where(Audit.action == "alert-release-refused").count() == 1


def test_taking_back_the_warning_itself_ends_everything(make, report, alert):
    answer(make, alert, OBJECTS)
    followup.take_back(make.now, report, "alert")
    assert fresh(alert).state == "withdrawn"
    assert shown_first.to_show(make.secrets, make.now, report) == []


@pytest.mark.parametrize("_round", range(5))
def test_of_a_no_and_a_release_in_the_same_moment_one_wins_whole(make, alert, _round):
    answer(make, alert, FINE)
    approve(make, alert)
    seen, report, start = text_of(make, alert), AlertReport.get().report, threading.Barrier(2)
    refused = []

    def object_now():
        database.connect()
        start.wait()
        try:
            shown_first.answer(make.secrets, make.now, report, seen, OBJECTS)
        except shown_first.GoneOut as problem:
            refused.append(problem)
        finally:
            database.database.close()

    thread = threading.Thread(target=object_now)
    thread.start()
    start.wait()
    release(make)
    thread.join()
    kept, link = fresh(alert), AlertReport.get()
    assert (kept.state, link.answer, len(refused)) in (("published", FINE, 1), ("draft", OBJECTS, 0))
    assert Delivery.select().count() == (1 if kept.state == "published" else 0)


def test_each_answer_leaves_one_row_without_an_hour(make, alert):
    answer(make, alert, FINE)
    rows = Audit.select().where(Audit.action == "alert-answered")
    assert [(row.actor_kind, row.reason, row.hour.hour, row.object_id) for row in rows] == [("code", FINE, 0, alert.id)]


def ask(make, report, **more):
    """A caseworker asks a second person, as the desk does."""
    alert = make.draft(report, **more)
    return shown_first.ask(make.secrets, make.now, alert, alert.author, "", make.team())


def test_a_notice_is_owed_to_those_who_want_to_see_it_and_may_be_written_to(make):
    told = {"contact_how": "email", "contact_value": "sparrow@example.org"}
    ask(make, make.report(permissions=["alert", "contact"], **told))
    ask(make, make.report(permissions=ASKING, **told))
    assert OwedLetter.select().count() == 0
    report = make.report(permissions=[*ASKING, "contact"], **told)
    assert ask(make, report).state == "waiting"
    assert [(row.kind, row.report_id) for row in OwedLetter.select()] == [("message-waits", report.id)]


def test_the_page_of_a_reporter_costs_one_question_where_nothing_waits(make, queries):
    report = make.report(permissions=ASKING)
    queries.clear()
    assert shown_first.to_show(make.secrets, make.now, report) == []
    assert len(queries) == 1


def test_how_they_stand_costs_four_questions_however_many_stand_behind_it(make, report, queries):
    alert = make.draft(report)
    for _number in range(5):
        AlertReport.create(alert=alert, report=make.report(permissions=ASKING))
    alert = fresh(alert)
    queries.clear()
    assert says_of(shown_first.standing(make.secrets, make.now, alert)) == [TO_ASK] * 6
    # The harms and whom it is for are part of the text.
    assert len(queries) == 4


def says_of(found) -> list[str]:
    """The verdicts alone."""
    return [one.says for one in found]


@pytest.mark.parametrize("seed", range(20))
def test_whatever_happens_nothing_is_published_against_a_no_or_before_its_time(make, seed):
    choose = random.Random(seed)
    report = make.report(permissions=ASKING)
    alert = make.asked(report)
    at, texts = make.now, [WORDS, OTHER, WORDS | {"pattern": "Calls late."}]
    for _turn in range(30):
        act = choose.choice(["yes", "no", "stale", "approve", "release", "change", "back", "stop", "wait", "wish"])
        state = fresh(alert).state
        if state == "published":
            break
        before = AlertReport.get()
        try:
            if act in ("yes", "no"):
                answer(make, alert, FINE if act == "yes" else OBJECTS, at=at)
            elif act == "stale":
                answer(make, alert, FINE, seen="0" * 64, at=at)
            elif act == "approve":
                approve(make, alert, at, hold=60)
            elif act == "release":
                release(make, at)
            elif act == "change":
                rewrite(make, alert, choose.choice(texts), at)
            elif act == "back":
                alerts.send_back(at, alert, make.account("editor"))
            elif act == "stop":
                alerts.stop(at, alert, make.account("editor"))
            elif act == "wait":
                at += timedelta(hours=choose.choice((1, 30, 80)))
            else:
                turn_wish(at, report)
        except (drafts.WrongState, drafts.NotChecked, shown_first.Objected, shown_first.NotSeenYet):
            pass
        except shown_first.SaidNoBefore:
            assert before.answer == OBJECTS
        except (shown_first.TextChanged, shown_first.GoneOut):
            assert AlertReport.get().answer == before.answer
        kept = fresh(alert)
        if kept.state == "published":
            link = AlertReport.get()
            is_answered = link.answered_hash == kept.approved_hash
            assert not (is_answered and link.answer == OBJECTS)
            is_over = at - kept.asked_at >= THREE_DAYS and link.answer != OBJECTS
            assert is_answered or is_over or not permissions.may(report, "see_first")


def rewrite(make, alert, words, at):
    """Its author saves words and asks, unless there is nothing to ask about."""
    alert = fresh(alert)
    drafts.save(make.secrets, at, alert, alert.author, words, alert_content.facts_of(alert), make.team())
    if fresh(alert).state == "draft":
        drafts.ask(make.secrets, at, fresh(alert), alert.author)


def turn_wish(at, report):
    """The reporter gives the wish, or takes it back."""
    if permissions.may(report, "see_first"):
        followup.take_back(at, report, "see_first")
    else:
        with writing():
            permissions.give(at, report, ["see_first"])


def test_the_wish_of_somebody_who_only_wants_to_see_it_lets_nobody_warn(make):
    report = make.report(permissions=["see_first"])
    with pytest.raises(permissions.NoPermission):
        make.draft(report)


def test_facts_are_part_of_the_text_that_was_answered(make, alert):
    answer(make, alert, FINE)
    facts = replace(alert_content.facts_of(fresh(alert)), area="uk")
    drafts.save(make.secrets, make.now, fresh(alert), alert.author, WORDS, facts, make.team())
    drafts.ask(make.secrets, make.now, fresh(alert), alert.author)
    assert says(make, alert) == [WAITS]


def test_the_database_itself_refuses_to_publish_what_the_reporter_said_no_to(make, alert):
    approver = make.account("caseworker")
    text = text_of(make, alert)
    answer(make, alert, OBJECTS)
    ready = Alert.update(state="published", approver=approver, approved_hash=text).where(Alert.id == alert.id)
    with pytest.raises(IntegrityError, match="the reporter objects"), writing():
        ready.execute()
    answer(make, alert, FINE)
    with writing():
        assert ready.execute() == 1
