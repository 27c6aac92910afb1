"""Alerts: a second person, the hold, the release with its deliveries, and taking back."""

from datetime import timedelta

import pytest
from peewee import IntegrityError

from models.alert import Alert, AlertReport
from models.audit import Audit
from models.database import writing
from models.delivery import Delivery
from models.permission import Permission
from rules import alert_content, alerts, desk, drafts, permissions
from tests.factories import WORDS

AREA = "greater-manchester"


def fresh(alert):
    """The row as it is now."""
    return Alert.get_by_id(alert.id)


def approve(make, alert, by, hold=600, seen=None):
    """Approve the text as it is stored."""
    seen = seen or alert_content.hash_of(make.secrets, fresh(alert))
    return alerts.approve(make.secrets, make.now, alert, by, seen, hold)


def take_back(report):
    """End the permission without anything that follows from it."""
    Permission.update(taken_back_on=report.received_on).where(Permission.report == report).execute()


@pytest.fixture
def report(make):
    """A screened report whose reporter lets us warn members."""
    return make.report(story="A long story about a lantern.", permissions=["alert"])


def test_an_alert_goes_from_draft_to_published_and_is_owed_in_the_same_moment(make, report):
    member = make.account("member", areas=[AREA])
    alert = make.approved(report, hold=600)
    assert alerts.release_due(make.secrets, make.now) == []
    later = make.now + timedelta(seconds=601)
    assert alerts.release_due(make.secrets, later) == [alert]
    kept = fresh(alert)
    assert (kept.state, kept.published_at, kept.draft, kept.verdict) == ("published", later, None, None)
    assert alert_content.published_words(kept)["title"] == WORDS["title"]
    assert [row.account for row in Delivery.select().where(Delivery.alert == alert)] == [member]
    assert Audit.select().where(Audit.action == "alert-released").count() == 1
    assert alerts.release_due(make.secrets, later) == []


def test_nobody_approves_their_own_alert(make, report):
    alert = make.asked(report)
    with pytest.raises(alerts.OwnAlert):
        approve(make, alert, alert.author)


def test_the_database_refuses_an_author_who_approves(make, report):
    alert = make.asked(report)
    with pytest.raises(IntegrityError), writing():
        Alert.update(approver=alert.author).where(Alert.id == alert.id).execute()


def test_the_database_refuses_to_publish_without_a_second_person(make, report):
    alert = make.asked(report)
    with pytest.raises(IntegrityError, match="no second person"), writing():
        Alert.update(state="published").where(Alert.id == alert.id).execute()


@pytest.mark.parametrize("role", ["manager", "auditor", "drop-in", "member"])
def test_other_roles_approve_nothing(make, report, role):
    with pytest.raises(alerts.OwnAlert):
        approve(make, make.asked(report), make.account(role))


def test_an_editor_may_approve(make, report):
    assert approve(make, make.asked(report), make.account("editor")).state == "approved"


def test_an_approver_approves_only_the_text_they_saw(make, report):
    alert = make.asked(report)
    with pytest.raises(alerts.WordsChanged):
        approve(make, alert, make.account("editor"), seen="0" * 64)
    assert fresh(alert).state == "waiting"


@pytest.mark.parametrize(
    ("words", "facts"),
    [(WORDS | {"advice": "Keep the door open."}, {}), (WORDS, {"level": 1}), (WORDS, {"area": "uk"})],
)
def test_an_edit_voids_the_approval(make, report, words, facts):
    alert = make.approved(report, hold=600)
    wanted = alert_content.Facts(**(vars(alert_content.facts_of(alert)) | facts))
    drafts.save(make.secrets, make.now, alert, alert.author, words, wanted, make.team())
    kept = fresh(alert)
    assert (kept.state, kept.approver, kept.approved_hash, kept.release_at) == ("draft", None, None, None)
    assert alerts.release_due(make.secrets, make.now + timedelta(days=1)) == []


def test_a_text_changed_behind_the_approval_is_not_released(make, report):
    alert = make.approved(report)
    alert_content.set_words(make.secrets, alert, WORDS | {"title": "Something else"})
    alert.save()
    assert alerts.release_due(make.secrets, make.now) == []
    assert fresh(alert).state == "draft"
    assert Delivery.select().count() == 0


def test_a_stop_during_the_hold_makes_it_a_draft_again(make, report):
    alert = make.approved(report, hold=600)
    alerts.stop(make.now, alert, make.account("caseworker"))
    assert fresh(alert).state == "draft"
    assert alerts.release_due(make.secrets, make.now + timedelta(days=1)) == []
    with pytest.raises(drafts.WrongState):
        alerts.stop(make.now, alert, alert.author)


def test_sending_back_gives_the_draft_to_its_author(make, report):
    alert = make.asked(report)
    alerts.send_back(make.now, alert, make.account("editor"))
    assert fresh(alert).state == "draft"


def test_without_a_live_permission_nothing_is_asked_or_approved(make, report):
    draft = make.draft(report)
    take_back(report)
    with pytest.raises(permissions.NoPermission):
        drafts.ask(make.secrets, make.now, draft, draft.author)
    other = make.report(permissions=["alert"])
    waiting = make.asked(other)
    take_back(other)
    with pytest.raises(permissions.NoPermission):
        approve(make, waiting, make.account("editor"))


def test_without_a_live_permission_nothing_is_released(make, report):
    make.account("member", areas=[AREA])
    alert = make.approved(report)
    take_back(report)
    assert alerts.release_due(make.secrets, make.now) == []
    assert fresh(alert).state == "draft"
    assert Delivery.select().count() == 0


def test_the_database_alone_refuses_to_publish_without_a_live_permission(make, report):
    alert = make.approved(report)
    take_back(report)
    with pytest.raises(IntegrityError, match="no live permission"), writing():
        Alert.update(state="published").where(Alert.id == alert.id).execute()


def test_one_alert_that_may_not_leave_does_not_stop_the_others(make, report):
    refused = make.approved(report)
    broken = make.approved()
    Alert.update(draft="1.k1.broken").where(Alert.id == broken.id).execute()
    good = make.approved()
    take_back(report)
    assert alerts.release_due(make.secrets, make.now) == [good]
    assert [fresh(one).state for one in (refused, broken, good)] == ["draft", "draft", "published"]


def test_withdrawing_cancels_what_is_owed_in_the_same_transaction(make, report):
    make.account("member", areas=[AREA])
    alert = make.published(report)
    with pytest.raises(RuntimeError), writing():
        alerts.withdraw(make.now, alert, alert.author, "mistake")
        raise RuntimeError("the disk was full")
    assert fresh(alert).state == "published"
    assert [row.state for row in Delivery.select()] == ["owed"]
    alerts.withdraw(make.now, alert, alert.author, "mistake")
    assert (fresh(alert).state, fresh(alert).withdrawn_why) == ("withdrawn", "mistake")
    assert [row.state for row in Delivery.select()] == ["cancelled"]
    with pytest.raises(desk.NoReason):
        alerts.withdraw(make.now, alert, alert.author, "bored")


def test_a_report_that_is_lost_withdraws_an_alert_that_has_no_other(make, report):
    make.account("member", areas=[AREA])
    alert = make.published(report)
    with writing():
        alerts.lose_report(make.now, report)
    kept = fresh(alert)
    assert (kept.state, kept.withdrawn_why, kept.words) == ("withdrawn", "taken-back", None)
    assert [row.state for row in Delivery.select()] == ["cancelled"]
    assert not AlertReport.select().exists()


def test_a_report_that_is_lost_leaves_an_alert_with_another_to_be_saved_again(make, report):
    alert = make.approved(report, hold=600)
    other = make.report(permissions=["alert"])
    AlertReport.create(alert=alert, report=other)
    with writing():
        alerts.lose_report(make.now, report)
    kept = fresh(alert)
    assert (kept.state, kept.verdict) == ("draft", None)
    assert drafts.reports_behind(kept) == [other]


def test_nobody_approves_words_they_once_wrote(make, report):
    first = make.account("caseworker")
    alert = make.draft(report, by=first)
    second = make.account("caseworker")
    desk.open_too(make.now, report, second, "cover")
    facts = alert_content.facts_of(alert)
    changed = WORDS | {"pattern": "Calls after midnight."}
    drafts.save(make.secrets, make.now, alert, second, changed, facts, make.team())
    verdict = alert_content.read_verdict(make.secrets, fresh(alert))
    drafts.ask(make.secrets, make.now, fresh(alert), second, verdict.fingerprint)
    with pytest.raises(alerts.OwnAlert):
        approve(make, fresh(alert), first)


def test_the_database_lets_no_alert_be_born_published(make):
    with pytest.raises(IntegrityError, match="no second person"), writing():
        Alert.create(state="published", month="2026-11", words="{}")


def test_the_database_keeps_the_words_of_a_published_alert(make, report):
    alert = make.published(report)
    with pytest.raises(IntegrityError, match="words do not change"), writing():
        Alert.update(words="{}").where(Alert.id == alert.id).execute()


def test_the_database_puts_no_report_without_permission_behind_an_alert(make, report):
    alert = make.published(report)
    with pytest.raises(IntegrityError, match="no live permission"), writing():
        AlertReport.create(alert=alert, report=make.report())
