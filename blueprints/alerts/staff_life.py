"""What staff do with a warning that is out, below /staff/alerts/<ref>/: keep, end, bring back, say how it stands."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from blueprints import context
from blueprints.alerts.life_form import StandingForm
from blueprints.alerts.staff import back, blueprint, done, found_for_me, shown_page
from rules import Refused, alert_life


@blueprint.post("/<ref>/extend/")
def extend(ref: str) -> ResponseReturnValue:
    """Keep it for as long again as its level says."""
    return done(found_for_me(ref), alert_life.extend, _("Kept for longer."))


@blueprint.post("/<ref>/end/")
def end(ref: str) -> ResponseReturnValue:
    """End it now; it may be brought back."""
    return done(found_for_me(ref), alert_life.end, _("Ended. Members do not see it any more."))


@blueprint.post("/<ref>/bring-back/")
def bring_back(ref: str) -> ResponseReturnValue:
    """Put one that ended back as it was."""
    return done(found_for_me(ref), alert_life.bring_back, _("Members see it again. Nothing was sent."))


@blueprint.post("/<ref>/standing/")
def standing(ref: str) -> ResponseReturnValue:
    """Say how it stands, and owe a second letter to those who got it when that is ticked."""
    found, form = found_for_me(ref), StandingForm()
    if not form.validate():
        return shown_page(found, standing=form), form.status
    try:
        said = (form.standing.data, form.because.data, form.tell.data)
        alert_life.stand(context.now(), found, context.me(), *said)
    except Refused as problem:
        return back(ref, _(problem.message))
    return back(ref, _("Saved. Members see how it stands."))


@blueprint.post("/<ref>/correct/")
def correct(ref: str) -> ResponseReturnValue:
    """Begin a warning that puts this one right, and go there."""
    try:
        new = alert_life.begin_correction(context.secrets(), context.now(), found_for_me(ref), context.me())
    except Refused as problem:
        return back(ref, _(problem.message))
    flash(_("Begun. Change what was wrong. The old one stays until this one is out."))
    return redirect(url_for("alerts_staff.alert", ref=new.ref), 303)
