"""The members' alerts at /alerts/: the list with its filters, one alert, and whether it changed a plan."""

from datetime import date, timedelta

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from blueprints import context, htmx
from blueprints.alerts.forms import FilterForm
from models.codes import AREAS, HARMS
from rules import access, browse, reach, tally
from rules.browse import Reading

blueprint = Blueprint("alerts", __name__, url_prefix="/alerts")

# Where each filter stands in the address.
FIELDS = {"words": "q", "area": "area", "harm": "harm", "level": "level"}


@blueprint.get("/")
def all_alerts() -> ResponseReturnValue:
    """The list, newest first: a page, or for "more" and the filters the list alone."""
    form = FilterForm(request.args, within=reach.readable(context.me()))
    filters = form.filters()
    after = request.args.get("after")
    found = browse.listing(filters, after)
    chosen = {FIELDS[name]: form[FIELDS[name]].data for name in filters.set_names()}
    wider = browse.widened(filters) if not found.count else {}
    return htmx.page_or_fragment(
        "alerts/all_alerts.html",
        "alerts/_alert_list.html",
        form=form,
        found=found,
        chosen=chosen,
        wider={FIELDS[name]: count for name, count in wider.items()},
        after=after,
        areas=AREAS,
        this_month=_this_month(),
        last_month=_last_month(),
    )


@blueprint.get("/<ref>/")
def alert(ref: str) -> ResponseReturnValue:
    """One alert under its headings."""
    within = reach.readable(context.me())
    return render_template(
        "alerts/alert.html",
        alert=_published(ref, within),
        same_person=browse.same_person(ref, within),
        may_check=access.may(context.visitor(), "checker.check"),
        areas=AREAS,
        harms=HARMS,
        this_month=_this_month(),
        last_month=_last_month(),
    )


@blueprint.post("/<ref>/plan/")
def plan(ref: str) -> ResponseReturnValue:
    """Whether the alert changed a plan: counted, tied to nobody and to no alert."""
    _published(ref, reach.readable(context.me()))
    tally.count(context.now(), "alert", request.form.get("answer", ""))
    if htmx.wants_fragment():
        return htmx.page_or_fragment("alerts/_plan.html", "alerts/_plan.html", is_thanked=True)
    flash(_("Thank you. We counted that, without your name."))
    return redirect(url_for("alerts.alert", ref=ref), 303)


def _published(ref: str, within: frozenset[str] | None) -> Reading:
    """The alert, or the same 404 for a draft, one withdrawn, one that never was and one this reader may not read."""
    return browse.read(ref, within) or abort(404)


def _this_month() -> date:
    """The first day of this month."""
    return context.now().date().replace(day=1)


def _last_month() -> date:
    """The first day of the month before."""
    return (_this_month() - timedelta(days=1)).replace(day=1)
