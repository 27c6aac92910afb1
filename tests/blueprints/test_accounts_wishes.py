"""What a member says on their own page: each part is saved by itself, with and without script."""

from datetime import timedelta

import pytest

from models.account import Account, AccountArea
from models.saved_search import SavedSearch
from rules import own_phone, saved_searches
from rules.saved_searches import Search
from tasks import wording
from tests.factories import PASSWORD, address_of

PAGE = "/account/"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def member(make):
    return make.account(areas=["wales"])


@pytest.fixture
def browser(client, member):
    return client.sign_in(member)


def fresh(member) -> Account:
    return Account.get_by_id(member.id)


def send(browser, path, changes):
    """Change one part of the page and press its button, without script."""
    return browser.post(path, browser.get(PAGE).fields(path) | changes)


def day(make, days: int) -> str:
    return f"{make.now + timedelta(days=days):%d/%m/%Y}"


def test_letters_are_kept_and_shown_again(browser, member):
    path = "/account/letters/"
    wanted = {"cadence": "weekly", "send_hour": "18", "send_weekday": "6", "style": "short", "language": "ro"}
    answer = send(browser, path, wanted | {"sender_name": "book-group", "subject": "reading"})
    assert answer.status == 303 and "Saved" in browser.follow(answer).words()
    fields = browser.get(PAGE).fields(path)
    assert {name: fields[name] for name in wanted} == wanted
    row = fresh(member)
    assert (row.send_hour, row.send_weekday, row.sender_name, row.subject) == (18, 6, "book-group", "reading")


def test_the_page_shows_what_a_mailbox_shows(app, make, browser, member):
    send(browser, "/account/letters/", {"sender_name": "club-news", "subject": "list"})
    shown = " ".join("".join(browser.get(PAGE).by_id("mailbox").itertext()).split())
    letter = wording.alert_words(make.published(area="wales"), "full", "en", "club-news", "list")
    assert shown.startswith(f"{letter.sender_name}{letter.subject}")
    first = shown.removeprefix(f"{letter.sender_name}{letter.subject}").rstrip(".\u2026")
    assert len(first) > 40 and " ".join(letter.body.split()).startswith(first)


@pytest.mark.parametrize("part", ["wishes", "letters", "touring"])
def test_with_script_a_part_is_saved_in_its_place(make, browser, part):
    path = f"/account/{part}/"
    fields = browser.get(PAGE).fields(path)
    fields |= {"area": "kent", "until_on": day(make, 2)} if part == "touring" else {}
    answer = browser.post(path, fields, headers=HTMX)
    assert answer.status == 200 and answer.text.lstrip().startswith(f'<details id="{part}" open>')
    assert 'role="status"' in answer.text and "<html" not in answer.text


def test_what_is_wrong_is_said_in_its_place_and_the_rest_stays(browser, member):
    answer = send(browser, "/account/letters/", {"cadence": "hourly", "style": "full"})
    assert answer.status == 422 and answer.by_id("cadence-error") is not None
    assert answer.fields("/account/letters/")["style"] == "full"
    assert fresh(member).style == "nudge"
    assert "open" in answer.by_id("letters").attrib and "open" not in answer.by_id("wishes").attrib


def test_a_place_of_some_days_is_added_and_taken_off(make, browser, member):
    path = "/account/touring/"
    answer = send(browser, path, {"area": "kent", "until_on": day(make, 9)})
    assert answer.status == 303
    assert AccountArea.get(AccountArea.until_on.is_null(False)).area == "kent"
    page = browser.get(PAGE)
    assert page.fields("/account/wishes/")["areas"] == ["wales"]
    assert browser.post(f"{path}remove/", page.fields(f"{path}remove/") | {"area": "kent"}).status == 303
    assert not AccountArea.select().where(AccountArea.until_on.is_null(False)).exists()


@pytest.mark.parametrize(
    ("days", "area", "wrong"), [(31, "kent", "until_on"), (-1, "kent", "until_on"), (2, "wales", "area")]
)
def test_a_place_that_cannot_be_comes_back_as_typed(make, browser, days, area, wrong):
    typed = {"area": area, "until_on": day(make, days)}
    answer = send(browser, "/account/touring/", typed)
    assert answer.status == 422 and answer.by_id(f"{wrong}-error") is not None
    fields = answer.fields("/account/touring/")
    assert {name: fields[name] for name in typed} == typed


def test_a_project_worker_is_where_the_project_is(signed_in):
    assert signed_in("project-worker").get(PAGE).by_id("touring") is None


def test_texts_are_asked_for_only_where_they_can_be_sent(app, make, browser, member, monkeypatch):
    path, typed = "/account/texts/", {"phone": "07700 900461", "text_level": "2"}
    assert browser.get(PAGE).by_id("phone") is None
    answer = browser.post(path, browser.get(PAGE).fields("/account/wishes/") | typed)
    assert answer.status == 422 and "no texts at the moment" in answer.words() and fresh(member).phone is None
    monkeypatch.setitem(app.config, "TEXT_URL", "file:///nowhere")
    assert send(browser, path, typed).status == 303
    assert (fresh(member).text_level, own_phone.ending(make.secrets, fresh(member))) == (2, "461")
    page = browser.get(PAGE)
    assert "ends in 461" in page.words() and "900461" not in page.text
    wrong = send(browser, path, {"phone": "0161 629 9861"})
    assert wrong.status == 422 and wrong.by_id("phone").get("value") == "0161 629 9861"
    # Who has texts can stop them wherever the site stands.
    monkeypatch.setitem(app.config, "TEXT_URL", "")
    assert "ends in 461" in browser.get(PAGE).words()
    assert send(browser, path, {"act": "off"}).status == 303
    assert fresh(member).phone is None


def test_who_was_written_to_daily_is_so_again(browser, member):
    for cadence in ("daily", "weekly"):
        Account.update(cadence=cadence, is_paused=True).execute()
        browser.submit(PAGE, {"act": "resume"}, action="/account/pause/")
        assert (fresh(member).cadence, fresh(member).is_paused) == (cadence, False)


def test_letters_that_came_back_are_told_at_sign_in_and_on_ones_own_page(client, make):
    member = make.account(bouncing_since=make.now.date(), bounce_kind="hard")
    answer = client.submit("/sign-in/", {"email": address_of(member), "password": PASSWORD})
    assert "came back" in client.follow(answer).words()
    page = client.get(PAGE)
    assert "No e-mail goes to you now" in page.words()
    assert client.post("/account/start-again/", page.fields("/account/start-again/")).status == 303
    assert fresh(member).bouncing_since is None
    assert "No e-mail goes to you now" not in client.get(PAGE).words()


def test_a_new_member_is_told_what_comes_later(client, make):
    later = make.now.date() + timedelta(days=3)
    assert "You are new here" in client.sign_in(make.account(probation_until=later)).get(PAGE).words()
    assert "You are new here" not in client.sign_in(make.account()).get(PAGE).words()


def test_a_search_of_the_list_is_kept_with_one_more_press(make, browser, member):
    make.many_alerts(1)
    page = browser.get("/alerts/?q=lamps&level=dangerous")
    [link] = [one.get("href") for one in page.tree.iter() if "/account/searches/" in (one.get("href") or "")]
    assert SavedSearch.select().count() == 0
    answer = browser.submit(link, action="/account/searches/", to="/account/searches/")
    assert answer.status == 303
    words = browser.follow(answer).words()
    assert "“lamps”" in words and "Dangerous" in words
    [kept] = saved_searches.kept(make.secrets, member)
    assert kept == Search("lamps", level=3, ref=kept.ref)
    gone = browser.submit("/account/searches/", action=f"/account/searches/{kept.ref}/remove/")
    assert gone.status == 303 and SavedSearch.select().count() == 0


def test_a_search_for_nothing_says_so_and_keeps_what_was_typed(browser):
    answer = browser.submit("/account/searches/", {"q": "?!"}, action="/account/searches/")
    assert answer.status == 422 and "Look for something first" in answer.words()
    assert answer.by_id("q").get("value") == "?!"


def test_nobody_takes_off_anothers_search(make, browser):
    other = make.account()
    saved_searches.keep(make.secrets, make.now, other, Search("lamps"))
    [kept] = saved_searches.kept(make.secrets, other)
    token = browser.get(PAGE).fields("/account/wishes/")
    assert browser.post(f"/account/searches/{kept.ref}/remove/", token).status == 303
    assert len(saved_searches.kept(make.secrets, other)) == 1
