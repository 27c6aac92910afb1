"""Alerts: approved by a second person, held, released with their deliveries, withdrawn."""

import json
import logging
from datetime import datetime, timedelta
from types import MappingProxyType

from peewee import IntegrityError

from models.account import Account
from models.alert import Alert, AlertReport
from models.database import writing
from models.report import Report
from rules import (
    N_,
    Refused,
    access,
    alert_content,
    alert_life,
    audit,
    deliveries,
    desk,
    drafts,
    saved_searches,
    shown_first,
    translations,
)
from rules.alert_content import WordsChanged
from rules.drafts import UNFINISHED, WrongState
from rules.keyed import Secrets

log = logging.getLogger(__name__)

WITHDRAW_REASONS = MappingProxyType(
    {
        "taken-back": N_("The reporter took the permission back"),
        "mistake": N_("It was wrong"),
        "resolved": N_("It is over"),
        "other": N_("Another reason"),
    }
)


class OwnAlert(Refused):
    """Nobody approves what they wrote or changed last."""

    message = N_("You wrote this. Somebody else must approve it.")


def approve(secrets: Secrets, now: datetime, alert: Alert, by: Account, seen: str, hold: int) -> Alert:
    """Approve exactly the text whose hash the approver saw; it is released `hold` seconds later unless stopped.

    Raises OwnAlert, WordsChanged, NoPermission, Objected, SaidNoBefore, NotSeenYet, WrongState.
    """
    with writing():
        alert = drafts.fresh(alert, "waiting")
        if alert.author_id is None or by.id in drafts.writers(alert) or by.role not in access.ALERT_DESK:
            raise OwnAlert
        drafts.need_permission(alert)
        if alert_content.hash_of(secrets, alert) != seen:
            raise WordsChanged
        shown_first.need_answers(secrets, now, alert)
        alert.state, alert.approver, alert.approved_hash = "approved", by, seen
        alert.release_at = now + timedelta(seconds=hold)
        alert.save()
        audit.record(now, "alert-approved", by, alert)
    return alert


def send_back(now: datetime, alert: Alert, by: Account) -> Alert:
    """Give an alert that waits for a second person back to its author. Raises WrongState."""
    return _return(now, alert, by, "waiting", "alert-sent-back")


def stop(now: datetime, alert: Alert, by: Account) -> Alert:
    """Stop an alert during its hold; it is a draft again. Raises WrongState."""
    return _return(now, alert, by, "approved", "alert-stopped")


def release_due(secrets: Secrets, now: datetime, has_texts: bool = False) -> list[Alert]:
    """Publish every approved alert whose hold is over, each with its deliveries in one transaction; returns those.

    One that may not leave is a draft again; one that a reporter may still answer, or that fails, stays for the next
    try; none stops the others. With `has_texts` who wants a text is owed one.
    """
    due = Alert.select().where((Alert.state == "approved") & (Alert.release_at <= now)).order_by(Alert.release_at)
    released = []
    for alert in list(due):
        try:
            released.append(_release(secrets, now, alert, has_texts))
        except (WrongState, shown_first.NotSeenYet):
            continue
        except (Refused, IntegrityError) as problem:
            log.warning("alert %s may not leave: %s", alert.ref, type(problem).__name__)
            _return(now, alert, None, "approved", "alert-release-refused")
        except Exception as problem:
            log.error("alert %s was not released: %s", alert.ref, type(problem).__name__)
    return released


def withdraw(now: datetime, alert: Alert, by: Account, why: str) -> Alert:
    """Take an alert back and cancel its owed letters at once; `why` is a code of WITHDRAW_REASONS.

    Raises NoReason, CaseworkersOnly, WrongState.
    """
    if why not in WITHDRAW_REASONS:
        raise desk.NoReason
    with writing():
        alert = drafts.fresh(alert, *UNFINISHED, "published", "expired")
        if alert.state == "draft":
            drafts.need_writer(alert, by)
        _withdraw(now, alert, why)
        audit.record(now, "alert-withdrawn", by, alert, why)
    return alert


def lose_report(now: datetime, report: Report) -> None:
    """Take a report from behind its alerts; one with no report left is withdrawn, its owed letters cancelled.

    An unfinished one with others left must be saved and approved again. Call it inside a transaction.
    """
    for alert in list(Alert.select().join(AlertReport).where(AlertReport.report == report)):
        AlertReport.delete().where((AlertReport.alert == alert) & (AlertReport.report == report)).execute()
        if not alert.report_links.exists():
            _withdraw(now, alert, "taken-back")
        elif alert.state in UNFINISHED:
            drafts.back_to_draft(alert)
            alert.verdict = None
            alert.save()
        audit.record(now, "alert-lost-report", thing=alert, actor_kind="code")


def _release(secrets: Secrets, now: datetime, alert: Alert, has_texts: bool) -> Alert:
    # Opens what members look for, so it comes before the transaction; another text than this is not released.
    said = saved_searches.said_by(secrets, alert, alert_content.read_words(secrets, alert))
    with writing():
        alert = drafts.fresh(alert, "approved")
        if alert.release_at is None or alert.release_at > now:
            raise WrongState
        drafts.need_permission(alert)
        if alert_content.hash_of(secrets, alert) != alert.approved_hash:
            raise WordsChanged
        shown_first.need_answers(secrets, now, alert)
        alert.words = json.dumps(alert_content.read_words(secrets, alert))
        alert.draft = alert.verdict = None
        alert.state, alert.published_at = "published", now
        alert.review_on = alert_life.review_day(alert.level, now.date())
        alert.save()
        translations.publish(secrets, alert)
        alert_life.put_right(now, alert)
        deliveries.resolve(alert, now, has_texts, said)
        audit.record(now, "alert-released", thing=alert, actor_kind="worker")
    return alert


def _withdraw(now: datetime, alert: Alert, why: str) -> None:
    alert.state, alert.withdrawn_on, alert.withdrawn_why = "withdrawn", now.date(), why
    alert.draft = alert.verdict = None
    if why == "taken-back":
        # What the reporter takes back is not kept for anybody.
        alert.words = None
    alert.save()
    translations.clear(alert)
    deliveries.cancel_alert(alert)


def _return(now: datetime, alert: Alert, by: Account | None, state: str, action: str) -> Alert:
    with writing():
        alert = drafts.fresh(alert, state)
        drafts.back_to_draft(alert)
        alert.save()
        audit.record(now, action, by, alert, actor_kind=None if by else "worker")
    return alert
