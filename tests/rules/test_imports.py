"""Bringing in reports from a file, right lines and wrong ones."""

import io
import tracemalloc
from datetime import date

import pytest

from models.permission import Permission
from models.report import Report
from models.sighting import Sighting
from rules import imports, permissions, report_words
from rules.team_keys import NoTeamKey
from tests.rules.test_report_lines import RIGHT, line


def bring(make, *lines: bytes):
    return list(imports.bring_in(make.secrets, make.now, io.BytesIO(b"".join(lines))))


def test_a_right_line_becomes_a_screened_report_without_a_code(make):
    team = make.team()
    (brought,) = bring(make, line())
    assert (brought.line, brought.outcome, brought.reason) == (1, "loaded", None)
    report = Report.get(Report.source_ref == "old-1")
    assert (report.state, report.received_on, report.area) == ("screened", date(2024, 5, 8), "london")
    assert (report.when_band, report.sector, report.harm_codes) == ("this-week", "street", ["theft", "threats"])
    assert report.code_key is None and report.receipt_public_key is None
    words = report_words.open_words(report, team)
    assert (words.story, words.place, words.looks) == (RIGHT["story"], "Soho", "Tall")
    assert [one.value for one in words.identifiers] == ["+447700900123", "someone@example.com"]
    assert report_words.open_contact(report, team) == {"how": "email", "value": "me@example.com"}
    assert permissions.live_names(report) == ["alert", "checker"]
    assert Sighting.select().where(Sighting.report == report).count() == 2


def test_the_same_file_twice_adds_nothing(make):
    make.team()
    bring(make, line(), line(ref="old-2"))
    again = bring(make, line(), line(ref="old-2"))
    assert [brought.outcome for brought in again] == ["here", "here"]
    assert Report.select().count() == 2
    assert Permission.select().count() == 4


def test_wrong_lines_in_the_middle_are_numbered_and_the_rest_is_loaded(make):
    make.team()
    lines = [line(ref=f"r{number}") for number in range(1, 8)]
    lines[2], lines[4] = b"{nonsense\n", line(ref="r5", harms=["jaywalking"])
    brought = bring(make, *lines)
    assert [(one.line, one.reason) for one in brought if one.outcome == "wrong"] == [
        (3, "the line is not JSON"),
        (5, "number 1 of harms is no code we know"),
    ]
    assert Report.select().count() == 5


def test_permissions_told_for_somebody_else_say_who_gave_them(make):
    make.team()
    bring(make, line(on_behalf=True))
    assert {row.given_by for row in Permission.select()} == {"reporter-says-so"}


def test_a_mark_at_the_start_windows_line_ends_and_empty_lines_do_no_harm(make):
    make.team()
    windows = line().replace(b"\n", b"\r\n")
    brought = bring(make, b"\xef\xbb\xbf" + windows, b"\r\n", b"\n", line(ref="old-2").rstrip())
    assert [(one.line, one.outcome) for one in brought] == [(1, "loaded"), (4, "loaded")]


def test_a_line_of_a_million_characters_is_refused_and_the_next_is_loaded(make):
    make.team()
    brought = bring(make, line(story="a" * 1_000_000), b"x" * 2_000_000 + b"\n", line(ref="old-2"))
    assert [(one.line, one.outcome) for one in brought] == [(1, "wrong"), (2, "wrong"), (3, "loaded")]
    assert "longer" in brought[0].reason


def test_a_line_without_end_takes_little_memory(make):
    class Endless(io.RawIOBase):
        left = 200_000_000

        def readable(self):
            return True

        def readinto(self, buffer):
            size = min(len(buffer), self.left)
            buffer[:size] = b"y" * size
            self.left -= size
            return size

    make.team()
    tracemalloc.start()
    (brought,) = imports.bring_in(make.secrets, make.now, io.BufferedReader(Endless()))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert brought.outcome == "wrong"
    assert peak < 10_000_000


def test_without_a_casework_team_nothing_is_loaded(make):
    with pytest.raises(NoTeamKey):
        bring(make, line())
    assert Report.select().count() == 0
