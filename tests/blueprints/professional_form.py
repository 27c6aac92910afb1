"""Somebody who tells of a professional in tests: the steps, what they are filled with, and the buttons."""

from tests.browser_client import Browser, Page

SHORT, MORE = "/professionals/", "/professionals/more/"
STORY = "She said “not your kind” & <shut> the door."
FILLED = {
    "who": {
        "profession": "police",
        "nation": "northern-ireland",
        "organisation": "The Harbour force",
        "team": "Quay station",
        "name": "Petrel Marsh",
        "badge": "C 4711",
    },
    "what": {"harms": ["refused", "racism", "threats"], "story": STORY, "rating": "1"},
    "happened": {
        "day": "29/2/2024",
        "how_came": "I went to report a theft.",
        "said_done": "Told me to go home.",
        "witnesses": "My neighbour",
        "chaperone": "not-offered",
        "interpreter": "refused",
    },
    "before": {
        "complained": "yes",
        "to_whom": "The desk there",
        "on": "1/3/2024",
        "reference": "HF-99",
        "answer": "They wrote that they did nothing wrong.",
        "final_on": "29/2/2024",
    },
    "wants": {"wants": ["apology", "not-punished"], "adjustments": ["breaks"], "adjustment_words": "Romanian"},
    "you": {"race": ["black", "mixed"], "origin_words": "From the islands", "was_why": "yes"},
    "contact": {"contact_how": "text", "contact_value": "07700 900999", "ask_for": "Robinname"},
    "permissions": {"permissions": ["complaint", "contact"]},
}


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
