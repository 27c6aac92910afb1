"""The manager's desk at /staff/check-sites/: which partner websites may ask the checker, and their keys."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from blueprints import context, guards
from blueprints.checker.forms import SiteForm
from models.check_site import CheckSite
from rules import check_sites

blueprint = guards.staff_blueprint("check_sites_staff", __name__, "/check-sites")


@blueprint.get("/")
def all_sites() -> ResponseReturnValue:
    """All of them, and a form for another."""
    return _page(SiteForm(formdata=None))


@blueprint.post("/")
def make() -> ResponseReturnValue:
    """Make a key and show it once, on the next page."""
    form = SiteForm()
    if not form.validate():
        return _page(form)
    try:
        _site, key = check_sites.make(context.secrets(), context.now(), context.me(), form.name.data or "")
    except check_sites.NoName as problem:
        form.name.errors = [_(problem.message)]
        return _page(form)
    flash(_("The key, shown this once: %(key)s Give it to the website now, not by e-mail.", key=key))
    return redirect(url_for("check_sites_staff.all_sites"), 303)


@blueprint.route("/<ref>/end/", methods=["GET", "POST"])
def end(ref: str) -> ResponseReturnValue:
    """Ask once, then end a key."""
    found = CheckSite.get_or_none(CheckSite.ref == ref) or abort(404)
    if request.method == "GET":
        return render_template("checker/staff_site_end.html", site=found)
    try:
        check_sites.end(context.now(), context.me(), found)
    except check_sites.EndedAlready as problem:
        flash(_(problem.message))
    else:
        flash(_("Ended. This website gets no more answers."))
    return redirect(url_for("check_sites_staff.all_sites"), 303)


def _page(form: SiteForm) -> ResponseReturnValue:
    return render_template("checker/staff_sites.html", sites=check_sites.listing(), form=form), form.status
