"""The therapists' directory as anybody reads it, and asking to stand in it."""

import re
from datetime import timedelta

import pytest

from models.audit import Audit
from models.database import fetch
from models.session import Session
from models.therapist import Therapist
from rules import bulk_therapists, therapists
from rules.therapist_list import PAGE
from tests.browser_client import HTML, Browser
from tests.house.test_weight import PHONE, assets_of, get, wire
from tests.rules import vetted

DIRECTORY, APPLY = "/therapists/", "/therapists/apply/"
NEAR = {"name": "Rowan Near", "ways": ("in-person", "video"), "town": "Glasgow", "area": "greater-glasgow"}
GOOD = {
    "name": "Rowan Ash",
    "email": "rowan@example.org",
    "body": "bacp",
    "number": "A-77",
    "ways": ["video"],
    "nations": ["scotland"],
}


@pytest.fixture
def by(make):
    """Whoever lists therapists."""
    return make.account("editor")


@pytest.fixture
def crowd(make):
    """A thousand therapists."""
    for _ in bulk_therapists.listed_therapists(make.secrets, make.now, 1000):
        pass


def link(page, text: str) -> str:
    """The address of the link with this text."""
    return next(a.get("href") for a in page.tree.iter(HTML + "a") if "".join(a.itertext()).strip() == text)


def names(page) -> list[str]:
    """Who is on the page, in order."""
    return ["".join(h2.itertext()).strip() for h2 in page.tree.iter(HTML + "h2")]


def test_somebody_finds_a_video_therapist_in_glasgow_by_box_and_links_alone(client, make, by):
    vetted.listed(make, by, **NEAR, race_aware=True, has_space=True)
    vetted.listed(make, by, name="Full", ways=("video",), race_aware=True)
    vetted.listed(make, by, name="South", nations=("england",), race_aware=True, has_space=True)
    page = client.get(f"{DIRECTORY}?place=Glasgow")
    assert "In person in Greater Glasgow first, then by phone, video or text anywhere in Scotland." in page.words()
    for text in ("Video", "Works with racial trauma", "Has space now"):
        page = client.get(DIRECTORY + link(page, text))
    assert names(page) == ["Rowan Near"]
    assert "1 therapist. Video anywhere in Scotland." in page.words()
    one = client.get(link(page, "Rowan Near"))
    assert one.status == 200 and "Glasgow" in one.words()


def test_what_is_chosen_can_be_dropped_and_another_place_keeps_the_rest(client, make, by):
    vetted.listed(make, by, **NEAR, has_space=True)
    page = client.get(f"{DIRECTORY}?place=Glasgow&has=space")
    dropped = client.get(DIRECTORY + link(page, "Greater Glasgow ✕"))
    assert "Greater Glasgow" not in dropped.words() and "Has space now ✕" in dropped.words()
    form = next(form for form in page.forms() if form.get("role") == "search")
    sent = {field.get("name"): field.get("value") for field in form.iter(HTML + "input")}
    assert sent == {"place": "Glasgow", "has": "space"}


def test_a_place_we_do_not_know_is_told_and_left_out(client, make, by):
    vetted.listed(make, by, **NEAR)
    page = client.get(f"{DIRECTORY}?place=Atlantis&how=video")
    assert page.status == 200 and names(page) == ["Rowan Near"]
    assert "We do not know the place “Atlantis”" in page.words()
    assert page.by_id("place").get("value") == "Atlantis"
    assert "Atlantis" not in client.get(DIRECTORY + link(page, "Drop it")).text


def test_a_filter_that_is_no_more_is_told_and_harms_nobody(client, make, by):
    vetted.listed(make, by)
    page = client.get(f"{DIRECTORY}?knows=%3Cscript%3Ealert(1)%3C/script%3E&how=telepathy&after=T-GONE")
    assert page.status == 200 and names(page) == ["Rowan Ash"]
    assert "How: we do not have “telepathy”. It is left out." in page.words()
    assert "<script>alert" not in page.text


def test_when_nobody_fits_the_page_says_what_to_leave_out_and_what_that_gives(client, make, by):
    vetted.listed(make, by, **NEAR)
    page = client.get(f"{DIRECTORY}?place=Glasgow&how=video&has=space")
    assert "Nobody fits all of this." in page.words()
    assert "Leave out Has space now 1" in page.words() and "Leave out everything 1" in page.words()
    assert names(client.get(DIRECTORY + link(page, "Leave out Has space now"))) == ["Rowan Near"]


def test_a_filter_that_leads_to_nobody_is_no_link(client, make, by):
    vetted.listed(make, by)
    page = client.get(DIRECTORY)
    links = {"".join(a.itertext()): a.get("href") for a in page.by_id("therapist-list").iter(HTML + "a")}
    assert (links["Video"], links["Phone"]) == ("?how=video", None) and "Phone 0" in page.words()
    assert "Thai" not in links and "English" in links
    for href in filter(None, links.values()):
        if href.startswith("?"):
            assert "1 therapist" in client.get(DIRECTORY + href).words(), href


def test_every_filter_leads_to_as_many_as_it_says(client, crowd):
    page = client.get(f"{DIRECTORY}?place=Glasgow&how=video")
    lists = list(page.by_id("therapist-list").iter(HTML + "li"))
    told = {}
    for item in lists:
        words, a = "".join(item.itertext()).strip(), item.find(HTML + "a")
        if number := re.search(r" (\d+)$", words):
            assert (a.get("href") is None) == (number[1] == "0"), words
            if a.get("href"):
                told[a.get("href")] = int(number[1])
    assert len(told) > 70
    for href in list(told)[::9]:
        assert f"{told[href]} therapist" in client.get(DIRECTORY + href).words(), href


def test_an_empty_directory_says_where_else_to_go(client):
    page = client.get(DIRECTORY)
    assert "No therapist stands here yet." in page.words()
    assert {"/help/talk/", "/help/services/"} <= {a.get("href") for a in page.by_id("found").iter(HTML + "a")}


def test_reading_leaves_no_trace(client, make, by, queries):
    row = vetted.listed(make, by, **NEAR)
    before = Session.select().count(), Audit.select().count()
    for path in (DIRECTORY, f"{DIRECTORY}?place=Glasgow", f"{DIRECTORY}{row.ref}/", APPLY):
        queries.clear()
        page = client.get(path)
        assert page.status == 200 and "Set-Cookie" not in page.headers
        assert "no-store" in page.headers["Cache-Control"]
        assert [sql for sql in queries if not sql.lstrip().startswith("SELECT")] == []
    assert (Session.select().count(), Audit.select().count()) == before


def test_a_thousand_therapists_are_two_queries_and_a_light_page(app, make, crowd, queries):
    client = Browser(app)
    for query in ("", "?place=Glasgow&how=video&has=space&has=race-aware", "?knows=trauma&language=ro&price=30"):
        queries.clear()
        page = client.get(DIRECTORY + query)
        assert page.status == 200
        assert len(queries) == 2
        assert wire(get(app, DIRECTORY + query)) <= 6_000
    sheet = sum(wire(get(app, asset)) for asset in assets_of(app, client.get(DIRECTORY).text) if ".css" in asset)
    assert wire(get(app, DIRECTORY)) + sheet <= 8_000


def test_more_goes_on_where_the_page_stopped(app, client, crowd):
    page = client.get(DIRECTORY)
    more = link(page, "More")
    further = client.get(DIRECTORY + more)
    assert len(names(page)) == len(names(further)) == PAGE
    assert not set(names(page)) & set(names(further))


def test_the_fragment_is_the_same_first_and_later(app, client, make, by):
    vetted.listed(make, by, **NEAR)
    answer = client.client.get(DIRECTORY, headers=PHONE | {"HX-Request": "true"})
    part = client.get(DIRECTORY, headers={"HX-Request": "true"})
    assert "HX-Request" in answer.headers["Vary"]
    assert part.text.strip().startswith('<section id="therapist-list"')
    assert part.text.strip() in client.get(DIRECTORY).text


def test_one_therapist_shows_what_they_say_and_what_we_checked(client, make, by):
    row = vetted.listed(
        make,
        by,
        **NEAR,
        body="bacp",
        site="https://rowan.example.org/",
        public_email="hello@rowan.example.org",
        public_phone="0141 496 0101",
        takes_packages=True,
        breaks="If a life is in danger.",
        lived=True,
    )
    page = client.get(f"{DIRECTORY}{row.ref}/")
    for text in ("In person, Video", "Has done sex work, Black", "What you say stays here.", "If a life is in danger."):
        assert text in page.words()
    assert "Registered with British Association for Counselling and Psychotherapy (BACP)" in page.words()
    assert "A talk with us about sex work:" in page.words()
    links = {a.get("href"): a for a in page.tree.iter(HTML + "a")}
    assert {"tel:+441414960101", "mailto:hello%40rowan.example.org"} <= set(links)
    assert {f"/professionals/?therapist={row.ref}", f"/therapists/package/?therapist={row.ref}"} <= set(links)
    assert "noreferrer" in links["https://rowan.example.org/"].get("rel")
    # What is for us alone stays with us.
    assert vetted.ADDRESS not in page.text and str(make.now.year + 1) not in page.text


def test_a_site_that_runs_something_is_not_linked_to(client, make, by):
    row = vetted.listed(make, by)
    listing = therapists.listing_of(vetted.words(make, site="javascript:alert(1)"))
    Therapist.update(listing=listing).where(Therapist.id == row.id).execute()
    assert "javascript" not in client.get(f"{DIRECTORY}{row.ref}/").text


@pytest.mark.parametrize("changes", [{"state": "paused"}, {"state": "removed"}, {"state": "applied"}, {"days": 366}])
def test_who_is_not_shown_is_the_same_404_as_who_never_was(client, make, by, changes):
    row = vetted.listed(make, by)
    days = changes.get("days", 0)
    changed = {
        "confirmed_on": row.confirmed_on - timedelta(days=days),
        **{k: v for k, v in changes.items() if k != "days"},
    }
    Therapist.update(**changed).where(Therapist.id == row.id).execute()
    pages = [client.get(f"{DIRECTORY}{ref}/") for ref in (row.ref, "T-NOBODY00")]
    assert {page.status for page in pages} == {404}
    assert pages[0].text == pages[1].text.replace("T-NOBODY00", row.ref)
    assert names(client.get(DIRECTORY)) != ["Rowan Ash"]


def test_an_application_is_kept_sealed_and_says_what_happens_next(client):
    page = client.submit(APPLY, GOOD | {"town": "Glasgow", "site": "rowan.example.org", "wait_weeks": "3"})
    assert page.status == 200
    assert "We have your form" in page.words() and "We write to the e-mail address" in page.words()
    row = Therapist.get()
    words = therapists.words_of(client_secrets(client), row)
    assert (words.area, words.site, words.wait_weeks) == ("greater-glasgow", "https://rowan.example.org", 3)
    assert (words.ways, words.nations, words.has_space, words.price) == (("video",), ("scotland",), False, "")
    assert "Rowan" not in str(fetch("SELECT * FROM therapist"))
    assert row.ref not in client.get(DIRECTORY).text


def client_secrets(client):
    """The server's secrets."""
    return client.client.application.extensions["num_secrets"]


def test_the_same_form_twice_is_one_application(client):
    fields = client.get(APPLY).fields(APPLY)
    for _ in range(2):
        assert client.post(APPLY, data=fields | GOOD).status == 200
    assert Therapist.select().count() == 1


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"site": "javascript:alert(1)"}, "site", "Write a web address"),
        ({"site": "data:text/html,x"}, "site", "Write a web address"),
        ({"town": "Atlantis"}, "town", "We do not know this place."),
        ({"ways": ["in-person"], "town": ""}, "town", "Write the town"),
        ({"nations": [], "town": ""}, "nations", "Tick where people may be"),
        ({"insured_until": "0202-01-01"}, "insured_until", "Look at the year again."),
        ({"insured_until": "4/11/2024"}, "insured_until", "This day is over."),
        ({"insured_until": "soon"}, "insured_until", "Write a day, such as 4/11/2026."),
        ({"public_phone": "ring me"}, "public_phone", "This is no phone number"),
        ({"wait_weeks": "-1"}, "wait_weeks", "Write 0 to 104 weeks."),
        ({"body": "guild"}, "body", "Choose from the list."),
        ({"number": ""}, "number", "Write the number."),
        ({"email": "nobody"}, "email", "Write an e-mail address"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_in_an_open_fold_and_nothing_is_lost(client, changes, field, sentence):
    page = client.submit(APPLY, GOOD | {"training": "Ten years beside a drop-in."} | changes)
    assert page.status == 422
    assert sentence in "".join(page.by_id(f"{field}-error").itertext())
    assert "Ten years beside a drop-in." in page.text
    folds = [fold for fold in page.tree.iter(HTML + "details") if any(one.get("name") == field for one in fold.iter())]
    assert all(fold.get("open") is not None for fold in folds)
    assert Therapist.select().count() == 0


def test_a_day_that_is_over_is_told_together_with_the_rest(client):
    page = client.submit(APPLY, GOOD | {"insured_until": "4/11/2024", "number": ""})
    wrong = [link.get("href") for link in page.by_id("errors").iter(HTML + "a")]
    assert {"#insured_until", "#number"} <= set(wrong)


def test_a_number_that_repeats_is_taken_without_a_word_to_whoever_sends_it(app, client):
    first, second = client.submit(APPLY, GOOD), Browser(app).submit(APPLY, GOOD | {"name": "Mallory"})
    assert first.text == second.text
    assert Therapist.select().count() == 2
