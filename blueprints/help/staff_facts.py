"""Facts at /staff/help/facts/: every number, body and clock with its source, and when a person looked at it."""

from datetime import date
from typing import NamedTuple

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from blueprints import context
from blueprints.help.staff import blueprint
from models.facts import Clock, Fact
from rules import fact_checks, markdown


class Row(NamedTuple):
    """A fact, its code as it is written on a page, what it says beside its name, and the day it was checked."""

    fact: Fact | Clock
    code: str
    says: str
    seen: str
    checked_on: date | None


@blueprint.route("/facts/", methods=["GET", "POST"])
def facts() -> ResponseReturnValue:
    """All facts, those that nobody has checked first; a button for each says that it was looked at today."""
    if request.method == "GET":
        return _page()
    code, _dot, seen = request.form.get("fact", "").rpartition(".")
    try:
        fact_checks.look(context.now(), code, seen, context.me())
    except fact_checks.UnknownFact as problem:
        return _page(_(problem.message)), 422
    flash(_("Checked today: %(fact)s", fact=code))
    return redirect(url_for("help_staff.facts"), 303)


def _page(problem: str = "") -> str:
    checks = fact_checks.all_checks()
    rows = [_row(one, checks) for one in fact_checks.everything()]
    rows.sort(key=lambda row: row.checked_on or date.min)
    to_check = [row for row in rows if not row.checked_on]
    checked = [row for row in rows if row.checked_on]
    return render_template("help/staff_facts.html", to_check=to_check, checked=checked, problem=problem)


def _row(one: Fact | Clock, checks: fact_checks.Checks) -> Row:
    says = markdown.span(one) if isinstance(one, Clock) else one.phone
    code = fact_checks.code_of(one)
    return Row(one, code, says, f"{code}.{fact_checks.fingerprint(one)}", fact_checks.checked_on(one, checks))
