"""The life of a warning that is out: how long, ended, brought back, how it stands, and another that puts it right."""

from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Any

from models.account import Account
from models.alert import Alert, AlertReport
from models.codes import LEVELS, areas_around
from models.database import writing
from models.delivery import Delivery
from models.report import Report
from rules import N_, Refused, alert_content, audit, clocks, deliveries, drafts
from rules.drafts import WrongState
from rules.keyed import Secrets

# So long before it ends a warning lies on the desk.
LOOKED_AT_BEFORE = timedelta(days=30)
STANDING_NAMES = MappingProxyType(
    {
        "live": N_("Still a danger"),
        "resolved": N_("It is over"),
        "mistaken": N_("It was the wrong person"),
        "corrected": N_("Something in it was wrong"),
    }
)
# How we know that it stands so.
STANDING_REASONS = MappingProxyType(
    {
        "reporter": N_("Somebody who reported it told us"),
        "police": N_("Police told us"),
        "casework": N_("We found out ourselves"),
        "other": N_("Another reason"),
    }
)
# What says something wrong goes to nobody else.
WRONG = ("mistaken", "corrected")
DANGEROUS = 3
# Words of reports in English that say that somebody moves about.
MOVES = (
    "travels",
    "travelling",
    "moves around",
    "moves about",
    "moving around",
    "different towns",
    "different cities",
    "other towns",
    "other cities",
    "up and down the country",
    "all over the country",
    "lorry driver",
    "long distance",
)


class NoStanding(Refused):
    """How it stands, or how we know, is on none of our lists."""

    message = N_("Say how it stands and how we know.")


class NoSecondPerson(Refused):
    """Who approved it has no account any more, so its words go out again only when somebody else approves them."""

    message = N_("The people who wrote and approved this are not both here any more. Begin a new alert.")


def review_day(level: int, start: date) -> date:
    """The day on which a warning of this level that counts from `start` is to be looked at again."""
    return clocks.months_after(start, LEVELS[level].months)


def ends_soon(now: datetime) -> Any:
    """The condition on alerts that are out and end within the days in which the desk shows them."""
    return (Alert.state == "published") & (Alert.review_on <= now.date() + LOOKED_AT_BEFORE)


def extend(now: datetime, alert: Alert, by: Account) -> Alert:
    """Keep a warning that is out for as long again as its level says. Raises WrongState."""
    with writing():
        alert = drafts.fresh(alert, "published")
        _extend(now, alert)
        audit.record(now, "alert-extended", by, alert)
    return alert


def extend_for(now: datetime, report: Report, by: Account | None = None) -> list[Alert]:
    """Keep each warning that this report stands behind for longer: another report says the same of the same person.

    `by` is whoever said so, None when it follows by itself. Returns those whose day moved; a second time none.
    """
    with writing():
        behind = Alert.select().join(AlertReport).where((AlertReport.report == report) & (Alert.state == "published"))
        moved = [alert for alert in list(behind.order_by(Alert.id)) if _extend(now, alert)]
        for alert in moved:
            audit.record(now, "alert-extended", by, alert, "reported-again", None if by else "worker")
    return moved


def expire_due(now: datetime) -> list[Alert]:
    """End every warning whose day has passed, each in one transaction with what is owed of it; returns those."""
    due = Alert.select().where((Alert.state == "published") & (Alert.review_on < now.date())).order_by(Alert.review_on)
    ended = []
    for alert in list(due):
        try:
            with writing():
                fresh = drafts.fresh(alert, "published")
                if fresh.review_on is None or fresh.review_on >= now.date():
                    raise WrongState
                _expire(fresh)
                audit.record(now, "alert-expired", thing=fresh, actor_kind="worker")
        except WrongState:
            # Somebody kept it or took it back a moment ago.
            continue
        ended.append(fresh)
    return ended


def end(now: datetime, alert: Alert, by: Account) -> Alert:
    """End a warning before its day; it may be brought back. Raises WrongState."""
    with writing():
        alert = drafts.fresh(alert, "published")
        alert.review_on = now.date()
        _expire(alert)
        audit.record(now, "alert-expired", by, alert)
    return alert


def bring_back(now: datetime, alert: Alert, by: Account) -> Alert:
    """Put a warning that ended back exactly as two people sent it out; nothing is sent again.

    Raises NoPermission, NoSecondPerson, WrongState.
    """
    with writing():
        alert = drafts.fresh(alert, "expired")
        drafts.need_permission(alert)
        if None in (alert.author_id, alert.approver_id, alert.approved_hash):
            raise NoSecondPerson
        alert.state, alert.review_on = "published", review_day(alert.level, now.date())
        alert.save()
        audit.record(now, "alert-brought-back", by, alert)
    return alert


def stand(now: datetime, alert: Alert, by: Account, standing: str, why: str, tell: bool = False) -> Alert:
    """Say how it stands with a warning that is out: codes of STANDING_NAMES and STANDING_REASONS.

    With `tell` everybody who got it is owed a second letter that says so. Raises NoStanding, WrongState.
    """
    if standing not in STANDING_NAMES or why not in STANDING_REASONS:
        raise NoStanding
    with writing():
        alert = drafts.fresh(alert, "published")
        _stand(now, alert, standing)
        if tell:
            deliveries.owe_corrections(alert, now)
        audit.record(now, "alert-stands", by, alert, f"{standing}:{why}")
    return alert


def begin_correction(secrets: Secrets, now: datetime, alert: Alert, by: Account) -> Alert:
    """Begin a warning that puts this one right, with its words, facts and reports; one that is begun is given again.

    Raises CaseworkersOnly, NoPermission, WrongState, IntegrityError.
    """
    with writing():
        alert = drafts.fresh(alert, "published")
        drafts.need_writer(alert, by)
        drafts.need_permission(alert)
        if begun := alert.corrections.where(Alert.state.in_(drafts.UNFINISHED)).first():
            return begun
        new = Alert.create(author=by, origin=alert.origin, month=alert.month, corrects=alert, times=alert.times)
        alert_content.set_facts(new, alert_content.facts_of(alert))
        alert_content.set_words(secrets, new, alert_content.published_words(alert))
        new.save()
        for report in drafts.reports_behind(alert):
            AlertReport.create(alert=new, report=report)
        audit.record(now, "alert-begun", by, new)
    return new


def put_right(now: datetime, new: Alert) -> None:
    """Let the warning that `new` corrects stand as corrected, if it is out. Call it in the publishing transaction."""
    old = new.corrects
    if old is not None and old.state == "published":
        _stand(now, old, "corrected")
        audit.record(now, "alert-stands", thing=old, reason="corrected", actor_kind="worker")


def correction_of(ref: str) -> str | None:
    """The reference of the newest warning that is out and puts this one right; None without one."""
    old = Alert.alias()
    found = Alert.published().join(old, on=(Alert.corrects == old.id)).where(old.ref == ref).first()
    return found.ref if found else None


def may_be_everywhere(alert: Alert, told: list[str]) -> bool:
    """Whether the draft form should ask for the whole UK: a dangerous person of whom reports say that they move about.

    `told` are words of the opened reports. Reports from two places of which none holds the other say it too.
    """
    if alert.level != DANGEROUS or alert.about != "person":
        return False
    areas = {report.area for report in drafts.reports_behind(alert) if report.area}
    is_apart = any(one not in areas_around(other) for one in areas for other in areas)
    return is_apart or any(sign in text.casefold() for text in told for sign in MOVES)


def _extend(now: datetime, alert: Alert) -> bool:
    """Whether its day moved; never to an earlier one."""
    day = review_day(alert.level, now.date())
    if alert.review_on is not None and alert.review_on >= day:
        return False
    alert.review_on = day
    alert.save()
    return True


def _expire(alert: Alert) -> None:
    alert.state = "expired"
    alert.save()
    deliveries.cancel_alert(alert)


def _stand(now: datetime, alert: Alert, standing: str) -> None:
    alert.standing, alert.standing_on = standing, now.date()
    alert.save()
    if standing in WRONG:
        # Not the letters that say so.
        its = (Delivery.alert == alert) & (Delivery.kind == "alert") & (Delivery.state == "owed")
        Delivery.update(state="cancelled").where(its).execute()
