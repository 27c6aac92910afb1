"""Where to complain, at /professionals/routes/: from nation, profession and wish; open to all, nothing is kept.

The choices stand in the address. A day does not: it can be the day of the harm, and a phone keeps its addresses.
"""

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from werkzeug.datastructures import MultiDict
from wtforms import RadioField, SelectField, SelectMultipleField
from wtforms.validators import Optional, ValidationError

from blueprints import bodies, days, htmx
from blueprints.bodies import Limit
from blueprints.choices import named
from blueprints.days import DayField
from blueprints.forms import Form
from blueprints.professionals.forms import wish_choices
from blueprints.professionals.views import blueprint
from models.codes import DETAILS, NATIONS, PROFESSIONS, WANTS
from models.facts import CLOCKS, FACTS, Source
from rules import route_checks
from rules import routes as ways
from rules.fact_checks import Checks
from rules.routes import Route

CHOICES = ("nation", "profession", "want")


def _nations() -> list[tuple[str, str]]:
    return [("", gettext("Choose")), *named({code: DETAILS["nations"][code] for code in NATIONS})]


class RouteForm(Form):
    """What the way depends on. An unknown choice is no error: it gets the general way, which says so."""

    nation = SelectField(_("Where was it?"), choices=_nations, validate_choice=False)
    profession = SelectField(
        _("Who was it?"), choices=lambda: [("", gettext("Choose")), *named(PROFESSIONS)], validate_choice=False
    )
    want = SelectMultipleField(
        _("What do you want?"),
        description=_("Tick any, or none."),
        choices=wish_choices,
        validate_choice=False,
    )
    since = RadioField(
        _("This is the day"),
        choices=lambda: [
            ("harm", gettext("when it happened")),
            ("final-reply", gettext("on their last answer")),
            ("complaint", gettext("when I complained")),
        ],
        default="harm",
        validate_choice=False,
    )
    day = DayField(_("A day you know"), [Optional()], description=_("Such as 4/11/2026. We do not keep it."))

    def validate_day(self, field: DayField) -> None:
        """The day has come; an answer that has not come yet has no day."""
        if field.data is not None and field.data > days.today():
            if self.since.data == "final-reply":
                raise ValidationError(gettext("This day has not come yet. Wait for their answer, then count from it."))
            raise ValidationError(gettext("This day has not come yet."))


@blueprint.route("/professionals/routes/", methods=["GET", "POST"])
def routes() -> ResponseReturnValue:
    """The choices, and below them the way for what was chosen; posted, with the days counted from a day."""
    form = RouteForm(request.form if request.method == "POST" else _choices())
    is_good = form.validate()
    asked = (form.nation.data, form.profession.data)
    route = ways.find_all(*asked, form.want.data or []) if any(asked) and "again" not in request.args else None
    made = bodies.checks() if route else {}
    started = {form.since.data: form.day.data if is_good else None}
    return htmx.page_or_fragment(
        "professionals/routes.html",
        "professionals/_route.html",
        form.status,
        form=form,
        route=route,
        chosen=_chosen(route) if route else {},
        checked_on=route_checks.checked_on(route.code, made) if route else None,
        bodies=bodies.shown(route.bodies, made) if route else {},
        limits=limits(route, made, started) if route else {},
        sources=sources(route) if route else [],
        until=bodies.until,
        professions=PROFESSIONS,
        nations=DETAILS["nations"],
        wants=WANTS,
    )


def _choices() -> MultiDict[str, str]:
    """What the address says, without a day that somebody wrote into it."""
    return MultiDict((name, value) for name, value in request.args.items(multi=True) if name in CHOICES)


def _chosen(route: Route) -> dict[str, str | list[str]]:
    """What of the choices is known, as the address carries it."""
    wants = [wish.code for wish in route.wishes]
    return {"nation": route.nation or "", "profession": route.profession or "", "want": wants}


def limits(route: Route, made: Checks, started: dict) -> dict[str, Limit]:
    """The time limits of a route by code, with their last days as far as a day is known."""
    return {code: bodies.limit(code, made, started) for code in route.all_clocks}


def sources(route: Route) -> list[Source]:
    """Where the way was read: its time limits, and of a body that has none where we found it; each page once."""
    found = [route.source] if route.source else []
    for step in (*route.steps, *route.also, *(step for _when, step in route.extras)):
        found += [CLOCKS[code].source for code in step.clocks]
        if not step.clocks and step.body in FACTS:
            found.append(FACTS[step.body].source)
    return list({source.address: source for source in found}.values())
