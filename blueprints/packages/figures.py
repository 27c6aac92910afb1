"""Figures of funded therapy for funders at /staff/therapists/packages/figures/: a page, and a table to save."""

from datetime import date

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from blueprints import context, spreadsheet
from blueprints.packages.staff import blueprint
from blueprints.years import chosen, row_names
from rules import package_figures
from rules.package_figures import COLUMNS, Shown, Year
from rules.package_matching import ENDING_NAMES

NAMES = {
    "asked": _l("Requests"),
    "granted": _l("Granted"),
    "refused": _l("Not granted"),
    "sessions_granted": _l("Sessions granted"),
    "sessions_used": _l("Sessions used"),
    "pence": _l("Cost in pounds"),
    "ended": _l("Ended"),
    "waiting_days": _l("Days from asking to a yes"),
}


@blueprint.get("/figures/")
def figures() -> ResponseReturnValue:
    """What was asked, granted and used in a year, and by month."""
    found, years = _chosen()
    columns = [(NAMES[name], [_text(name, month[name]) for month in found.months]) for name in COLUMNS]
    totals = [(NAMES[name], _text(name, found.total[name])) for name in COLUMNS]
    endings = [(_(ENDING_NAMES[code]), _text("ended", number)) for code, number in found.endings.items()]
    return render_template(
        "packages/staff_figures.html",
        found=found,
        year=found.year,
        years=years,
        totals=totals,
        # All columns in one table do not fit on a phone; stars and noughts alone say nothing.
        tables=[columns[:4], columns[4:]] if any(found.total.values()) else [],
        endings=endings,
        months=[date(found.year, number, 1) for number in range(1, 13)],
    )


@blueprint.get("/figures.csv")
def figures_table() -> ResponseReturnValue:
    """The same as a file: a row for each month, all of them last, then how they ended."""
    found, _years = _chosen()
    rows = [[_("Month"), *(str(NAMES[name]) for name in COLUMNS)]]
    for title, numbers in zip(row_names(found.year), (*found.months, found.total), strict=True):
        rows.append([title, *(_text(name, numbers[name]) for name in COLUMNS)])
    rows += [[_(ENDING_NAMES[code]), _text("ended", number)] for code, number in found.endings.items()]
    return spreadsheet.saved(rows, f"packages-{found.year}.csv")


def _chosen() -> tuple[Year, list[int]]:
    """The figures of the year in the address, or of this year; and which years there are."""
    years = package_figures.years(context.now().date())
    return package_figures.figures(chosen(years)), years


def _text(name: str, number: Shown) -> str:
    """A number as it is shown; a hidden one as a star."""
    if number is None:
        return "*"
    return f"{number / 100:.2f}" if name == "pence" else f"{number:.1f}".removesuffix(".0")
