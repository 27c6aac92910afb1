"""Coming back with a receipt code: give or take back a permission, add something, delete."""

from collections.abc import Iterable
from datetime import datetime

from models.account import Account
from models.alert import Alert, AlertReport
from models.database import writing
from models.form_draft import FormDraft
from models.message import Thread
from models.professional import ComplaintLetter, ComplaintStep
from models.report import Addition, Reading, Report, ReportKey
from models.report_pair import ReportPair
from models.session import Session
from models.sighting import Sighting
from rules import (
    N_,
    Refused,
    alerts,
    audit,
    complaint_letters,
    form_drafts,
    lessons,
    letters,
    package_matching,
    permissions,
    report_groups,
    report_words,
    reports,
    sessions,
    taking,
    vault,
)
from rules.keyed import Secrets, read_code, receipt_keys


class NoSuchCode(Refused):
    """No report opens with this code: wrong, expired or deleted; which, is not said."""

    message = N_("That code opens nothing. Look at each letter and number again.")


class NothingAdded(Refused):
    """No words."""

    message = N_("Write what you want to add.")


def open_code(secrets: Secrets, now: datetime, typed: str) -> tuple[Report | FormDraft, bytes]:
    """What a code opens: a report and the private half of its inbox, or a draft and its data key.

    Any code, right, wrong, expired or deleted, costs one slow hash and two look-ups. Raises NoSuchCode, Busy.
    """
    code_key, inbox_key = receipt_keys(secrets, read_code(typed) or "")
    report = Report.get_or_none(Report.code_key == code_key)
    draft = form_drafts.find(now, code_key)
    if report is not None and report.receipt_private_key is not None:
        return report, vault.unwrap(inbox_key, report.receipt_private_key, reports.inbox_place(report))
    if draft is not None:
        return draft, form_drafts.open_key(draft, inbox_key)
    raise NoSuchCode


def status(report: Report) -> str:
    """Where a report stands, as one of: waiting, reading, read, warned."""
    return statuses([report])[report.id]


def statuses(reports_: Iterable[Report]) -> dict[int, str]:
    """Where many reports stand, by the report's id, in one query."""
    rows = {report.id: report for report in reports_}
    behind = AlertReport.report.in_(list(rows)) & (Alert.state == "published")
    warned = {link.report_id for link in AlertReport.select(AlertReport.report).join(Alert).where(behind)}
    reading = {"new": "waiting", "reading": "reading"}
    return {number: "warned" if number in warned else reading.get(row.state, "read") for number, row in rows.items()}


def alerts_of(report: Report) -> list[Alert]:
    """Alerts that this report stands behind, in any state: one may be released while the reporter takes it back."""
    return list(Alert.select().join(AlertReport).where(AlertReport.report == report))


def give(now: datetime, report: Report, inbox_private: bytes, name: str) -> None:
    """The reporter gives a permission. Raises UnknownPermission, NotOpened, NoSuchCode.

    `checker`: what was taken out of the checker before is found again.
    """
    met = report_words.read_words(report, data_key(report, inbox_private)).identifiers if name == "checker" else ()
    with writing(), report_groups.counting(report):
        _need_own(report)
        permissions.give(now, report, [name])
        taking.sight(report, met)


def take_back(now: datetime, report: Report, name: str, by: Account | None = None) -> None:
    """The reporter takes a permission back, and what it allowed ends in the same transaction.

    `by` is a project's worker whom the reporter told so; None is the reporter with the code.

    `alert`: the report no longer stands behind an alert; one with no report left is withdrawn and its owed letters
    cancelled. `checker`: the report's identifiers are no longer found. `contact`: no owed notice is sent.
    `complaint`, `complaint_named`: an agreement to send the letter of complaint ends.
    `peer_lesson`: lessons from it go.
    """
    with writing(), report_groups.counting(report):
        _need_own(report)
        if permissions.take_back(now, report, name, by):
            undo(now, report, name)


def add(now: datetime, report: Report, inbox_private: bytes, words: str) -> None:
    """Keep more words with the report, sealed with its data key. Raises NothingAdded, NotOpened, NoSuchCode."""
    if not words.strip():
        raise NothingAdded
    sealed = vault.seal_with(data_key(report, inbox_private), words, f"addition.words.{report.ref}")
    with writing():
        _need_own(report)
        Addition.create(report=report, words=sealed, added_on=now.date())
        Report.update(has_addition=True).where(Report.id == report.id).execute()
        audit.record(now, "report-added-to", thing=report, actor_kind="code")


def undo(now: datetime, report: Report, name: str) -> None:
    """End what a permission allowed that was just taken back. Call it inside a transaction."""
    if name == "alert":
        alerts.lose_report(now, report)
    elif name == "checker":
        Sighting.delete().where(Sighting.report == report).execute()
    elif name == "contact":
        letters.cancel_report(report)
    elif name == lessons.PERMISSION:
        lessons.lose_report(now, report)
    elif name in (complaint_letters.COMPLAINT, complaint_letters.NAMED):
        complaint_letters.void(now, report, name)


def data_key(report: Report, inbox_private: bytes) -> bytes:
    """The report's data key, for the holder of its receipt code. Raises NotOpened when it was erased."""
    kept = report.keys.first()
    if kept is None or kept.receipt_sealed is None:
        raise vault.NotOpened
    return vault.open_from(inbox_private, kept.receipt_sealed)


def erase(now: datetime, report: Report) -> None:
    """Delete a report for good: words, contact, additions, messages, identifiers, its key and its code.

    Coded facts stay to be counted.
    """
    with writing(), report_groups.counting(report):
        _need_own(report)
        for name in permissions.live_names(report):
            permissions.take_back(now, report, name)
        alerts.lose_report(now, report)
        lessons.lose_report(now, report)
        package_matching.lose_report(now, report)
        letters.cancel_report(report)
        for table in (ReportKey, Addition, Reading, Session, Sighting, Thread, ComplaintLetter, ComplaintStep):
            table.delete().where(table.report == report).execute()
        ReportPair.delete().where((ReportPair.one == report) | (ReportPair.two == report)).execute()
        Report.update(
            state="erased",
            words=None,
            contact=None,
            maker=None,
            has_addition=False,
            form_key=None,
            code_key=None,
            code_shown_until=None,
            receipt_public_key=None,
            receipt_private_key=None,
        ).where(Report.id == report.id).execute()
        audit.record(now, "report-erased", thing=report, actor_kind="code")


def _need_own(report: Report) -> None:
    """Raise NoSuchCode when the report was claimed since this session read it: the code that opened it is replaced."""
    if sessions.has_other_code(report):
        raise NoSuchCode
