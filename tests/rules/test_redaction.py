"""The linter of a draft alert, on pairs of a report and a draft."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from rules.identifiers import masked, read_one
from rules.redaction import LONGEST_EXCERPT, ReportWords, lint, verdict_hash

PAIRS = json.loads((Path(__file__).parents[1] / "data" / "redaction.json").read_text(encoding="utf-8"))
IDENTIFIERS = (Path(__file__).parents[1] / "data" / "identifiers.tsv").read_text(encoding="utf-8").splitlines()[1:]


def codes(findings, severity):
    """The codes found with this severity, each once."""
    return sorted({finding.code for finding in findings if finding.severity == severity})


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair["name"])
def test_a_pair_of_report_and_draft(pair):
    findings = lint(pair["draft"], ReportWords(**pair["report"]))
    assert (codes(findings, "stop"), codes(findings, "warn")) == (pair["stops"], pair["warns"])


@pytest.mark.parametrize("line", IDENTIFIERS)
def test_an_identifier_of_the_report_passes_only_in_part(line):
    _, written, _ = line.split("\t")
    report = ReportWords(identifiers=[json.loads(written)])
    identifier = read_one(json.loads(written))
    name = identifier.value.partition("/")[2] or identifier.value
    assert codes(lint({"contact_used": f"He used {name} then."}, report), "stop") == ["identifier"]
    assert codes(lint({"contact_used": f"He used {masked(identifier)} then."}, report), "stop") == []


def test_hidden_marks_do_not_hide_copied_words():
    report = ReportWords(story="He removed the condom without telling me")
    draft = {"title": "He re\u200bmoved  the\ncondom with\u00adout telling"}
    assert codes(lint(draft, report), "stop") == ["copied"]


def test_every_field_is_read_and_named():
    report = ReportWords(names=["Roxana"])
    findings = lint({"title": "Nothing here", "pattern": "Asks for Roxana", "advice": "Roxana"}, report)
    assert [(finding.field, finding.code) for finding in findings] == [("pattern", "name"), ("advice", "name")]


def test_excerpts_are_short_and_messages_plain():
    story = "one two three four five six seven eight nine ten " * 20
    findings = lint({"title": story}, ReportWords(story=story))
    assert [finding.code for finding in findings] == ["copied"]
    assert all(len(finding.excerpt) <= LONGEST_EXCERPT and finding.message.endswith(".") for finding in findings)


def test_the_verdict_hash_holds_for_these_findings_only():
    findings = lint({"title": "On 12 March at 10pm", "advice": "12 March"}, ReportWords())
    assert verdict_hash(findings) == verdict_hash(list(reversed(findings)))
    assert verdict_hash(findings) != verdict_hash(findings[1:])
    assert verdict_hash(findings) != verdict_hash([replace(findings[0], field="person"), *findings[1:]])
    assert len(verdict_hash([])) == 64


def test_a_very_long_report_is_read_in_time():
    story = "He came 12 Long Street at 10pm 07700 900123 and left. " * 400
    findings = lint({"what_happened": story}, ReportWords(story=story, place=story[:2000], contact="07700 900123"))
    assert {"copied", "place", "contact", "identifier"} <= set(codes(findings, "stop"))
