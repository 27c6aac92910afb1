"""Linked reports: those that may be about the same person as one, each with why; and a part of a number looked for.

Who shares an identifier is known to the database. All else is found in memory, in the words of reports that the
caseworker reads: nothing of it is stored, and there is no index of parts (six digits have a million values).
"""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from models.account import Account
from models.alert import Alert, AlertReport
from models.database import writing
from models.report import Reading, Report, ReportKey
from models.report_pair import ReportPair
from models.sighting import Sighting
from rules import N_, Refused, audit, clocks, desk, likeness, locks, report_groups, report_words, team_keys, vault
from rules.likeness import Shared
from rules.likeness_marks import Marks, marks_of

# How far back, and at most how many, reports are opened in one request.
MONTHS, MOST_OPENED = 24, 7_000
MOST_SHOWN = 50


class TooShort(Refused):
    """So short a part would be found in nearly every report."""

    message = N_("Write at least 6 digits of a number, or at least 4 letters and digits of a plate.")


@dataclass(frozen=True)
class Other:
    """Another report as one stands to it: coded facts, what they share, what was said of the two."""

    report: Report
    harms: tuple[str, ...]
    shared: tuple[Shared, ...]
    said: ReportPair | None
    is_in_group: bool
    # Whether this caseworker reads it; of one that they do not only identifiers are compared.
    is_mine: bool
    alert: Alert | None

    @property
    def says(self) -> str:
        """`same`, `not` or nothing."""
        return self.said.says if self.said else ""


@dataclass(frozen=True)
class Looked:
    """What was found, and in how many reports; `older` were not opened, because they are too old or too many."""

    others: tuple[Other, ...]
    opened: int
    older: int


@dataclass(frozen=True)
class Sought:
    """Reports that hold a part of a number or plate, each with those that do as written there; see `Looked`."""

    found: tuple[tuple[Report, tuple[str, ...]], ...]
    opened: int
    older: int


def how_many(report: Report, by: Account) -> int:
    """How many other reports share an identifier with this one, or are in its group, and were not said to be others.

    In a constant number of queries, and without opening anything.
    """
    apart = {other for other, pair in _said(report).items() if pair.says == "not"}
    return len((set(_by_identifier(report, by)) | _group(report, by)) - apart)


def look(now: datetime, report: Report, by: Account, team_private: bytes | None) -> Looked:
    """Reports of harm that may be about the same person: the group first, then by how much they share.

    Their words are compared only when `by` reads the report and has the key; whose words are shown is noted.
    Raises NotOpened.
    """
    said, group, kinds = _said(report), _group(report, by), _by_identifier(report, by)
    found = {number: [Shared("identifier-kind", kind) for kind in sorted(known)] for number, known in kinds.items()}
    opened: dict[int, Marks] = {}
    older = 0
    if team_private is not None and desk.is_reading(report, by):
        own = marks_of(desk.open_report(now, report, by, team_private).words)
        opened, older = _open_all(now, by, team_private, report)
        often = likeness.often_said([own, *opened.values()])
        for number, marks in opened.items():
            if shared := likeness.shared(own, marks, often):
                found[number] = shared
    numbers = {*found, *said, *group} - {report.id}
    rows = {row.id: row for row in Report.select().where(Report.id.in_(numbers) & _is_harm() & locks.open_to(by))}
    harms, alerts = desk.harms_of(rows), _alerts_of(rows)
    mine = _read_by(by, rows)
    others = [
        Other(row, harms.get(number, ()), tuple(found.get(number, ())), said.get(number), number in group,
              number in mine, alerts.get(number))
        for number, row in rows.items()
    ]  # fmt: skip
    others = sorted(others, key=_first)
    _note(now, by, [one.report for one in others[:MOST_SHOWN] if one.report.id in opened and one.shared])
    return Looked(tuple(others[:MOST_SHOWN]), len(opened), older)


def seek(now: datetime, by: Account, team_private: bytes | None, typed: str) -> Sought:
    """Reports that `by` reads and that hold this part of a number or plate, newest first; what was sought is not noted.

    Raises TooShort, NoAccess.
    """
    fragment = likeness.read_fragment(typed)
    if fragment is None:
        raise TooShort
    if team_private is None:
        raise team_keys.NoAccess
    opened, older = _open_all(now, by, team_private)
    held = {number: written for number, marks in opened.items() if (written := likeness.holding(fragment, marks))}
    rows = Report.select().where(Report.id.in_(list(held))).order_by(Report.received_on.desc(), Report.id.desc())
    found = tuple((row, tuple(held[row.id])) for row in rows.limit(MOST_SHOWN))
    with writing():
        audit.record(now, "fragment-sought", by)
    return Sought(found, len(opened), older)


def _open_all(
    now: datetime, by: Account, team_private: bytes, but: Report | None = None
) -> tuple[dict[int, Marks], int]:
    """What the reports that `by` reads are compared by, newest first, each opened once; how many were left out."""
    theirs = Report.id.in_(Reading.select(Reading.report).where(Reading.account == by))
    readable = theirs & _is_harm() & locks.open_to(by) & Report.words.is_null(False)
    if but is not None:
        readable &= Report.id != but.id
    since = clocks.months_after(now.date(), -MONTHS)
    rows = (
        Report.select(Report.id, Report.ref, Report.words, ReportKey.team_sealed.alias("sealed"))
        .join(ReportKey)
        .where(readable & (Report.received_on >= since))
        .order_by(Report.received_on.desc(), Report.id.desc())
        .limit(MOST_OPENED)
    )
    opened: dict[int, Marks] = {}
    for row in rows.objects():
        # One that was tampered with, or sealed to a key from before, opens nowhere else either.
        with suppress(vault.NotOpened):
            key = vault.open_from(team_private, row.sealed)
            opened[row.id] = marks_of(report_words.read_words(row, key))
    return opened, Report.select().where(readable).count() - len(opened)


def _by_identifier(report: Report, by: Account) -> dict[int, set[str]]:
    """Other reports that share an identifier with this one: its kinds, by the report's id."""
    own = Sighting.select(Sighting.key).where(Sighting.report == report)
    rows = (
        Sighting.select(Sighting.kind, Sighting.report)
        .join(Report)
        .where(Sighting.key.in_(own) & (Report.id != report.id) & _is_harm() & locks.open_to(by))
    )
    found: dict[int, set[str]] = {}
    for row in rows:
        found.setdefault(row.report_id, set()).add(row.kind)
    return found


def _said(report: Report) -> dict[int, ReportPair]:
    """What was said of this report and each other, by the other's id."""
    pairs = ReportPair.select().where((ReportPair.one == report) | (ReportPair.two == report))
    return {pair.two_id if pair.one_id == report.id else pair.one_id: pair for pair in pairs}


def _group(report: Report, by: Account) -> set[int]:
    return report_groups.group_of(report, by) - {report.id}


def _is_harm():
    return (Report.kind == "harm") & (Report.state != "erased")


def _alerts_of(ids: Iterable[int]) -> dict[int, Alert]:
    """By report: the alert that it stands behind, one that is out before one that is being written."""
    links = AlertReport.select(AlertReport, Alert).join(Alert).where(AlertReport.report.in_(list(ids)))
    rows = sorted(links.where(Alert.state != "withdrawn"), key=lambda link: (link.alert.state == "published", link.id))
    return {link.report_id: link.alert for link in rows}


def _read_by(by: Account, ids: Iterable[int]) -> set[int]:
    rows = Reading.select(Reading.report).where((Reading.account == by) & Reading.report.in_(list(ids)))
    return {row.report_id for row in rows}


def _first(other: Other) -> tuple:
    """The group, then what nothing was said of by how much is shared, then those said to be about somebody else."""
    return (not other.is_in_group, other.says == "not", -len(other.shared), -other.report.id)


def _note(now: datetime, by: Account, shown: list[Report]) -> None:
    """Words of these reports were shown."""
    if shown:
        with writing():
            for report in shown:
                audit.record(now, "report-opened", by, report)
