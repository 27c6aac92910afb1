"""Staff see it go: what of each warning is owed, on its way, sent or came back, and what is wrong with sending now."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from peewee import fn

from models.alert import Alert
from models.database import fetch
from models.delivery import Delivery
from models.digest import Digest
from models.letter import OwedLetter
from models.owed import STATES
from models.sending_pause import SendingPause
from rules import heartbeats, pauses

WORKER = "worker"
# It says so each minute, and a warning that waits this long has missed somebody's evening.
SILENT_AFTER, WAITS_AT_MOST = timedelta(minutes=5), timedelta(minutes=15)
# As long as an alert's letters may still go.
DAYS = 7
RECENT, RECENT_DAYS = 10, 30
# States of alerts that are or were out.
OUT = ("published", "expired", "withdrawn")
ON_THE_WAY, ENDED = ("owed", "claimed"), ("sent", "bounced", "cancelled")

# The beginning of the index of what is due in each table, so it costs the same however much is owed.
_OLDEST = """
    SELECT MIN(due_at) FROM (
        SELECT MIN(due_at) AS due_at FROM delivery WHERE state = 'owed' AND channel = 'email' AND digest_id IS NULL
        UNION ALL SELECT MIN(due_at) FROM delivery WHERE state = 'owed' AND channel = 'text' AND digest_id IS NULL
        UNION ALL SELECT MIN(due_at) FROM digest WHERE state = 'owed'
        UNION ALL SELECT MIN(due_at) FROM owed_letter WHERE state = 'owed')
"""


class Counts(NamedTuple):
    """How many letters, or texts, stand in each state."""

    owed: int = 0
    claimed: int = 0
    sent: int = 0
    bounced: int = 0
    cancelled: int = 0

    @property
    def unsent(self) -> int:
        """How many still have to go."""
        return self.owed + self.claimed

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self)


@dataclass
class Going:
    """What goes, by kind: letters by themselves, what digests gather, texts to phones."""

    letters: Counts = field(default_factory=Counts)
    gathered: Counts = field(default_factory=Counts)
    texts: Counts = field(default_factory=Counts)

    @property
    def all(self) -> Counts:
        """All kinds together."""
        return Counts(*map(sum, zip(self.letters, self.gathered, self.texts, strict=True)))


class Stands(NamedTuple):
    """How sending stands: its pause, which of `silent`, `refusals` and `waits` is wrong, and since when."""

    pause: SendingPause | None
    wrong: str
    since: datetime | None
    worker_seen_at: datetime | None
    oldest_due_at: datetime | None


def stands(now: datetime) -> Stands:
    """What is wrong with sending now, the worst of it; `wrong` is empty when nothing is. Three queries.

    `silent`: no worker was seen for five minutes. `refusals`: paused by itself. `waits`: the oldest letter that is due
    waits 15 minutes and nobody paused sending.
    """
    pause, seen, oldest = pauses.current(), heartbeats.seen_at(WORKER), oldest_due_at(now)
    wrong, since = "", None
    if pause is not None and pause.why == pauses.REFUSALS:
        wrong, since = "refusals", pause.since_at
    elif seen is None or now - seen >= SILENT_AFTER:
        wrong, since = "silent", seen
    elif pause is None and oldest is not None and now - oldest >= WAITS_AT_MOST:
        wrong, since = "waits", oldest
    return Stands(pause, wrong, since, seen, oldest)


def alarm(now: datetime) -> str:
    """Which of `silent`, `refusals` and `waits` is wrong; empty when nothing is."""
    return stands(now).wrong


def oldest_due_at(now: datetime) -> datetime | None:
    """Since when the oldest letter waits that is due; None when none does."""
    [(found,)] = fetch(_OLDEST)
    oldest = Delivery.due_at.python_value(found)
    return oldest if oldest is not None and oldest <= now else None


def is_under_way() -> bool:
    """Whether any letter or text is in a worker's hands now."""
    return any(table.select().where(table.state == "claimed").exists() for table in (Delivery, Digest, OwedLetter))


def of_alert(alert: Alert) -> Going:
    """How it stands with the letters of one alert, in one query."""
    return _going(Delivery.alert == alert)


def of_all(now: datetime) -> Going:
    """Everything owed or on its way, and what ended of the alerts of the last seven days; in two queries."""
    ended = _going(Delivery.state.in_(ENDED) & Delivery.alert.in_(_out_since(now, DAYS)))
    return _together(_going(Delivery.state.in_(ON_THE_WAY)), ended)


def recent(now: datetime) -> list[tuple[Alert, Counts]]:
    """The ten newest alerts of the last 30 days, newest first, with their counts; in two queries."""
    newest = _out_since(now, RECENT_DAYS).order_by(Alert.published_at.desc(), Alert.id.desc())
    alerts = list(newest.limit(RECENT))
    rows = Delivery.select(Delivery.alert_id, Delivery.state, fn.COUNT(Delivery.id)).where(Delivery.alert.in_(alerts))
    counted = rows.group_by(Delivery.alert, Delivery.state).tuples()
    by_state = {(number, state): count for number, state, count in counted}
    return [(one, Counts(*(by_state.get((one.id, state), 0) for state in STATES))) for one in alerts]


def other_letters(now: datetime) -> dict[str, Counts]:
    """`digests` of the last seven days and `owed` letters that are no alert, as they stand; in two queries."""
    return {
        "digests": _by_state(Digest, Digest.due_at >= now - timedelta(days=DAYS)),
        "owed": _by_state(OwedLetter, OwedLetter.state.in_(STATES)),
    }


def _going(which: Any) -> Going:
    is_gathered = Delivery.digest.is_null(False)
    rows = Delivery.select(Delivery.channel, is_gathered, Delivery.state, fn.COUNT(Delivery.id)).where(which)
    found = {}
    for channel, gathered, state, count in rows.group_by(Delivery.channel, is_gathered, Delivery.state).tuples():
        found["texts" if channel == "text" else "gathered" if gathered else "letters", state] = count
    kinds = ("letters", "gathered", "texts")
    return Going(*(Counts(*(found.get((kind, state), 0) for state in STATES)) for kind in kinds))


def _out_since(now: datetime, days: int) -> Any:
    """Alerts that went out in the last days, by the index of states and times."""
    return Alert.select().where(Alert.state.in_(OUT) & (Alert.published_at >= now - timedelta(days=days)))


def _together(one: Going, two: Going) -> Going:
    added = {kind: Counts(*map(sum, zip(getattr(one, kind), getattr(two, kind), strict=True))) for kind in vars(one)}
    return Going(**added)


def _by_state(table: Any, which: Any) -> Counts:
    rows = table.select(table.state, fn.COUNT(table.id)).where(table.state.in_(STATES) & which).group_by(table.state)
    found = dict(rows.tuples())
    return Counts(*(found.get(state, 0) for state in STATES))
