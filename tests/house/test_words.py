"""The words we use, and those we do not."""

import re

import pytest

from models.help_texts import HELP
from tests.house.source import ROOT, all_files, name

FILES = [
    pytest.param(path, id=name(path))
    for path in all_files("app.py", "models", "rules", "tasks", "blueprints", "templates")
    if path.suffix in (".py", ".html", ".txt", ".json", ".jsonl", ".md") and path.name not in ("common_passwords.txt",)
]
NOT_OURS = re.compile(r"\b(victims?|offenders?|perpetrators?|prostitut\w*|submission\w*|suspects?)\b", re.I)


@pytest.mark.parametrize("path", FILES)
def test_we_say_person_report_and_reporter(path):
    text = path.read_text(encoding="utf-8")
    assert not NOT_OURS.findall(text)


@pytest.mark.parametrize(
    "path", [p for p in FILES if p.id.startswith("templates/") and p.id.endswith((".html", ".txt"))]
)
def test_we_do_not_shout(path):
    text = re.sub(r"{#.*?#}|{%.*?%}|<!.*?>", "", path.read_text(encoding="utf-8"), flags=re.S)
    texts = re.findall(r"_\('((?:[^'\\]|\\.)*)'", text) + re.findall(r'_\("((?:[^"\\]|\\.)*)"', text)
    assert [one for one in texts if "!" in one] == []


@pytest.mark.parametrize("page", HELP.values(), ids=lambda page: page.code)
def test_help_pages_do_not_shout(page):
    assert "!" not in page.title + page.line + page.body


def test_the_word_list_names_every_table():
    words = (ROOT / "docs" / "words.md").read_text(encoding="utf-8")
    source = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "models").glob("*.py"))
    tables = re.findall(r"^class (\w+)\((?:Table|Owed)\)", source, re.M)
    assert [table for table in tables if f"`{table}`" not in words] == []
