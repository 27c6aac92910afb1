"""Taking over, at /follow-up/claim/, what somebody else told: a new code first, then the person's own choices."""

from hmac import compare_digest

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from blueprints import context, quiet
from blueprints.followup.forms import ClaimForm
from blueprints.followup.views import blueprint
from models.codes import PERMISSIONS
from models.report import Report
from rules import claims, followup, permissions, sessions
from rules.keyed import shown_code

# Where the session keeps the new code until it counts, so that a reload shows the same.
KEPT_AS = "new_code"


@blueprint.route("/claim/", methods=["GET", "POST"])
def claim() -> ResponseReturnValue:
    """Show a new code at the first press; at the second it is the only one, and what is ticked is all we may do."""
    report, opened = context.own_report(), context.opened()
    if report.claimed_on is not None:
        return redirect(url_for("followup.status"), 303)
    if opened is None or not claims.may_claim(report):
        raise claims.NotToClaim
    live = permissions.live_names(report)
    form = ClaimForm(live=live, has_project=report.project_id is not None)
    if request.method == "GET":
        form.permissions.data = live
        return _page(report, form, 200)
    secrets, code = context.secrets(), opened.payload.get(KEPT_AS) or _new_code()
    if not form.validate():
        return _page(report, form, form.status)
    if not form.shown.data:
        return redirect(url_for("followup.claim"), 303)
    if not compare_digest(form.shown.data.encode(), claims.proof_of(secrets, report, code).encode()):
        form.shown.errors = [_("This is another code than before. Write this one down.")]
        return _page(report, form, 422)
    warned = followup.alerts_of(report)
    try:
        claims.claim(secrets, context.now(), report, context.inbox_key(), code, form.permissions.data or [], opened.row)
    except claims.NotToClaim:
        # Pressed twice: the other press did it, and if that was somebody else this session has ended.
        return redirect(url_for("followup.status"), 303)
    opened.payload.pop(KEPT_AS)
    sessions.save(secrets, opened)
    flash(_("It is yours. Only your new code opens it now."))
    if not quiet.wait_for_report(report, warned):
        flash(_("A few letters may still be on their way."))
    return redirect(url_for("followup.status"), 303)


def _new_code() -> str:
    """A new code, kept in this session alone until it counts."""
    opened = context.opened()
    assert opened is not None
    opened.payload[KEPT_AS] = claims.new_code()
    sessions.save(context.secrets(), opened)
    return opened.payload[KEPT_AS]


def _page(report: Report, form: ClaimForm, status: int) -> ResponseReturnValue:
    opened = context.opened()
    code = opened.payload.get(KEPT_AS) if opened else None
    if code:
        form.shown.data = claims.proof_of(context.secrets(), report, code)
    effects = {name: _(one.effect) for name, one in PERMISSIONS.items()}
    if report.project_id is not None:
        effects["local_project"] = _("It sees how things stand and may write to us about it. It never sees your words.")
    page = render_template(
        "followup/claim.html",
        form=form,
        code=shown_code(code) if code else "",
        effects=effects,
        has_contact=report.contact is not None,
    )
    return page, status
