"""The blank form on paper: the same questions, boxes and numbers as the page where it is entered."""

import pytest

from models.codes import HARMS, PERMISSIONS
from tests.browser_client import HTML

ENTER, BLANK = "/projects/enter/", "/projects/paper/"


@pytest.fixture
def browser(signed_in):
    """The browser of somebody who works for a project."""
    return signed_in("project-worker")


def test_the_blank_form_asks_what_the_page_asks_in_the_same_order(browser):
    asked = [one for one in browser.get(ENTER).by_id("main").iter() if one.tag in (HTML + "label", HTML + "legend")]
    on_page = ["".join(one.itertext()).strip() for one in asked]
    paper = browser.get(BLANK)
    labels = [one for one in paper.tree.iter(HTML + "p") if one.get("class") == "label"]
    on_paper = ["".join(one.itertext()).strip() for one in labels]
    starts = [
        next(place for place, text in enumerate(on_page) if on_paper[n].split(".")[0] in text)
        for n in range(len(labels))
    ]
    assert len(labels) == 15 and starts == sorted(starts)


@pytest.mark.parametrize("size", ["a4", "a5"])
def test_the_blank_form_has_every_harm_with_its_number_and_every_permission(browser, size):
    paper = browser.get(f"{BLANK}?size={size}")
    assert paper.by_id("paper").get("class") == size
    words = paper.words()
    assert [harm.code for harm in HARMS.values() if f"{harm.number} {harm.name}" not in words] == []
    assert [one.code for one in PERMISSIONS.values() if one.label not in words] == []


def test_an_unknown_size_is_a4(browser):
    assert browser.get(f"{BLANK}?size=a3<b>").by_id("paper").get("class") == "a4"
