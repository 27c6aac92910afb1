"""The page behind the yearly letter, at /therapists/again/<token>/: no sign-in, and looking changes nothing."""

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from blueprints import context
from blueprints.therapists.vetting_forms import AgainForm, LeaveForm
from blueprints.therapists.views import LISTS, blueprint
from models.therapist import Therapist
from rules import Refused, rechecks, therapists, vetting
from rules.links import LinkGone


@blueprint.route("/again/<token>/", methods=["GET", "POST"])
def again(token: str) -> ResponseReturnValue:
    """Is what the directory says still right? Yes, with changes or without; not for now; or shown again."""
    try:
        found = rechecks.look(context.secrets(), context.now(), token)
    except LinkGone:
        return render_template("therapists/again_gone.html"), 404
    if request.method == "GET":
        return _page(found, token, _stored(found))
    form = AgainForm()
    act, is_good = request.form.get("act", ""), form.validate()
    if is_good and act not in ("right", "pause", "resume"):
        form.form_errors.append(_("Press one of the buttons below."))
    if form.errors:
        return _page(found, token, form)
    try:
        _act(found, act, form)
    except vetting.NotReady:
        act = "waits"
    except Refused as problem:
        form.form_errors.append(_(problem.message))
        return _page(found, token, form, 409)
    return render_template("therapists/again_done.html", token=token, done=act)


@blueprint.route("/again/<token>/leave/", methods=["GET", "POST"])
def again_leave(token: str) -> ResponseReturnValue:
    """Ask once, then take them off the list and delete what they told us."""
    try:
        found = rechecks.look(context.secrets(), context.now(), token)
        form = LeaveForm()
        if request.method == "GET" or not form.validate():
            return render_template("therapists/again_leave.html", token=token, form=form), form.status
        vetting.remove(context.now(), None, found, vetting.LEFT)
    except Refused:
        return render_template("therapists/again_gone.html"), 404
    return render_template("therapists/again_done.html", token=token, done="leave")


def _act(found: Therapist, act: str, form: AgainForm) -> None:
    """Keep what was filled in, whichever button was pressed; then show them, or not for now."""
    secrets, now = context.secrets(), context.now()
    rechecks.answer(secrets, now, found, form.changes(), form.news.data or "")
    if act == "pause" and found.state == "listed":
        vetting.pause(now, None, found)
    elif act == "resume" and found.state == "paused":
        vetting.resume(secrets, now, None, found)


def _stored(found: Therapist) -> AgainForm:
    return AgainForm(formdata=None, data=vars(therapists.words_of(context.secrets(), found)))


def _page(found: Therapist, token: str, form: AgainForm, status: int = 0) -> ResponseReturnValue:
    words = therapists.words_of(context.secrets(), found)
    page = render_template(
        "therapists/again.html",
        therapist=found,
        token=token,
        form=form,
        words=words,
        may_resume=rechecks.may_resume(found),
        is_shown=therapists.listed(context.now().date()).where(Therapist.id == found.id).exists(),
        **LISTS,
    )
    return page, status or form.status
