"""Words from outside stay words on every page and in every letter that shows them."""

import email
import json
from email import policy

import pytest

from models.alert import Alert, AlertTranslation
from models.database import writing
from models.facts import FACTS
from models.report import Report
from rules import accounts, desk, letter_text, translations
from rules.complaint_words import Words
from rules.keyed import shown_code
from tasks import wording
from tests.browser_client import HTML, Browser, Page
from tests.factories import WORDS
from tests.house.injections import PAYLOADS
from tests.house.scenery import Scenery, values
from tests.rules.complaining import Told

ALL = "\n".join(PAYLOADS)
# One line of them, for fields of one line; a title holds 120 letters.
LINE = " ".join(PAYLOADS)
ACTIVE = {"script", "iframe", "object", "embed", "svg", "math", "img", "base", "style", "template", "video", "source"}
ADDRESSES = ("href", "src", "action", "formaction", "data-to", "data-hx-get", "data-hx-post", "hx-get", "hx-post")
OURS = ("/", "#", "tel:", "mailto:", "data:,", "https://www.bbc.co.uk/weather", "?")


def parts(page: Page) -> set[tuple[str, str]]:
    """Each kind of element with each attribute it carries: what a page is made of, whatever its words."""
    found = set()
    for element in page.tree.iter():
        if isinstance(element.tag, str):
            found |= {(element.tag, str(name)) for name in ("", *element.keys())}
    return found


def strange(page: Page, *plain: Page) -> list[str]:
    """What is active on the page and not ours, or not on the same page with plain words."""
    found = [f"{tag} {name}" for tag, name in parts(page).difference(*map(parts, plain or [page]))]
    for element in page.tree.iter():
        if not isinstance(element.tag, str):
            continue
        tag = element.tag.removeprefix(HTML)
        if tag in ACTIVE and not (tag == "script" and element.get("src", "").startswith("/static/")):
            found.append(tag)
        found += [f"{tag} {name}" for name in element.attrib if str(name).startswith("on") or name == "style"]
        found += [f"{tag} {element.get(name)}" for name in ADDRESSES if not (element.get(name) or "/").startswith(OURS)]
        found += [f"{tag} {element.get(name)}" for name in ADDRESSES if (element.get(name) or "").startswith("//")]
    return found


def missing(page: Page) -> list[str]:
    """Payloads that a person does not see on the page letter by letter."""
    seen = " ".join([page.words(), *values(page)])
    seen = " ".join(seen.split())
    return [payload for payload in PAYLOADS if payload not in seen]


@pytest.fixture
def scenery(app, make) -> Scenery:
    """The caseworker and a member."""
    return Scenery(app, make)


@pytest.fixture
def told(make, scenery):
    """A function that gives the desk's page of a report with these words in all its boxes, and of its draft."""

    def tell(words: str) -> tuple[Page, Page]:
        report = make.report(
            "new",
            story=words,
            place=words,
            looks=words,
            identifiers=words,
            contact_how="other",
            contact_value=words,
            contact_more={"ask_for": words, "earlier": words},
            details={
                "where": {"exact_place": [words]},
                "person": {"hair-1": [words], "says-1": [words]},
                "you": {"working_name": [words], "languages": [words]},
                "earlier": {"what": [words]},
            },
            permissions=["alert", "contact"],
        )
        desk.take(make.now, report, scenery.me)
        headings = dict.fromkeys(WORDS, words) | {"title": words[:100]}
        alert = make.draft(report, by=scenery.me, words=headings)
        browser = scenery.browser("caseworker")
        path = f"/staff/reports/{report.ref}/"
        shown = browser.submit(path, {"reason": "asked"}, action=f"{path}contact/")
        return shown, browser.get(f"/staff/alerts/{alert.ref}/")

    return tell


def test_a_reports_words_are_words_on_the_desk(told):
    report, draft = told(ALL)
    plain_report, plain_draft = told("Plain words.\n07700 900461")
    assert (strange(report, plain_report), missing(report)) == ([], [])
    assert (strange(draft, plain_draft), missing(draft)) == ([], [])


def test_a_translations_words_are_words_on_the_desk_and_on_members_pages(app, make, scenery):
    by = {"author": scenery.me, "approver": make.account("editor"), "approved_hash": "x", "state": "approved"}
    member = Browser(app).sign_in(make.account("member", language="ro"))
    desk_pages, members_pages = [], []
    for words in ("Plain.\n07700 900461\n4 November", ALL):
        alert = make.published(by=scenery.me)
        said = dict.fromkeys((*WORDS, "advice"), words) | {"title": words[:100]}
        translations.save(make.secrets, make.now, alert, "ro", scenery.me, said)
        desk_pages.append(scenery.browser("caseworker").get(f"/staff/alerts/{alert.ref}/translations/ro/"))
        with writing():
            AlertTranslation.update(words=_words(words), **by).where(AlertTranslation.alert == alert).execute()
        members_pages.append(member.get(f"/alerts/{alert.ref}/"))
    for plain, hostile in (desk_pages, members_pages):
        assert (strange(hostile, plain), missing(hostile)) == ([], [])


def test_who_told_it_and_a_long_forms_words_are_words_on_the_desk(make, scenery):
    given_by = {"alert": "unknown"}
    for words in ("Plain", ALL):
        maker = {"relation": "friend", "name": words, "knows": words, "earlier": words}
        report = make.report("new", story="x", maker=maker, given_by=given_by, details={"hate": {"because": [words]}})
        desk.take(make.now, report, scenery.me)
    plain, hostile = (scenery.browser("caseworker").get(f"/staff/reports/{one.ref}/") for one in Report.select())
    assert (strange(hostile, plain), missing(hostile)) == ([], [])


def test_what_was_told_of_a_professional_is_words_on_the_desk_and_at_its_steps(make, scenery):
    for words in ("Plain", ALL):
        who = {"organisation": [words], "name": [words], "badge": [words]}
        details = {"who": who, "before": {"answer": [words]}, "you": {"origin_words": [words]}}
        report = make.report("new", kind="professional", story=words, profession="police", details=details)
        desk.take(make.now, report, scenery.me)
    plain, hostile = (scenery.browser("caseworker").get(f"/staff/reports/{one.ref}/") for one in Report.select())
    assert (strange(hostile, plain), missing(hostile)) == ([], [])
    browser, path = scenery.browser("professional-draft"), "/professionals/more/"
    step = browser.follow(browser.submit(path, {"name": "Plain", "go": "before"}))
    before = browser.follow(browser.submit(path, {"answer": ALL, "to_whom": LINE, "go": "before"}))
    assert (strange(before, step), missing(before)) == ([], [])


def test_a_complaints_words_are_words_for_casework_and_for_its_person(make, scenery):
    pages = []
    for words in ("Plain", ALL):
        told = Told(make, scenery.me, story=words, details={"before": {"answer": [words]}, "who": {"name": [words]}})
        told.step(note=words)
        told.save(Words(words, words, words), is_named=True)
        told.agree("complaint", "complaint_named")
        told.send(to=words)
        person, desk_ = Browser(make.app), scenery.browser("caseworker")
        person.submit("/follow-up/", {"code": shown_code(told.code)})
        there = f"/staff/professionals/{told.report.ref}/"
        pages.append([desk_.get(there), desk_.get(f"{there}letter/"), desk_.get(f"{there}letter/print/")])
        pages[-1] += [person.get("/follow-up/letter/"), person.get("/follow-up/letter/print/")]
    bodies = {f"a {fact.web}" for fact in FACTS.values()}
    for plain, hostile in zip(*pages, strict=True):
        assert ({*strange(hostile, plain)} - bodies, missing(hostile)) == (set(), [])


def test_a_step_of_the_long_form_shows_words_and_nothing_else(scenery):
    browser, path = scenery.browser("draft"), "/report/more/"
    for changes in ({"story": "Plain", "go": "what"}, {"go": "person"}):
        plain = browser.follow(browser.submit(path, changes))
    person = browser.follow(browser.submit(path, {"looks-1": "Plain", "hair-1": "Plain", "go": "person"}))
    hostile = browser.follow(browser.submit(path, {"looks-1": ALL, "hair-1": LINE, "says-1": ALL, "go": "person"}))
    assert (strange(hostile, person, plain), missing(hostile)) == ([], [])
    second = browser.post(path, person.fields(path) | {"looks-1": "Another window", "go": "person"})
    earlier = browser.follow(second)
    assert "In another window you had written:" in earlier.words()
    assert (strange(earlier), missing(earlier)) == ([], [])


def test_what_is_added_later_is_words_too(scenery):
    browser = scenery.browser("code")
    answer = browser.submit("/follow-up/report/", {"words": ALL}, action="/follow-up/add/")
    assert answer.status == 303
    report = Report.get()
    desk.take(scenery.make.now, report, scenery.me)
    caseworker = scenery.browser("caseworker")
    page = caseworker.get(f"/staff/reports/{report.ref}/")
    assert (strange(page), missing(page)) == ([], [])


def test_an_alerts_words_are_words_on_every_page_of_members(app, make, scenery):
    browser = scenery.browser("member")
    alerts = [make.plain_alert(words=_words(payload)) for payload in PAYLOADS]
    plain = [make.plain_alert(words=_words("Plain")) for _number in range(12)]
    plain_page, first = browser.get(f"/alerts/{plain[0].ref}/"), browser.get("/alerts/?q=Plain")
    second = browser.get(_more(first))
    listed, path = "", "/alerts/"
    while path:
        page = browser.get(path)
        assert strange(page, first, second) == []
        listed, path = listed + page.words(), _more(page)
    assert [payload for payload in PAYLOADS if payload not in listed] == []
    for alert, payload in zip(alerts, PAYLOADS, strict=True):
        # More than one person may read in an hour.
        app.extensions["num_limits"].reset()
        page = browser.get(f"/alerts/{alert.ref}/")
        assert (payload, strange(page, plain_page), payload in page.words()) == (payload, [], True)


def _more(page: Page) -> str:
    """Where the list goes on; nothing on its last page."""
    return next((one.get("href") for one in page.tree.iter(HTML + "a") if "after=" in one.get("href", "")), "")


def _words(payload: str) -> str:
    return json.dumps(dict.fromkeys((*WORDS, "pattern", "who_targeted", "advice"), payload))


@pytest.mark.parametrize("start", range(0, len(PAYLOADS), 16))
def test_search_words_and_checked_values_come_back_as_words(make, scenery, start):
    make.many_alerts(12)
    browser = scenery.browser("member")
    plain_list = browser.get("/alerts/", query_string={"q": "plain"})
    plain_check = browser.submit("/check/", {"value": "plain"}, action="/check/")
    found = browser.get("/alerts/", query_string={"q": "threats"})
    for payload in PAYLOADS[start : start + 16]:
        page = browser.get("/alerts/", query_string={"q": payload})
        assert (payload, parts(page) - parts(plain_list) - parts(found)) == (payload, set())
        assert (payload, strange(page), payload in values(page)) == (payload, [], True)
        checked = browser.submit("/check/", {"value": payload}, action="/check/")
        assert (payload, checked.status, strange(checked)) == (payload, checked.status, [])
        assert checked.status == 200 or parts(checked) - parts(plain_check) == set()


def test_working_names_are_words_on_the_lists_of_staff(app, make, scenery):
    caseworker, manager = scenery.browser("caseworker"), scenery.browser("manager")
    pages = [(caseworker, "/staff/members/"), (manager, "/staff/accounts/")]
    _person(make, scenery, "Plain", 0)
    plain = [browser.get(path) for browser, path in pages]
    short = [payload for payload in PAYLOADS if len(payload) <= 80]
    for number, payload in enumerate(short[:40], 1):
        _person(make, scenery, payload, number)
    for (browser, path), before in zip(pages, plain, strict=True):
        page = browser.get(path)
        assert strange(page, before) == []
        assert [payload for payload in short[:40] if payload not in page.words()] == []


def _person(make, scenery, name: str, number: int) -> None:
    """Somebody who waits to be let in, and one of the staff, both with this name."""
    for role, state in (("member", "confirmed"), ("editor", "admitted")):
        address = f"{role}.{number}@example.com"
        with writing():
            accounts.create(scenery.secrets, make.now, role=role, address=address, name=name, state=state)


@pytest.mark.parametrize("style", ["nudge", "short", "full"])
def test_an_alert_in_a_letter_is_plain_text_and_makes_no_header(app, make, style):
    hostile = f"{ALL}\r\nBcc: everybody@example.org\r\n\r\n.\r\n"
    alert = Alert.get_by_id(make.plain_alert(words=_words(hostile)).id)
    frame = letter_text.frame(wording.alert_words(alert, style, "en"), "updates@example.org", app.config["SITE_URL"])
    raw = letter_text.fill(frame, b"one@example.org", "f00d", letter_text.date_line(make.now), "t" * 22)
    message = email.message_from_bytes(raw, policy=policy.default)
    assert (message.get_content_type(), message["Bcc"], message.defects) == ("text/plain", None, [])
    assert [name for name, _value in message.items()].count("Subject") == 1
    assert style != "full" or [payload for payload in PAYLOADS if payload not in message.get_content()] == []


def test_a_form_that_comes_back_shows_words_and_nothing_else(app, client):
    plain = client.post("/report/", {"story": "Plain", "place": "Plain", "form_id": "old"})
    page = client.post("/report/", {"story": ALL, "place": LINE, "looks": ALL, "identifiers": ALL, "form_id": "old"})
    assert (page.status, strange(page, plain), missing(page)) == (422, [], [])
    kept = Browser(app).post("/staff/alerts/new/", {"title": LINE, "what_happened": ALL})
    assert (kept.status, strange(kept), missing(kept)) == (401, [], [])
