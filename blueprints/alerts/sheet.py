"""Sheets of alerts to print and pass on, at /alerts/sheet/: one for whoever knows the site, one for everybody else."""

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from blueprints import context
from blueprints.alerts.sheet_form import SheetForm
from blueprints.alerts.views import blueprint
from models.codes import AREAS, ROOT_AREA
from rules import browse, reach

# What a few pages hold; whoever needs more takes a smaller area or fewer days. In large letters a page holds three.
MOST, MOST_PLAIN = 60, 12


@blueprint.get("/sheet/")
def sheet() -> ResponseReturnValue:
    """Alerts of an area and some days, laid out for paper; nothing on it tells whose sheet it is."""
    me, today = context.me(), context.now().date()
    within = reach.readable(me)
    form = SheetForm(request.args, today=today, within=within)
    own = reach.home(me)
    around = [form.area.data] if form.area.data else own
    rows, is_more = browse.recent(around, within, *form.period(), MOST_PLAIN if form.is_plain else MOST)
    places = around or [ROOT_AREA.code]
    return render_template(
        "alerts/sheet.html",
        form=form,
        rows=browse.in_language(rows, me.language),
        is_more=is_more,
        places=[_(AREAS[code].name) for code in places],
        # What a sheet is asked for by; it tells the sheet, never whose it is.
        reference=f"{places[0]}{'+' * (len(places) > 1)}/{today:%Y%m%d}/{form.days.data}",
        has_areas=bool(own),
        made_on=today,
        good_until=form.good_until(),
        areas=AREAS,
    )
