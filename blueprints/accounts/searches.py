"""Searches that a member keeps at /account/searches/: listed in words, added, removed with one press."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from blueprints import context
from blueprints.accounts.search_form import SearchForm
from blueprints.accounts.views import blueprint
from models.codes import AREAS, GENDERS, HARMS, SECTORS
from rules import Refused, reach, saved_searches


@blueprint.route("/account/searches/", methods=["GET", "POST"])
def searches() -> ResponseReturnValue:
    """The list, and a form that a search of the alert list comes to filled in; only its button keeps it."""
    is_asked = request.method == "POST"
    form = SearchForm(request.form if is_asked else request.args, within=reach.readable(context.me()))
    if not is_asked:
        return _page(form, 200)
    if not form.validate():
        return _page(form, form.status)
    try:
        saved_searches.keep(context.secrets(), context.now(), context.me(), form.search())
    except Refused as problem:
        form.form_errors.append(_(problem.message))
        return _page(form, 422)
    flash(_("Kept. We write to you when a new warning fits."))
    return redirect(url_for("accounts.searches"), 303)


@blueprint.post("/account/searches/<ref>/remove/")
def remove_search(ref: str) -> ResponseReturnValue:
    """Take one off the list; pressing again changes nothing."""
    saved_searches.remove(context.me(), ref)
    flash(_("Taken off."))
    return redirect(url_for("accounts.searches"), 303)


def _page(form: SearchForm, status: int) -> ResponseReturnValue:
    kept = saved_searches.kept(context.secrets(), context.me())
    page = render_template(
        "accounts/searches.html",
        form=form,
        kept=kept,
        most=saved_searches.MOST,
        areas=AREAS,
        harms=HARMS,
        sectors=SECTORS,
        genders=GENDERS,
    )
    return page, status
