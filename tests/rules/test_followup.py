"""Coming back with a code: nothing more can be learned from it than is safe, and taking back acts at once."""

import pytest

from models.alert import Alert, AlertReport
from models.delivery import Delivery
from models.permission import Permission
from models.report import Addition, Harm, Report, ReportKey
from models.session import Session
from models.sighting import Sighting
from rules import alerts, followup, permissions, report_words, reports
from rules.answers import Answers
from rules.followup import NoSuchCode, NothingAdded
from rules.keyed import shown_code
from rules.vault import NotOpened

ANSWERS = Answers(
    harms=("theft",), story="My bag", identifiers="07700 900123", permissions=("alert", "checker"), contact_value="x"
)


@pytest.fixture
def sent(make, secrets):
    make.team()
    return reports.send(secrets, make.now, ANSWERS, make.form_id())


def test_a_code_opens_its_report_as_people_type_it(make, secrets, sent):
    report, _ = followup.open_code(secrets, make.now, shown_code(sent.code).lower().replace(" ", "-"))
    assert report == sent.report


@pytest.mark.parametrize("typed", ["", "0000 0000 0000 0000", "nonsense", "' OR 1=1 --"])
def test_any_wrong_code_costs_the_same_work_as_a_right_one(make, secrets, sent, typed):
    before = secrets.slow.runs
    followup.open_code(secrets, make.now, sent.code)
    right = secrets.slow.runs - before
    with pytest.raises(NoSuchCode):
        followup.open_code(secrets, make.now, typed)
    assert secrets.slow.runs - before - right == right == 1


def test_what_is_added_is_sealed_and_the_team_reads_it(make, secrets, sent):
    report, inbox = followup.open_code(secrets, make.now, sent.code)
    followup.add(make.now, report, inbox, "He came back")
    assert report_words.open_additions(report, make.team()) == [(make.now.date(), "He came back")]
    assert Report.get().has_addition
    assert "came back" not in Addition.get().words


def test_adding_nothing_is_refused(make, secrets, sent):
    report, inbox = followup.open_code(secrets, make.now, sent.code)
    with pytest.raises(NothingAdded):
        followup.add(make.now, report, inbox, "  \n")


def test_adding_leaves_the_checker_as_it_was(make, secrets, sent):
    Report.update(state="screened").execute()
    report, inbox = followup.open_code(secrets, make.now, sent.code)
    followup.add(make.now, report, inbox, "More")
    assert Report.get().state == "screened"


def test_taking_back_checker_removes_its_sightings_and_nobody_elses(make, secrets, sent):
    other = make.report(identifiers="07700 900123", permissions=("checker",))
    followup.take_back(make.now, sent.report, "checker")
    assert [row.report_id for row in Sighting.select()] == [other.id]


def test_taking_back_alert_withdraws_the_alert_and_cancels_what_is_owed(make, sent):
    make.account("member")
    alert = make.published(sent.report, area="uk")
    assert [row.state for row in Delivery.select()] == ["owed"]
    followup.take_back(make.now, sent.report, "alert")
    assert Alert.get_by_id(alert.id).state == "withdrawn"
    assert [row.state for row in Delivery.select()] == ["cancelled"]


def test_an_alert_with_another_reports_permission_behind_it_stays(make, sent):
    alert = make.published(sent.report, area="uk")
    other = make.report(permissions=("alert",))
    AlertReport.create(alert=alert, report=other)
    followup.take_back(make.now, sent.report, "alert")
    assert Alert.get_by_id(alert.id).state == "published"
    followup.take_back(make.now, other, "alert")
    assert Alert.get_by_id(alert.id).state == "withdrawn"


def test_taking_back_one_permission_leaves_the_others(make, sent):
    followup.take_back(make.now, sent.report, "alert")
    assert permissions.live_names(sent.report) == ["checker"]


def test_a_number_taken_out_of_the_checker_comes_back_when_it_is_allowed_again(make, secrets, sent):
    report, inbox = followup.open_code(secrets, make.now, sent.code)
    before = [(bytes(row.key), row.report_id) for row in Sighting.select()]
    followup.take_back(make.now, report, "checker")
    assert Sighting.select().count() == 0
    followup.give(make.now, report, inbox, "checker")
    assert [(bytes(row.key), row.report_id) for row in Sighting.select()] == before


def test_what_was_deleted_may_be_sent_again(make, secrets, sent):
    followup.erase(make.now, sent.report)
    form = make.form_id()
    assert not reports.send(secrets, make.now, ANSWERS, form).is_repeat


def test_the_very_same_form_may_be_sent_again_after_deleting(make, secrets):
    make.team()
    form = make.form_id()
    followup.erase(make.now, reports.send(secrets, make.now, ANSWERS, form).report)
    assert not reports.send(secrets, make.now, ANSWERS, form).is_repeat
    assert Report.select().where(Report.state == "new").count() == 1


def test_deleting_takes_the_words_of_alerts_that_ended_otherwise(make, sent):
    alert = make.published(sent.report, area="uk")
    alerts.withdraw(make.now, alert, make.account("caseworker"), "resolved")
    followup.erase(make.now, sent.report)
    assert Alert.get_by_id(alert.id).words is None


def test_a_permission_can_be_given_later(make, secrets, sent):
    _, inbox = followup.open_code(secrets, make.now, sent.code)
    followup.give(make.now, sent.report, inbox, "contact")
    assert permissions.live_names(sent.report) == ["alert", "checker", "contact"]


def test_deleting_destroys_words_contact_key_code_and_identifiers(make, secrets, sent):
    report, inbox = followup.open_code(secrets, make.now, sent.code)
    followup.add(make.now, report, inbox, "More")
    followup.erase(make.now, report)
    kept = Report.get()
    assert (kept.words, kept.contact, kept.code_key, kept.receipt_private_key) == (None, None, None, None)
    assert [table.select().count() for table in (ReportKey, Addition, Sighting, Session)] == [0, 0, 0, 0]
    assert not kept.has_addition
    with pytest.raises(NoSuchCode):
        followup.open_code(secrets, make.now, sent.code)
    with pytest.raises(NotOpened):
        report_words.open_words(kept, make.team())


def test_deleting_keeps_the_coded_facts_to_be_counted(make, secrets, sent):
    followup.erase(make.now, sent.report)
    assert [harm.code for harm in Harm.select()] == ["theft"]
    assert Report.get().state == "erased"


def test_the_status_is_told_in_one_of_four_words(make, sent):
    told = [followup.status(sent.report)]
    for state in ("reading", "screened"):
        sent.report.state = state
        told.append(followup.status(sent.report))
    make.published(sent.report, area="uk")
    assert [*told, followup.status(sent.report)] == ["waiting", "reading", "read", "warned"]


def test_a_page_from_before_the_report_was_deleted_gives_no_permission_to_it(make, secrets, sent):
    report, inbox = followup.open_code(secrets, make.now, sent.code)
    followup.erase(make.now, Report.get_by_id(report.id))
    with pytest.raises((NoSuchCode, NotOpened)):
        followup.give(make.now, report, inbox, "alert")
    assert Permission.live().count() == 0
