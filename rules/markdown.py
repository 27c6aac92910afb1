"""Markdown of help pages: read, looked through, and made into clean HTML; nothing else makes HTML of what was typed."""

import re
import threading
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any, NamedTuple

import bleach
import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markupsafe import Markup

from models.facts import CLOCKS, FACTS, Clock, Fact
from rules import N_, phones

# No style, class, id, picture, form or script: what is not here falls away, its words stay.
TAGS = frozenset(
    "a blockquote br em h2 h3 hr li ol p strong table tbody td th thead tr ul".split(),
)
ATTRIBUTES = {"a": {"href"}, "ol": {"start"}}
SCHEMES = {"http", "https", "tel"}
# What stands for a fact: {ico}, {ico:phone}, {ico:number}, {ico:web}, {ico:name}, {clock:ico-answer}.
PLACEHOLDER = re.compile(r"\{([a-z0-9-]+)(?::([a-z0-9-]+))?\}")
PARTS = ("", "phone", "number", "web", "name")

_MESSAGES = {
    "phone": N_("A telephone number is typed here. Put in its fact instead, such as {ico:phone}."),
    "fact": N_("No fact has this name. The list of facts says what each is called."),
    "html": N_("HTML stands here. It is shown as it is typed. Write it in Markdown, or take it out."),
    "image": N_("A picture stands here. Help pages have none: say it in words."),
    "link": N_("This link leads nowhere. It must begin with https:// or with / for a page of this site."),
    "heading": N_("A heading begins with ## here. The title of the page is the only bigger one."),
}

_own = threading.local()


class Problem(NamedTuple):
    """One thing that keeps a page from being published: a message, and the words it is about."""

    message: str
    excerpt: str


def render(text: str, facts: Mapping[str, Fact] = FACTS, clocks: Mapping[str, Clock] = CLOCKS) -> Markup:
    """Clean HTML of a page in Markdown, with each placeholder as the fact it stands for.

    An unknown placeholder stays as it was typed. Templates put it in as it is.
    """
    html = _markdown.render(text, {"facts": facts, "clocks": clocks})
    # Each of the two alone would do; the first gets no more fixes.
    return Markup(_again(_listed(html)))  # noqa: S704 - the one place where HTML is declared clean


def problems(text: str, facts: Mapping[str, Fact] = FACTS, clocks: Mapping[str, Clock] = CLOCKS) -> list[Problem]:
    """Everything in a page in Markdown that must be changed before it can be published, each once, in order."""
    tokens = _markdown.parse(text, {"facts": facts, "clocks": clocks})
    known = [fact.phone for fact in facts.values() if fact.phone]
    found = list(_found(tokens, known))
    # A closing tag says nothing that its opening one has not said.
    opened = {_tag(excerpt) for code, excerpt in found if code == "html" and not excerpt.startswith("</")}
    again = {pair for pair in found if pair[0] == "html" and pair[1].startswith("</") and _tag(pair[1]) in opened}
    return list(dict.fromkeys(Problem(_MESSAGES[pair[0]], pair[1][:60]) for pair in found if pair not in again))


def used(text: str, facts: Mapping[str, Fact] = FACTS, clocks: Mapping[str, Clock] = CLOCKS) -> list[Fact | Clock]:
    """The facts and clocks that a page in Markdown shows, each once, in the order in which they come."""
    tokens = _markdown.parse(text, {"facts": facts, "clocks": clocks})
    return list(dict.fromkeys(token.meta["of"] for token in _inside(tokens) if token.type == "fact"))


def _found(tokens: list[Token], known: list[str]) -> Iterator[tuple[str, str]]:
    for token in tokens:
        if token.type == "heading_open" and token.tag == "h1":
            yield "heading", token.markup
        if token.type in ("fence", "code_block"):
            yield from (("phone", number) for number in phones.typed(token.content, known))
        if token.type == "inline":
            yield from _found_in_line(token.children or [], known)


def _found_in_line(line: list[Token], known: list[str]) -> Iterator[tuple[str, str]]:
    for token in line:
        address = str(token.attrs.get("href", ""))
        if token.type == "image":
            yield "image", token.content
        elif token.type == "link_open" and address.startswith("tel:"):
            yield "phone", address
        elif token.type == "link_open" and not _leads_somewhere(address):
            yield "link", address
    # Emphasis inside a number hides nothing: only a fact and a line's end break the words.
    words = "".join("\n" if t.type in ("fact", "softbreak", "hardbreak") else t.content for t in line)
    yield from (("phone", number) for number in phones.typed(words, known))
    yield from (("fact", found.group()) for found in re.finditer(r"\{[^{}\n]*\}", words))
    yield from (("html", found.group()) for found in re.finditer(r"<[a-zA-Z/!?][^>\n]*>?", words))
    yield from (("link", found.group(1)) for found in re.finditer(r"\]\(([^)\n]*)\)?", words))


def _tag(excerpt: str) -> str:
    """The name in an opening or closing tag of HTML."""
    return re.sub(r"\W*(\w*).*", r"\1", excerpt, flags=re.DOTALL).lower()


def _inside(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from token.children or []


def _leads_somewhere(address: str) -> bool:
    """Whether a link goes to another site by http(s), or to a page of this site by its path."""
    # Two strokes, or a stroke and a backward one, would be another site's address.
    return bool(re.match(r"https?://\w|/(?![/\\])", address, re.IGNORECASE))


def _may_stay(tag: str, name: str, value: str) -> bool:
    if tag == "a" and name == "href":
        return _leads_somewhere(value) or bool(re.fullmatch(r"tel:\+?\d+", value))
    return tag == "ol" and name == "start" and value.isdecimal()


def _listed(html: str) -> str:
    """Only what the list allows, by bleach, with a cleaner of this thread's own: a shared one mixes their texts."""
    if not hasattr(_own, "cleaner"):
        attributes = dict.fromkeys(ATTRIBUTES, _may_stay)
        _own.cleaner = bleach.Cleaner(tags=TAGS, attributes=attributes, protocols=SCHEMES, strip=True)
    return _own.cleaner.clean(html)


def _again(html: str) -> str:
    """Only what the list allows, by nh3."""
    return nh3.clean(
        html,
        tags=set(TAGS),
        attributes=ATTRIBUTES,
        attribute_filter=lambda tag, name, value: value if _may_stay(tag, name, value) else None,
        url_schemes=SCHEMES,
        link_rel=None,
    )


def _read_fact(state: StateInline, silent: bool) -> bool:
    """Markdown's own way to a placeholder: a token that is no text, so that nothing in a fact is read as Markdown."""
    match = PLACEHOLDER.match(state.src, state.pos, state.posMax)
    found = _find(match.group(1), match.group(2) or "", state.env) if match else None
    if match is None or found is None:
        return False
    if not silent:
        token = state.push("fact", "", 0)
        token.meta = {"of": found, "part": match.group(2) or ""}
    state.pos = match.end()
    return True


def _find(code: str, part: str, env: Mapping[str, Any]) -> Fact | Clock | None:
    if code == "clock":
        return env["clocks"].get(part)
    fact = env["facts"].get(code)
    has = fact is not None and part in PARTS
    has = has and not (part in ("phone", "number") and not fact.phone) and not (part == "web" and not fact.web)
    return fact if has else None


def _show_fact(renderer: Any, tokens: list[Token], index: int, options: Any, env: Any) -> str:
    of, part = tokens[index].meta["of"], tokens[index].meta["part"]
    if isinstance(of, Clock):
        return escape(span(of))
    if part == "web":
        return _link(of.web, re.sub(r"^https?://(www\.)?|/$", "", of.web))
    if part == "number":
        return escape(of.phone)
    phone = _link(phones.tel(of.phone), of.phone) if phones.is_rung(of.phone) else escape(of.phone)
    if part == "phone":
        return phone
    name = _link(of.web, of.name) if of.web and not part else escape(of.name)
    return f"{name}, {phone}" if of.phone and not part else name


def _link(address: str, words: str) -> str:
    return f'<a href="{escape(address)}">{escape(words)}</a>'


def span(clock: Clock) -> str:
    """How long a time limit is, in English as the pages are that it stands in: 3 months, 20 working days."""
    unit = clock.unit.replace("-", " ")
    return f"{clock.amount} {unit if clock.amount != 1 else unit.removesuffix('s')}"


def _reader() -> MarkdownIt:
    reader = MarkdownIt("js-default", {"html": False, "linkify": False, "typographer": False})
    reader.inline.ruler.before("link", "fact", _read_fact)
    reader.add_render_rule("fact", _show_fact)
    return reader


_markdown = _reader()
