"""What the desk's page about a professional shows: answers, ways, steps to choose from, and who is locked out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import request
from flask_babel import gettext as _

from blueprints import bodies, context, form_filling
from blueprints.forms import read_number
from blueprints.professionals.staff_forms import Groups, LockForm, StepForm
from blueprints.professionals.steps import STEPS
from models.account import Account
from models.facts import CLOCKS
from models.professional import ConflictLock
from models.project import Project
from models.report import Report
from models.routes import STEPS as ROUTE_STEPS
from rules import accounts, complaint_list, complaints, locks, permissions, routes
from rules.complaints import Step
from rules.report_words import Words

# Steps of the form whose answers a complaint is made from; the story stands above them.
MATTER = ("who", "happened", "before", "wants")


# The time limits that stand on some way; other clocks are of medicine and the like.
LIMITS = tuple(dict.fromkeys(code for step in ROUTE_STEPS.values() for code in step.clocks))


@dataclass(frozen=True)
class Locked:
    """Somebody who finds nothing of a report."""

    number: int
    name: str
    since_on: date


def answers(words: Words) -> list[tuple[str, list[tuple[str, str]]]]:
    """What matters for a complaint, in the form's order: under each heading the labels with what was said."""
    found = []
    for code in MATTER:
        for _title, said in form_filling.told(STEPS[code], words.details.get(code, {})):
            found.append((str(STEPS[code].title), said))
    return found


def ways(report: Report, words: Words, steps: Sequence[Step]) -> dict[str, Any]:
    """The way that the complaint may go, its bodies and those of the steps taken, and its time limits in words."""
    detail, before = report.professional.first(), words.details.get("before", {})
    wants = words.details.get("wants", {}).get("wants", [])
    way = routes.find_all(detail and detail.nation, detail and detail.profession, wants)
    made = bodies.checks()
    started = {"harm": _day([words.happened_on]), "complaint": _day(before.get("on", []))}
    started["final-reply"] = _day(before.get("final_on", []))
    clocks = (step.clock.code for step in steps if step.clock)
    codes = {*way.bodies, *(step.body for step in steps if step.body in complaints.BODIES)}
    return {
        "way": way,
        "bodies": bodies.shown(codes, made),
        "limits": {code: bodies.limit(code, made, started) for code in {*way.clocks, *clocks}},
        "until": bodies.until,
    }


def posted_step(report: Report) -> StepForm:
    """The form for a step as it was posted."""
    return StepForm(**_choices(report))


def step_form(report: Report, team_private: bytes) -> StepForm:
    """The form for a step as the page shows it: empty, or filled with the one that is to be changed."""
    number = read_number(request.args.get("step"))
    shown = complaints.steps(context.now(), report, team_private) if number else []
    data: dict[str, Any] = {}
    for step in shown:
        if step.number == number:
            clock = step.clock.code if step.clock else ""
            data = {"step": number, "seen": step.seen, "body": step.body, "clock": clock}
            data |= {"from_on": step.from_on, "note": step.note}
    return StepForm(formdata=None, data=data, **_choices(report))


def posted_lock() -> LockForm:
    """The form for a lock as it was posted."""
    return LockForm(people=_people(), projects=_projects())


def lock_form() -> LockForm:
    """The form for a lock, with nobody chosen."""
    return LockForm(formdata=None, people=_people(), projects=_projects())


def whom(chosen: str) -> dict[str, Any]:
    """Whom a choice of the form means, as `locks.add` takes it; nothing for a choice that names nobody."""
    kind, _colon, ref = chosen.partition(":")
    if kind == "account":
        return {"account": Account.get_or_none(Account.ref == ref)}
    if kind == "project":
        return {"project": Project.get_or_none(Project.ref == ref)}
    return {"is_num": kind == "num"}


def locked(report: Report) -> list[Locked]:
    """Who finds nothing of a report, by name."""
    return [Locked(lock.id, _name(lock), lock.since_on) for lock in locks.live(report).order_by(ConflictLock.id)]


def permissions_of(report: Report) -> list[tuple[str, bool]]:
    """What may come of it, and whether the person lets it."""
    live = permissions.live_names(report)
    return [(name, name in live) for name in complaint_list.SHOWN]


def _day(texts: list[str]) -> date | None:
    """The day that was written, when it can be read."""
    try:
        return date.fromisoformat("".join(texts[:1]))
    except ValueError:
        return None


def _choices(report: Report) -> dict[str, Groups]:
    """The bodies and time limits to choose from: those on the way of this nation and profession first."""
    detail = report.professional.first()
    nation = detail and detail.nation
    way = routes.find(nation, detail and detail.profession, None)
    on_way = {code: _(routes.name_of(code)) for code in way.bodies if code in complaints.BODIES}
    names = sorted((_(routes.name_of(code)), code) for code in complaints.BODIES.difference(on_way))
    there = {code: name for name, code in names if complaints.is_in(nation, code)}
    elsewhere = {code: name for name, code in names if code not in there}
    limits = {code: CLOCKS[code].name for code in way.clocks}
    others = {code: CLOCKS[code].name for code in LIMITS if code not in limits}
    return {
        "bodies": {_("On this way"): on_way, _("Others there"): there, _("In other nations"): elsewhere},
        "clocks": {_("On this way"): limits, _("Others"): others},
    }


def _people() -> dict[str, str]:
    found = Account.admitted().where(Account.role.in_(sorted(locks.LOCKABLE)))
    names = {f"account:{one.ref}": accounts.name_of(context.secrets(), one) for one in found}
    return dict(sorted(names.items(), key=lambda one: one[1].casefold()))


def _projects() -> dict[str, str]:
    found = Project.select().where(Project.state == "admitted").order_by(Project.name)
    return {f"project:{one.ref}": one.name for one in found}


def _name(lock: ConflictLock) -> str:
    if lock.is_num:
        return _("All of NUM")
    if lock.project is not None:
        return _("Everybody of %(project)s", project=lock.project.name)
    return accounts.name_of(context.secrets(), lock.account) or _("A closed account")
