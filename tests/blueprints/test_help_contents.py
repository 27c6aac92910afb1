"""The help pages as they are shipped: where their links lead, and what each must say."""

import re

import pytest
from werkzeug.exceptions import MethodNotAllowed, NotFound

from models.facts import CLOCKS, FACTS
from models.help_texts import HELP
from rules.markdown import span

# What somebody looks for on a page: facts by code, and words.
SAYS = {
    "danger": (("emergency", "silent-press"), ("speed dial", "voice dialling", "Get somewhere safe")),
    "after-assault": (
        ("sarc-england", "sarcs-scotland", "live-fear-free", "rowan", "rape-crisis-england-wales"),
        ("Make a sheet to hand over", "Care without the police"),
    ),
    "police": (
        ("police-101", "crimestoppers"),
        (
            "intelligence",
            "liaison officer",
            "single point of contact",
            "plain clothes",
            "trained in rape",
            "leaves a trace",
        ),
    ),
    "police-complaints": (("iopc", "pirc", "poni"), ("Scotland", "Northern Ireland", "Find your route", "your MP")),
    "your-data": (("ico", "google-removal", "tps", "spam-text"), ("Your name in a search",)),
    "law": (
        (),
        ("England and Wales", "Scotland", "Northern Ireland", "not legal advice", "Here too a place where more"),
    ),
    "money": (("stepchange", "fos", "hmrc-register"), ("Tax", "Benefits", "Debts", "bank closes")),
    "housing": (("shelter-england", "shelter-scotland", "shelter-cymru", "housing-rights", "nihe"), ("tonight",)),
    # Where a GP asks for papers and may pass them on, nobody is told to go there without.
    "immigration": (
        ("immigration-adviser", "modern-slavery"),
        ("Home Office", "In Northern Ireland signing up with a GP"),
    ),
    "health": (("nhs-111", "samaritans"), ("PrEP", "A GP", "In Northern Ireland you must show papers")),
    "leaving": ((), ("Only if you want to",)),
    "paid": ((), ("police forces", "What the police see")),
    "screening": ((), ("Check the number",)),
    "donate": ((), ("You do not have to give",)),
    "for-professionals": ((), ("training", "Join", "ally")),
    "news": ((), ("2026",)),
}
LIMITS = {
    "after-assault": ("traces", "hiv-medicine", "contraception-first", "contraception-last", "traces-kept-scotland"),
    "police-complaints": ("iopc-review", "pirc-review", "poni"),
    "money": ("fos",),
}


def test_every_shipped_page_is_looked_at_here():
    assert set(SAYS) == set(HELP)


@pytest.mark.parametrize("code", list(SAYS))
def test_a_page_says_what_people_look_for_with_its_numbers_to_tap(client, code):
    page = client.get(f"/help/{code}/")
    facts, words = SAYS[code]
    assert [one for one in words if one not in page.words()] == []
    for fact in (FACTS[one] for one in facts):
        assert not fact.phone or fact.phone in page.words()
        assert not fact.web or fact.code in ("emergency", "police-101", "nhs-111") or fact.web in page.text
    assert [one for one in LIMITS.get(code, ()) if span(CLOCKS[one]) not in page.words()] == []


@pytest.mark.parametrize("code", list(HELP))
def test_every_link_within_the_site_leads_somewhere(app, code):
    routes = app.url_map.bind("localhost")
    for path in re.findall(r"\]\((/[^)]*)\)", HELP[code].body):
        try:
            endpoint, _values = routes.match(path)
        except (NotFound, MethodNotAllowed):
            endpoint = ""
        assert endpoint, path
        assert endpoint != "help.page" or app.test_client().get(path).status_code == 200, path


@pytest.mark.parametrize("code", list(HELP))
def test_a_page_is_short_and_says_whether_somebody_checked_it(client, code):
    assert len(HELP[code].body) <= 2_200
    said = "Checked on" if HELP[code].checked_on else "To check."
    assert said in client.get(f"/help/{code}/").words()
