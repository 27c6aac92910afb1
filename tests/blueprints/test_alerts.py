"""The members' alerts as pages."""

import json
from datetime import timedelta
from urllib.parse import urlencode

import pytest

from models.alert import Alert
from models.codes import AREAS, FOLDER
from models.tally import Tally
from rules.alerts import withdraw
from rules.browse import PAGE
from rules.text import clean_line
from tests.browser_client import HTML
from tests.factories import WORDS
from tests.house.test_weight import FRAGMENT, PHONE, wire

HTMX = {"HX-Request": "true"}
LONG = {
    "title": "Robbery, threatened with a knife",
    "what_happened": "Booked an hour by text, asked for the money back at the end, showed a folding knife. " * 4,
    "person": "Man, 30 to 35, tall, thin, glasses, short dark beard, tattoo of a cross on the left wrist, quiet voice.",
    "contact_used": "Mobile ending 61, red hatchback, part of the plate is in the checker.",
    "pattern": "Writes after midnight.\nAsks if you are new.",
    "who_targeted": "Outcalls in the north.",
    "advice": "Check the number first.",
}


@pytest.fixture
def member(signed_in):
    """A browser signed in as a member."""
    return signed_in("member")


def test_a_card_says_level_place_month_and_what_helps(make, member):
    make.many_alerts(1, level=3, words=LONG, area="west-yorkshire")
    page = member.get("/alerts/")
    card = next(element for element in page.tree.iter() if "card" in (element.get("class") or ""))
    words = " ".join("".join(card.itertext()).split())
    assert "dangerous" in card.get("class")
    assert words.startswith("▲ Dangerous West Yorkshire · this month Robbery, threatened with a knife Booked an hour")
    assert "Mobile ending 61" in words
    assert "reported" not in words
    assert "1 alert" in page.words()


def test_months_are_relative_only_when_they_are_near(make, member):
    make.many_alerts(1, month="2020-01")
    assert "January 2020" in member.get("/alerts/").words()


def test_no_page_tells_a_day_or_a_time(make, member):
    alert = make.published()
    for path in ("/alerts/", f"/alerts/{alert.ref}/"):
        text = member.get(path).text
        assert f"{alert.published_at:%Y-%m-%d}" not in text
        assert f"{alert.published_at:%H:%M}" not in text
        assert "<time" not in text


def test_filters_work_as_a_plain_form(make, member):
    make.many_alerts(1, level=3, words={**WORDS, "title": "Red van"}, area="greater-glasgow")
    make.many_alerts(1, level=1, words={**WORDS, "title": "Blue car"})
    together = "q=red&area=greater-glasgow&level=dangerous&harm=threats"
    for query in ("q=van", "area=scotland", "level=dangerous", together):
        page = member.get(f"/alerts/?{query}")
        assert "Red van" in page.words() and "Blue car" not in page.words(), query
        assert "1 alert · Clear the filters" in page.words()
    page = member.get("/alerts/?q=red&level=dangerous")
    assert page.by_id("q").get("value") == "red"
    assert [o.get("value") for o in page.by_id("level").iter() if o.get("selected") is not None] == ["dangerous"]


def test_choices_on_no_list_count_as_none(make, member):
    make.many_alerts(2)
    page = member.get("/alerts/?area=atlantis&level=9&harm=none&after=A-000000")
    assert page.status == 200
    assert "2 alerts" in page.words()


def test_an_empty_list_says_which_filter_to_leave_out(make, member):
    make.many_alerts(3, level=1)
    page = member.get("/alerts/?q=man&level=dangerous")
    assert "No alert fits all of this." in page.words()
    assert "Leave out the level: 3 alerts" in page.words()
    assert "Leave out the words" not in page.words()
    link = next(a for a in page.tree.iter() if a.text == "Leave out the level")
    assert "3 alerts" in member.get(link.get("href")).words()


def test_an_empty_site_says_so(member):
    assert "There are no alerts yet." in member.get("/alerts/").words()


def test_more_goes_on_where_the_list_stopped(make, member):
    make.many_alerts(45)
    seen, path = [], "/alerts/?level=risky"
    while path:
        page = member.get(path)
        seen += [a.get("href") for a in page.tree.iter() if (a.get("href") or "").startswith("/alerts/A-")]
        more = page.by_id("more")
        path = next(iter(more)).get("href") if more is not None else None
    assert seen == [f"/alerts/{alert.ref}/" for alert in Alert.published()]


def test_the_fragment_is_the_same_first_and_later(make, member):
    make.many_alerts(25)
    page, part = member.get("/alerts/"), member.get("/alerts/", headers=HTMX)
    assert "<html" not in part.text
    assert part.text.strip().startswith('<p class="quiet" id="count"')
    assert part.text.strip() in page.text
    for answer in (page, part):
        assert "HX-Request" in answer.headers["Vary"]


def test_a_fragment_of_a_full_page_is_light(make, member):
    # The sample alerts: no two share a sentence, so compression gains no more than on real ones.
    samples = json.loads((FOLDER / "samples" / "alerts.json").read_text(encoding="utf-8"))
    assert len(samples) > PAGE
    for number, (sample, area) in enumerate(zip(samples, list(AREAS)[5:], strict=False)):
        make.many_alerts(1, level=number % 3 + 1, area=area, month=f"2026-{number % 9 + 1:02d}", words=sample["words"])
    answer = member.client.get("/alerts/", headers=PHONE | HTMX)
    assert answer.headers["Content-Encoding"] == "br"
    assert wire(answer) <= FRAGMENT


def test_the_number_of_queries_does_not_grow_with_the_alerts(make, member, queries):
    numbers = []
    for count in (10, 190):
        make.many_alerts(count)
        for path in ("/alerts/", "/alerts/?area=england&q=man"):
            member.get(path)
            queries.clear()
            member.get(path)
            numbers.append(len(queries))
    assert numbers[:2] == numbers[2:]
    assert max(numbers) <= 6


def test_words_in_alerts_are_only_words(make, member):
    bad = '<img src=x onerror="alert(1)"><script>1</script>{{ 7*7 }}'
    make.many_alerts(1, words=dict.fromkeys(LONG, bad))
    ref = Alert.get().ref
    for path in ("/alerts/", f"/alerts/{ref}/", f"/alerts/?q={bad}&area={bad}&after={bad}"):
        page = member.get(path)
        assert page.status == 200
        assert not any(element.get("onerror") for element in page.tree.iter())
        assert "<script>1" not in page.text and "49" not in page.by_id("main").itertext()


def test_one_alert_has_its_headings_and_says_who_it_is_for(make, member):
    alert = make.published(words=LONG)
    words = member.get(f"/alerts/{alert.ref}/").words()
    order = ["What happened", "The person", "Contact or vehicle", "Check the number", "How it goes", "What you can do"]
    places = [words.index(heading) for heading in order]
    assert places == sorted(places)
    assert "For members only. Do not pass it on" in words


def test_what_is_not_published_is_the_same_404_as_what_never_was(make, member):
    draft, gone = make.draft(), make.published()
    withdraw(make.now, gone, make.account("caseworker"), "mistake")
    pages = [member.get(f"/alerts/{ref}/") for ref in (draft.ref, gone.ref, "A-000000", "x")]
    assert {page.status for page in pages} == {404}
    tokens = [page.fields().pop("csrf_token") for page in pages]
    assert len({page.text.replace(token, "") for page, token in zip(pages, tokens, strict=True)}) == 1


def test_a_withdrawn_alert_is_gone_from_list_and_search_at_once(make, member):
    alert = make.published()
    assert alert.ref in member.get("/alerts/").text and alert.ref in member.get("/alerts/?q=man").text
    withdraw(make.now, alert, make.account("caseworker"), "mistake")
    assert alert.ref not in member.get("/alerts/").text + member.get("/alerts/?q=man").text


def test_opening_pages_changes_nothing(make, member, queries):
    alert = make.published()
    for path in ("/alerts/", "/alerts/?q=man", f"/alerts/{alert.ref}/"):
        queries.clear()
        member.get(path)
        reads = ("SELECT", "BEGIN", 'UPDATE "session"')
        assert [sql for sql in queries if not sql.strip().startswith(reads)] == []


def test_an_answer_about_a_plan_is_counted_and_thanked(make, member):
    alert = make.published()
    path = f"/alerts/{alert.ref}/"
    answer = member.submit(path, {"answer": "yes"}, action=f"{path}plan/")
    assert (answer.status, answer.location) == (303, f"{path}?answered=")
    assert "Thank you." in member.follow(answer).words()
    token = member.get(path).fields(f"{path}plan/")
    part = member.post(f"{path}plan/", {**token, "answer": "no"}, headers=HTMX)
    assert part.text.strip().startswith('<div id="plan">') and "Thank you." in part.words()
    rows = sorted(Tally.select(Tally.subject, Tally.answer, Tally.count).tuples())
    assert rows == [("alert", "no", 1), ("alert", "yes", 1)]


def test_a_plan_answer_must_be_one_of_the_two_and_about_a_live_alert(make, member):
    alert = make.published()
    token = {"csrf_token": member.get("/alerts/").fields()["csrf_token"]}
    assert member.post(f"/alerts/{alert.ref}/plan/", {**token, "answer": "<b>"}).status == 422
    assert member.post("/alerts/A-000000/plan/", {**token, "answer": "yes"}).status == 404
    assert Tally.select().count() == 0


def test_reading_needs_a_member(app, client, signed_in, make):
    assert client.get("/alerts/").status == 303
    assert signed_in("drop-in").get("/alerts/").status == 403


def test_the_page_loads_htmx_and_keeps_no_words_in_it(make, member):
    text = member.get("/alerts/").text
    assert "htmx-4.0.1" in text
    assert json.loads(text.split("htmx-config\" content='")[1].split("'")[0])["history"] == "reload"


def test_more_after_the_session_ended_shows_the_whole_sign_in_page(app, make, client):
    make.many_alerts(25)
    answer = client.follow(client.get("/alerts/?after=A-000000", headers=HTMX))
    part = client.get("/sign-in/", headers=HTMX)
    assert "Sign in" in answer.words()
    # "More" picks the cards from the answer; a whole page must undo that, or the window stays empty.
    assert (part.headers["HX-Retarget"], part.headers["HX-Reselect"]) == ("body", "body")


def test_an_alert_leads_to_others_about_the_same_number(make, signed_in):
    may = ("alert", "checker")
    first = make.published(make.report(identifiers="07700 900123", permissions=may), area="uk")
    second = make.published(make.report(identifiers="07700 900123", permissions=may), area="uk")
    page = signed_in("member").get(f"/alerts/{first.ref}/")
    assert f"/alerts/{second.ref}/" in page.text
    assert "07700" not in page.text


def test_an_alert_from_police_says_so(make, signed_in):
    alert = make.published(area="uk")
    assert "From: Police" in signed_in("member").get(f"/alerts/{alert.ref}/").words()


@pytest.fixture
def worker(make, signed_in):
    """A browser signed in as a worker of a project in Kent."""
    return signed_in("project-worker", project=make.project(areas=["kent"]), areas=["kent"])


def test_a_project_worker_reads_the_projects_alerts_and_those_for_everywhere(make, worker):
    for area in ("kent", "merseyside", "uk"):
        make.many_alerts(1, area=area, words={**WORDS, "title": f"Man {area}"})
    for query in ("", "?q=man", "?area=england", "?area=uk", "?area=merseyside", "?level=risky"):
        words = worker.get(f"/alerts/{query}").words()
        assert "2 alerts" in words and "Man kent" in words and "Man merseyside" not in words, query


def test_another_projects_alert_is_as_one_that_never_was(make, worker):
    alert, mine = make.published(area="merseyside"), make.published(area="kent")
    assert worker.get(f"/alerts/{mine.ref}/").status == 200
    answers = [worker.get(f"/alerts/{ref}/") for ref in (alert.ref, "A-000000")]
    assert [answer.status for answer in answers] == [404, 404]
    assert answers[0].words() == answers[1].words()
    token = worker.get("/alerts/").fields("/sign-out/")
    assert worker.post(f"/alerts/{alert.ref}/plan/", token | {"answer": "yes"}).status == 404
    assert Tally.select().count() == 0


def test_a_project_workers_filters_offer_nothing_outside(worker, member):
    offered = {one.get("value") for one in worker.get("/alerts/").by_id("area").iter() if one.get("value")}
    assert offered == {"england", "south-east", "kent"}
    assert len([one for one in member.get("/alerts/").by_id("area").iter() if one.get("value")]) == len(AREAS) - 1


def test_a_project_workers_list_takes_as_many_queries_for_many_alerts(make, worker, queries):
    numbers = []
    for count in (10, 60):
        make.many_alerts(count, area="kent")
        worker.get("/alerts/?area=kent&q=man")
        queries.clear()
        worker.get("/alerts/?area=kent&q=man")
        numbers.append(len(queries))
    assert numbers[0] == numbers[1] <= 8


def test_words_in_a_row_and_where_they_stand_are_in_the_address(make, member):
    make.many_alerts(1, words={**WORDS, "title": "Red van", "what_happened": "Took the money"})
    make.many_alerts(1, words={**WORDS, "title": "Van, red", "what_happened": "Wore a red hat"})
    assert "1 alert" in member.get('/alerts/?q="red van"').words()
    page = member.get("/alerts/?q=red&said=1")
    assert "Van, red" in page.words() and "1 alert" in page.words() and page.by_id("said").get("checked") is not None
    page = member.get("/alerts/?q=van&said=1")
    link = next(a for a in page.tree.iter() if a.text == "Look everywhere in the alerts")
    assert "2 alerts" in member.get(link.get("href")).words() and "said" not in link.get("href")


def test_month_kind_of_work_and_gender_are_chosen_and_stay_chosen(make, member):
    make.many_alerts(1, month="2026-09", sector="street", words={**WORDS, "title": "Red van"})
    make.many_alerts(1, month="2026-10", sector="massage", words={**WORDS, "title": "Blue car"})
    for query in ("month=2026-09", "sector=street", "gender=men&month=2026-09"):
        page = member.get(f"/alerts/?{query}")
        assert "Red van" in page.words() and "Blue car" not in page.words(), query
        assert next(page.tree.iter(HTML + "details")).get("open") is not None
    assert next(member.get("/alerts/?level=risky").tree.iter(HTML + "details")).get("open") is None
    assert "2 alerts" in member.get("/alerts/?month=yesterday&sector=x&gender=y").words()


@pytest.mark.parametrize(
    "typed",
    ["a" * 10_000, "van " * 3_000, "?!*^:-(){}", '"', "AND OR NOT NEAR(", "\u202eعنيف\u202c", "{words} : van", "😟"],
)
def test_whatever_is_typed_the_page_comes_and_keeps_it(make, member, typed):
    make.many_alerts(1, words={**WORDS, "title": "Van"})
    page = member.get("/alerts/?" + urlencode({"q": typed}))
    assert page.status == 200
    assert page.by_id("q").get("value") == clean_line(typed)


def test_somebody_who_types_very_much_is_told_how_much_we_looked_for(make, member):
    many = " ".join(f"w{number}" for number in range(30))
    assert "We looked for the first 20 words." in member.get("/alerts/?" + urlencode({"q": many})).words()
    assert "We looked for" not in member.get("/alerts/?q=man").words()


def test_a_new_member_reads_and_chooses_and_does_not_search(make, signed_in):
    until = make.now.date() + timedelta(days=5)
    browser = signed_in("member", probation_until=until)
    make.many_alerts(1, level=3, words={**WORDS, "title": "Red van"})
    make.many_alerts(1, level=1, words={**WORDS, "title": "Blue car"})
    page = browser.get("/alerts/?q=red&said=1")
    assert page.by_id("q") is None and page.by_id("said") is None
    assert "2 alerts" in page.words() and f"from {until.day} {until:%B %Y}" in page.words()
    assert "1 alert" in browser.get("/alerts/?level=dangerous&q=blue").words()
    assert signed_in("member", probation_until=make.now.date()).get("/alerts/").by_id("q") is not None


def test_one_person_opens_sixty_alerts_in_an_hour_and_is_told_kindly(make, member, signed_in):
    path = f"/alerts/{make.published().ref}/"
    assert [member.get(path).status for _ in range(61)] == [200] * 60 + [429]
    assert "nothing is wrong with your account" in member.get(path).words()
    assert member.get("/alerts/").status == 200 and signed_in("member").get(path).status == 200


def test_who_has_answered_is_not_asked_again_on_that_page(make, member):
    path = f"/alerts/{make.published().ref}/"
    answer = member.submit(path, {"answer": "yes"}, action=f"{path}plan/")
    page = member.follow(answer)
    assert "Thank you." in page.words() and "Did this change a plan?" not in page.words()
    assert "Set-Cookie" not in answer.headers


def test_members_read_which_share_changed_a_plan(make, member):
    last = (make.now.date().replace(day=1) - timedelta(days=1)).strftime("%Y-%m")
    Tally.create(month=last, subject="alert", answer="yes", count=4)
    assert "changed a plan" not in member.get("/alerts/").words()
    Tally.create(month=last, subject="alert", answer="no", count=9)
    assert "30 in 100 answers or more said that an alert changed a plan" in member.get("/alerts/").words()
    assert "changed a plan" not in member.get("/alerts/", headers=HTMX).words()
