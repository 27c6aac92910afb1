"""Five doors on every page, the emergency line under it, and paper that shows nothing of the site around it."""

import re

import pytest

from app import ROOT
from tests.browser_client import HTML
from tests.house.scenery import Scenery

DOORS = {"/report/", "/check/", "/alerts/", "/help/talk/"}
ANYBODY = (
    "/",
    "/report/",
    "/professionals/",
    "/follow-up/",
    "/join/",
    "/therapists/package/",
    "/projects/",
    "/projects/join/",
    "/help/talk/",
    "/help/danger/",
    "/help/next/",
    "/help/hide/",
    "/help/data/",
    "/help/terms/",
)
OUTSIDE = (*ANYBODY, "/sign-in/", "/forgotten/", "/join/confirm/{confirming}/", "/unsubscribe/{letter}")
OWN = ("/account/", "/account/address/", "/account/password/", "/account/leave/")
READING = (
    "/professionals/lessons/",
    "/professionals/figures/",
    "/alerts/",
    "/alerts/{published}/",
    "/alerts/sheet/",
    "/check/",
)
DESK = (
    "/staff/",
    "/staff/reports/",
    "/staff/reports/new/",
    "/staff/reports/{report}/",
    "/staff/professionals/",
    "/staff/professionals/{professional}/",
    "/staff/professionals/{professional}/letter/",
    "/staff/alerts/",
    "/staff/alerts/new/",
    "/staff/alerts/{draft}/",
    "/staff/alerts/{published}/",
    "/staff/members/",
    "/staff/therapists/",
    "/staff/therapists/diversity/",
    "/staff/therapists/{applied_therapist}/",
    "/staff/therapists/{listed_therapist}/",
    "/staff/professionals/lessons/",
    "/staff/professionals/lessons/{lesson}/",
    "/staff/professionals/figures/",
    "/staff/therapists/packages/",
    "/staff/therapists/packages/{matched_package}/",
    "/staff/therapists/packages/{matched_package}/end/",
    "/staff/therapists/packages/figures/",
    "/staff/figures/effect/",
)
PROJECT = (
    "/projects/reports/{told}/",
    "/projects/figures/",
    "/projects/workers/",
    "/projects/enter/",
    "/projects/paper/",
)
PAGES = {
    "nobody": OUTSIDE,
    "code": (*ANYBODY, "/follow-up/report/", "/follow-up/delete/"),
    "member": (*ANYBODY, *READING, *OWN),
    "project-worker": (*ANYBODY, *READING, *OWN, *PROJECT),
    "caseworker": (*ANYBODY, *READING, *OWN, *DESK),
}
WHO = sorted(PAGES)


@pytest.fixture
def walk(app, make):
    """A function that opens the main pages of a kind of visitor, and one that is not there."""
    scenery = Scenery(app, make)

    def open_all(who: str) -> dict:
        browser = scenery.browser(who)
        pages = {path: browser.get(scenery.filled(path)) for path in PAGES[who]}
        assert {path: page.status for path, page in pages.items() if page.status != 200} == {}
        return {**pages, "a page we do not have": browser.get("/nothing-here/")}

    return open_all


def part(page, tag: str):
    """The header or the footer."""
    return next(page.tree.iter(HTML + tag))


def links(element) -> list[str]:
    """Where the links in here lead."""
    return [link.get("href") for link in element.iter(HTML + "a")]


@pytest.mark.parametrize("who", WHO)
def test_every_page_has_the_doors_to_report_check_read_and_talk(walk, who):
    # What a worker reports is their project's, so their door leads to its forms.
    doors = DOORS - {"/report/"} | {"/projects/enter/"} if who == "project-worker" else DOORS
    missing = {path: doors - set(links(part(page, "nav"))) for path, page in walk(who).items()}
    assert {path: left for path, left in missing.items() if left} == {}


@pytest.mark.parametrize("who", WHO)
def test_every_page_has_the_way_out_before_every_other_link(walk, who):
    first = {path: next(page.tree.iter(HTML + "a")) for path, page in walk(who).items()}
    assert [path for path, link in first.items() if (link.get("id"), link.get("href")) != ("exit", "/exit")] == []


@pytest.mark.parametrize("who", WHO)
def test_every_page_ends_with_the_emergency_line(walk, who):
    silent = []
    for path, page in walk(who).items():
        footer = part(page, "footer")
        words = " ".join("".join(footer.itertext()).split())
        if "In danger now? Call 999. Cannot speak? Press 55 when asked." not in words or "tel:999" not in links(footer):
            silent.append(path)
    assert silent == []


@pytest.mark.parametrize("path", sorted(DOORS))
@pytest.mark.parametrize("who", ["member", "caseworker"])
def test_each_door_opens(app, make, who, path):
    assert Scenery(app, make).browser(who).get(path).status == 200


def print_rules() -> dict[str, str]:
    """What the style sheet says for paper: selector to declarations."""
    css = (ROOT / "static" / "site.css").read_text(encoding="utf-8")
    blocks = re.findall(r"@media print\s*\{((?:[^{}]*\{[^{}]*\})*)\s*\}", css)
    rules = re.findall(r"([^{}]+)\{([^{}]*)\}", "".join(blocks))
    return {one.strip(): declared for selectors, declared in rules for one in selectors.split(",")}


@pytest.mark.parametrize("selector", ["header nav", "#exit", "form button"])
def test_paper_shows_no_way_around_the_site_no_way_out_and_no_buttons(selector):
    assert "display:none" in print_rules().get(selector, "").replace(" ", "")
