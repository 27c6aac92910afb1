"""A project's desk: its reports in a list, and a permission that the person takes back."""

import pytest

from models.alert import Alert
from models.audit import Audit
from models.database import writing
from models.permission import Permission
from models.report import Report
from models.sighting import Sighting
from rules import desk, messages, permissions, project_desk, threads
from rules.answers import SAID, UNKNOWN
from rules.permissions import UnknownPermission
from rules.project_desk import Claimed, NotYours
from tests.rules.telling import tell, tell_many


@pytest.fixture
def worker(make, project):
    """Somebody who works for it."""
    return make.account("project-worker", project=project)


def write(make, report: Report) -> None:
    """A caseworker writes to the project."""
    team, by = make.team(), make.account("caseworker")
    form = make.form_id()
    desk.open_too(make.now, report, by, "cover")
    messages.from_casework(make.secrets, make.now, report, threads.PROJECT, by, form, "Please ring", team_private=team)


def test_a_report_is_shown_with_codes_and_where_it_stands(make, project):
    report = tell(make, project, permissions=("alert",), harms=("threats", "theft"))
    own = project_desk.own(report)
    assert (own.ref, own.received_on, own.harms) == (report.ref, make.now.date(), ("threats", "theft"))
    assert (own.stands, own.outcome, own.claimed_on, own.has_message) == ("waiting", None, None, False)
    make.published(report, area="uk")
    assert project_desk.own(report).stands == "warned"


def test_what_is_shown_has_no_place_for_a_word_or_a_name():
    fields = set(project_desk.Own.__dataclass_fields__)
    days = {"received_on", "outcome_on", "claimed_on"}
    assert fields == {"ref", "harms", "stands", "outcome", "has_message"} | days


def test_reports_come_newest_first_and_a_page_goes_on_after_the_last(make, project):
    tell_many(make, project, 10)
    refs, after = [], None
    while page := project_desk.reports(project, 3, after):
        refs += [own.ref for own in page]
        after = refs[-1]
    # Four a day: of one day the newest stands first.
    days = [3, 2, 1, 0], [7, 6, 5, 4], [9, 8]
    assert refs == [f"R-MANY{number:04d}" for day in days for number in day]


def test_a_name_that_is_not_theirs_starts_the_list_at_the_top(make, project):
    tell_many(make, project, 3)
    other = tell(make, make.project())
    whole = project_desk.reports(project, 9)
    assert project_desk.reports(project, 9, other.ref) == project_desk.reports(project, 9, "nonsense") == whole


def test_messages_that_wait_are_found_wherever_their_report_stands(make, project, worker):
    waiting = tell(make, project)
    tell(make, project)
    assert project_desk.with_messages(project) == []
    write(make, waiting)
    assert [(own.ref, own.has_message) for own in project_desk.with_messages(project)] == [(waiting.ref, True)]
    assert [own.has_message for own in project_desk.reports(project, 9)] == [False, True]


def test_another_projects_waiting_messages_are_not_ours(make, project, worker):
    write(make, tell(make, project))
    assert project_desk.with_messages(make.project()) == []


@pytest.mark.parametrize("count", [30, 2_000])
def test_a_page_costs_the_same_few_queries_however_many_reports_there_are(make, project, worker, queries, count):
    tell_many(make, project, count, workers=300 if count > 30 else 3)
    del queries[:]
    assert len(project_desk.reports(project, 51, "R-MANY0009")) == min(51, count - 11)
    assert len(project_desk.with_messages(project)) == min(count // 10, project_desk.MOST_WAITING)
    assert len(queries) == 9


def test_only_an_own_report_is_found(make, project):
    mine, other = tell(make, project), tell(make, make.project())
    assert project_desk.find(project, mine.ref) == mine
    for ref in (other.ref, make.report().ref, "nonsense", "", "R-%"):
        with pytest.raises(NotYours):
            project_desk.find(project, ref)


def test_permissions_are_shown_as_they_were_given_those_taken_back_too(make, project):
    given = {"checker": SAID, "alert": "person", "research": UNKNOWN}
    report = tell(make, project, permissions=tuple(given), given_by=given)
    with writing():
        permissions.take_back(make.now, report, "alert")
    shown = [(row.name, row.given_by, row.taken_back_on) for row in project_desk.permissions_of(report)]
    assert shown == [("alert", "person", make.now.date()), ("checker", SAID, None)]


def test_taking_back_ends_what_the_permission_allowed_and_names_the_worker(make, project, worker):
    report = tell(make, project, permissions=("alert", "checker"), identifiers="07700 900461")
    alert = make.published(report, area="uk")
    for name in ("alert", "checker"):
        project_desk.take_back(make.now, report, name, worker)
    assert Alert.get_by_id(alert.id).state == "withdrawn"
    assert Sighting.select().count() == 0
    rows = Audit.select().where(Audit.action.startswith("permission-taken-back:") & (Audit.object_id == report.id))
    assert [(row.action.split(":")[1], row.actor, row.actor_kind) for row in rows] == [
        ("alert", worker.id, "project-worker"),
        ("checker", worker.id, "project-worker"),
    ]


def test_taking_back_twice_is_once(make, project, worker):
    report = tell(make, project, permissions=("alert",))
    for _time in range(2):
        project_desk.take_back(make.now, report, "alert", worker)
    assert Audit.select().where(Audit.action == "permission-taken-back:alert").count() == 1


def test_nobody_takes_back_for_a_report_of_another_project(make, project):
    report = tell(make, project, permissions=("alert",))
    for by in (make.account("project-worker", project=make.project()), make.account("member")):
        with pytest.raises(NotYours):
            project_desk.take_back(make.now, report, "alert", by)
    assert permissions.may(report, "alert")


def test_after_the_person_took_the_report_over_they_alone_decide(make, project, worker):
    report = tell(make, project, permissions=("alert", "local_project"))
    with writing():
        Report.update(claimed_on=make.now.date()).execute()
    with pytest.raises(Claimed):
        project_desk.take_back(make.now, report, "alert", worker)
    assert permissions.may(report, "alert")


def test_what_would_let_us_do_more_is_not_the_projects_to_take_back(make, project, worker):
    report = tell(make, project, permissions=("alert", "see_first"))
    for name in ("see_first", "nonsense", ""):
        with pytest.raises(UnknownPermission):
            project_desk.take_back(make.now, report, name, worker)
    assert Permission.live().count() == 2
