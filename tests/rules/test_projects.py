"""Projects: an organisation asks, is let in under an agreement, and ends."""

from datetime import timedelta

import pytest

from models.account import Account, AccountLink
from models.letter import OwedLetter
from models.project import Project
from models.session import Session
from rules import accounts, invitations, project_list, projects
from rules.projects import AnsweredAlready, Contact, NoAgreement
from rules.roles import WroteAlready
from tests.browser_client import Browser
from tests.factories import PASSWORD, address_of

CONTACT = Contact("Ines", "ines@example.org", "0161 496 0000", "A clinic on Tuesdays.")


def asked(make, secrets, name: str = "Lantern", areas=("merseyside",)) -> Project:
    """An organisation that waits for an answer."""
    return projects.ask(secrets, make.now, make.form_id(), name, list(areas), CONTACT)


def admit(make, secrets, project: Project, areas=("merseyside",), agreement_on=None) -> Account:
    """Let it in; returns the invited lead."""
    manager, on = make.account("manager"), agreement_on or make.now.date()
    projects.admit(secrets, make.now, manager, project, list(areas), on, lambda token: f"https://x/{token}/")
    (lead,) = invitations.waiting(project)
    return lead


def test_a_request_keeps_whom_to_ask_for_sealed(make, secrets):
    project = Project.get_by_id(asked(make, secrets).id)
    assert (project.state, project.name, project.area_codes) == ("applied", "Lantern", ["merseyside"])
    assert "ines" not in project.contact.lower()
    assert projects.contact_of(secrets, project) == CONTACT


def test_the_same_form_twice_is_one_request_with_the_newer_answers(make, secrets):
    form = make.form_id()
    first = projects.ask(secrets, make.now, form, "Lantern", ["merseyside"], CONTACT)
    projects.ask(secrets, make.now, form, "Lantern House", ["uk"], Contact("Ines", "other@example.org"))
    (project,) = Project.select()
    assert (project.id, project.name, project.area_codes) == (first.id, "Lantern House", ["uk"])
    assert projects.contact_of(secrets, project).address == "other@example.org"


def test_a_form_sent_again_after_the_answer_changes_nothing(make, secrets):
    form = make.form_id()
    project = projects.ask(secrets, make.now, form, "Lantern", ["merseyside"], CONTACT)
    admit(make, secrets, project)
    projects.ask(secrets, make.now, form, "Everywhere", ["uk"], CONTACT)
    (project,) = Project.select()
    assert (project.name, project.state, project.area_codes) == ("Lantern", "admitted", ["merseyside"])


def test_two_forms_are_two_requests(make, secrets):
    assert asked(make, secrets).ref != asked(make, secrets).ref


def test_letting_in_invites_the_contact_as_lead(make, secrets):
    project = asked(make, secrets)
    lead = admit(make, secrets, project)
    project = Project.get_by_id(project.id)
    assert (project.state, project.admitted_on, project.agreement_on) == ("admitted", *[make.now.date()] * 2)
    assert (lead.role, lead.state, lead.is_lead, lead.verifier) == ("project-worker", "invited", True, None)
    assert (accounts.name_of(secrets, lead), lead.area_codes) == ("Ines", ["merseyside"])
    (letter,) = OwedLetter.select()
    assert (letter.kind, letter.account_id) == ("project-invitation", lead.id)


@pytest.mark.parametrize("days", [None, 1])
def test_without_an_agreement_that_holds_today_nobody_is_let_in(make, secrets, days):
    project, manager = asked(make, secrets), make.account("manager")
    agreement_on = make.now.date() + timedelta(days=days) if days else None
    with pytest.raises(NoAgreement):
        projects.admit(secrets, make.now, manager, project, ["uk"], agreement_on, str)
    assert Project.get_by_id(project.id).state == "applied"
    assert not OwedLetter.select().exists()


def test_a_project_that_was_let_in_keeps_an_agreement(make):
    with pytest.raises(NoAgreement):
        projects.keep(make.now, make.account("manager"), make.project(), ["uk"], None)


def test_only_the_first_answer_counts(make, secrets):
    project, manager = asked(make, secrets), make.account("manager")
    other = Project.get_by_id(project.id)
    projects.refuse(make.now, manager, project, "other")
    with pytest.raises(AnsweredAlready):
        projects.admit(secrets, make.now, manager, other, ["uk"], make.now.date(), str)
    assert Project.get_by_id(project.id).state == "refused"
    assert not Account.select().where(Account.role == "project-worker").exists()


def test_when_no_letter_may_go_nobody_is_let_in(make, secrets):
    admit(make, secrets, asked(make, secrets))
    again = asked(make, secrets, "Lantern Two")
    with pytest.raises(WroteAlready):
        projects.admit(secrets, make.now, make.account("manager"), again, ["uk"], make.now.date(), str)
    assert Project.get_by_id(again.id).state == "applied"


def test_refusing_deletes_whom_to_ask_for(make, secrets):
    project = asked(make, secrets)
    projects.refuse(make.now, make.account("manager"), project, "not-honest")
    project = Project.get_by_id(project.id)
    assert (project.state, project.contact, projects.contact_of(secrets, project)) == ("refused", None, None)


def test_an_unknown_reason_is_no_reason(make, secrets):
    with pytest.raises(ValueError):
        projects.refuse(make.now, make.account("manager"), asked(make, secrets), "whim")


def test_an_area_taken_away_is_taken_from_the_workers_too(make):
    project = make.project(areas=["merseyside", "cumbria"])
    both = make.account("project-worker", project=project, areas=["cumbria", "merseyside"])
    one = make.account("project-worker", project=project, areas=["cumbria"])
    none = make.account("project-worker", project=project, areas=[])
    projects.keep(make.now, make.account("manager"), project, ["merseyside"], make.now.date())
    assert [Account.get_by_id(one.id).area_codes for one in (both, one, none)] == [["merseyside"], ["merseyside"], []]


def test_ending_a_project_shuts_everybody_out_at_once(app, make, secrets):
    project = make.project()
    lead, second = (make.account("project-worker", project=project) for _ in range(2))
    browser = Browser(app).sign_in(second)
    invited = invitations.invite(secrets, make.now, lead, project, "Ona", "ona@example.org", str)
    elsewhere = make.account("project-worker", project=make.project())
    projects.end(make.now, make.account("manager"), project)

    gone = Account.select().where(Account.project == project)
    assert {(one.state, one.is_lead, one.verifier, one.public_key) for one in gone} == {("closed", False, None, None)}
    assert not Session.select().where(Session.account == second).exists()
    assert browser.get("/account/").location.startswith("/sign-in/")
    assert not AccountLink.select().where(AccountLink.account == invited).exists()
    assert [letter.state for letter in OwedLetter.select()] == ["cancelled"]
    with pytest.raises(accounts.WrongPassword):
        accounts.sign_in(secrets, make.now, address_of(lead), PASSWORD)
    assert Account.get_by_id(elsewhere.id).state == "admitted"
    project = Project.get_by_id(project.id)
    assert (project.state, project.ended_on) == ("ended", make.now.date())


def test_reports_of_an_ended_project_stay(make, secrets):
    project = make.project()
    report = make.report()
    report.project = project
    report.save()
    projects.end(make.now, make.account("manager"), project)
    assert project_list.listing(10)[0].reports == 1


def test_a_project_ends_once(make):
    project, manager = make.project(), make.account("manager")
    projects.end(make.now, manager, project)
    with pytest.raises(AnsweredAlready):
        projects.end(make.now, manager, project)


def test_nobody_is_invited_to_a_project_that_ended(make, secrets):
    project, manager = make.project(), make.account("manager")
    projects.end(make.now, manager, project)
    with pytest.raises(AnsweredAlready):
        projects.invite_lead(secrets, make.now, manager, project, "Ona", "ona@example.org", str)


def test_a_name_finds_the_admitted_project_or_makes_one(make):
    first = projects.named(make.now, "Lantern", ["merseyside"])
    assert projects.named(make.now, "Lantern", ["cumbria"]) == first
    assert first.area_codes == ["cumbria", "merseyside"]
    projects.end(make.now, make.account("manager"), first)
    assert projects.named(make.now, "Lantern", []) != first


def test_the_list_shows_who_waits_first_and_counts_in_three_queries(make, secrets, queries):
    ended, running = make.project("Ended"), make.project("Running")
    make.account("project-worker", project=running)
    invitations.invite(secrets, make.now, None, running, "Ona", "ona@example.org", str)
    projects.end(make.now, make.account("manager"), ended)
    projects.refuse(make.now, make.account("manager"), asked(make, secrets, "Refused"), "other")
    asked(make, secrets, "Asking")
    queries.clear()
    rows = project_list.listing(10)
    assert len(queries) == 3
    assert [(row.project.name, row.workers, row.invited) for row in rows] == [
        ("Asking", 0, 0),
        ("Running", 1, 1),
        ("Ended", 0, 0),
    ]


def test_the_pages_of_the_list_follow_each_other_without_gaps(make, secrets):
    for number in range(4):
        asked(make, secrets, f"Asking {number}")
        make.project(f"Running {number}")
    shown, after = [], None
    while rows := project_list.listing(3, after):
        shown += [row.project.name for row in rows]
        after = rows[-1].ref
    assert shown == [f"Asking {number}" for number in (3, 2, 1, 0)] + [f"Running {number}" for number in (3, 2, 1, 0)]
