"""Somebody who writes a long report in tests: its steps, what they are filled with, and the buttons."""

from datetime import timedelta

from models.database import writing
from models.form_draft import FormDraft
from models.report import Report
from models.session import Session
from rules import report_words
from tests.browser_client import HTML, Browser, Page

MORE = "/report/more/"
STEPS = (
    "what somebody where when numbers person vehicle force hate you evidence before support contact permissions".split()
)
WORDS = "He came back twice & took <both> lamps."
FILLED = {
    "what": {"story": WORDS, "harms": "theft", "felt": "risky", "about": "person"},
    "where": {
        "place": "Leeds",
        "area": "west-yorkshire",
        "place_type": "hotel",
        "exact_place": "Lantern Hotel, room 9",
    },
    "when": {"when": "this-week", "time_of_day": "night", "how_often": "going-on"},
    "numbers": {"value-1": "07700 900461", "kind-1": "phone", "value-2": "0770", "sure-2": "part"},
    "person": {"how_many": "1", "looks-1": "Violet scarf", "hair-1": "Grey curls", "gender-1": "man"},
    "vehicle": {"model-1": "Old Lupo", "plate-1": "AB12 CDE"},
    "force": {"weapon": "seen", "weapon_what": "A folding knife", "done": "held", "injuries": "bruises"},
    "hate": {"because": "sex-work", "because_words": "He said so out loud"},
    "you": {"working_name": "Sparrowname", "sector": "indoor-alone"},
    "evidence": {"evidence": "messages"},
    "before": {"told": "friend", "police_told": "no", "police_how": "They laughed about it"},
    "support": {"wishes": "listen", "wish_words": "A new lock"},
    "contact": {"contact_how": "text", "contact_value": "07700 900999", "ask_for": "Robinname"},
    "permissions": {"permissions": "alert"},
}


def begin(browser: Browser, **typed) -> Page:
    """Press "Add more" on the short form."""
    return browser.submit("/report/", {**typed, "act": "more"})


def post(browser: Browser, page: Page | None = None, go: str = "all", **changes) -> Page:
    """Change the step's fields, press a button, and go where it leads."""
    page = page or browser.get(MORE)
    answer = browser.post(MORE, page.fields(MORE) | {"go": go} | changes)
    return browser.follow(answer) if answer.status == 303 else answer


def fill(browser: Browser, *codes: str) -> None:
    """Go to these steps and answer them."""
    for code in codes:
        post(browser, go=code)
        post(browser, **FILLED[code])


def send(browser: Browser) -> str:
    """Press "Send"; the code that is shown."""
    return post(browser, go="send").by_id("receipt-code").text


def code_on(page: Page) -> str:
    """The code in the short line of a step."""
    found = next(one for one in page.tree.iter(HTML + "b") if "code" in one.get("class", ""))
    return found.text


def title(page: Page) -> str:
    """The page's heading."""
    return next(page.tree.iter(HTML + "h1")).text


def words_of(make) -> report_words.Words:
    """The one report, opened."""
    return report_words.open_words(Report.get(), make.team())


def late() -> None:
    """More than a day has passed since the last save."""
    with writing():
        for row in list(FormDraft.select()):
            FormDraft.update(expires_at=row.expires_at - timedelta(hours=25)).where(FormDraft.id == row.id).execute()


def run_out() -> None:
    """The form was last used an hour and a half ago."""
    with writing():
        for row in list(Session.select()):
            Session.update(last_seen_at=row.last_seen_at - timedelta(minutes=90)).where(Session.id == row.id).execute()
