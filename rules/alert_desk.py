"""What lies on the alert desk: alerts by state, with what a list shows, in one query a state."""

from dataclasses import dataclass

from peewee import JOIN, fn

from models.account import Account
from models.alert import Alert, AlertReport
from rules import access, accounts, alert_content, alerts
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
    author, approver = Account.alias(), Account.alias()
    behind = AlertReport.select(fn.COUNT(AlertReport.id)).where(AlertReport.alert == Alert.id)
    query = (
        Alert.select(Alert, author, approver, behind.alias("behind"))
        .join(author, JOIN.LEFT_OUTER, on=(Alert.author == author.id), attr="author")
        .switch(Alert)
        .join(approver, JOIN.LEFT_OUTER, on=(Alert.approver == approver.id), attr="approver")
        .where(Alert.state == state)
        .order_by(Alert.id.desc())
        .limit(size)
    )
    if after is not None:
        query = query.where(Alert.id < Alert.select(Alert.id).where(Alert.ref == after))
    return [_shown(secrets, viewer, row) for row in query]


def words_of(secrets: Secrets, alert: Alert) -> dict[str, str]:
    """The words of an alert in any state by heading; empty where they were erased."""
    return alert_content.read_words(secrets, alert) if alert.draft else alerts.published_words(alert)


def may_open(alert: Alert, viewer: Account, has_report: bool) -> bool:
    """Whether this account may see the text: a draft from a report is for caseworkers alone."""
    return viewer.role == access.CASEWORKER or alert.state != "draft" or not has_report


def _shown(secrets: Secrets, viewer: Account, alert: Alert) -> OnDesk:
    can_open = may_open(alert, viewer, bool(alert.behind))
    return OnDesk(
        alert,
        words_of(secrets, alert)["title"] if can_open else "",
        accounts.name_of(secrets, alert.author) if alert.author_id else "",
        accounts.name_of(secrets, alert.approver) if alert.approver_id else "",
        can_open,
    )
