"""What a project worker sees of the project's own reports: where they stand, messages, figures; never a word."""

import csv
import re
from io import StringIO

import pytest

from blueprints.spreadsheet import written
from models.audit import Audit
from models.codes import PERMISSIONS
from models.database import writing
from models.key_pair import KeyGrant
from models.message import Message, Thread
from models.project import Project
from models.report import Report
from rules import desk, followup, messages, outcomes, permissions, threads
from rules.answers import SAID
from rules.form_ids import new_form_id
from tests.browser_client import HTML, Browser, Page
from tests.rules.telling import WORD, tell, tell_many

HIDDEN = (WORD, "Axolotlplace", "Numbatlooks", "07700900777", "tarsier@example.net")


@pytest.fixture
def project(make) -> Project:
    """A project."""
    return make.project(name="Lantern Outreach")


@pytest.fixture
def worker(app, make, project) -> Browser:
    """Somebody who works for it, signed in, with access."""
    return Browser(app).sign_in(make.account("project-worker", project=project))


@pytest.fixture
def report(make, project) -> Report:
    """A report of the project with every kind of word in it."""
    said = {"place": HIDDEN[1], "looks": HIDDEN[2], "identifiers": HIDDEN[3], "contact_how": "email"}
    given = {"alert": "person", "checker": SAID}
    return tell(make, project, tuple(given), given_by=given, contact_value=HIDDEN[4], area="london", **said)


def path(report: Report, act: str = "") -> str:
    """The address of a report's page, or of something done there."""
    return f"/projects/reports/{report.ref}/{act}"


def casework_writes(make, report: Report, words: str) -> None:
    """A caseworker writes to the project."""
    team, by = make.team(), make.account("caseworker")
    desk.open_too(make.now, report, by, "cover")
    form = make.form_id()
    messages.from_casework(make.secrets, make.now, report, "project", by, form, words, team_private=team)


def claim(make, report: Report, *given: str) -> None:
    """The person came with the code and took the report over."""
    with writing():
        Report.update(claimed_on=make.now.date()).where(Report.id == report.id).execute()
        permissions.give(make.now, report, given)


def plain(page: Page) -> str:
    """A page without the token, which is masked anew each time."""
    return re.sub(r'(name="csrf_token" value=")[^"]*', r"\1", page.text)


def test_anybody_may_read_what_projects_are(client, signed_in):
    page = client.get("/projects/")
    assert page.status == 200
    links = [link.get("href") for link in page.tree.iter(HTML + "a")]
    assert {"/projects/join/", "/sign-in/?next=/projects/"} <= set(links)
    assert "/sign-in/?next=/projects/" not in signed_in("member").get("/projects/").text


def test_the_home_leads_to_everything_and_lists_own_reports(worker, report):
    page = worker.get("/projects/")
    doors = {link.get("href") for link in page.tree.iter(HTML + "a")}
    wanted = {"/projects/enter/", "/alerts/", "/alerts/sheet/", "/check/", "/projects/figures/", "/projects/workers/"}
    assert wanted <= doors
    for shown in ("Lantern Outreach", report.ref, "Threats", "Waits for a caseworker"):
        assert shown in page.words()


def test_no_word_of_a_report_and_nobodys_name_is_on_any_page(make, worker, report, project):
    casework_writes(make, report, "Please ring us")
    pages = [worker.get(one) for one in ("/projects/", path(report), "/projects/figures/", "/projects/figures.csv")]
    assert [page.status for page in pages] == [200] * 4
    told = [(page.text.count(word), word) for page in pages for word in (*HIDDEN, "project-worker", "caseworker 1")]
    assert [word for count, word in told if count] == []


def test_the_list_says_where_each_report_stands(make, worker, report):
    assert "Waits for a caseworker" in worker.get("/projects/").words()
    by = make.account("caseworker")
    desk.take(make.now, report, by)
    assert "A caseworker is reading it" in worker.get("/projects/").words()
    desk.screen(make.now, report, by)
    assert "A caseworker has read it" in worker.get("/projects/").words()
    outcomes.tell(make.now, report, by, "supported")
    assert "A caseworker supports the person." in worker.get("/projects/").words()
    make.published(report, area="uk")
    assert "Members were warned" in worker.get("/projects/").words()


def test_messages_that_wait_stand_above_the_list_until_they_are_read(make, worker, report, project):
    tell(make, project)
    assert "Messages that wait" not in worker.get("/projects/").words()
    casework_writes(make, report, "Please ring us")
    page = worker.get("/projects/")
    assert page.text.index("Messages that wait") < page.text.index(report.ref) < page.text.index("Your reports")
    # Once above the list and once in it.
    assert page.words().count("A message waits") == 2
    worker.get(path(report))
    assert "Messages that wait" in worker.get("/projects/").words()
    assert worker.submit(path(report), action=path(report, "read/")).status == 303
    assert "Messages that wait" not in worker.get("/projects/").words()


def test_what_came_while_the_page_was_open_still_waits(make, worker, report):
    casework_writes(make, report, "First")
    fields = worker.get(path(report)).fields(path(report, "read/"))
    casework_writes(make, report, "Second")
    worker.post(path(report, "read/"), fields)
    assert Thread.get().waits_for_party


def test_more_goes_on_where_the_page_ended(make, worker, project):
    tell_many(make, project, 120)
    seen, page = [], worker.get("/projects/?after=nonsense")
    while True:
        table = page.words().split("Your reports")[1]
        seen += re.findall(r"R-MANY\d{4}", table)
        more = [link.get("href") for link in page.tree.iter(HTML + "a") if link.text == "More"]
        if not more:
            break
        page = worker.get(more[0])
    assert len(seen) == len(set(seen)) == 120
    assert "Enter paper forms" not in page.words()


def test_a_home_with_2000_reports_and_300_workers_asks_as_often_as_one_with_ten(make, worker, project, queries):
    tell_many(make, project, 10, workers=3)
    del queries[:]
    assert worker.get("/projects/").status == 200
    few = len(queries)
    Thread.delete().execute()
    Report.delete().execute()
    tell_many(make, project, 2_000, workers=303, first_worker=3)
    del queries[:]
    page = worker.get("/projects/")
    assert (page.words().count("R-MANY"), len(queries)) == (50 + 20, few)


def test_the_page_of_a_report_says_by_whom_each_permission_was_given(make, worker, report):
    words = worker.get(path(report)).words()
    assert f"{PERMISSIONS['alert'].label}The person said so" in words
    assert f"{PERMISSIONS['checker'].label}Said to agree" in words
    assert PERMISSIONS["police_anon"].label not in words


def test_the_page_says_what_came_of_it_and_when(make, worker, report):
    by = make.account("caseworker")
    desk.take(make.now, report, by)
    outcomes.tell(make.now, report, by, "kept")
    words = worker.get(path(report)).words()
    assert f"We keep it as a record. Told on {make.now.day} {make.now:%B %Y}" in words


def test_the_page_reminds_whose_the_receipt_code_is(worker, report):
    words = worker.get(path(report)).words()
    assert "The receipt code is the person’s" in words
    assert "They can also take it over" in words


def test_a_message_goes_to_casework_and_comes_back_opened(make, worker, report):
    answer = worker.submit(path(report), {"words": "She is safe now."}, action=path(report, "message/"))
    assert answer.status == 303
    page = worker.follow(answer)
    assert "Sent. A caseworker will read it." in page.words()
    assert "Your project · " in page.words()
    assert "She is safe now." in page.words()
    assert [one.words for one in threads.open_thread(report, "project", team_private=make.team())] == [
        "She is safe now."
    ]


def test_a_double_tap_is_one_message(worker, report):
    fields = worker.get(path(report)).fields(path(report, "message/")) | {"words": "She is safe now."}
    for _tap in range(2):
        assert worker.post(path(report, "message/"), fields).status == 303
    assert Message.select().count() == 1


@pytest.mark.parametrize("wrong", [{"words": " "}, {"form_id": "old"}, {"words": "x" * 20_001}])
def test_a_message_that_is_not_taken_comes_back_whole(worker, report, wrong):
    fields = worker.get(path(report)).fields(path(report, "message/")) | {"words": "She is safe now."} | wrong
    page = worker.post(path(report, "message/"), fields)
    assert page.status in (413, 422)
    assert page.fields(path(report, "message/"))["words"].strip() == fields["words"].strip()
    assert Message.select().count() == 0


def test_a_message_with_a_form_that_was_too_old_goes_the_second_time(worker, report):
    fields = worker.get(path(report)).fields(path(report, "message/")) | {"words": "She is safe now.", "form_id": "x"}
    page = worker.post(path(report, "message/"), fields)
    assert worker.post(path(report, "message/"), page.fields(path(report, "message/"))).status == 303


def test_hostile_words_are_shown_and_never_run(make, worker, report):
    casework_writes(make, report, "<script>alert(1)</script> {{ 7*7 }}")
    page = worker.get(path(report))
    assert "<script>alert(1)</script> {{ 7*7 }}" in page.words()
    assert [one for one in page.tree.iter(HTML + "script") if one.text] == []


def test_without_access_the_worker_is_told_to_wait_and_reads_nothing(app, make, project, worker, report):
    casework_writes(make, report, "Please ring us")
    late = make.account("project-worker", project=project)
    with writing():
        KeyGrant.delete().where(KeyGrant.account == late).execute()
    browser = Browser(app).sign_in(late)
    for page in (browser.get("/projects/"), browser.get(path(report))):
        assert "You wait for access" in page.words()
        assert "Please ring us" not in page.text
    token = browser.get("/projects/").fields("/sign-out/")
    page = browser.post(path(report, "message/"), token | {"words": "She is safe now.", "form_id": "x"})
    assert (page.status, "She is safe now." in page.words()) == (422, True)


def test_nothing_is_changed_by_looking(make, worker, report):
    casework_writes(make, report, "Please ring us")
    before = Audit.select().count()
    for one in ("/projects/", path(report), "/projects/figures/", "/projects/figures.csv"):
        worker.get(one)
    assert Audit.select().count() == before
    assert Thread.get().waits_for_party


@pytest.mark.parametrize("whose", ["another project's", "the site's own", "claimed", "deleted"])
@pytest.mark.parametrize("act", ["", "message/", "read/", "permission/"])
def test_what_a_project_may_not_see_is_answered_as_what_is_not_there(make, worker, project, whose, act):
    report = tell(make, make.project() if whose == "another project's" else project, permissions=("alert",))
    if whose == "the site's own":
        report = make.report(permissions=["alert"])
    elif whose == "claimed":
        claim(make, report)
    elif whose == "deleted":
        followup.erase(make.now, report)
    before = (Audit.select().count(), Message.select().count(), permissions.may(report, "alert"))
    fields = worker.get("/projects/").fields("/sign-out/")
    fields |= {"words": "x", "name": "alert", "form_id": new_form_id(make.secrets, make.now)}
    answers = [
        worker.post(one, fields) if act else worker.get(one)
        for one in (path(report, act), f"/projects/reports/R-00000000/{act}")
    ]
    assert [answer.status for answer in answers] == [404, 404]
    assert plain(answers[0]) == plain(answers[1])
    assert list(answers[0].headers.keys()) == list(answers[1].headers.keys())
    assert (Audit.select().count(), Message.select().count(), permissions.may(report, "alert")) == before
    assert report.ref not in worker.get("/projects/").text


def test_a_claimed_report_that_the_person_shows_is_there_and_theirs_alone_to_decide(make, worker, report):
    claim(make, report, "local_project")
    assert "Taken over by the person" in worker.get("/projects/").words()
    page = worker.get(path(report))
    assert "has taken this report over" in page.words()
    assert [form for form in page.forms() if form.get("action") == path(report, "permission/")] == []
    fields = page.fields(path(report, "message/")) | {"name": "alert"}
    answer = worker.post(path(report, "permission/"), fields)
    assert "Now only they choose" in worker.follow(answer).words()
    assert permissions.may(report, "alert")


def test_what_the_person_of_a_claimed_report_allows_is_not_the_projects_to_read(make, worker, report):
    Report.update(claimed_on=make.now.date()).execute()
    with writing():
        permissions.give(make.now, report, ["local_project", "police_anon"])
    text = worker.get(f"/projects/reports/{report.ref}/").words()
    assert "What the person lets us do" not in text and "police" not in text.lower()


def test_a_permission_goes_back_at_once_when_the_person_says_so(make, worker, report):
    alert = make.published(report, area="uk")
    fields = worker.get(path(report)).fields(path(report, "permission/"))
    assert fields["name"] == "alert"
    page = worker.follow(worker.post(path(report, "permission/"), fields))
    assert "Done. We no longer do this." in page.words()
    assert f"Taken back on {make.now.day} {make.now:%B %Y}" in page.words()
    assert type(alert).get_by_id(alert.id).state == "withdrawn"


def test_a_project_never_gives_a_permission(worker, report):
    fields = worker.get(path(report)).fields(path(report, "permission/")) | {"name": "police_full", "act": "give"}
    worker.post(path(report, "permission/"), fields)
    assert permissions.live_names(report) == ["alert", "checker"]


def test_what_would_let_us_do_more_has_no_button(make, worker, project):
    report = tell(make, project, permissions=("alert", "see_first"))
    page = worker.get(path(report))
    names = [form.get("action") for form in page.forms()].count(path(report, "permission/"))
    assert names == 1
    fields = page.fields(path(report, "permission/")) | {"name": "see_first"}
    assert worker.post(path(report, "permission/"), fields).status == 422


def test_figures_are_on_a_page_and_in_a_table(make, worker, report, project):
    tell(make, project, permissions=("alert",), harms=("theft",), area="wales")
    page = worker.get("/projects/figures/")
    for shown in ("Small numbers may point to a person", "Threats", "London", "Wales", "Partner project"):
        assert shown in page.words()
    answer = worker.get("/projects/figures.csv")
    assert answer.text.startswith("\ufeffMonth,Reports received,")
    rows = list(csv.reader(StringIO(answer.text.removeprefix("\ufeff"))))
    assert [len(row) for row in rows] == [len(rows[0])] * 14
    table = {row[0]: dict(zip(rows[0], row, strict=True)) for row in rows[1:]}
    month = table[f"{make.now:%Y-%m}"]
    assert (month["Reports received"], month["Accounts of harm: Threats"], month["Area: Wales"]) == ("2", "1", "1")
    assert month == table["All"] | {"Month": f"{make.now:%Y-%m}"}


def test_the_table_is_a_file_that_nothing_keeps_and_that_says_nothing(make, worker):
    answer = worker.get("/projects/figures.csv")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="figures-{make.now.year}.csv"'
    assert "no-store" in answer.headers["Cache-Control"]
    assert "\r\n" in answer.text
    assert "\n" not in answer.text.replace("\r\n", "")


@pytest.mark.parametrize("cell", ["=1+1", "+44", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_a_cell_that_a_spreadsheet_would_run_is_made_harmless(cell):
    ((found, other),) = csv.reader(StringIO(written([[cell, "a, b"]]), newline=""))
    assert (found, other) == (f"'{cell}", "a, b")


def test_a_year_is_chosen_among_those_there_are(make, worker, project):
    year = make.now.year
    tell(make, project, received_on=make.now.date().replace(year=year - 2, day=1))
    page = worker.get("/projects/figures/")
    links = [link.get("href") for link in page.tree.iter(HTML + "a")]
    years = [f"/projects/figures/?year={one}" for one in (year, year - 1, year - 2)]
    assert [link for link in links if link and "/figures/?year=" in link] == years
    assert f"Figures for {year - 2}" in worker.get(years[2]).words()
    for nonsense in ("1", "99999", "x", "", str(year + 1), "-5"):
        assert f"Figures for {year}" in worker.get(f"/projects/figures/?year={nonsense}").words()


def test_the_bars_have_a_name_and_a_table_with_the_same_numbers(make, worker, report):
    page = worker.get("/projects/figures/")
    bars = next(one for one in page.tree.iter() if str(one.tag).endswith("}svg"))
    assert (bars.get("role"), "same numbers" in bars.get("aria-label")) == ("img", True)
    rows = [[cell.text for cell in row] for row in page.tree.iter(HTML + "tr")]
    assert [f"{make.now:%b}", "1", "0", "0", "0"] in rows


def test_a_worker_without_a_project_finds_only_what_projects_are(app, make, worker):
    account = make.account("project-worker")
    browser = Browser(app).sign_in(account)
    with writing():
        type(account).update(project=None).where(type(account).id == account.id).execute()
    assert "What a project can do" in browser.get("/projects/").words()
    for one in ("/projects/figures/", "/projects/figures.csv", "/projects/reports/R-00000000/"):
        assert browser.get(one).status == 404
