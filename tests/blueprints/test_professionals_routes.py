"""Where to complain: an answer for every choice, days counted, nothing kept, and what was not checked says so."""

from datetime import timedelta

import pytest

from blueprints.days import today
from models.database import database
from models.facts import CLOCKS, FACTS
from models.routes import ROWS
from rules import fact_checks
from rules.clocks import due_on
from tasks.clock import now
from tests.blueprints.said_days import said

WAYS = "/professionals/routes/"
ASKED = {"nation": "northern-ireland", "profession": "police", "want": "apology"}
POLICE_NI = WAYS + "?nation=northern-ireland&profession=police&want=apology"
# Where the form "A day you know" goes.
COUNT = WAYS + "#route"
DOCTOR = WAYS + "?nation=england&profession=doctor"


def texts(page, tag: str) -> list[str]:
    """The words of every element of this kind, in their order."""
    found = [one for one in page.tree.iter() if str(one.tag).endswith("}" + tag)]
    return [" ".join("".join(one.itertext()).split()) for one in found]


def test_before_anything_is_chosen_there_are_the_choices_and_no_way(client):
    page = client.get(WAYS)
    assert page.status == 200
    assert [form.get("method") for form in page.forms() if form.get("id") != "out"] == ["get"]
    assert "First:" not in page.words() and page.by_id("route") is not None


def test_in_northern_ireland_the_police_ombudsman_is_asked_directly(client):
    page = client.get(POLICE_NI)
    assert page.status == 200
    assert texts(page, "h3")[0].startswith("First: Police Ombudsman for Northern Ireland 0300 123 2989")
    assert not [words for words in texts(page, "h3") if words.startswith("Then:")]
    assert "You do not go to the police first." in page.words()
    assert "Are they independent? Yes." in page.words()
    assert "You have 12 months from the day it happened." in page.words()


def test_the_answer_says_all_it_should(client):
    words = client.get(DOCTOR + "&want=apology&want=regulator").words()
    for part in (
        "First: The surgery, hospital or service itself",
        "Then: Parliamentary and Health Service Ombudsman",
        "Then: General Medical Council",
        "Who looks at their answer",
        "Are they independent? Yes. They look at it first, and it is about their own people.",
        "What this can give, and what it cannot",
        "A regulator cannot order it.",
        "How long you have",
        "How to write",
        "I ask you to say sorry, and to explain why it happened.",
        "Who can help for free",
        "Patient Advice and Liaison Service (PALS)",
        "0161 629 9861",
        "Where this comes from",
    ):
        assert part in words, part


def test_what_any_professional_may_do_says_what_for_and_until_when(client):
    words = client.get(WAYS + "?nation=england&profession=police&want=apology").words()
    assert "A police officer broke the law: Independent Office for Police Conduct" in words
    assert "say so when you complain" in words
    assert "Court claim for discrimination by a service: You have 6 months less a day" in words
    day = today() - timedelta(days=1)
    counted = client.post(WAYS, ASKED | {"since": "harm", "day": f"{day:%d/%m/%Y}"})
    assert f"Until {said(due_on(CLOCKS['discrimination-court'], day))}" in counted.words()


def test_numbers_can_be_called_and_bodies_opened(client):
    page = client.get(POLICE_NI)
    links = [one.get("href") for one in page.tree.iter() if one.get("href")]
    assert "tel:+443001232989" in links and FACTS["poni"].web in links
    assert "/professionals/" in links and "/help/police-complaints/" in links


def test_a_letter_goes_to_whom_the_complaint_is_for(client):
    page = client.get(DOCTOR + "&want=compensation")
    assert texts(page, "h3")[0].startswith("First: Citizens Advice")
    assert texts(page, "pre")[0].startswith("To: The surgery, hospital or service itself")
    page = client.get(f"{WAYS}?nation=wales&profession=therapist&want=regulator")
    assert texts(page, "pre")[0].startswith("To: [the body where they are registered]")


@pytest.mark.parametrize(("typed", "days_ago"), [("%d/%m/%Y", 10), ("%Y-%m-%d", 0), ("%d.%m.%y", 200)])
def test_a_day_gives_the_last_day(client, typed, days_ago):
    day = today() - timedelta(days=days_ago)
    due = due_on(CLOCKS["poni"], day)
    words = client.post(WAYS, ASKED | {"since": "harm", "day": day.strftime(typed)}).words()
    assert f"You can ask until {said(due)} ({(due - today()).days} days left)." in words


def test_only_what_starts_on_that_day_is_counted_from_it(client):
    day = today() - timedelta(days=3)
    said_day = {"day": f"{day:%d/%m/%Y}"}
    words = client.post(WAYS, {"nation": "wales", "profession": "nurse", "since": "complaint"} | said_day).words()
    assert f"They should answer by {said(due_on(CLOCKS['ptr-answer'], day))}." in words
    assert "You can ask until" not in words
    words = client.post(WAYS, {"nation": "scotland", "profession": "police", "since": "final-reply"} | said_day).words()
    assert f"You can ask until {said(due_on(CLOCKS['pirc-review'], day))}" in words


def test_a_day_from_which_nothing_counts_says_so(client):
    words = "None of the time limits of these bodies counts from that day."
    asked = {"nation": "england", "profession": "police", "day": "1/1/2026"}
    assert words in client.post(WAYS, asked | {"since": "harm"}).words()
    assert words not in client.post(WAYS, asked | {"since": "final-reply"}).words()
    assert words not in client.get(POLICE_NI).words()


def test_a_time_limit_that_is_over_says_to_ask_all_the_same(client):
    words = client.post(WAYS, ASKED | {"since": "harm", "day": "29/2/2024"}).words()
    assert "That was until 28 February 2025. Ask all the same" in words


def test_the_last_day_itself_is_still_in_time(client):
    start = today() - timedelta(days=CLOCKS["iopc-review"].amount)
    england = {"nation": "england", "profession": "police", "since": "final-reply"}
    words = client.post(WAYS, england | {"day": f"{start:%d/%m/%Y}"}).words()
    assert f"You can ask until today, {said(today())}." in words
    start += timedelta(days=1)
    words = client.post(WAYS, england | {"day": f"{start:%d/%m/%Y}"}).words()
    assert f"You can ask until {said(today() + timedelta(days=1))} (1 day left)." in words


@pytest.mark.parametrize(
    ("since", "day", "message"),
    [
        ("final-reply", "1/1/2999", "This day has not come yet. Wait for their answer, then count from it."),
        ("harm", "1/1/2999", "This day has not come yet."),
        ("harm", "29/2/2027", "Write a day, such as 4/11/2026."),
        ("harm", "31/11/2026", "Write a day, such as 4/11/2026."),
        ("complaint", "last spring", "Write a day, such as 4/11/2026."),
    ],
)
def test_a_day_that_cannot_be_is_refused_kindly_and_the_way_stays(client, since, day, message):
    page = client.post(WAYS, ASKED | {"since": since, "day": day})
    assert page.status == 422
    assert message in page.words() and "First: Police Ombudsman" in page.words()
    kept = page.fields(COUNT)
    assert (kept["day"], kept["since"]) == (day, since)


def test_a_day_in_an_address_is_not_read(client):
    found = client.get(POLICE_NI + "&day=1/1/2999&since=final-reply")
    assert found.status == 200 and "1/1/2999" not in found.text and "You can ask until" not in found.words()
    assert found.fields(COUNT)["since"] == "harm"


def test_the_form_for_a_day_is_posted(client):
    page = client.get(POLICE_NI)
    asking = [form.get("method") for form in page.forms() if any(one.get("name") == "day" for one in form.iter())]
    assert asking == ["post"]


@pytest.mark.parametrize(
    "query",
    [
        "nation=atlantis&profession=wizard",
        "nation=ireland&profession=doctor",
        "profession=charity",
        "nation=%00&profession='--&want=%FF&since=%F0%9F%99%82",
        "nation=<script>alert(1)</script>",
    ],
)
def test_a_way_we_do_not_know_says_so_and_gives_the_general_one(client, query):
    page = client.get(f"{WAYS}?{query}")
    assert page.status == 200
    assert "We do not know the way" in page.words()
    assert texts(page, "h3")[0] == "First: The organisation itself"
    assert "<script>alert" not in page.text


def test_choosing_again_brings_the_choices_back(client):
    page = client.get(DOCTOR + "&want=apology")
    again = next(one.get("href") for one in page.tree.iter() if "again" in (one.get("href") or ""))
    page = client.get(again)
    chosen = [one.get("value") for one in page.tree.iter() if one.get("selected") is not None]
    chosen += [one.get("value") for one in page.tree.iter() if one.get("checked") is not None]
    assert {"england", "doctor", "apology"} <= set(chosen) and "First:" not in page.words()


def test_counting_days_keeps_what_was_chosen(client):
    page = client.get(DOCTOR + "&want=apology&want=training")
    form = next(form for form in page.forms() if form.get("action") == COUNT)
    hidden = [(one.get("name"), one.get("value")) for one in form.iter() if one.get("type") == "hidden"]
    assert hidden == [("nation", "england"), ("profession", "doctor"), ("want", "apology"), ("want", "training")]
    counted = client.post(WAYS, {"nation": "england", "profession": "doctor", "want": ["apology", "training"]})
    assert "no-store" in counted.headers["Cache-Control"]
    assert texts(counted, "h3") == texts(page, "h3") and texts(counted, "pre") == texts(page, "pre")


def test_who_is_signed_in_counts_with_the_sessions_token(signed_in):
    member = signed_in("member")
    fields = member.get(POLICE_NI).fields(COUNT) | {"day": "29/2/2024"}
    assert fields["csrf_token"]
    assert "That was until 28 February 2025." in member.post(WAYS, fields).words()


def test_a_swap_gets_the_answer_alone(client):
    page = client.get(DOCTOR, headers={"HX-Request": "true"})
    assert page.text.lstrip().startswith('<div id="count" role="status">') and "<!doctype" not in page.text
    assert "HX-Request" in page.headers["Vary"]


def test_nothing_is_said_to_be_checked_until_somebody_looked(client, make):
    page = client.get(POLICE_NI)
    assert "To check. Nobody here has looked through this way yet." in page.words()
    first = texts(page, "h3")[0]
    assert first.endswith("(still to check)")
    me = make.account("editor")
    fact_checks.look(now(), "poni", fact_checks.fingerprint(FACTS["poni"]), me)
    assert texts(client.get(POLICE_NI), "h3")[0].endswith(f"(checked on {said(now().date())})")


def test_one_query_is_all_it_costs_and_nothing_is_written(client, queries):
    client.get(WAYS)
    queries.clear()
    client.get(WAYS)
    assert queries == []
    client.post(WAYS, ASKED | {"day": "1/1/2026", "since": "harm"})
    assert len([sql for sql in queries if sql.lstrip().startswith("SELECT")]) == 1
    assert not [sql for sql in queries if sql.lstrip().startswith(("INSERT", "UPDATE", "DELETE"))]


def test_without_the_checks_the_way_is_still_told(client):
    database.execute_sql("DROP TABLE fact_check")
    page = client.get(POLICE_NI)
    assert page.status == 200 and texts(page, "h3")[0].endswith("(still to check)")


def test_staff_look_at_a_way_and_the_page_says_when(client, signed_in):
    editor = signed_in("editor")
    page = editor.get("/staff/professionals/routes/")
    assert page.status == 200 and "Ways of complaint" in page.words()
    buttons = [one.get("value") for one in page.tree.iter() if one.get("name") == "way"]
    assert len(buttons) == len(ROWS)
    way = next(value for value in buttons if value.startswith("police-northern-ireland."))
    assert editor.submit("/staff/professionals/routes/", {"way": way}).location == "/staff/professionals/routes/"
    assert f"This way was checked on {said(now().date())}." in client.get(POLICE_NI).words()
    assert "Nobody here has looked through this way yet." in client.get(DOCTOR).words()


def test_a_way_that_changed_meanwhile_is_not_checked(signed_in):
    page = signed_in("editor").submit("/staff/professionals/routes/", {"way": "police-northern-ireland.older"})
    assert page.status == 422 and "This way has changed since you opened the page." in page.words()
