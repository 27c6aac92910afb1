"""The manager's desk for projects: letting in, areas and agreement, another lead, ending."""

from datetime import timedelta

import pytest

from models.account import Account
from models.letter import OwedLetter
from models.project import Project
from models.session import Session
from rules import invitations, projects
from tests.browser_client import Browser

CONTACT = projects.Contact("Ines", "ines@example.org", "0161 496 0000", "A clinic on Tuesdays.")


@pytest.fixture
def manager(app, make):
    """A manager's browser."""
    return Browser(app).sign_in(make.account("manager"))


@pytest.fixture
def asking(make, secrets) -> Project:
    """An organisation that waits for an answer."""
    form = make.form_id()
    return projects.ask(secrets, make.now, form, "Lantern House", ["merseyside"], CONTACT)


def fresh(project: Project) -> Project:
    """The project as it is stored."""
    return Project.get_by_id(project.id)


def answer(browser: Browser, project: Project, **changes):
    """Send the form of areas and agreement."""
    path = f"/staff/projects/{project.ref}/"
    return browser.submit(path, {"areas": ["merseyside"], "act": "admit", **changes}, path)


def test_the_manager_sees_who_waits_on_the_desk_and_whom_to_ask_for(manager, asking):
    assert "1 waits" in manager.get("/staff/").words()
    assert "Lantern House" in manager.get("/staff/projects/").words()
    page = manager.get(f"/staff/projects/{asking.ref}/").words()
    for said in ("Ines", "ines@example.org", "0161 496 0000", "A clinic on Tuesdays."):
        assert said in page


def test_letting_in_sends_the_first_invitation(manager, asking, make):
    page = answer(manager, asking, agreement_on=f"{make.now:%Y-%m-%d}", areas=["merseyside", "cumbria"])
    assert page.status == 303
    assert (fresh(asking).state, fresh(asking).area_codes) == ("admitted", ["cumbria", "merseyside"])
    assert OwedLetter.get().kind == "project-invitation"
    page = manager.get(f"/staff/projects/{asking.ref}/").words()
    assert "invited on" in page and "the invitation is not accepted" in page


@pytest.mark.parametrize("day", ["", "tomorrow", "2999-01-01"])
def test_without_a_day_of_the_agreement_nobody_is_let_in(manager, asking, day):
    page = answer(manager, asking, agreement_on=day)
    assert page.status == 422 and 'id="agreement_on-error"' in page.text
    assert fresh(asking).state == "applied" and not Account.select().where(Account.state == "invited").exists()


def test_areas_and_agreement_are_saved_before_the_answer(manager, asking, make):
    day = make.now.date() - timedelta(days=3)
    assert answer(manager, asking, act="save", agreement_on=f"{day}", areas=["uk"]).status == 303
    assert (fresh(asking).state, fresh(asking).agreement_on, fresh(asking).area_codes) == ("applied", day, ["uk"])


def test_letting_in_twice_tells_that_a_colleague_was_quicker(manager, asking, make):
    day = f"{make.now:%Y-%m-%d}"
    answer(manager, asking, agreement_on=day)
    page = answer(manager, asking, agreement_on=day)
    assert page.status == 409 and "A colleague was quicker" in page.words()
    assert OwedLetter.select().count() == 1


def test_refusing_takes_a_reason_and_writes_to_nobody(manager, asking):
    path = f"/staff/projects/{asking.ref}/refuse/"
    assert manager.submit(path).status == 422
    assert manager.submit(path, {"reason": "no-agreement"}).status == 303
    assert (fresh(asking).state, fresh(asking).contact) == ("refused", None)
    assert not OwedLetter.select().exists()
    assert "Lantern House" not in manager.get("/staff/projects/").words()


def test_another_lead_is_invited_when_nobody_is_left(manager, make):
    project = make.project("Lantern House")
    path = f"/staff/projects/{project.ref}/"
    page = manager.submit(path, {"name": "Ona", "email": "ona@example.org"}, f"{path}lead/")
    assert page.status == 303
    (invited,) = invitations.waiting(project)
    assert invited.is_lead


def test_ending_asks_once_and_shuts_everybody_out(app, manager, make):
    project = make.project("Lantern House")
    worker = make.account("project-worker", project=project)
    theirs = Browser(app).sign_in(worker)
    path = f"/staff/projects/{project.ref}/end/"
    assert "Its one worker is signed out" in manager.get(path).words() and fresh(project).state == "admitted"
    assert manager.submit(path).status == 303
    assert theirs.get("/projects/workers/").location.startswith("/sign-in/")
    assert not Session.select().where(Session.account == worker).exists()
    page = manager.get(f"/staff/projects/{project.ref}/").words()
    assert "ended" in page and "Invite a lead" not in page
    assert manager.submit(path).status == 303 and fresh(project).state == "ended"


def test_a_project_that_never_was_is_not_found(manager):
    assert manager.get("/staff/projects/P-00000000/").status == 404


@pytest.mark.parametrize("role", ["caseworker", "editor", "auditor", "drop-in", "project-worker", "member"])
def test_only_managers_reach_the_desk_for_projects(signed_in, asking, role):
    browser = signed_in(role)
    for path in ("/staff/projects/", f"/staff/projects/{asking.ref}/", f"/staff/projects/{asking.ref}/end/"):
        assert browser.get(path).status == 403


def test_the_list_takes_as_many_queries_for_forty_projects_as_for_one(manager, make, queries):
    make.project()
    manager.get("/staff/projects/")
    queries.clear()
    manager.get("/staff/projects/")
    few = len(queries)
    for _ in range(40):
        make.account("project-worker", project=make.project())
    queries.clear()
    manager.get("/staff/projects/")
    assert len(queries) == few


def test_the_list_goes_on_on_a_second_page(manager, make):
    for number in range(52):
        make.project(f"Lantern {number:02d}")
    page = manager.get("/staff/projects/")
    assert page.words().count("Works with us") == 50 and "Lantern 01" not in page.words()
    after = page.text.split('href="/staff/projects/?after=')[1].split('"')[0]
    assert "Lantern 00" in manager.get(f"/staff/projects/?after={after}").words()


def test_a_manager_has_no_other_role_for_a_project_worker(manager, make):
    worker = make.account("project-worker")
    path = f"/staff/accounts/{worker.ref}/"
    page = manager.get(path)
    assert "Save this role" not in page.words() and 'value="project-worker"' not in page.text
    assert 'value="project-worker"' not in manager.get("/staff/accounts/new/").text
    token = manager.get("/account/leave/").fields()["csrf_token"]
    assert manager.post(path, {"act": "role", "role": "manager", "csrf_token": token}).status == 409
    assert Account.get_by_id(worker.id).role == "project-worker"
