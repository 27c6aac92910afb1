"""The desk for reports about professionals: the list, steps with their days, letters, and who is locked out."""

from datetime import timedelta

import pytest

from blueprints.professionals.staff_shown import LIMITS
from models.audit import Audit
from models.codes import PROFESSIONS
from models.key_pair import KeyGrant
from models.professional import ComplaintStep, ConflictLock
from models.report import Report
from rules import accounts, complaint_letters, complaints, desk, followup, locks
from rules.complaint_words import Words
from tests.browser_client import HTML, Browser
from tests.rules.complaining import BODY, Told

ALL = "/staff/professionals/"
CLOCK = LIMITS[0]


@pytest.fixture
def told(make, me) -> Told:
    """A report that `me` reads."""
    return Told(make, me)


def path(told: Told, act: str = "") -> str:
    return f"{ALL}{told.report.ref}/{act}"


def add(browser, told, **fields):
    """Fill in the form for a step."""
    return browser.submit(path(told), {"body": BODY, **fields}, action=path(told, "step/"))


def test_the_list_says_what_is_due_and_leads_to_the_report(make, browser, told):
    told.step()
    day = complaints.today(make.now) - timedelta(days=2)
    ComplaintStep.update(due_on=day).execute()
    page = browser.get(ALL)
    words = page.words()
    assert f"{told.report.ref} {PROFESSIONS['police'].name} · Northern Ireland" in words
    assert "Refused to help or to see me" in words
    assert "▲ Overdue since" in words
    assert f'href="{path(told)}"' in page.text
    assert "He shouted" not in words


def test_the_list_goes_on_over_pages(make, browser, monkeypatch):
    for _ in range(3):
        make.report("new", kind="professional")
    monkeypatch.setattr("blueprints.professionals.staff.PAGE", 2)
    first = browser.get(ALL)
    more = next(link for link in first.tree.iter(HTML + "a") if "after=" in link.get("href"))
    second = browser.get(more.get("href")).words()
    assert [one.ref in second for one in Report.select().order_by(Report.id)] == [False, False, True]


def test_the_door_on_the_desk_counts_what_waits_or_is_overdue(make, browser):
    def door() -> str:
        links = browser.get("/staff/").tree.iter(HTML + "a")
        return next("".join(one.itertext()) for one in links if one.get("href") == ALL)

    assert door().endswith("Nothing waits")
    make.report("new", kind="professional")
    assert door().endswith("1 waits")


def test_who_does_not_read_it_is_sent_to_take_it_and_sees_no_word(app, make, told):
    told.step(note="Quokkanote")
    told.save()
    other = Browser(app).sign_in(make.account("caseworker"))
    page = other.get(path(told))
    assert f"/staff/reports/{told.report.ref}/" in page.text
    assert not any(word in page.words() for word in ("shouted", "Quokkanote", "You hurt me"))
    assert other.get(path(told, "letter/")).status == 303
    assert other.get(path(told, "letter/print/")).status == 303


def test_without_the_key_nothing_opens(app, make, told, me):
    make.account("caseworker")
    KeyGrant.delete().where(KeyGrant.account == me).execute()
    page = Browser(app).sign_in(me).get(path(told))
    assert "You wait for access" in page.words()
    assert "shouted" not in page.words()


def test_it_shows_what_matters_for_a_complaint_and_the_way_beside(browser, told):
    words = browser.get(path(told)).words()
    for said in ("He shouted at me.", "Anyshire Police", "Northern Ireland", "An apology or an explanation"):
        assert said in words
    assert "Who goes over the answer:" in words
    assert Audit.select().where(Audit.action == "report-opened").count() == 1


def test_a_report_of_another_kind_has_no_such_page(make, browser, me):
    report = make.report("new")
    desk.take(make.now, report, me)
    assert browser.get(f"{ALL}{report.ref}/").status == 404


def test_a_step_is_added_changed_done_and_removed(make, browser, told):
    assert add(browser, told, clock=CLOCK, from_on="29/2/2024", note="Ring them").location == path(told)
    step = ComplaintStep.get()
    page = browser.get(path(told))
    assert "▲ Overdue since" in page.words()
    assert "Ring them" in page.words()
    change = f"{path(told)}?step={step.id}"
    fields = browser.get(change).fields(path(told, "step/"))
    assert (fields["body"], fields["from_on"], fields["note"]) == (BODY, "29/02/2024", "Ring them")
    browser.post(path(told, "step/"), fields | {"note": "Write to them"})
    assert ComplaintStep.select().count() == 1
    assert "Write to them" in browser.get(path(told)).words()
    for act, done in (("done", True), ("open", False)):
        browser.submit(path(told), {"act": act}, action=path(told, "step/mark/"))
        assert bool(ComplaintStep.get().done_on) == done
    browser.submit(path(told), {"act": "remove"}, action=path(told, "step/mark/"))
    assert ComplaintStep.select().count() == 0


def test_the_later_save_of_a_step_shows_both_notes_and_goes_when_pressed_again(browser, told):
    add(browser, told, note="First")
    change = f"{path(told)}?step={ComplaintStep.get().id}"
    older, newer = (browser.get(change).fields(path(told, "step/")) for _ in range(2))
    browser.post(path(told, "step/"), newer | {"note": "Theirs, meanwhile"})
    page = browser.post(path(told, "step/"), older | {"note": "Mine"})
    assert page.status == 422
    assert complaints.StepChanged.message in page.words() and "Theirs, meanwhile" in page.words()
    again = page.fields(path(told, "step/"))
    assert again["note"] == "Mine"
    assert browser.post(path(told, "step/"), again).status == 303
    words = browser.get(path(told)).words()
    assert "Mine" in words and "Theirs, meanwhile" not in words


@pytest.mark.parametrize(
    ("fields", "at", "says"),
    [
        ({"from_on": "4/11/2099"}, "from_on", "This day has not come yet."),
        ({"from_on": ""}, "from_on", "Write the day from which the time runs."),
        ({"from_on": "30/2/2026"}, "from_on", "Write a day, such as 4/11/2026."),
        ({"body": ""}, "body", "Choose a body from the list."),
    ],
)
def test_a_step_that_cannot_be_comes_back_with_a_sentence_and_its_note(browser, told, fields, at, says):
    page = add(browser, told, **{"clock": CLOCK, "from_on": "1/2/2026", "note": "Keep me", **fields})
    assert page.status == 422
    assert page.by_id(f"{at}-error").text == says
    assert page.fields(path(told, "step/"))["note"] == "Keep me"
    assert ComplaintStep.select().count() == 0


def test_a_lock_for_oneself_closes_the_report_at_once(browser, told, me):
    answer = browser.submit(path(told), {"whom": f"account:{me.ref}"}, action=path(told, "lock/"))
    assert answer.location == ALL
    assert "You do not find it any more either." in browser.follow(answer).words()
    for page in ("", "letter/", "letter/print/"):
        assert browser.get(path(told, page)).status == 404
    assert browser.post(path(told, "step/mark/"), {}).status in (400, 404)


def test_a_lock_added_while_somebody_reads_ends_their_reading_at_once(app, make, browser, told):
    other = make.account("caseworker")
    desk.open_too(make.now, told.report, other, "cover")
    theirs = Browser(app).sign_in(other)
    fields = theirs.get(path(told)).fields(path(told, "step/"))
    told.save()
    browser.submit(path(told), {"whom": f"account:{other.ref}"}, action=path(told, "lock/"))
    assert theirs.get(path(told)).status == 404
    assert theirs.get(path(told, "letter/print/")).status == 404
    assert theirs.post(path(told, "step/"), fields | {"body": BODY}).status == 404
    assert told.report.ref not in theirs.get(ALL).words()
    assert ComplaintStep.select().count() == 0
    assert "caseworker 2" in browser.get(path(told)).words()


def test_somebody_of_that_name_who_came_later_is_locked_out_before_they_read_a_word(app, make, me, told):
    about = Told(make, me, details={"who": {"name": ["Bell Sparrow"], "organisation": ["The Blue House"]}})
    bell = make.account("caseworker")
    accounts.rename(make.secrets, bell, "Bell Sparrow")
    theirs, read = Browser(app).sign_in(bell), f"/staff/reports/{about.report.ref}/read/"
    token = theirs.get("/staff/").fields("/sign-out/")
    assert theirs.post(read, token | {"reason": "cover"}).status == 404
    assert desk.find(about.report.ref, bell) is None and not desk.is_reading(about.report, bell)
    assert [(row.account, row.locked_by) for row in locks.live(about.report)] == [(bell, None)]
    locks.end(make.now, about.report, locks.live(about.report).get().id, me)
    theirs.post(read, token | {"reason": "cover"})
    assert desk.is_reading(about.report, bell), "what a colleague ended is not begun anew"
    assert theirs.post(f"/staff/reports/{told.report.ref}/read/", token | {"reason": "cover"}).status == 303


def test_a_lock_for_a_project_or_for_num_and_its_end(make, browser, told, project):
    browser.submit(path(told), {"whom": f"project:{project.ref}"}, action=path(told, "lock/"))
    assert f"Everybody of {project.name}" in browser.get(path(told)).words()
    browser.submit(path(told), action=path(told, "unlock/"))
    assert locks.live(told.report).count() == 0
    browser.submit(path(told), {"whom": "num"}, action=path(told, "lock/"))
    assert ConflictLock.select().where(ConflictLock.is_num & ConflictLock.ended_on.is_null()).count() == 1
    assert browser.get(path(told)).status == 404


def test_who_does_not_read_it_adds_and_ends_no_lock(app, make, told):
    other = Browser(app).sign_in(make.account("caseworker"))
    token = other.get("/staff/").fields("/sign-out/")
    assert other.post(path(told, "lock/"), token | {"whom": "num"}).status == 422
    locks.add(make.now, told.report, told.me, is_num=False, project=make.project())
    assert other.post(path(told, "unlock/"), token | {"lock": str(ConflictLock.get().id)}).status == 422
    assert locks.live(told.report).count() == 1


def test_a_letter_is_begun_changed_and_printed(browser, told):
    assert browser.submit(path(told), action=path(told, "letter/begin/")).location == path(told, "letter/")
    assert "He shouted at me." in browser.get(path(told, "letter/")).words()
    saved = browser.submit(
        path(told, "letter/"), {"to": "The Chief", "text": "I was hurt."}, action=path(told, "letter/")
    )
    assert "The person sees it" in browser.follow(saved).words()
    assert told.look().words == Words("The Chief", "I was hurt.", "")
    paper = browser.get(path(told, "letter/print/"))
    assert paper.by_id("letter").text.startswith("The Chief")
    assert f"Our number for it is {told.report.ref}." in paper.by_id("letter").text


def test_the_later_save_keeps_both_texts_in_sight(make, browser, told):
    told.save()
    fields = browser.get(path(told, "letter/")).fields(path(told, "letter/")) | {"text": "Mine"}
    told.save(Words("The Chief", "Theirs, meanwhile"))
    page = browser.post(path(told, "letter/"), fields)
    assert page.status == 422
    assert "Theirs, meanwhile" in page.words()
    assert told.look().words.text == "Theirs, meanwhile"
    again = page.fields(path(told, "letter/"))
    assert again["text"] == "Mine"
    assert browser.post(path(told, "letter/"), again).status == 303
    assert told.look().words.text == "Mine"


def test_the_desk_cannot_agree_and_marks_as_sent_only_what_the_person_agreed_to(make, browser, told):
    told.save()
    page = browser.get(path(told, "letter/"))
    assert path(told, "letter/sent/") not in page.text
    assert "Only the person can agree to it" in page.words()
    told.agree("complaint")
    sent = {"how": "post", "to": "1 High Street"}
    assert browser.submit(path(told, "letter/"), sent, action=path(told, "letter/sent/")).status == 303
    assert "✓ Sent" in browser.get(path(told, "letter/")).words()
    assert (told.look().state, told.look().sent_to) == ("sent", "1 High Street")


def test_what_was_taken_back_while_the_page_was_open_is_not_sent(make, browser, told):
    told.save()
    told.agree("complaint")
    fields = browser.get(path(told, "letter/")).fields(path(told, "letter/sent/"))
    followup.take_back(make.now, told.report, "complaint")
    page = browser.post(path(told, "letter/sent/"), fields | {"how": "post", "to": "x"})
    assert page.status == 422
    assert complaint_letters.NotAgreed.message in page.words()
    assert "That ended" in page.words()
    assert told.look().state == "draft"


def test_a_name_without_its_permission_is_not_on_the_desk(make, browser, told):
    told.save(is_named=True)
    assert "Sparrow" not in browser.get(path(told, "letter/")).text + browser.get(path(told, "letter/print/")).text
    followup.give(make.now, told.report, told.inbox, "complaint_named")
    assert "Sparrow" in browser.get(path(told, "letter/print/")).words()


@pytest.mark.parametrize(("kind", "has"), [("professional", True), ("harm", False)])
def test_what_came_of_a_complaint_is_offered_for_a_complaint_alone(make, browser, me, kind, has):
    report = make.report("new", kind=kind)
    desk.take(make.now, report, me)
    words = browser.get(f"/staff/messages/{report.ref}/").words()
    assert ("They said sorry." in words, "Members were warned." in words) == (has, not has)


def test_a_step_is_confirmed_and_the_messages_lead_back_to_the_complaint(browser, told):
    assert "Saved." in browser.follow(add(browser, told)).words()
    page = browser.get(f"/staff/messages/{told.report.ref}/")
    assert path(told) in [one.get("href") for one in page.tree.iter(HTML + "a")]
