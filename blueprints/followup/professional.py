"""The way to complain about a professional, for whoever told us: their own nation, job, wishes and days."""

from dataclasses import dataclass
from datetime import date

from blueprints import bodies, context
from blueprints.bodies import Body
from models.professional import ProfessionalDetail
from models.report import Report
from rules import followup, report_words, routes
from rules.report_words import Words
from rules.routes import Route
from rules.vault import NotOpened

# Where the long form keeps the days that start clocks.
DAYS = {"complaint": "on", "final-reply": "final_on"}


@dataclass(frozen=True)
class Way:
    """The route, who is asked now, and its time limits: whose, in words, the day they were checked.

    `others` may be the right ones instead. `has_answer`: they have the last answer, so that the first is not asked.
    `chosen` leads to the page that tells all of it; what they want is sealed and stands in no address.
    """

    route: Route
    asked: Body
    others: list[Body]
    has_answer: bool
    limits: list[tuple[str, str, date | None]]
    chosen: dict[str, str]


def way(report: Report) -> Way | None:
    """The way for a report about a professional, opened with the key of its code; None for any other report."""
    if report.kind != "professional":
        return None
    detail = ProfessionalDetail.get_or_none(ProfessionalDetail.report == report)
    try:
        words = report_words.read_words(report, followup.data_key(report, context.inbox_key()))
    except NotOpened:
        return None
    nation, profession = (detail.nation, detail.profession) if detail else (None, None)
    wants = words.details.get("wants", {}).get("wants", [])
    route = routes.find_all(nation, profession, wants)
    made = bodies.checks()
    shown = bodies.shown(route.bodies, made)
    started = _started(words)
    limits = []
    for step in route.steps:
        for code in step.clocks:
            one = bodies.limit(code, made, started)
            limits.append((one.court or shown[step.body].name, bodies.until(one) or one.words, one.checked_on))
    chosen = {"nation": route.nation or "", "profession": route.profession or ""}
    after = route.second if started["final-reply"] else None
    step = after or route.steps[0]
    others = [shown[code] for code in step.others]
    return Way(route, shown[step.body], others, after is not None, limits, chosen)


def _started(words: Words) -> dict[str, date | None]:
    """On which days the clocks started, as far as the person said."""
    before = words.details.get("before", {})
    said = {starts: next(iter(before.get(name, [])), "") for starts, name in DAYS.items()}
    return {starts: _day(text) for starts, text in (said | {"harm": words.happened_on}).items()}


def _day(text: str) -> date | None:
    """A day as the form keeps it; None when there is none, or none that the calendar knows."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
