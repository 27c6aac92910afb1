"""Markdown of help pages: facts by name, clean HTML whatever was typed, and what keeps a page from being published."""

import re
import threading
from dataclasses import replace
from datetime import date

import html5lib
import pytest
from markdown_it import MarkdownIt

from models.facts import CLOCKS, FACTS, Clock, Source
from models.help_texts import HELP
from rules import markdown
from tests.house.injections import PAYLOADS
from tests.house.source import imports, name, python_files

ICO = FACTS["ico"]
SOURCE = Source("A page", "https://example.org/", "2026-11")
CLOCK = Clock("test", "To ask again", 3, "months", "final-reply", SOURCE, None)
RAW = [
    "<p style='position:fixed' class=x id=y data-hx-get=/ hx-get=/ onclick=z>words</p>",
    "<form action=/exit method=post><button name=a>words</button></form>",
    "<svg><a href=/><p>words</p></a></svg><img src=/x.png><iframe src=/></iframe>",
    "<a href='//evil.example'>words</a> <a href=data:text/html,x>words</a> <a href='mailto:a@example.org'>words</a>",
]
ALLOWED = markdown.TAGS | {"html", "head", "body"}


def nodes(html: str):
    """Every element that a browser makes of this."""
    return html5lib.parse(html, namespaceHTMLElements=False).iter()


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("{ico:phone}", f'<a href="tel:+443031231113">{ICO.phone}</a>'),
        ("{ico:number}", ICO.phone),
        ("{ico:name}", ICO.name),
        ("{ico}", f'<a href="{ICO.web}">{ICO.name}</a>, <a href="tel:+443031231113">{ICO.phone}</a>'),
        ("{silent-press:phone}", "55"),
        ("{clock:test}", "3 months"),
        ("**{ico:name}**", f"<strong>{ICO.name}</strong>"),
        ("[Ask the {ico:name}](/help/talk/)", f'<a href="/help/talk/">Ask the {ICO.name}</a>'),
        ("`{ico:phone}`", "{ico:phone}"),
        ("{nothing}", "{nothing}"),
        ("{ico:nothing}", "{ico:nothing}"),
        ("{clock:nothing}", "{clock:nothing}"),
    ],
)
def test_a_name_in_braces_is_the_fact(typed, shown):
    assert markdown.render(typed, clocks={"test": CLOCK}).strip() == f"<p>{shown}</p>"


def test_an_address_is_shown_without_what_nobody_types():
    web = replace(ICO, web="https://www.example.org/ask/")
    assert markdown.render("{ico:web}", {"ico": web}) == (
        '<p><a href="https://www.example.org/ask/">example.org/ask</a></p>\n'
    )


@pytest.mark.parametrize(
    ("amount", "unit", "words"),
    [(1, "months", "1 month"), (20, "working-days", "20 working days"), (1, "working-days", "1 working day")],
)
def test_a_clock_is_said_in_words(amount, unit, words):
    assert markdown.span(replace(CLOCK, amount=amount, unit=unit)) == words


def test_what_a_fact_says_is_words_and_never_markdown_or_html():
    sly = replace(ICO, name="<b>*Ask* {emergency}</b>", phone="", web="")
    assert markdown.render("{ico}", {"ico": sly}) == "<p>&lt;b&gt;*Ask* {emergency}&lt;/b&gt;</p>\n"
    sly = replace(ICO, phone="<br>0303")
    assert markdown.render("{ico:number}", {"ico": sly}) == "<p>&lt;br&gt;0303</p>\n"


def test_lists_headings_and_tables_stay():
    html = markdown.render("## A\n\n- b\n\n2. c\n\n| d | e |\n|:-|-:|\n| f | g |\n")
    assert {one.tag for one in nodes(html)} >= {"h2", "ul", "ol", "li", "table", "td"}
    assert "style" not in html
    assert '<ol start="2">' in html


def is_dead(html: str) -> bool:
    """Whether a browser makes nothing of this but words, lists and links."""
    return all(
        node.tag in ALLOWED and set(node.attrib) <= {"href", "start"} and leads_well(node.get("href", "/"))
        for node in nodes(html)
    )


def leads_well(address: str) -> bool:
    """Whether a link leads to a page by the web, to a path of ours, or to a number."""
    return markdown._leads_somewhere(address) or bool(re.fullmatch(r"tel:\+?\d+", address))


@pytest.mark.parametrize(
    "around", ["{0}", "[words]({0})", "![words]({0})", "<{0}>", "    {0}", "| {0} |\n|-|\n| {0} |"]
)
def test_nothing_that_is_typed_comes_alive(around):
    assert [payload for payload in PAYLOADS if not is_dead(markdown.render(around.format(payload)))] == []


@pytest.mark.parametrize("missing", ["_listed", "_again"])
def test_each_cleaner_alone_would_do_even_with_html_let_through(monkeypatch, missing):
    """As if the reader of Markdown and one of the cleaners had a hole."""
    monkeypatch.setattr(markdown, "_markdown", MarkdownIt("js-default", {"html": True}))
    monkeypatch.setattr(markdown, missing, lambda html: html)
    assert [payload for payload in [*PAYLOADS, *RAW] if not is_dead(markdown.render(payload))] == []


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java&#10;script:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "//evil.example",
        "mailto:a@example.org",
        "ftp://example.org",
        "help/talk",
        "tel:0303",
        "https:evil",
    ],
)
def test_a_link_that_leads_nowhere_is_pointed_out_and_dies(address):
    text = f"[words]({address})"
    assert markdown.problems(text) != []
    hrefs = [node.get("href") for node in nodes(markdown.render(text))]
    assert [href for href in hrefs if href and not href.startswith("tel:")] == []


@pytest.mark.parametrize("address", ["https://example.org/?a=1&b=2", "http://example.org", "/help/talk/", "/"])
def test_a_link_to_another_site_or_a_page_of_ours_is_good(address):
    text = f"[words]({address})"
    assert markdown.problems(text) == []
    assert [node.get("href") for node in nodes(markdown.render(text)) if node.tag == "a"] == [address]


@pytest.mark.parametrize(
    ("typed", "excerpt"),
    [
        ("Ring 0303 123 1113.", "0303 123 1113"),
        ("Ring 0303 **123** 1113.", "0303 123 1113"),
        ("Ring 999.", "999"),
        ("[ring](tel:+441614960000)", "tel:+441614960000"),
        ("    0161 496 0000", "0161 496 0000"),
        ("Ask {nobody}.", "{nobody}"),
        ("Ask {ico:fax}.", "{ico:fax}"),
        ("Ask {emergency:web} {silent-press:web}", "{silent-press:web}"),
        ("<b>x", "<b>"),
        ('<B class="x">x</b>', '<B class="x">'),
        ("<div>\n\nWords.\n\n</div>", "<div>"),
        ("x</b>", "</b>"),
        ("<!-- x -->", "<!-- x -->"),
        ("![A map](/map.png)", "A map"),
        ("# Title", "#"),
    ],
)
def test_what_may_not_be_published_is_pointed_out(typed, excerpt):
    assert [one.excerpt for one in markdown.problems(f"Words.\n\n{typed}")] == [excerpt]


def test_plain_words_have_no_problem():
    assert markdown.problems("## A\n\nIn 2026, 5 < 6 and 7 > 3. Ring {ico:phone}, or {emergency:phone}.\n\n- x") == []


def test_the_facts_of_a_page_are_named_once_in_their_order():
    text = "{police-101} {ico} {ico:phone} {clock:test} `{emergency}`"
    assert [one.code for one in markdown.used(text, clocks={"test": CLOCK})] == ["police-101", "ico", "test"]


@pytest.mark.parametrize("code", sorted(HELP))
def test_every_shipped_page_could_be_published(code):
    assert markdown.problems(HELP[code].title) == []
    assert markdown.problems(HELP[code].body) == []
    assert markdown.problems(HELP[code].line) == []
    assert all(one.address.startswith("https://") and one.date for one in HELP[code].sources)


def test_threads_do_not_mix_their_texts():
    mixed = []

    def render(word: str) -> None:
        text = f"## {word}\n\n" + f"- {word} [{word}](/{word}/)\n" * 20
        right = markdown.render(text)
        mixed.extend(word for _ in range(20) if markdown.render(text) != right or right.count(word) != 61)

    threads = [threading.Thread(target=render, args=(f"word{number}",)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert mixed == []


def test_html_of_typed_words_is_made_in_one_place():
    libraries = {"bleach", "nh3", "markdown_it"}
    users = {name(path) for path in python_files() if {one.split(".")[0] for one in imports(path)} & libraries}
    assert users == {"rules/markdown.py"}


def test_clocks_of_the_data_can_all_be_said():
    assert all(markdown.span(one)[0].isdigit() for one in CLOCKS.values())
    assert all(isinstance(one.checked_on, date | None) for one in CLOCKS.values())
