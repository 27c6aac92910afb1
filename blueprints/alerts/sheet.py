"""A sheet of alerts to print and pass on, at /alerts/sheet/."""

from datetime import datetime, timedelta

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from blueprints import context
from blueprints.alerts.forms import SheetForm
from blueprints.alerts.views import blueprint
from models.codes import AREAS, ROOT_AREA
from rules import browse, reach

# What a few pages hold; whoever needs more takes a smaller area or fewer days.
MOST = 60


@blueprint.get("/sheet/")
def sheet() -> ResponseReturnValue:
    """Alerts of an area and of the last days, laid out for paper; nothing on it tells whose sheet it is."""
    me, today = context.me(), context.now().date()
    within = reach.readable(me)
    form = SheetForm(request.args, within=within)
    own = reach.home(me)
    around = [form.area.data] if form.area.data else own
    span = timedelta(days=int(form.days.data))
    rows, is_more = browse.recent(around, within, datetime.combine(today - span, datetime.min.time()), MOST)
    return render_template(
        "alerts/sheet.html",
        form=form,
        rows=rows,
        is_more=is_more,
        places=[_(AREAS[code].name) for code in around or [ROOT_AREA.code]],
        has_areas=bool(own),
        made_on=today,
        # A newer one is due by then.
        good_until=today + span,
        areas=AREAS,
    )
