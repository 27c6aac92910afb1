"""The desk for alerts at /staff/alerts/: the list by state, writing one, and the second person."""

from collections.abc import Callable

from flask import abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_date
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from blueprints import context, guards, paging, quiet
from blueprints.alerts import behind
from blueprints.alerts.draft_form import DraftForm, values_of
from blueprints.alerts.life_form import StandingForm
from models.alert import HEADINGS, Alert
from models.codes import AREAS, GENDERS, HARMS, LANGUAGES, ORIGINS, ROOT_AREA, SECTORS
from rules import (
    Refused,
    access,
    accounts,
    alert_content,
    alert_desk,
    alert_life,
    alerts,
    browse,
    deliveries,
    desk,
    drafts,
    sending_desk,
    shown_first,
    translations,
)
from rules.alert_content import Verdict
from tasks.alerts import release_due

blueprint = guards.staff_blueprint("alerts_staff", __name__, "/alerts")

PAGE = 20
DANGEROUS = 3
# No state: what is out and ends soon.
REVIEW = "review"
# The order of the desk: what somebody waits for comes first.
SHOWN = {
    "waiting": _l("Waiting for a second person"),
    "approved": _l("Going out soon"),
    "draft": _l("Being written"),
    REVIEW: _l("To look at again"),
    "published": _l("Out"),
    "expired": _l("Ended"),
    "withdrawn": _l("Taken back"),
}


@blueprint.context_processor
def _names() -> dict:
    """The code lists and the time, so that templates say codes in words and count what is left."""
    return {
        "areas": AREAS,
        "harms": HARMS,
        "sectors": SECTORS,
        "genders": GENDERS,
        "languages": LANGUAGES,
        "standings": alert_life.STANDING_NAMES,
        "origins": ORIGINS,
        "shown": {state: str(name) for state, name in SHOWN.items()},
        "reasons": alerts.WITHDRAW_REASONS,
        "now": context.now(),
    }


@blueprint.get("/")
def all_alerts() -> ResponseReturnValue:
    """All states with their newest alerts, and those to look at again; or one of these in pages."""
    only, after = request.args.get("state"), request.args.get("after")
    states = [only] if only in SHOWN else list(SHOWN)
    found = {state: _listed(state, after if only else None) for state in states}
    return render_template("alerts/staff_all.html", found=found, only=only, me=context.me())


@blueprint.route("/new/", methods=["GET", "POST"])
def new() -> ResponseReturnValue:
    """Begin an alert that police or another body sent."""
    if request.method == "GET":
        return render_template("alerts/staff_new.html")
    try:
        alert = drafts.draft_new(context.secrets(), context.now(), context.me(), request.form.get("origin", ""))
    except alert_content.WrongFacts as problem:
        return render_template("alerts/staff_new.html", problem=_(problem.message)), 422
    return redirect(url_for("alerts_staff.alert", ref=alert.ref), 303)


@blueprint.route("/<ref>/", methods=["GET", "POST"])
def alert(ref: str) -> ResponseReturnValue:
    """One alert: the form while it is written, else the text that was asked about, approved or sent."""
    found = found_for_me(ref)
    if request.method == "GET":
        return shown_page(found, _filled(found) if found.state == "draft" else None)
    return _saved(found, lambda verdict: None, _("Saved."))


@blueprint.post("/<ref>/ask/")
def ask(ref: str) -> ResponseReturnValue:
    """Save what the form holds and ask a second person."""
    found = found_for_me(ref)
    ticked = request.form.get("accepted", "")
    return _saved(
        found,
        lambda verdict: shown_first.ask(
            context.secrets(), context.now(), found, context.me(), ticked, context.team_key()
        ),
        _("Saved. Now somebody else must read and approve it."),
    )


@blueprint.post("/<ref>/approve/")
def approve(ref: str) -> ResponseReturnValue:
    """Approve exactly the text that was on the page; it goes out after the hold."""
    found, seen = found_for_me(ref), request.form.get("seen", "")
    hold = current_app.config["HOLD_SECONDS_DANGEROUS" if found.level == DANGEROUS else "HOLD_SECONDS"]
    try:
        alerts.approve(context.secrets(), context.now(), found, context.me(), seen, hold)
    except shown_first.NotSeenYet as problem:
        day = format_date(problem.until, "d MMMM y")
        return back(ref, _("The reporter wants to see it first. They have until %(day)s.", day=day))
    except Refused as problem:
        return back(ref, _(problem.message))
    release_due.schedule(delay=hold)
    return back(ref, _("Approved. It goes out by itself. Until then it can be stopped."))


@blueprint.post("/<ref>/send-back/")
def send_back(ref: str) -> ResponseReturnValue:
    """Give it back to whoever wrote it."""
    return done(found_for_me(ref), alerts.send_back, _("Sent back. It can be changed again."))


@blueprint.post("/<ref>/stop/")
def stop(ref: str) -> ResponseReturnValue:
    """Stop it during its hold."""
    return done(found_for_me(ref), alerts.stop, _("Stopped. Nothing was sent."))


@blueprint.post("/<ref>/withdraw/")
def withdraw(ref: str) -> ResponseReturnValue:
    """Take it back; nothing more of it is sent."""
    found = found_for_me(ref)
    try:
        alerts.withdraw(context.now(), found, context.me(), request.form.get("reason", ""))
    except desk.NoReason as problem:
        form = _filled(found) if found.state == "draft" else None
        return shown_page(found, form, no_reason=_(problem.message)), 422
    except Refused as problem:
        return back(ref, _(problem.message))
    is_quiet = quiet.wait(lambda: deliveries.in_flight(alert=found))
    return back(ref, _("Taken back.") if is_quiet else _("Stopping. A few letters may still be on their way."))


def found_for_me(ref: str) -> Alert:
    """The alert, if this person may see it. Raises CaseworkersOnly for a draft with a report behind it."""
    found = Alert.get_or_none(Alert.ref == ref) or abort(404)
    if not alert_desk.may_open(found, context.me(), found.report_links.exists()):
        raise drafts.CaseworkersOnly
    return found


def _listed(state: str, after: str | None) -> paging.Page:
    secrets, me = context.secrets(), context.me()
    if state == REVIEW:
        return paging.page(alert_desk.to_review(secrets, context.now(), me, PAGE + 1, after), PAGE)
    return paging.page(alert_desk.in_state(secrets, me, state, PAGE + 1, after), PAGE)


def back(ref: str, said: str) -> ResponseReturnValue:
    """Go to the page of the alert, and say what was done."""
    flash(said)
    return redirect(url_for("alerts_staff.alert", ref=ref), 303)


def done(found: Alert, act: Callable, said: str) -> ResponseReturnValue:
    """Do one act and go where its outcome shows, with what was done or why not."""
    try:
        act(context.now(), found, context.me())
    except Refused as problem:
        said = _(problem.message)
    if alert_desk.may_open(Alert.get_by_id(found.id), context.me(), found.report_links.exists()):
        return back(found.ref, said)
    flash(said)
    return redirect(url_for("alerts_staff.all_alerts"), 303)


def _saved(found: Alert, then: Callable[[Verdict], object], said: str) -> ResponseReturnValue:
    """Save the posted form and do what comes then; when something refuses, the page comes back as it was typed."""
    form = DraftForm(today=context.now().date(), stored_month=found.month)
    if not form.validate():
        return shown_page(found, form), form.status
    now, secrets = context.now(), context.secrets()
    try:
        verdict = drafts.save(secrets, now, found, context.me(), form.words(), form.facts(), context.team_key())
        then(verdict)
    except Refused as problem:
        if isinstance(problem, drafts.Incomplete):
            form.note_missing()
        return shown_page(Alert.get_by_id(found.id), form, _(problem.message)), 422
    return back(found.ref, said)


def _filled(found: Alert) -> DraftForm:
    """The form with what is stored."""
    kept = values_of(alert_content.read_words(context.secrets(), found), alert_content.facts_of(found))
    return DraftForm(formdata=None, today=context.now().date(), stored_month=found.month, data=kept)


def shown_page(
    found: Alert,
    form: DraftForm | None = None,
    problem: str = "",
    no_reason: str = "",
    standing: StandingForm | None = None,
) -> str:
    """The page of one alert; what was sent stands beside it for those who read the reports behind it."""
    secrets, me = context.secrets(), context.me()
    verdict = alert_content.read_verdict(secrets, found)
    if form is not None and verdict is not None:
        form.note_stops(verdict)
    words = alert_desk.words_of(secrets, found)
    beside = [behind.beside(report, verdict) for report in drafts.reports_behind(found)]
    first = shown_first.standing(secrets, context.now(), found) if found.state in drafts.UNFINISHED else []
    return render_template(
        "alerts/staff_alert.html",
        alert=found,
        form=form,
        problem=problem,
        no_reason=no_reason,
        verdict=verdict,
        preview=browse.preview(found, words),
        shown_first=first,
        is_held=any(one.says in shown_first.HOLDS for one in first),
        behind=beside,
        is_mobile=form is not None and found.area != ROOT_AREA.code and behind.is_mobile(found, beside),
        is_caseworker=me.role == access.CASEWORKER,
        is_author=found.author_id == me.id,
        author=accounts.name_of(secrets, found.author) if found.author_id else "",
        approver=accounts.name_of(secrets, found.approver) if found.approver_id else "",
        seen=alert_content.hash_of(secrets, found) if found.state == "waiting" else "",
        standing=standing or StandingForm(formdata=None, standing="" if found.standing == "live" else found.standing),
        kept_until=alert_life.review_day(found.level, context.now().date()),
        corrections=list(found.corrections.order_by(Alert.id)) if found.state in ("published", "expired") else [],
        translated={row.language: row for row in translations.of(found)},
        may_translate=found.state in translations.GIVEN_IN,
        going=sending_desk.of_alert(found) if found.published_at is not None else None,
        headings=HEADINGS,
    )
