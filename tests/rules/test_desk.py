"""Reading reports: who opens them, how a first reading ends, what is noted."""

import pytest

from models.audit import Audit
from models.report import Report
from rules import desk, permissions, team_keys, waiting

NUMBER = "07700 900461"


def acts(report):
    """Names of what was noted about a report, in order, after it came."""
    rows = Audit.select().where((Audit.object_kind == "Report") & (Audit.object_id == report.id)).order_by(Audit.id)
    return [row.action for row in rows if row.action.startswith(("report-", "contact-"))][1:]


def fresh(report):
    """The row as it is now."""
    return Report.get_by_id(report.id)


@pytest.fixture
def reader(make):
    """A caseworker with the team's key."""
    return make.account("caseworker")


def test_taking_a_report_makes_me_its_reader(make, reader):
    report = make.report(story="He was loud.", state="new")
    desk.take(make.now, report, reader)
    assert fresh(report).state == "reading"
    assert desk.is_reading(report, reader)
    assert acts(report) == ["report-taken"]


def test_taking_it_twice_is_noted_once(make, reader):
    report = make.report(state="new")
    desk.take(make.now, report, reader)
    desk.take(make.now, report, reader)
    assert acts(report) == ["report-taken"]


def test_a_report_that_a_colleague_reads_opens_only_with_a_reason(make, reader):
    report = make.report(state="new")
    desk.take(make.now, report, reader)
    other = make.account("caseworker")
    with pytest.raises(desk.SomebodyReads):
        desk.take(make.now, report, other)
    with pytest.raises(desk.NoReason):
        desk.open_too(make.now, report, other, "because")
    desk.open_too(make.now, report, other, "cover")
    assert desk.is_reading(report, other)
    assert Audit.get(Audit.action == "report-opened-too").reason == "cover"


def test_words_open_only_for_a_reader_with_the_team_key_and_each_opening_is_noted(make, reader):
    report = make.report(story="He was loud.", state="new")
    with pytest.raises(desk.NotReading):
        desk.open_report(make.now, report, reader, make.team())
    desk.take(make.now, report, reader)
    with pytest.raises(team_keys.NoAccess):
        desk.open_report(make.now, report, reader, None)
    assert desk.open_report(make.now, report, reader, make.team()).words.story == "He was loud."
    desk.open_report(make.now, report, reader, make.team())
    assert acts(report) == ["report-taken", "report-opened", "report-opened"]


def test_without_their_leave_the_contact_is_shown_in_danger_alone(make, reader):
    report = make.report(contact_how="text", contact_value=NUMBER, permissions=["alert"], state="new")
    desk.take(make.now, report, reader)
    with pytest.raises(permissions.NoPermission):
        desk.show_contact(make.now, report, reader, make.team(), "asked")
    assert desk.show_contact(make.now, report, reader, make.team(), "safeguarding") == {"how": "text", "value": NUMBER}


def test_the_contact_is_shown_with_a_reason_and_noted(make, reader):
    report = make.report(contact_how="text", contact_value=NUMBER, permissions=["contact"], state="new")
    with pytest.raises(desk.NotReading):
        desk.show_contact(make.now, report, reader, make.team(), "asked")
    desk.take(make.now, report, reader)
    with pytest.raises(desk.NoReason):
        desk.show_contact(make.now, report, reader, make.team(), "")
    assert desk.show_contact(make.now, report, reader, make.team(), "asked") == {"how": "text", "value": NUMBER}
    noted = Audit.get(Audit.action == "contact-shown")
    assert (noted.actor, noted.reason) == (reader.id, "asked")


def test_a_report_is_screened_by_its_reader_and_can_be_taken_up_again(make, reader):
    report = make.report(state="new")
    with pytest.raises(desk.NotReading):
        desk.screen(make.now, report, reader)
    desk.take(make.now, report, reader)
    desk.screen(make.now, report, reader)
    assert fresh(report).state == "screened"
    with pytest.raises(desk.WrongState):
        desk.screen(make.now, report, reader)
    desk.undo(make.now, report, reader)
    assert fresh(report).state == "reading"
    desk.undo(make.now, report, reader)
    assert fresh(report).state == "new"
    assert not desk.is_reading(report, reader)


def test_closing_says_how(make, reader):
    report = make.report(state="new")
    desk.take(make.now, report, reader)
    with pytest.raises(desk.NoReason):
        desk.close(make.now, report, reader, "bored")
    desk.close(make.now, report, reader, "duplicate")
    assert (fresh(report).state, fresh(report).closed_as) == ("closed", "duplicate")
    desk.undo(make.now, report, reader)
    assert (fresh(report).state, fresh(report).closed_as) == ("reading", None)


def test_words_added_to_a_finished_report_put_it_on_the_list_again_and_its_reader_takes_it_up(make, reader):
    report = make.report(state="new")
    desk.take(make.now, report, reader)
    Report.update(state="new").where(Report.id == report.id).execute()
    desk.take(make.now, report, reader)
    assert fresh(report).state == "reading"


def test_an_erased_report_is_not_taken(make, reader):
    report = make.report(state="new")
    Report.update(state="erased").where(Report.id == report.id).execute()
    with pytest.raises(desk.WrongState):
        desk.take(make.now, report, reader)


def test_earlier_reports_about_a_number_are_found_by_coded_facts(make, reader):
    first = make.report(identifiers=NUMBER, harms=["robbery"], area="greater-manchester", permissions=["alert"])
    alert = make.published(first)
    second = make.report(identifiers=f"{NUMBER}, ab12cde", state="new")
    make.report(identifiers="07700 900999")
    desk.take(make.now, second, reader)
    met = desk.open_report(make.now, second, reader, make.team()).words.identifiers
    found = desk.earlier_sightings(second, met, reader)
    assert list(found) == [("phone", "+447700900461")]
    [earlier] = found["phone", "+447700900461"]
    assert (earlier.ref, earlier.area, earlier.harms) == (first.ref, "greater-manchester", ("robbery",))
    assert (earlier.state, earlier.alert) == ("screened", alert.ref)


def test_what_was_added_is_on_the_list_until_somebody_read_it(make, reader):
    report = make.report(state="reading")
    desk.take(make.now, report, reader)
    desk.screen(make.now, report, reader)
    Report.update(has_addition=True).where(Report.id == report.id).execute()
    assert list(waiting.new_first(reader)) == [report]
    desk.open_report(make.now, Report.get_by_id(report.id), reader, make.team())
    assert list(waiting.new_first(reader)) == [report], "opening a page is no word that it was read"
    with pytest.raises(desk.NotReading):
        desk.note_addition_read(make.now, report, make.account("caseworker"))
    desk.note_addition_read(make.now, report, reader)
    assert list(waiting.new_first(reader)) == []
