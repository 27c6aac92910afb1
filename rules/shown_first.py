"""Shown first: a reporter who wants to see the warning reads it before it goes out, and may say no to that text."""

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from models.account import Account
from models.alert import Alert, AlertReport
from models.database import writing
from models.permission import Permission
from models.report import Report
from rules import N_, Refused, alert_content, audit, drafts, message_notices, sessions
from rules.keyed import Secrets

# What a reporter may answer.
FINE, OBJECTS = ANSWERS = ("fine", "objects")
# How it stands without an answer to the text as it is now: still to be asked, time left, time over; and, where they
# said no to an earlier text, waiting for their yes however long it takes.
TO_ASK, WAITS, SILENT, AFTER_NO = "to-ask", "waits", "silent", "after-no"
# With these nobody may approve it.
HOLDS = frozenset({OBJECTS, WAITS, AFTER_NO})
ASKED_IN = ("waiting", "approved")
TIME_TO_ANSWER = timedelta(days=3)


class Objected(Refused):
    """A reporter said no to exactly this text."""

    message = N_("The reporter says: do not send this. Change the text, and they are asked again.")


class SaidNoBefore(Refused):
    """A reporter said no to an earlier text, so their silence lets no other one go."""

    message = N_("The reporter said no to an earlier text. This one goes out only when they say it is right.")


class NotSeenYet(Refused):
    """A reporter who wants to see it first still has time to answer; `until` (UTC) is when it ends."""

    message = N_("The reporter wants to see it first, and still has time to answer.")

    def __init__(self, until: datetime):
        self.until = until
        super().__init__()


class TextChanged(Refused):
    """The warning is another one than the reporter read, or waits for nobody any more."""

    message = N_("It was changed meanwhile. Look again.")


class GoneOut(Refused):
    """The warning went out before the reporter answered."""

    message = N_("It went out before you answered. To stop it, take back “Warn members”.")


@dataclass(frozen=True)
class Standing:
    """How one report's reporter stands to an alert's text; `until` (UTC) is when their time to answer ends."""

    report: Report
    says: str
    until: datetime | None = None


@dataclass(frozen=True)
class ToShow:
    """A warning that its reporter may read before it goes out, with the hash that an answer to it must carry."""

    alert: Alert
    words: dict[str, str] = field(repr=False)
    seen: str
    says: str
    until: datetime | None


def ask(
    secrets: Secrets, now: datetime, alert: Alert, by: Account, accepted: str = "", team_private: bytes | None = None
) -> Alert:
    """Ask a second person, and owe a notice to the reporters who want to see it first and may be written to.

    Raises what drafts.ask raises.
    """
    with writing():
        alert = drafts.ask(secrets, now, alert, by, accepted)
        for one in standing(secrets, now, alert):
            if team_private and one.says in (WAITS, AFTER_NO):
                message_notices.owe_reporter(secrets, now, one.report, by, team_private)
    return alert


def standing(secrets: Secrets, now: datetime, alert: Alert) -> list[Standing]:
    """How each reporter who wants to see an unfinished alert first, or said no to exactly this text, stands to it.

    Four queries, however many reports stand behind it. Raises NotOpened.
    """
    links = list(AlertReport.select(AlertReport, Report).join(Report).where(AlertReport.alert == alert))
    asked = _asked_since([link.report for link in links])
    text = alert_content.hash_of(secrets, alert) if links else ""
    found = ((link.report, _says(now, alert, link, text, asked.get(link.report_id))) for link in links)
    return [Standing(report, *says) for report, says in found if says]


def need_answers(secrets: Secrets, now: datetime, alert: Alert) -> None:
    """Nobody objects to this text and nobody's time to answer it is left; call it in the transaction that sends it on.

    Raises Objected, SaidNoBefore, NotSeenYet.
    """
    found = standing(secrets, now, alert)
    if any(one.says == OBJECTS for one in found):
        raise Objected
    if any(one.says == AFTER_NO for one in found):
        raise SaidNoBefore
    if ends := [one.until for one in found if one.says == WAITS and one.until]:
        raise NotSeenYet(max(ends))


def to_show(secrets: Secrets, now: datetime, report: Report) -> list[ToShow]:
    """The warnings from this report that wait to go out and that its reporter wants to see first.

    One query where none waits. Raises NotOpened.
    """
    links = list(
        AlertReport.select(AlertReport, Alert)
        .join(Alert)
        .where((AlertReport.report == report) & Alert.state.in_(ASKED_IN))
        .order_by(Alert.id)
    )
    since = _asked_since([report]).get(report.id) if links else None
    found = []
    for link in links:
        seen = alert_content.hash_of(secrets, link.alert)
        if says := _says(now, link.alert, link, seen, since):
            found.append(ToShow(link.alert, alert_content.read_words(secrets, link.alert), seen, *says))
    return found


def answer(secrets: Secrets, now: datetime, report: Report, seen: str, says: str) -> None:
    """Keep what the reporter says (one of ANSWERS) of the text whose hash they saw; no stops it, also during the hold.

    Saying it twice changes nothing. Raises TextChanged, GoneOut, ValueError.
    """
    if says not in ANSWERS:
        raise ValueError(says)
    with writing():
        # Whoever claimed it meanwhile has another code and is asked anew: this answer is not theirs.
        if sessions.has_other_code(report):
            raise TextChanged
        found = [shown.alert for shown in to_show(secrets, now, report) if shown.seen == seen]
        if not found:
            gone = Alert.select().join(AlertReport).where((AlertReport.report == report) & (Alert.state == "published"))
            raise GoneOut if gone.where(Alert.approved_hash == seen).exists() else TextChanged
        for alert in found:
            theirs = (AlertReport.report == report) & (AlertReport.alert == alert)
            AlertReport.update(answer=says, answered_hash=seen).where(theirs).execute()
            audit.record(now, "alert-answered", thing=alert, reason=says, actor_kind="code")
            if says == OBJECTS and alert.state == "approved":
                drafts.back_to_draft(alert)
                alert.save()
                audit.record(now, "alert-stopped", thing=alert, actor_kind="code")


def _asked_since(reports: list[Report]) -> dict[int, datetime]:
    """Which of these reports' reporters want to see a warning first, and let us warn at all: by the report's id the
    beginning of the day after they said so, for the hour is not kept."""
    live = Permission.live().where(Permission.report.in_(reports) & Permission.name.in_(("alert", "see_first")))
    days: dict[tuple[int, str], datetime] = {
        (row.report_id, row.name): datetime.combine(row.given_on, time.min) for row in live
    }
    found = {}
    for report in reports:
        day = days.get((report.id, "see_first"))
        if day is None or (report.id, "alert") not in days:
            continue
        # Whoever claimed it later is asked from then on.
        claimed = datetime.combine(report.claimed_on, time.min) if report.claimed_on else day
        found[report.id] = max(day, claimed) + timedelta(days=1)
    return found


def _says(
    now: datetime, alert: Alert, link: AlertReport, text: str, since: datetime | None
) -> tuple[str, datetime | None] | None:
    """What a reporter says of the text as it is now, and until when they may; None when they do not want to see it."""
    said = link.answer if link.answered_hash == text else None
    if said == OBJECTS:
        # A no stands until it is taken back, whatever became of the wish to see it.
        return OBJECTS, None
    if since is None:
        return None
    if said == FINE:
        return FINE, None
    if alert.state not in ASKED_IN:
        return TO_ASK, None
    if link.answer == OBJECTS:
        # One more comma and three quiet days must not undo a no.
        return AFTER_NO, None
    # Who wished it on a later day than it was asked about has three whole days too.
    begun = alert.asked_at if alert.asked_at and since - timedelta(days=1) <= alert.asked_at else since
    until = begun + TIME_TO_ANSWER
    return (WAITS if now < until else SILENT), until
