"""Figures of reports about professionals at /professionals/figures/, and for casework by race below /staff/."""

from typing import Any

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from blueprints import context
from blueprints.professionals.staff import blueprint as staff_blueprint
from blueprints.professionals.views import blueprint
from blueprints.years import chosen
from models.codes import AREAS, DETAILS, HARMS_OF, PROFESSIONS
from rules import Refused, professional_figures
from rules.professional_figures import Table


@blueprint.get("/professionals/figures/")
def figures() -> ResponseReturnValue:
    """A year in rounded numbers: by kind of job, by nation, by what was done."""
    year, years = _chosen()
    found = professional_figures.figures(year)
    tables = [
        (_("Who it was about"), _named(found.professions, PROFESSIONS)),
        (_("Where"), _named(found.nations, AREAS)),
        (_("What was done"), _named(found.harms, HARMS_OF["professional"])),
    ]
    return render_template("professionals/figures.html", found=found, year=year, years=years, tables=tables)


@staff_blueprint.route("/figures/", methods=["GET", "POST"])
def race() -> ResponseReturnValue:
    """How people describe their race: counted when asked, in memory, and noted that somebody did."""
    year, years = _chosen()
    table, status = None, 200
    if request.method == "POST":
        try:
            counted = professional_figures.by_race(context.now(), context.me(), context.team_key(), year)
            table = _named(counted, DETAILS["ethnic_groups"])
        except Refused as problem:
            flash(_(problem.message))
            status = 422
    return render_template("professionals/staff_figures.html", year=year, years=years, table=table), status


def _chosen() -> tuple[int, list[int]]:
    """The year in the address, or this one; and which there are."""
    years = professional_figures.years(context.now().date())
    return chosen(years), years


def _named(table: Table, names: Any) -> tuple[list[tuple[str, int]], list[str]]:
    """The codes in words: those with a number, and all others."""

    def name(code: str) -> str:
        return _("Not said") if code == professional_figures.NOT_SAID else _(names[code].name)

    return [(name(code), number) for code, number in table.shown.items()], [name(code) for code in table.others]
