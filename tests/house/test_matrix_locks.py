"""Whom a report is about: whatever their role, no route shows it to them or lets them change it."""

import pytest
from werkzeug.routing import Rule

from models.account import Account
from models.report import Report
from rules import access, desk, locks
from tests.browser_client import Browser
from tests.house.scenery import Scenery, token_of
from tests.house.test_matrix import METHODS, changes, dump, places, report_in, undone


@pytest.fixture
def scenery(app, make) -> Scenery:
    """What stands behind the addresses."""
    (app.config["DATA_DIR"] / "letters").mkdir()
    (app.config["DATA_DIR"] / "letters" / "1.eml").write_text("Subject: Hello\n\nA letter.\n")
    return Scenery(app, make)


def about_reports(scenery: Scenery) -> list[tuple[Rule, str]]:
    """Every route that names a report, with the address of a real one."""
    rules = sorted(scenery.app.url_map.iter_rules(), key=lambda rule: rule.rule)
    found = [(rule, path) for rule in rules if "ref" in rule.arguments for path in places(scenery, rule)]
    return [(rule, path) for rule, path in found if report_in(path) is not None]


def asked(scenery: Scenery, browser: Browser, lock, is_done: bool = False) -> dict[tuple[str, str], int]:
    """How each route that names a report answers this browser once `lock` was put on it, by method and endpoint.

    Where every answer is a refusal, nothing has changed; with `is_done` what is done is undone again each time.
    """
    app, token, found = scenery.app, token_of(browser), {}
    cases = about_reports(scenery)
    for report in {report.id: report for _, path in cases if (report := report_in(path))}.values():
        lock(report)
    before = dump(app)
    for rule, path in cases:
        for method in sorted(rule.methods & set(METHODS)):
            app.extensions["num_limits"].reset()
            with undone(app, method == "POST" and is_done):
                answer = browser.open(path, method=method, data=token if method == "POST" else None)
            found[method, f"{rule.endpoint} {path}"] = answer.status
    if set(found.values()) <= {403, 404}:
        assert changes(before, dump(app)) == []
    return found


def signed_in(scenery: Scenery, account: Account) -> Browser:
    """A browser of this account."""
    scenery.app.extensions["num_limits"].reset()
    return Browser(scenery.app).sign_in(account)


def test_a_caseworker_whom_it_is_about_finds_it_nowhere_though_they_were_reading_it(scenery, make):
    me, colleague = scenery.me, make.account("caseworker")
    answers = asked(scenery, signed_in(scenery, me), lambda report: lock(make, report, colleague, account=me))
    assert len(answers) > 40
    open_to_me = {key for key, _status in answers.items() if access.may(access.CASEWORKER, key[1].split()[0])}
    assert {key: answers[key] for key in open_to_me if answers[key] != 404} == {}
    assert {key: status for key, status in answers.items() if status not in (403, 404)} == {}


def test_another_caseworker_finds_it(scenery, make):
    me, named = scenery.me, make.account("caseworker")
    answers = asked(scenery, signed_in(scenery, me), lambda report: lock(make, report, me, account=named), is_done=True)
    mine = {key: status for key, status in answers.items() if access.may(access.CASEWORKER, key[1].split()[0])}
    assert [key for key, status in mine.items() if status in (403, 404)] == []


@pytest.mark.parametrize("role", sorted(access.STAFF - {access.INDEPENDENT}))
def test_what_is_about_num_is_found_by_nobody_who_works_for_num(scenery, make, role):
    by = make.account("independent")
    account = scenery.me if role == access.CASEWORKER else make.account(role)
    answers = asked(scenery, signed_in(scenery, account), lambda report: lock(make, report, by, is_num=True))
    assert {key: status for key, status in answers.items() if status not in (403, 404)} == {}


def test_what_is_about_num_is_found_by_an_independent_reader_who_finds_nothing_else(scenery, make):
    _caseworker, outsider = scenery.me, make.account("independent")
    browser = signed_in(scenery, outsider)
    other = asked(scenery, browser, lambda report: None)
    assert {key: status for key, status in other.items() if status not in (403, 404)} == {}
    about_num = asked(scenery, browser, lambda report: lock(make, report, outsider, is_num=True), is_done=True)
    theirs = {key: status for key, status in about_num.items() if access.may(access.INDEPENDENT, key[1].split()[0])}
    assert len(theirs) > 20
    assert [key for key, status in theirs.items() if status in (403, 404)] == []


def test_a_projects_workers_find_nothing_of_what_is_about_their_project(scenery, make):
    worker = make.account("project-worker")
    browser = signed_in(scenery, worker)
    without = asked(scenery, browser, lambda report: None, is_done=True)
    open_to_them = [key for key, status in without.items() if status not in (403, 404)]
    assert len(open_to_them) >= 4, "their own report is there before the lock"
    about = asked(scenery, browser, lambda report: lock(make, report, scenery.me, project=worker.project))
    assert {key: status for key, status in about.items() if status not in (403, 404)} == {}


def lock(make, report: Report, by: Account, **whom) -> None:
    """Lock a report that somebody may have begun to read."""
    locks.add(make.now, report, by, **whom)
    named = whom.get("account")
    assert named is None or desk.find(report.ref, named) is None
