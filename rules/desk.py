"""The desk: who reads a report, how a first reading ends, and the one way staff open what is sealed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType

from models.account import Account
from models.alert import Alert, AlertReport
from models.database import writing
from models.report import CLOSINGS, Harm, Reading, Report
from models.sighting import Sighting
from rules import N_, Refused, audit, locks, permissions, report_groups, report_words, team_keys

# Why somebody else than the first reader opens a report, and why a contact is shown.
OPEN_REASONS = MappingProxyType(
    {
        "cover": N_("I cover for a colleague"),
        "same-number": N_("Another report names the same number"),
        "safeguarding": N_("Somebody may be in danger"),
        "quality": N_("I check how reports are read"),
    }
)
CONTACT_REASONS = MappingProxyType(
    {
        "asked": N_("They asked us to get in touch"),
        "question": N_("I must ask before something leaves"),
        "support": N_("I give them support"),
        "safeguarding": N_("Somebody may be in danger"),
    }
)
# Permissions that each let a caseworker get in touch.
LETS_US_WRITE = ("contact", "case", "police_relay", "police_talk", "police_full")
CLOSING_NAMES = MappingProxyType(
    {
        "duplicate": N_("The same report came twice"),
        "spam": N_("This is no report"),
        "record-only": N_("Kept as a record, nothing to send"),
    }
)
OPEN_STATES = ("new", "reading")


class SomebodyReads(Refused):
    """Another caseworker took this report."""

    message = N_("A colleague is reading this. To open it too, say why.")


class NotReading(Refused):
    """Only those who took a report, or said why they open it, see what is sealed in it and decide."""

    message = N_("Take this report first: press “I am reading this”.")


class NoReason(Refused):
    """A reason from the list is needed."""

    message = N_("Choose a reason.")


class WrongState(Refused):
    """The report has moved on, or was erased."""

    message = N_("This report has changed since you opened the page. Look again.")


@dataclass(frozen=True)
class Opened:
    """What a caseworker sees of a report: its words, and what was added later with the day."""

    words: report_words.Words
    additions: tuple[tuple[date, str], ...]


@dataclass(frozen=True)
class Earlier:
    """Another report about the same identifier: coded facts only, never its words."""

    ref: str
    received_on: date
    area: str | None
    harms: tuple[str, ...]
    state: str
    alert: str | None
    draft: str | None


def find(ref: str, by: Account) -> Report | None:
    """The report with this name, if it is there for this account; one that is about them is not."""
    return Report.get_or_none((Report.ref == ref) & locks.open_to(by))


def note_addition_read(now: datetime, report: Report, by: Account) -> None:
    """Say that what the reporter added has been read; opening the page does not. Raises NotReading, WrongState."""
    with writing():
        report = _fresh(report, by)
        _need_reading(report, by)
        _note_read(report)
        audit.record(now, "addition-read", by, report)


def take(now: datetime, report: Report, by: Account) -> None:
    """Say "I am reading this". Raises SomebodyReads when a colleague does already, WrongState when it was erased."""
    with writing():
        report = _fresh(report, by)
        if not is_reading(report, by):
            if report.readings.exists():
                raise SomebodyReads
            Reading.create(report=report, account=by, since_at=now)
        elif report.state != "new":
            return
        if report.state == "new":
            _move(report, "reading")
        audit.record(now, "report-taken", by, report)


def open_too(now: datetime, report: Report, by: Account, reason: str) -> None:
    """Open a report that a colleague reads; `reason` is a code of OPEN_REASONS. Raises NoReason, WrongState."""
    if reason not in OPEN_REASONS:
        raise NoReason
    with writing():
        report = _fresh(report, by)
        if is_reading(report, by):
            return
        Reading.create(report=report, account=by, reason=reason, since_at=now)
        audit.record(now, "report-opened-too", by, report, reason)


def is_reading(report: Report, account: Account) -> bool:
    """Whether this account took the report or said why it opens it, and it is not about them."""
    taken = (Reading.report == report) & (Reading.account == account)
    return Reading.select().join(Report).where(taken & locks.open_to(account)).exists()


def open_report(now: datetime, report: Report, by: Account, team_private: bytes | None) -> Opened:
    """Open what is sealed for somebody who reads the report; each opening is noted.

    Raises NotReading, NoAccess, NotOpened.
    """
    _need_reading(report, by)
    if team_private is None:
        raise team_keys.NoAccess
    opened = Opened(
        report_words.open_words(report, team_private), tuple(report_words.open_additions(report, team_private))
    )
    with writing():
        audit.record(now, "report-opened", by, report)
    return opened


def show_contact(
    now: datetime, report: Report, by: Account, team_private: bytes | None, reason: str
) -> dict[str, str] | None:
    """How the reporter may be reached (`how`, `value`), or None; `reason` is a code of CONTACT_REASONS.

    The reporter must let us get in touch, unless somebody may be in danger. Raises NoReason, NoPermission, NotReading,
    NoAccess, NotOpened.
    """
    if reason not in CONTACT_REASONS:
        raise NoReason
    # Whoever claimed it was told to leave "Contact me" without a tick when what somebody else left is not theirs.
    names = ("contact",) if report.claimed_on else LETS_US_WRITE
    if reason != "safeguarding" and not any(permissions.may(report, name) for name in names):
        raise permissions.NoPermission
    _need_reading(report, by)
    if team_private is None:
        raise team_keys.NoAccess
    contact = report_words.open_contact(report, team_private)
    with writing():
        audit.record(now, "contact-shown", by, report, reason)
    return contact


def screen(now: datetime, report: Report, by: Account) -> None:
    """End the first reading: only from now on may its identifiers answer in the checker.

    Raises NotReading, WrongState.
    """
    _finish(now, report, by, "screened")


def close(now: datetime, report: Report, by: Account, closing: str) -> None:
    """Put a report away; `closing` is a code of CLOSINGS. Raises NoReason, NotReading, WrongState."""
    if closing not in CLOSINGS:
        raise NoReason
    _finish(now, report, by, "closed", closing)


def undo(now: datetime, report: Report, by: Account) -> None:
    """One step back: a finished report is read again, one that only you read is new again.

    Raises NotReading, SomebodyReads, WrongState.
    """
    with writing():
        report = _fresh(report, by)
        _need_reading(report, by)
        if report.state in ("screened", "closed"):
            _move(report, "reading")
        elif report.readings.count() == 1:
            Reading.delete().where(Reading.report == report).execute()
            _move(report, "new")
        else:
            raise SomebodyReads
        audit.record(now, "report-undone", by, report)


def earlier_sightings(
    report: Report, met: Iterable[report_words.Met], by: Account
) -> dict[tuple[str, str], list[Earlier]]:
    """By kind and value of each identifier: the other reports that name it, newest first (three queries in all)."""
    wanted: dict[bytes, tuple[str, str]] = {one.key: (one.kind, one.value) for one in met}
    if not wanted:
        return {}
    rows = list(
        Sighting.select(Sighting.key, Report)
        .join(Report)
        .where(
            Sighting.key.in_(list(wanted))
            & (Sighting.report != report)
            & (Report.state != "erased")
            & locks.open_to(by)
        )
        .order_by(Report.received_on.desc(), Report.id.desc())
    )
    ids = [row.report.id for row in rows]
    harms = harms_of(ids)
    links = AlertReport.select(AlertReport.report, Alert.ref, Alert.state).join(Alert)
    links = list(links.where(AlertReport.report.in_(ids) & (Alert.state != "withdrawn")))
    live = {link.report_id: link.alert.ref for link in links if link.alert.state == "published"}
    begun = {link.report_id: link.alert.ref for link in links if link.alert.state != "published"}
    found: dict[tuple[str, str], dict[int, Earlier]] = {}
    for row in rows:
        one = row.report
        earlier = Earlier(
            one.ref, one.received_on, one.area, harms.get(one.id, ()), one.state, live.get(one.id), begun.get(one.id)
        )
        found.setdefault(wanted[bytes(row.key)], {})[one.id] = earlier
    return {name: list(by_id.values()) for name, by_id in found.items()}


def alerts_of(report: Report) -> list[Alert]:
    """Alerts that this report stands behind and that were not withdrawn, oldest first."""
    linked = Alert.select().join(AlertReport).where((AlertReport.report == report) & (Alert.state != "withdrawn"))
    return list(linked.order_by(Alert.id))


def harms_of(ids: Iterable[int]) -> dict[int, tuple[str, ...]]:
    """Harm codes of many reports, by the report's id, in one query."""
    found: dict[int, tuple[str, ...]] = {}
    for row in Harm.select().where(Harm.report.in_(list(ids))).order_by(Harm.id):
        found[row.report_id] = (*found.get(row.report_id, ()), row.code)
    return found


def _finish(now: datetime, report: Report, by: Account, state: str, closing: str | None = None) -> None:
    with writing():
        report = _fresh(report, by)
        _need_reading(report, by)
        if report.state not in OPEN_STATES:
            raise WrongState
        _move(report, state, closing)
        _note_read(report)
        audit.record(now, f"report-{state}", by, report, closing)


def _fresh(report: Report, by: Account) -> Report:
    """The row as it is now, inside the transaction. Raises WrongState when it was erased or locked for this account."""
    found = Report.get_or_none((Report.id == report.id) & locks.open_to(by))
    if found is None or found.state == "erased":
        raise WrongState
    return found


def _need_reading(report: Report, by: Account) -> None:
    if not is_reading(report, by):
        raise NotReading


def _note_read(report: Report) -> None:
    """What was added has been read."""
    Report.update(has_addition=False).where(Report.id == report.id).execute()


def _move(report: Report, state: str, closing: str | None = None) -> None:
    with report_groups.counting(report):
        Report.update(state=state, closed_as=closing).where(Report.id == report.id).execute()
