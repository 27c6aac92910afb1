"""A project's figures for its funder at /projects/figures/: a page, and the same as a table to save."""

from collections.abc import Mapping
from datetime import date

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from blueprints import context, spreadsheet
from blueprints.projects.views import blueprint
from blueprints.years import chosen, row_names
from models.codes import AREAS, CHANNELS, DELAYS, HARMS, OUTCOMES, PERMISSIONS
from rules import project_figures
from rules.project_figures import Counts, Year

KINDS = {
    "harm": _l("Accounts of harm"),
    "area": _l("Area"),
    "channel": _l("How it came"),
    "delay": _l("Time from harm to report"),
    "permission": _l("Permissions given"),
    "outcome": _l("What came of it"),
}
LISTS: dict[str, Mapping] = {
    "harm": HARMS,
    "area": AREAS,
    "channel": CHANNELS,
    "delay": DELAYS,
    "permission": PERMISSIONS,
    "outcome": OUTCOMES,
}


@blueprint.get("/figures/")
def figures() -> ResponseReturnValue:
    """What the project reported in a year, by month, and what came of it."""
    found, years = _chosen()
    lists = {kind: [(name, found.total.by[kind][code]) for code, name in _names(found, kind)] for kind in KINDS}
    months = [(date(found.year, number, 1), counts) for number, counts in enumerate(found.months, 1)]
    return render_template(
        "projects/figures.html", found=found, year=found.year, years=years, months=months, lists=lists, kinds=KINDS
    )


@blueprint.get("/figures.csv")
def figures_table() -> ResponseReturnValue:
    """The same as a file: a row for each month, all of them last."""
    found, _years = _chosen()
    columns = [(kind, code, f"{KINDS[kind]}: {name}") for kind in KINDS for code, name in _names(found, kind)]
    head = [_("Month"), _("Reports received"), _("Members warned"), _("Outcome told"), _("Messages")]
    rows = [head + [title for _kind, _code, title in columns]]
    for title, counts in zip(row_names(found.year), (*found.months, found.total), strict=True):
        rows.append([title, *map(str, _totals(counts)), *(str(counts.by[kind][code]) for kind, code, _ in columns)])
    return spreadsheet.saved(rows, f"figures-{found.year}.csv")


def _chosen() -> tuple[Year, list[int]]:
    """The figures of the year in the address, or of this year; and which years there are."""
    project = context.own_project()
    years = project_figures.years(project, context.now().date())
    return project_figures.figures(project, chosen(years)), years


def _names(found: Year, kind: str) -> list[tuple[str, str]]:
    """What was counted this year, each code with its name, in the order of the list."""
    counted = found.codes(kind)
    known = [(code, _(getattr(row, "label", "") or row.name)) for code, row in LISTS[kind].items() if code in counted]
    return known + [(code, code) for code in counted if code not in LISTS[kind]]


def _totals(counts: Counts) -> tuple[int, int, int, int]:
    return counts.received, counts.warned, counts.told, counts.messages
