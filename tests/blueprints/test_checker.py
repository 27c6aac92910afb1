"""The checker as a page."""

import logging

import pytest

from models.database import database
from models.tally import Tally
from rules.alerts import withdraw
from tests.factories import WORDS

NUMBER, OTHER = "07700 900123", "07700 900456"
HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def fresh_limits(app):
    """Nobody has asked yet."""
    app.extensions["num_limits"].reset()


@pytest.fixture
def member(signed_in):
    """A browser signed in as a member."""
    return signed_in("member")


def reported(make, identifiers=NUMBER, **answers):
    """A screened report that lets the checker answer."""
    return make.report(identifiers=identifiers, **{"permissions": ["checker"], **answers})


def ask(browser, value, **more):
    """One check."""
    fields = browser.get("/check/").fields("/check/")
    return browser.post("/check/", {**fields, "value": value}, **more)


def typed_in(page):
    """What stands in the box."""
    return "".join(page.by_id("value").itertext())


def test_a_known_number_is_answered_without_a_name_or_a_word_of_the_report(make, member):
    reported(make, story="He wore a green lantern.", area="west-yorkshire", harms=["robbery"], place="Mill Lane")
    reported(make, story="Another lantern.", area="west-yorkshire", harms=["robbery"])
    page = ask(member, "+44 7700 900123")
    words = page.words()
    assert page.status == 200
    assert "Reported 2 times" in words and "West Yorkshire" in words and "▲ Dangerous" in words
    assert typed_in(page) == "+44 7700 900123"
    assert not [word for word in ("lantern", "Mill Lane", "R-") if word in words]


def test_an_unknown_number_is_no_clearance_and_both_come_with_advice(make, member):
    reported(make)
    known, unknown = ask(member, NUMBER).words(), ask(member, OTHER).words()
    assert "Nothing in our records That does not mean it is safe." in unknown
    for words in (known, unknown):
        assert "A number we do not know is not a safe number." in words
        assert "Did this change a plan?" in words


def test_known_and_unknown_are_equally_long(make, member):
    report = reported(make, area="west-yorkshire", harms=["robbery", "threats"], permissions=["checker", "alert"])
    make.published(report, words={**WORDS, "title": "Man who robs & threatens <people>"})
    for headers in ({}, HTMX):
        sizes = [int(ask(member, value, headers=headers).headers["Content-Length"]) for value in (NUMBER, OTHER)]
        assert sizes[0] == sizes[1]


def test_a_much_reported_number_is_as_long_as_an_unknown_one(make, member):
    areas = ["west-yorkshire", "greater-manchester", "greater-glasgow", "kent", "cleveland", "uk"]
    harms = ["robbery", "threats", "rape", "stalking", "broken-consent", "weapon"]
    for area in areas:
        make.published(
            reported(make, area=area, harms=harms, permissions=["checker", "alert"]), words={**WORDS, "title": "&" * 80}
        )
    known = ask(member, NUMBER)
    assert "and 3 more" in known.words()
    assert known.headers["Content-Length"] == ask(member, OTHER).headers["Content-Length"]


def test_the_answer_is_not_compressed(make, member):
    answer = ask(member, NUMBER, headers={"Accept-Encoding": "gzip, br"})
    assert "Content-Encoding" not in answer.headers
    assert answer.headers["Cache-Control"] == "no-store, private"


def test_a_live_alert_is_linked_until_it_is_withdrawn(make, member):
    alert = make.published(reported(make, permissions=["checker", "alert"]))
    assert f"/alerts/{alert.ref}/" in ask(member, NUMBER).text
    withdraw(make.now, alert, make.account("caseworker"), "mistake")
    page = ask(member, NUMBER)
    assert alert.ref not in page.text and WORDS["title"] not in page.text
    assert "Reported once" in page.words()


def test_somebody_who_may_not_read_alerts_gets_no_link(make, signed_in):
    alert = make.published(reported(make, permissions=["checker", "alert"]))
    page = ask(signed_in("drop-in"), NUMBER)
    assert WORDS["title"] in page.words() and alert.ref not in page.text


@pytest.mark.parametrize("typed", ["", "dave", "07700", "<script>1</script>", '" onfocus="alert(1)', "x" * 10_000])
def test_what_is_no_identifier_is_said_so_and_comes_back(make, member, typed):
    page = ask(member, typed)
    assert page.status == 422
    assert typed_in(page) == typed
    assert page.by_id("value").get("aria-invalid") == "true"
    assert page.by_id("value").get("onfocus") is None
    part = ask(member, typed, headers=HTMX)
    assert part.status == 422 and part.text.strip().startswith('<section id="answer">')
    assert "<html" not in part.text
    assert part.by_id("value-error") is not None and typed_in(part) == typed


def test_the_fragment_is_the_same_first_and_later(make, member):
    reported(make)
    part = ask(member, NUMBER, headers=HTMX)
    assert part.text.strip().startswith('<section id="answer">')
    assert "Reported once" in part.words()
    assert "HX-Request" in part.headers["Vary"]


def test_nothing_typed_is_kept_or_logged(make, member, caplog):
    reported(make)
    caplog.set_level(logging.DEBUG)
    before = list(database.obj.connection().iterdump())
    page = ask(member, OTHER)
    assert OTHER in page.text
    after = list(database.obj.connection().iterdump())
    changed = [line for line in after if line not in before]
    assert all(line.startswith(('INSERT INTO "session"', 'INSERT INTO "asking"')) for line in changed)
    assert not any(trace in line for line in after for trace in (OTHER, "7700900456"))
    assert OTHER not in caplog.text and "7700900456" not in caplog.text


def test_a_check_is_never_in_an_address(make, member):
    page = member.get(f"/check/?value={NUMBER}")
    assert NUMBER not in page.text
    assert "Nothing in our records" not in page.words()


def test_the_31st_check_in_an_hour_waits_and_sounds_the_same_for_all(make, member, signed_in):
    reported(make)
    other_member = signed_in("member")
    fields = member.get("/check/").fields("/check/")
    for _ in range(30):
        assert member.post("/check/", {**fields, "value": OTHER}).status == 200
    known, unknown = (member.post("/check/", {**fields, "value": value}) for value in (NUMBER, OTHER))
    assert known.status == unknown.status == 429
    assert known.words().replace(NUMBER, "") == unknown.words().replace(OTHER, "")
    assert ask(other_member, OTHER).status == 200


def test_an_answer_about_a_plan_is_counted_and_thanked(make, member):
    page = ask(member, NUMBER)
    fields = page.fields("/check/plan/")
    answer = member.post("/check/plan/", {**fields, "answer": "yes"})
    assert (answer.status, answer.location) == (303, "/check/")
    assert "Thank you." in member.follow(answer).words()
    part = member.post("/check/plan/", {**fields, "answer": "no"}, headers=HTMX)
    assert part.text.strip().startswith('<div id="plan">') and "Thank you." in part.words()
    assert sorted(Tally.select(Tally.subject, Tally.answer).tuples()) == [("check", "no"), ("check", "yes")]
    assert member.post("/check/plan/", {**fields, "answer": ""}).status == 422


def test_checking_needs_a_member(client, signed_in):
    assert client.get("/check/").status == 303
    assert signed_in("auditor").get("/check/").status == 403


def test_a_project_worker_is_led_to_no_alert_outside_the_project(make, signed_in):
    refs = {}
    for area in ("kent", "merseyside"):
        report = reported(make, area=area, permissions=["checker", "alert"])
        words = {**WORDS, "title": f"Somebody in {area}"}
        refs[area] = make.published(report, area=area, words=words).ref
    worker = signed_in("project-worker", project=make.project(areas=["kent"]))
    page = ask(worker, NUMBER)
    assert "Reported 2 times" in page.words()
    assert refs["kent"] in page.text and refs["merseyside"] not in page.text
    assert "Somebody in merseyside" not in page.text
