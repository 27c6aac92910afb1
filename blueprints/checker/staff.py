"""The desk at /staff/askings/: who asked the checker for the same on many days; never for what."""

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from blueprints import context, guards
from blueprints.forms import read_number
from models.check_site import Asking
from rules import accounts, askings

blueprint = guards.staff_blueprint("askings_staff", __name__, "/askings")


@blueprint.get("/")
def all_askings() -> ResponseReturnValue:
    """Who asked again, and on how many days."""
    secrets = context.secrets()
    found = [(row, accounts.name_of(secrets, row.account) if row.account else "") for row in askings.to_look_at()]
    return render_template("checker/staff_askings.html", found=found)


@blueprint.post("/<number>/look/")
def look(number: str) -> ResponseReturnValue:
    """Somebody looked at it."""
    found = Asking.get_or_none(Asking.id == (read_number(number) or 0)) or abort(404)
    askings.look(context.now(), found, context.me())
    flash(_("Noted. It is counted from nothing again."))
    return redirect(url_for("askings_staff.all_askings"), 303)
