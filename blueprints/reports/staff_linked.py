"""Reports that may be about the same person, at /staff/reports/<ref>/linked/, and a part of a number looked for."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from blueprints import context
from blueprints.reports.forms import FragmentForm
from blueprints.reports.staff import blueprint
from models.report import Report
from rules import Refused, desk, linked, permissions, report_pairs
from rules.drafts import UNFINISHED


@blueprint.get("/<ref>/linked/")
def linked_reports(ref: str) -> ResponseReturnValue:
    """The other reports about the same person, and those that may be, each with why."""
    found, me, key = _found(ref), context.me(), context.team_key()
    looked = linked.look(context.now(), found, me, key)
    is_mine = desk.is_reading(found, me)
    begun = {one.alert.ref for one in looked.others if one.is_in_group and one.alert and one.alert.state in UNFINISHED}
    may_warn = is_mine and found.state != "closed" and permissions.may(found, "alert")
    return render_template(
        "reports/staff_linked.html",
        report=found,
        looked=looked,
        is_mine=is_mine,
        has_key=key is not None,
        sections=_sections(looked),
        # As on the report's own page: one report stands behind one warning that is being written.
        begun=sorted(begun) if may_warn and not any(one.state in UNFINISHED for one in desk.alerts_of(found)) else [],
    )


@blueprint.post("/<ref>/linked/")
def pair(ref: str) -> ResponseReturnValue:
    """Say that this report and another are about the same person, or not."""
    found, said = _found(ref), request.form
    try:
        # Of a report that is not there nothing can be said, as of this one and itself.
        other = desk.find(said.get("other", ""), context.me()) or found
        report_pairs.say(context.now(), found, other, context.me(), said.get("says", ""), said.get("seen", ""))
        flash(_("Done. You can change it at any time."))
    except Refused as problem:
        flash(_(problem.message))
    return redirect(url_for("reports_staff.linked_reports", ref=ref), 303)


@blueprint.route("/fragment/", methods=["GET", "POST"])
def fragment() -> ResponseReturnValue:
    """A part of a number or plate, looked for in memory; it stands in no address and is not kept."""
    form, sought = FragmentForm(), None
    if form.validate_on_submit():
        try:
            sought = linked.seek(context.now(), context.me(), context.team_key(), form.part.data or "")
        except Refused as problem:
            form.part.errors = [_(problem.message)]
    return render_template("reports/staff_fragment.html", form=form, sought=sought), form.status


def _found(ref: str) -> Report:
    found = desk.find(ref, context.me()) or abort(404)
    if found.kind != "harm":
        abort(404)
    return found


def _sections(looked: linked.Looked) -> list[tuple[str, str, list[linked.Other]]]:
    """The other reports under three headings, each with an id; a heading with none is left out."""
    others = [one for one in looked.others if not one.is_in_group]
    parts = [
        ("group", _("About the same person"), [one for one in looked.others if one.is_in_group]),
        ("maybe", _("May be the same person"), [one for one in others if one.says != "not"]),
        ("apart", _("Said to be somebody else"), [one for one in others if one.says == "not"]),
    ]
    return [part for part in parts if part[2]]
