"""The manager's desk for projects at /staff/projects/: who asks, who works with us, and ending it."""

from datetime import date

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from blueprints import context, guards, outside, paging
from blueprints.projects.forms import InviteForm, ProjectForm, RefuseForm
from models.codes import AREAS
from models.project import Project
from rules import Refused, accounts, invitations, leads, project_list, projects
from rules.roles import WroteAlready
from tasks.letters import send_owed

blueprint = guards.staff_blueprint("projects_staff", __name__, "/projects")

PAGE = 50


@blueprint.get("/")
def all_projects() -> ResponseReturnValue:
    """All projects, those that wait first."""
    after = request.args.get("after")
    return render_template(
        "projects/staff_all.html", found=paging.page(project_list.listing(PAGE + 1, after), PAGE), after=after
    )


@blueprint.route("/<ref>/", methods=["GET", "POST"])
def project(ref: str) -> ResponseReturnValue:
    """One project: whom to ask for, where it works, its agreement; letting it in."""
    found = _found(ref)
    if request.method == "GET":
        return _page(found, _stored(found), 200)
    form = ProjectForm()
    act, is_good = request.form.get("act", ""), form.validate()
    if is_good and act not in ("save", "admit"):
        form.form_errors.append(_("Press one of the buttons below."))
    if form.errors:
        return _page(found, form, form.status)
    try:
        _act(found, act, form.areas.data or [], form.agreement_on.data)
    except projects.NoAgreement as problem:
        form.agreement_on.errors = [_(problem.message)]
        return _page(found, form, 422)
    except Refused as problem:
        form.form_errors.append(_(problem.message))
        return _page(found, form, 409)
    return redirect(url_for("projects_staff.project", ref=ref), 303)


@blueprint.post("/<ref>/lead/")
def lead(ref: str) -> ResponseReturnValue:
    """Invite somebody as a lead, when nobody of the project is left or the first never came."""
    found, form = _found(ref), InviteForm()
    if not form.validate():
        return _page(found, _stored(found), form.status, form)
    secrets, now, link_to = context.secrets(), context.now(), outside.link_to(invitations.INVITATION)
    try:
        projects.invite_lead(secrets, now, context.me(), found, form.name.data or "", form.email.data or "", link_to)
    except WroteAlready as problem:
        form.email.errors = [_(problem.message)]
        return _page(found, _stored(found), 422, form)
    except projects.AnsweredAlready as problem:
        form.form_errors.append(_(problem.message))
        return _page(found, _stored(found), 409, form)
    send_owed()
    flash(_("Invited. The letter’s link is good for two weeks."))
    return redirect(url_for("projects_staff.project", ref=ref), 303)


@blueprint.route("/<ref>/refuse/", methods=["GET", "POST"])
def refuse(ref: str) -> ResponseReturnValue:
    """Say no for a reason."""
    found, form = _found(ref), RefuseForm()
    if request.method == "GET" or not form.validate():
        return render_template("projects/staff_refuse.html", project=found, form=form), form.status
    try:
        projects.refuse(context.now(), context.me(), found, form.reason.data)
    except projects.AnsweredAlready as problem:
        flash(_(problem.message))
    else:
        flash(_("Not let in. Nobody was written to."))
    return redirect(url_for("projects_staff.all_projects"), 303)


@blueprint.route("/<ref>/end/", methods=["GET", "POST"])
def end(ref: str) -> ResponseReturnValue:
    """Ask once, then end a project: its people lose access at once, its reports stay."""
    found = _found(ref)
    if request.method == "GET":
        return render_template("projects/staff_end.html", project=found, workers=len(leads.workers(found)))
    try:
        projects.end(context.now(), context.me(), found)
    except projects.AnsweredAlready as problem:
        flash(_(problem.message))
    else:
        flash(_("Ended. Its workers are signed out, its reports stay."))
    return redirect(url_for("projects_staff.project", ref=ref), 303)


def _found(ref: str) -> Project:
    return Project.get_or_none(Project.ref == ref) or abort(404)


def _act(found: Project, act: str, areas: list[str], agreement_on: date | None) -> None:
    """Save what the form says, and let the project in when that button was pressed; all of it or nothing."""
    if act == "admit":
        link_to = outside.link_to(invitations.INVITATION)
        projects.admit(context.secrets(), context.now(), context.me(), found, areas, agreement_on, link_to)
        send_owed()
        flash(_("Let in. We sent the first invitation; its link is good for two weeks."))
    else:
        projects.keep(context.now(), context.me(), found, areas, agreement_on)
        flash(_("Saved."))


def _stored(found: Project) -> ProjectForm:
    return ProjectForm(formdata=None, data={"areas": found.area_codes, "agreement_on": found.agreement_on})


def _page(found: Project, form: ProjectForm, status: int, invite: InviteForm | None = None) -> ResponseReturnValue:
    secrets = context.secrets()
    page = render_template(
        "projects/staff_project.html",
        project=found,
        contact=projects.contact_of(secrets, found),
        areas=[AREAS[code].name for code in found.area_codes],
        form=form,
        invite=invite or InviteForm(formdata=None),
        workers=[(account, accounts.name_of(secrets, account)) for account in leads.workers(found)],
        invited=[(account, accounts.name_of(secrets, account)) for account in invitations.waiting(found)],
    )
    return page, status
