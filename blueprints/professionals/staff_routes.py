"""The ways of complaint at /staff/professionals/routes/: each as people read it, and when somebody looked at it."""

from datetime import date
from typing import NamedTuple

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from blueprints import context
from blueprints.professionals.staff import blueprint
from models.routes import ROWS, STEPS, Row
from rules import fact_checks, route_checks, routes


class Way(NamedTuple):
    """A way, the names of those on it in their order, and the day it was checked."""

    row: Row
    bodies: list[str]
    reviewer: str
    seen: str
    checked_on: date | None


@blueprint.route("/routes/", methods=["GET", "POST"])
def routes_to_check() -> ResponseReturnValue:
    """All ways, those that nobody has checked first; a button for each says that it was looked at today."""
    if request.method == "GET":
        return _page()
    code, _dot, seen = request.form.get("way", "").rpartition(".")
    try:
        route_checks.look(context.now(), code, seen, context.me())
    except route_checks.UnknownRoute as problem:
        return _page(_(problem.message)), 422
    flash(_("Checked today: %(fact)s", fact=code))
    return redirect(url_for("professionals_staff.routes_to_check"), 303)


def _page(problem: str = "") -> str:
    checks = fact_checks.all_checks()
    ways = sorted((_way(row, checks) for row in ROWS), key=lambda way: way.checked_on or date.min)
    return render_template("professionals/staff_routes.html", ways=ways, problem=problem)


def _way(row: Row, checks: fact_checks.Checks) -> Way:
    names = [_(routes.name_of(STEPS[code].body)) for code in row.steps]
    seen = f"{row.code}.{route_checks.fingerprint(row)}"
    return Way(row, names, _(routes.name_of(row.reviewer)), seen, route_checks.checked_on(row.code, checks))
