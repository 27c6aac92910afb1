"""Coming back with a receipt code: give or take back a permission, add something, delete."""

from datetime import datetime

from models.alert import Alert, AlertReport
from models.database import writing
from models.report import Addition, Reading, Report, ReportKey
from models.session import Session
from models.sighting import Sighting
from rules import N_, Refused, alerts, audit, permissions, report_words, reports, vault
from rules.keyed import Secrets, read_code, receipt_keys


class NoSuchCode(Refused):
    """No report opens with this code: wrong, expired or deleted; which, is not said."""

    message = N_("That code opens nothing. Look at each letter and number again.")


class NothingAdded(Refused):
    """No words."""

    message = N_("Write what you want to add.")


def open_code(secrets: Secrets, typed: str) -> tuple[Report, bytes]:
    """The report of a receipt code and the private half of its inbox; any code costs one slow hash.

    Raises NoSuchCode, Busy.
    """
    code_key, inbox_key = receipt_keys(secrets, read_code(typed) or "")
    report = Report.get_or_none(Report.code_key == code_key)
    if report is None or report.receipt_private_key is None:
        raise NoSuchCode
    place = f"report.receipt_private_key.{report.ref}"
    return report, vault.unwrap(inbox_key, report.receipt_private_key, place)


def status(report: Report) -> str:
    """Where a report stands, as one of: waiting, reading, read, warned."""
    if AlertReport.select().join(Alert).where((AlertReport.report == report) & (Alert.state == "published")).exists():
        return "warned"
    return {"new": "waiting", "reading": "reading"}.get(report.state, "read")


def alerts_of(report: Report) -> list[Alert]:
    """Alerts that this report stands behind, in any state: one may be released while the reporter takes it back."""
    return list(Alert.select().join(AlertReport).where(AlertReport.report == report))


def give(now: datetime, report: Report, inbox_private: bytes, name: str) -> None:
    """The reporter gives a permission. Raises UnknownPermission, NotOpened.

    `checker`: what was taken out of the checker before is found again.
    """
    met = report_words.read_words(report, _data_key(report, inbox_private)).identifiers if name == "checker" else ()
    with writing():
        permissions.give(now, report, [name])
        reports.sight(report, met)


def take_back(now: datetime, report: Report, name: str) -> None:
    """The reporter takes a permission back, and what it allowed ends in the same transaction.

    `alert`: the report no longer stands behind an alert; one with no report left is withdrawn and its owed letters
    cancelled. `checker`: the report's identifiers are no longer found.
    """
    with writing():
        if permissions.take_back(now, report, name):
            _undo(now, report, name)


def add(now: datetime, report: Report, inbox_private: bytes, words: str) -> None:
    """Keep more words with the report, sealed with its data key. Raises NothingAdded, NotOpened."""
    if not words.strip():
        raise NothingAdded
    sealed = vault.seal_with(_data_key(report, inbox_private), words, f"addition.words.{report.ref}")
    with writing():
        Addition.create(report=report, words=sealed, added_on=now.date())
        Report.update(has_addition=True).where(Report.id == report.id).execute()
        audit.record(now, "report-added-to", thing=report, actor_kind="code")


def erase(now: datetime, report: Report) -> None:
    """Delete a report for good: words, contact, additions, identifiers, its key and its code.

    Coded facts stay to be counted.
    """
    with writing():
        for name in permissions.live_names(report):
            permissions.take_back(now, report, name)
        alerts.lose_report(now, report)
        for table in (ReportKey, Addition, Reading, Session, Sighting):
            table.delete().where(table.report == report).execute()
        Report.update(
            state="erased",
            words=None,
            contact=None,
            has_addition=False,
            form_key=None,
            code_key=None,
            code_shown_until=None,
            receipt_public_key=None,
            receipt_private_key=None,
        ).where(Report.id == report.id).execute()
        audit.record(now, "report-erased", thing=report, actor_kind="code")


def _data_key(report: Report, inbox_private: bytes) -> bytes:
    """The report's data key, for the holder of its receipt code. Raises NotOpened when it was erased."""
    kept = report.keys.first()
    if kept is None or kept.receipt_sealed is None:
        raise vault.NotOpened
    return vault.open_from(inbox_private, kept.receipt_sealed)


def _undo(now: datetime, report: Report, name: str) -> None:
    """End what a permission allowed."""
    if name == "alert":
        alerts.lose_report(now, report)
    elif name == "checker":
        Sighting.delete().where(Sighting.report == report).execute()
