"""Drafting an alert: begun from a report or from another body, saved, held against the report, asked about."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from models.account import Account
from models.alert import Alert, AlertReport
from models.audit import Audit
from models.codes import HARMS, ORIGINS, area_named
from models.database import writing
from models.message import CASEWORK, PARTIES
from models.permission import Permission
from models.report import Report
from rules import N_, Refused, access, alert_content, audit, desk, permissions, report_words, team_keys, threads
from rules.alert_content import Facts, Verdict
from rules.keyed import Secrets
from rules.redaction import Finding, ReportWords, lint
from rules.report_groups import counting
from rules.reporter_marks import names_in

UNFINISHED = ("draft", "waiting", "approved")
USUAL_LEVEL = 2


class WrongState(Refused):
    """The alert has moved on since the page was opened."""

    message = N_("This alert has changed since you opened the page. Look again.")


class CaseworkersOnly(Refused):
    """An alert with a report behind it is written by caseworkers alone."""

    message = N_("There is a report behind this alert, so only a caseworker writes it.")


class Incomplete(Refused):
    """Something a member needs is missing."""

    message = N_("Fill in a heading, where, when, the kind of harm, and how to know the person.")


class NotChecked(Refused):
    """The words were not held against the report yet."""

    message = N_("Save it first, so that it is checked against the report.")


class PointsToReporter(Refused):
    """The linter found what must not leave."""

    message = N_("Something in the text points to the reporter. Change what is marked.")


class WarningsNotAccepted(Refused):
    """The linter found what might point to somebody, and nobody ticked that it may stay."""

    message = N_("Look at the remarks beside the text. Change it, or tick that it can stay.")


def draft_from(secrets: Secrets, now: datetime, report: Report, by: Account) -> Alert:
    """Begin an alert from a report, with its facts; an unfinished one from the same report is given again.

    Raises NoPermission, NotReading, CaseworkersOnly, WrongState.
    """
    with writing(), counting(report):
        _need_caseworker(by)
        permissions.need(report, "alert")
        if not desk.is_reading(report, by):
            raise desk.NotReading
        if report.state == "closed" and report.closed_as != "record-only":
            raise WrongState
        begun = Alert.select().join(AlertReport).where((AlertReport.report == report) & Alert.state.in_(UNFINISHED))
        if found := begun.first():
            return found
        harms = tuple(report.harm_codes)
        facts = Facts(
            level=max((HARMS[code].level for code in harms), default=USUAL_LEVEL),
            area=report.area,
            month=f"{report.received_on:%Y-%m}",
            harms=harms,
            about=report.about,
        )
        alert = _begin(secrets, now, by, report.origin, facts)
        AlertReport.create(alert=alert, report=report)
    return alert


def draft_new(secrets: Secrets, now: datetime, by: Account, origin: str) -> Alert:
    """Begin an alert that police or another body sent (`police`, `other-body`). Raises WrongFacts."""
    if origin not in ORIGINS or origin == "member":
        raise alert_content.WrongFacts
    with writing():
        return _begin(secrets, now, by, origin, Facts(USUAL_LEVEL, None, f"{now:%Y-%m}", ()))


def link(now: datetime, alert: Alert, report: Report, by: Account) -> Alert:
    """Put one more report behind an unfinished alert; it must be saved and asked about again.

    Raises NoPermission, NotReading, CaseworkersOnly, WrongState.
    """
    with writing(), counting(report):
        _need_caseworker(by)
        permissions.need(report, "alert")
        if not desk.is_reading(report, by):
            raise desk.NotReading
        alert = fresh(alert, *UNFINISHED)
        if report not in reports_behind(alert):
            AlertReport.create(alert=alert, report=report)
            back_to_draft(alert)
            alert.verdict = None
            alert.save()
            audit.record(now, "alert-linked", by, alert)
    return alert


def reports_behind(alert: Alert) -> list[Report]:
    """The reports that stand behind an alert."""
    return list(Report.select().join(AlertReport).where(AlertReport.alert == alert).order_by(Report.id))


def may_write(alert: Alert, account: Account) -> bool:
    """Whether this account may see and edit the draft: with a report behind it, caseworkers alone."""
    return account.role == access.CASEWORKER or not alert.report_links.exists()


def save(
    secrets: Secrets,
    now: datetime,
    alert: Alert,
    by: Account,
    words: Mapping[str, str],
    facts: Facts,
    team_private: bytes | None = None,
) -> Verdict:
    """Keep words and facts and let the linter look at them; whoever saves a change is the author from then on.

    A change ends what was asked or approved. With reports behind the alert `team_private` must open them.
    Raises NoPermission, CaseworkersOnly, NotReading, NoAccess, NotOpened, WrongFacts, WrongState.
    """
    words = alert_content.clean_words(words)
    alert_content.check_facts(facts)
    need_writer(alert, by)
    need_permission(alert)
    behind = reports_behind(alert)
    findings = examine(now, words, behind, by, team_private)
    with writing():
        alert = fresh(alert, *UNFINISHED)
        need_permission(alert)
        if reports_behind(alert) != behind:
            # Somebody put another report behind it meanwhile, which the linter has not seen.
            raise WrongState
        before = alert_content.read_verdict(secrets, alert)
        verdict = Verdict(tuple(findings))
        if before and before.fingerprint == verdict.fingerprint:
            verdict = before
        if before and alert_content.content_hash(words, facts, verdict) == alert_content.hash_of(secrets, alert):
            return verdict
        back_to_draft(alert)
        alert.author = by
        alert_content.set_words(secrets, alert, words)
        alert_content.set_facts(alert, facts)
        alert_content.set_verdict(secrets, alert, verdict)
        alert.save()
        audit.record(now, "alert-saved", by, alert)
    return verdict


def ask(secrets: Secrets, now: datetime, alert: Alert, by: Account, accepted: str = "") -> Alert:
    """Ask a second person. `accepted` is the fingerprint of the verdict whose warnings were ticked.

    Raises Incomplete, NotChecked, PointsToReporter, WarningsNotAccepted, NoPermission, CaseworkersOnly, WrongState.
    """
    with writing():
        alert = fresh(alert, "draft")
        need_writer(alert, by)
        need_permission(alert)
        verdict = alert_content.read_verdict(secrets, alert)
        if verdict is None:
            raise NotChecked
        if verdict.stops:
            raise PointsToReporter
        _need_floor(alert, alert_content.read_words(secrets, alert))
        if verdict.warnings and not verdict.is_accepted:
            if accepted != verdict.fingerprint:
                raise WarningsNotAccepted
            alert_content.set_verdict(secrets, alert, Verdict(verdict.findings, is_accepted=True))
        alert.state, alert.asked_at = "waiting", now
        alert.save()
        audit.record(now, "alert-asked", by, alert)
    return alert


def fresh(alert: Alert, *states: str) -> Alert:
    """The row as it is now, inside the transaction, in one of these states. Raises WrongState."""
    found = Alert.get_or_none((Alert.id == alert.id) & Alert.state.in_(states))
    if found is None:
        raise WrongState
    return found


def need_writer(alert: Alert, by: Account) -> None:
    """Raise CaseworkersOnly when this account may not see and edit the draft."""
    if not may_write(alert, by):
        raise CaseworkersOnly


def writers(alert: Alert) -> set[int]:
    """Ids of all who ever began or changed the alert's words."""
    acts = Audit.action.in_(("alert-begun", "alert-saved"))
    rows = Audit.select(Audit.actor).where(acts & (Audit.object_kind == "Alert") & (Audit.object_id == alert.id))
    return {row.actor for row in rows} | {alert.author_id}


def need_permission(alert: Alert) -> None:
    """Every report behind the alert has its reporter's live permission. Raises NoPermission."""
    allowed = Permission.live().where(Permission.name == "alert").select(Permission.report)
    behind = AlertReport.select().where(AlertReport.alert == alert)
    if behind.where(AlertReport.report.not_in(allowed)).exists():
        raise permissions.NoPermission


def back_to_draft(alert: Alert) -> None:
    """End what was asked or approved; save the row afterwards, inside the transaction."""
    alert.state = "draft"
    alert.approver = alert.approved_hash = alert.release_at = None


def examine(
    now: datetime, words: Mapping[str, str], behind: Iterable[Report], by: Account, team_private: bytes | None
) -> list[Finding]:
    """What the linter finds in these words against every report behind them, each once.

    Raises NotReading, NoAccess, NotOpened when `by` may not open a report.
    """
    opened = [words_to_hold(now, report, by, team_private) for report in behind]
    found = (finding for report_words in opened or [ReportWords()] for finding in lint(words, report_words))
    return list(dict.fromkeys(found))


def words_to_hold(now: datetime, report: Report, by: Account, team_private: bytes | None) -> ReportWords:
    """All that a report says, opened to hold what leaves against it. Raises NotReading, NoAccess, NotOpened."""
    if team_private is None:
        raise team_keys.NoAccess
    opened = desk.open_report(now, report, by, team_private)
    contact = report_words.open_contact(report, team_private) or {}
    maker = report_words.open_maker(report, team_private) or {}
    words = opened.words
    told = "\n".join([contact.get("value", ""), contact.get("safe_times", "")])
    reach = [text for name, text in contact.items() if name not in ("how", "value")]
    # A maker's name may be a project's, with a town in it that every warning may name.
    of_maker = (name for name in names_in(maker.get("name", "")) if area_named(name) is None)
    return ReportWords(
        story="\n".join(
            [words.story, *(text for _, text in opened.additions), *words.told, *reach, *_written(report, team_private)]
        ),
        place="\n".join([words.place, words.exact_place]),
        looks="\n".join([words.looks, *words.described]),
        contact=told,
        identifiers=(*(one.written for one in words.named), *words.unread, *words.in_part),
        names=(*names_in(told), words.working_name, contact.get("ask_for", ""), *of_maker),
    )


def _written(report: Report, team_private: bytes) -> list[str]:
    """What the reporter and the project wrote to us since: as much theirs as the report's own words."""
    said = [one for party in PARTIES for one in threads.open_thread(report, party, team_private=team_private)]
    return [one.words for one in said if one.words and one.sender != CASEWORK]


def _begin(secrets: Secrets, now: datetime, by: Account, origin: str, facts: Facts) -> Alert:
    alert = Alert.create(author=by, origin=origin, month=facts.month)
    alert_content.set_facts(alert, facts)
    alert_content.set_words(secrets, alert, {})
    alert.save()
    audit.record(now, "alert-begun", by, alert)
    return alert


def _need_caseworker(by: Account) -> None:
    if by.role != access.CASEWORKER:
        raise CaseworkersOnly


def _need_floor(alert: Alert, words: Mapping[str, str]) -> None:
    """What an alert must say to be of use. Raises Incomplete."""
    is_known = bool(words["person"] or words["contact_used"] or alert.about != "person")
    if not (words["title"] and alert.area and alert.month and alert.harm_codes and is_known):
        raise Incomplete
