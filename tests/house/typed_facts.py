"""Finds what belongs in models/data/facts.json typed somewhere else: telephone numbers, web addresses, names."""

import ast
import json
import re
import unicodedata
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import urlsplit

from models.facts import FACTS
from tests.house.source import ROOT, all_files, name

# A run of digits in any spacing that is long enough to be rung in this country, or comes from abroad.
LONG = re.compile(r"(?<![\w.,/#&=+-])(?:\+\d|\(?0)[\d() .\u00a0-]{7,18}\d(?![\w-])")
# Short numbers that bring somebody to the phone, as whole words.
SHORT = re.compile(
    r"(?<![\w.,:/#£=+-])(?:999|101|111|112|105|116 ?\d{3}|7726)(?![\w%:/-]|[.,]\d)"
    # 55 is also an age.
    r"|(?<=[Pp]ress )55(?!\w)|(?<=[Pp]ressing )55(?!\w)"
)
# Any other short number that people are told to ring or write to.
CALLED = re.compile(r"(?i)\b(?:call|ring|dial|phone|text)(?: \w+ (?:to|on))? (\d{3,6}(?: \d{3})?)\b(?![.,]\d)")
ADDRESS = re.compile(r"https?://[^\s\"'<>)|]+")
# For drama, from Ofcom's list of numbers for TV and radio; and the same of France and North America.
DRAMA = re.compile(
    r"(?:\+|00)33063998\d{4}|(?:\+|00)3363998\d{4}|\+?1\d{3}55501\d\d|"
    r"07700900\d{3}|02079460\d{3}|01(?:1[3-8]|21|31|41|51|61)4960\d{3}|01914980\d{3}|01632960\d{3}|02896496\d{3}"
    r"|02890180\d{3}|02920180\d{3}|08081570\d{3}"
)
HOSTS = {urlsplit(fact.web).netloc.removeprefix("www.") for fact in FACTS.values() if fact.web}
# Settings of this site, each named once in app.py: the office's number, and where "Leave this site" leads.
SETTINGS = {"app.py": {"0161 629 9861", "https://www.bbc.co.uk/weather"}}
# Nobody's: this machine, what a setting puts in, and what is kept free for examples (RFC 2606).
OWN = re.compile(r"https?://(localhost|\{|address$|([\w-]+\.)*example[./])")
DIGITS = "0123456789"


def texts(path: Path) -> Iterator[str]:
    """What a file says to people or to their phone: not its comments, not its docstrings, not the sources it names."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        yield from _strings(ast.parse(text))
    elif path.suffix in (".json", ".jsonl"):
        for row in text.splitlines() if path.suffix == ".jsonl" else [text]:
            yield from values(json.loads(row))
    elif path.suffix == ".md":
        head, _line, body = text.partition("\n---\n")
        yield from (row for row in head.splitlines() if not row.startswith(("source:", "checked_on:", "order:")))
        yield body
    elif path.suffix in (".css", ".js"):
        yield re.sub(r"/\*.*?\*/", " ", text, flags=re.S)
    else:
        yield re.sub(r"{#.*?#}", " ", text, flags=re.S)


def typed(text: str) -> list[str]:
    """Every number, every body's address and every fact's name in a text."""
    text = _read(re.sub(r'viewBox="[^"]*"', "", text))
    # A tag in the middle of a number hides nothing, and a number may stand in a tag.
    found = list(dict.fromkeys(_numbers(text) + _numbers(re.sub(r"<[^>]*>", "", text))))
    found += [one for one in ADDRESS.findall(text) if not OWN.match(one)]
    found += [host for host in HOSTS if re.search(rf"(?<![\w.-]){re.escape(host)}", text)]
    return found + [fact.name for fact in FACTS.values() if fact.name in text]


def _numbers(text: str) -> list[str]:
    long = [one for one in LONG.findall(text) if one != DIGITS]
    rest = LONG.sub(" ", text)
    found = [one for one in long if 8 <= len(re.sub(r"\D", "", one)) <= 15]
    return found + SHORT.findall(rest) + CALLED.findall(rest)


def _read(text: str) -> str:
    """A text as people read it: entities as their characters, narrow spaces as spaces, every dash as one."""
    return re.sub("[\u2010-\u2015]", "-", unicodedata.normalize("NFKC", unescape(text)))


def wrong_in(path: Path, may_be_drama: bool = False, settings: frozenset[str] = frozenset()) -> list[str]:
    """What one file types that it should not."""
    found = [one for text in texts(path) for one in typed(text) if one not in settings]
    return [one for one in found if not (may_be_drama and DRAMA.fullmatch(_plain(one)))]


def files() -> list[Path]:
    """Every file whose words reach people."""
    found = all_files("app.py", "models", "rules", "tasks", "blueprints", "templates", "static")
    kinds = (".py", ".html", ".txt", ".json", ".jsonl", ".md", ".po", ".css", ".js")
    left_out = ("models/data/facts.json", "models/data/common_passwords.txt")
    return [
        path
        for path in found
        if path.suffix in kinds
        and name(path) not in left_out
        and ".min." not in path.name
        and "LICENSE" not in path.name
    ]


def values(data: object) -> Iterator[str]:
    """Every text in data from JSON, those under a source left out."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, list):
        for one in data:
            yield from values(one)
    elif isinstance(data, dict):
        for key, one in data.items():
            if key not in ("source", "sources"):
                yield from values(one)


def named_in_code() -> set[str]:
    """Every text that stands by itself in Python, templates and data: among them the codes of facts they use."""
    found: set[str] = set()
    for path in files():
        if path.suffix == ".html":
            found |= set(re.findall(r"'([a-z0-9-]+)'", path.read_text(encoding="utf-8")))
        elif path.suffix in (".py", ".json"):
            found |= set(texts(path))
    return found


def _strings(tree: ast.Module) -> Iterator[str]:
    docs = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node.value


def _plain(number: str) -> str:
    return re.sub(r"^(\+|00)44", "0", re.sub(r"[^\d+]", "", number.replace("(0)", "")))


def settings_of(path: Path) -> frozenset[str]:
    """What a file may type because it is the one place where a setting has its usual value."""
    return frozenset(SETTINGS.get(str(path.relative_to(ROOT)), ()))
