"""What warnings and checks lead to at /staff/figures/effect/: a page, and a table to save."""

from datetime import date

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from blueprints import context, guards, spreadsheet
from blueprints.years import chosen, row_names
from rules import effect
from rules.effect import Answers, Year

blueprint = guards.staff_blueprint("figures_staff", __name__, "/figures")

NAMES = {"alert": _l("After an alert"), "check": _l("After a check")}


@blueprint.get("/effect/")
def effects() -> ResponseReturnValue:
    """Of those who answered in a year, and in each month of it, which share changed a plan."""
    found, years = _chosen()
    return render_template(
        "figures/staff_effects.html",
        found=found,
        year=found.year,
        years=years,
        names=NAMES,
        months=[date(found.year, number, 1) for number in range(1, 13)],
    )


@blueprint.get("/effect.csv")
def effects_table() -> ResponseReturnValue:
    """The same as a file: a row for each month, all of them last."""
    found, _years = _chosen()
    heading = [_("Month")]
    for name in NAMES.values():
        heading += [f"{name}: {_('answers')}", f"{name}: {_('changed a plan, per cent')}"]
    rows = [heading]
    for place, title in enumerate(row_names(found.year)):
        cells = (found.total[one] if place == 12 else found.months[one][place] for one in NAMES)
        rows.append([title, *(text for cell in cells for text in _texts(cell))])
    return spreadsheet.saved(rows, f"effect-{found.year}.csv")


def _chosen() -> tuple[Year, list[int]]:
    """The answers of the year in the address, or of this year; and which years there are."""
    years = effect.years(context.now().date())
    return effect.figures(chosen(years)), years


def _texts(cell: Answers | None) -> tuple[str, str]:
    """How many and which share, as the table has them; what is hidden as stars."""
    if cell is None:
        return "*", "*"
    return str(cell.answered), "" if cell.share is None else str(cell.share)
