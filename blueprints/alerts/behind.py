"""The reports behind an alert, as the desk shows them beside it."""

from blueprints import context
from blueprints.alerts.marks import marked
from models.alert import Alert
from models.report import Report
from rules import access, alert_life, desk
from rules.alert_content import Verdict
from rules.identifiers import masked


def beside(report: Report, verdict: Verdict | None) -> dict:
    """A report behind the alert; its words only for a caseworker who reads it and holds the team's key."""
    me, team_key = context.me(), context.team_key()
    shown: dict = {"report": report, "is_mine": desk.is_reading(report, me), "opened": None}
    if shown["is_mine"] and team_key and me.role == access.CASEWORKER and report.words:
        opened = desk.open_report(context.now(), report, me, team_key)
        excerpts = [found.excerpt for found in verdict.stops] if verdict else []
        told = [opened.words.story, *(text for _day, text in opened.additions)]
        shown |= {
            "opened": opened,
            "words": [*told, *opened.words.told],
            "told": [marked(text, excerpts) for text in told if text],
            "place": marked(opened.words.place, excerpts),
            "looks": opened.words.looks,
            "met": [(one.written, masked(one)) for one in opened.words.named],
        }
    return shown


def is_mobile(alert: Alert, beside_it: list[dict]) -> bool:
    """Whether what was opened of the reports says that a dangerous person moves about."""
    return alert_life.may_be_everywhere(alert, [text for one in beside_it for text in one.get("words", ())])
