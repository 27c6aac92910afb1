"""What lies on the alert desk: alerts by state and those to look at again, in one query each."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from peewee import JOIN, fn

from models.account import Account
from models.alert import Alert, AlertReport
from rules import access, accounts, alert_life, translations
from rules.keyed import Secrets


@dataclass(frozen=True)
class OnDesk:
    """One alert in a list. An editor gets no title of a draft that has a report behind it, and may not open it."""

    alert: Alert
    title: str
    author: str
    approver: str
    may_open: bool

    @property
    def ref(self) -> str:
        """The alert's name, for paging."""
        return self.alert.ref


def in_state(secrets: Secrets, viewer: Account, state: str, size: int, after: str | None = None) -> list[OnDesk]:
    """At most `size` alerts in a state, newest first; those that come after the one named `after`."""
    query = _rows(size).where(Alert.state == state).order_by(Alert.id.desc())
    if after is not None:
        query = query.where(Alert.id < Alert.select(Alert.id).where(Alert.ref == after))
    return [_shown(secrets, viewer, row) for row in query]


def to_review(secrets: Secrets, now: datetime, viewer: Account, size: int, after: str | None = None) -> list[OnDesk]:
    """At most `size` alerts that are out and end soon, the first to end first; those after the one named `after`."""
    query = _rows(size).where(alert_life.ends_soon(now)).order_by(Alert.review_on, Alert.id)
    if last := Alert.get_or_none(Alert.ref == after) if after else None:
        query = query.where(
            (Alert.review_on > last.review_on) | ((Alert.review_on == last.review_on) & (Alert.id > last.id))
        )
    return [_shown(secrets, viewer, row) for row in query]


def words_of(secrets: Secrets, alert: Alert) -> dict[str, str]:
    """The words of an alert in any state by heading; empty where they were erased."""
    return translations.original_words(secrets, alert)


def may_open(alert: Alert, viewer: Account, has_report: bool) -> bool:
    """Whether this account may see the text: a draft from a report is for caseworkers alone."""
    return viewer.role == access.CASEWORKER or alert.state != "draft" or not has_report


def _rows(size: int) -> Any:
    author, approver = Account.alias(), Account.alias()
    behind = AlertReport.select(fn.COUNT(AlertReport.id)).where(AlertReport.alert == Alert.id)
    return (
        Alert.select(Alert, author, approver, behind.alias("behind"))
        .join(author, JOIN.LEFT_OUTER, on=(Alert.author == author.id), attr="author")
        .switch(Alert)
        .join(approver, JOIN.LEFT_OUTER, on=(Alert.approver == approver.id), attr="approver")
        .limit(size)
    )


def _shown(secrets: Secrets, viewer: Account, alert: Alert) -> OnDesk:
    can_open = may_open(alert, viewer, bool(alert.behind))
    return OnDesk(
        alert,
        words_of(secrets, alert)["title"] if can_open else "",
        accounts.name_of(secrets, alert.author) if alert.author_id else "",
        accounts.name_of(secrets, alert.approver) if alert.approver_id else "",
        can_open,
    )
