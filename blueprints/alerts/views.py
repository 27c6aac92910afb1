"""The members' alerts at /alerts/: the list with its filters, one alert, and whether it changed a plan."""

from dataclasses import replace
from datetime import date, timedelta

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from blueprints import context, htmx
from blueprints.alerts.forms import FilterForm
from models.codes import AREAS, GENDERS, HARMS, LANGUAGES
from rules import access, alert_life, browse, effect, reach, search_words, tally
from rules.browse import Filters, Reading

blueprint = Blueprint("alerts", __name__, url_prefix="/alerts")

# Filters that stand in the address by another name than their own.
FIELDS = {"words": "q", "is_said": "said"}


@blueprint.get("/")
def all_alerts() -> ResponseReturnValue:
    """The list, newest first: a page, or for "more" and the filters the list alone."""
    me, today = context.me(), context.now().date()
    is_new = access.is_on_probation(me, today)
    form = FilterForm(request.args, today=today, within=reach.readable(me), may_search=not is_new)
    filters = form.filters()
    after = request.args.get("after")
    found = browse.listing(filters, after)
    found = replace(found, rows=browse.in_language(found.rows, context.me().language))
    chosen = _chosen(form, filters)
    wider = browse.widened(filters) if not found.count else {}
    return htmx.page_or_fragment(
        "alerts/all_alerts.html",
        "alerts/_alert_list.html",
        form=form,
        found=found,
        chosen=chosen,
        wider={FIELDS.get(name, name): count for name, count in wider.items()},
        is_cut=search_words.is_cut(filters.words),
        searches_from=me.probation_until if is_new else None,
        effect={} if htmx.wants_fragment() else effect.of_last_year(today),
        after=after,
        areas=AREAS,
        this_month=_this_month(),
        last_month=_last_month(),
    )


@blueprint.get("/<ref>/")
def alert(ref: str) -> ResponseReturnValue:
    """One alert under its headings, in the reader's language where it was translated; `original` asks for the other."""
    within = reach.readable(context.me())
    original = _published(ref, within)
    [shown] = [original] if "original" in request.args else browse.in_language([original], context.me().language)
    newer = alert_life.correction_of(ref)
    return render_template(
        "alerts/alert.html",
        alert=shown,
        languages=LANGUAGES,
        genders=GENDERS,
        is_thanked="answered" in request.args,
        newer=newer if newer and browse.read(newer, within) else None,
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
    # The page itself says that this visit has answered: nothing else remembers it.
    return redirect(url_for("alerts.alert", ref=ref, answered=""), 303)


def _chosen(form: FilterForm, filters: Filters) -> dict[str, str]:
    """The filters that narrow the list as they stand in the address."""
    names = [FIELDS.get(name, name) for name in filters.set_names()]
    return {name: "1" if name == "said" else form[name].data for name in names}


def _published(ref: str, within: frozenset[str] | None) -> Reading:
    """The alert, or the same 404 for a draft, one withdrawn, one that never was and one this reader may not read."""
    return browse.read(ref, within) or abort(404)


def _this_month() -> date:
    """The first day of this month."""
    return context.now().date().replace(day=1)


def _last_month() -> date:
    """The first day of the month before."""
    return (_this_month() - timedelta(days=1)).replace(day=1)
