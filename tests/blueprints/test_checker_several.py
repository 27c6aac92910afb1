"""Several questions to the checker at once, and how many one person has."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.account import Account
from models.alert import Alert
from models.check_site import Asking
from models.report import Report
from tests.browser_client import HTML
from tests.factories import WORDS

NUMBER, OTHER = "07700 900123", "07700 900456"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def member(signed_in):
    """A browser signed in as a member."""
    return signed_in("member")


def reported(make, identifiers=NUMBER, **answers):
    """A screened report that lets the checker answer."""
    return make.report(identifiers=identifiers, **{"permissions": ["checker"], **answers})


def ask(browser, *lines, **more):
    """One check of these lines."""
    fields = browser.get("/check/").fields("/check/")
    return browser.post("/check/", {**fields, "value": "\r\n".join(lines)}, **more)


def cards(page):
    """The answers, in their order."""
    return [" ".join("".join(one.itertext()).split()) for one in page.tree.iter(HTML + "article")]


def test_each_line_is_answered_in_the_order_typed_and_unreadable_ones_are_said_so(make, member):
    reported(make)
    page = ask(member, OTHER, "dave", "", NUMBER)
    first, second, third = cards(page)
    assert page.status == 200
    assert first.startswith(f"{OTHER} Nothing in our records")
    assert second.startswith("dave We cannot read this line") and "the whole of it" in second
    assert third.startswith(NUMBER) and "Reported once" in third
    assert "".join(page.by_id("value").itertext()).split() == f"{OTHER} dave {NUMBER}".split()


def test_a_username_with_its_site_is_a_line_like_any_other(make, member):
    reported(make, "velvetroom.example: redvan")
    page = ask(member, "redvan on velvetroom.example", NUMBER)
    assert ["Reported once" in card for card in cards(page)] == [True, False]


def test_21_lines_are_refused_whole_with_every_word(make, member):
    lines = [f"07700 9001{number:02d}" for number in range(21)]
    page = ask(member, *lines)
    assert (page.status, cards(page)) == (422, [])
    assert "more than 20 lines" in "".join(page.by_id("value-error").itertext())
    assert "".join(page.by_id("value").itertext()).split("\n") == lines
    assert len(cards(ask(member, *lines[:20]))) == 20
    assert Asking.select().count() == 20


def test_when_no_line_can_be_read_the_box_says_so(member):
    page = ask(member, "dave", "900123")
    assert (page.status, cards(page)) == (422, [])
    assert "Write the whole of it" in "".join(page.by_id("value-error").itertext())


WRITTEN = {True: NUMBER, False: OTHER}


def test_whatever_the_answers_the_size_is_the_same(app, make, member):
    areas = ["west-yorkshire", "greater-manchester", "greater-glasgow", "kent", "cleveland", "uk"]
    harms = ["robbery", "threats", "rape", "stalking", "broken-consent", "weapon"]
    for area in areas:
        report = reported(make, area=area, harms=harms, permissions=["checker", "alert"])
        make.published(report, words={**WORDS, "title": "&" * 80})
    Report.update(received_on=report.received_on - timedelta(days=1000), confirmed_on=make.now.date()).execute()
    Alert.update(standing="mistaken").execute()
    fields = member.get("/check/").fields("/check/")

    @settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(st.lists(st.booleans(), min_size=1, max_size=20), st.booleans())
    def equal(hits, is_part):
        app.extensions["num_limits"].reset()
        sizes = set()
        for known in (hits, [False] * len(hits), [True] * len(hits)):
            typed = {**fields, "value": "\n".join(WRITTEN[one] for one in known)}
            page = member.post("/check/", typed, headers=HTMX if is_part else {})
            assert page.status == 200
            app.extensions["num_limits"].reset()
            sizes.add(len(page.text.encode().replace(page.fields("/check/")["csrf_token"].encode(), b"")))
        assert len(sizes) == 1

    equal()
    page = ask(member, NUMBER)
    assert "two years ago or more" in page.words() and "about somebody else" in page.words()


def test_the_answers_to_several_are_one_fragment(make, member):
    reported(make)
    part = ask(member, NUMBER, OTHER, headers=HTMX)
    assert part.text.strip().startswith('<section id="answer">') and "<html" not in part.text
    assert len(cards(part)) == 2
    assert "Content-Encoding" not in part.headers


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({}, "From one person."),
        ({"confirmed_on": "2026-11-04"}, "Confirmed by police."),
    ],
)
def test_a_grade_is_said_in_words_with_what_it_means(make, member, columns, said):
    report = reported(make)
    if columns:
        Report.update(**columns).where(Report.id == report.id).execute()
    assert said in ask(member, NUMBER).words()
    reported(make)
    corroborated = "From more than one person." in ask(member, NUMBER).words()
    assert corroborated is not bool(columns)


def test_each_line_is_a_question_and_what_is_refused_is_not_counted(make, member):
    lines = [f"07700 9001{number:02d}" for number in range(20)]
    assert ask(member, *lines).status == 200
    page = ask(member, *lines)
    assert page.status == 429
    assert set(lines) <= set("\n".join("".join(one.itertext()) for one in page.tree.iter()).split("\n"))
    for line in lines[:10]:
        assert ask(member, line).status == 200
    assert ask(member, lines[0]).status == 429
    assert Asking.select().count() == 20


def test_a_new_member_has_five_a_day_until_a_day_that_the_page_tells(make, signed_in):
    until = make.now.date() + timedelta(days=14)
    new = signed_in("member", probation_until=until)
    page = new.get("/check/")
    assert f"until {until.day} {until:%B %Y} you have 5 questions a day" in page.words()
    assert ask(new, *[NUMBER] * 5).status == 200
    assert ask(new, NUMBER).status == 429
    Account.update(probation_until=make.now.date()).execute()
    page = new.get("/check/")
    assert "30 questions an hour" in page.words()
    assert ask(new, NUMBER).status == 200


def test_a_member_who_asks_on_many_days_raises_a_notice_that_does_not_say_for_what(make, member, signed_in):
    assert ask(member, NUMBER).status == 200
    Asking.update(days=4, pattern=15).execute()
    caseworker = signed_in("caseworker")
    assert "1 waits" in caseworker.get("/staff/").words()
    page = caseworker.get("/staff/askings/")
    assert "on 4 days" in page.words() and "member 1" in page.words()
    assert "900123" not in page.text and "phone" not in page.text
