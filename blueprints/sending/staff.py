"""Sending at /staff/sending/: what is owed, on its way and sent, pausing it, and members whose letters stopped."""

from datetime import datetime
from typing import Any

from flask import abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from blueprints import context, guards, htmx, paging, quiet
from blueprints.sending_stands import stands
from models.account import Account
from models.alert import Alert
from rules import Refused, access, accounts, alert_content, bounces, pauses, sending_desk, texts
from tasks.letters import send_owed

blueprint = guards.staff_blueprint("sending_staff", __name__, "/sending")

PAGE = 50


@blueprint.get("/")
def all_sending() -> ResponseReturnValue:
    """Everything that goes, and the newest alerts; htmx fetches the counts alone."""
    now = context.now()
    return htmx.page_or_fragment(
        "sending/staff_all.html",
        "sending/_counts.html",
        going=sending_desk.of_all(now),
        counts_at=url_for("sending_staff.all_sending"),
        **({} if htmx.wants_fragment() else _around_the_counts(now)),
    )


@blueprint.get("/alerts/<ref>/")
def alert(ref: str) -> ResponseReturnValue:
    """How it stands with the letters of one alert, which its own page shows too."""
    found = Alert.get_or_none((Alert.ref == ref) & Alert.published_at.is_null(False)) or abort(404)
    return htmx.page_or_fragment(
        "sending/staff_alert.html",
        "sending/_counts.html",
        alert=found,
        going=sending_desk.of_alert(found),
        counts_at=url_for("sending_staff.alert", ref=ref),
        may_open=access.may(context.visitor(), "alerts_staff.alert"),
    )


@blueprint.route("/pause/", methods=["GET", "POST"])
def pause() -> ResponseReturnValue:
    """Ask once, then stop all letters and texts until somebody starts them again."""
    if request.method == "GET":
        return render_template("sending/staff_pause.html", **stands())
    pauses.pause(context.now(), context.me())
    is_quiet = quiet.wait(sending_desk.is_under_way)
    flash(_("Paused. Nothing is sent.") if is_quiet else _("Stopping. A few letters may still be on their way."))
    return redirect(url_for("sending_staff.all_sending"), 303)


@blueprint.post("/resume/")
def resume() -> ResponseReturnValue:
    """Let everything go again."""
    pauses.resume(context.now(), context.me())
    send_owed()
    flash(_("Letters go again."))
    return redirect(url_for("sending_staff.all_sending"), 303)


@blueprint.get("/bounces/")
def stopped() -> ResponseReturnValue:
    """Members who get no letters because they came back, the newest first; no address is ever listed."""
    found = paging.page(bounces.stopped(PAGE + 1, request.args.get("after")), PAGE)
    rows = [(account, accounts.name_of(context.secrets(), account)) for account in found.rows]
    return render_template(
        "sending/staff_stopped.html", rows=rows, next_ref=found.next_ref, full=bounces.full_lately(context.now())
    )


@blueprint.post("/bounces/<ref>/again/")
def start_again(ref: str) -> ResponseReturnValue:
    """Send letters to this member again."""
    account = Account.get_or_none((Account.ref == ref) & (Account.state != "closed")) or abort(404)
    try:
        bounces.start_again(context.now(), account, context.me())
        flash(_("From the next warning on they get letters again."))
    except Refused as problem:
        flash(_(problem.message))
    return redirect(url_for("sending_staff.stopped"), 303)


def _around_the_counts(now: datetime) -> dict[str, Any]:
    """What the page shows beside the counts of everything."""
    may_open = access.may(context.visitor(), "alerts_staff.alert")
    return {
        "recent": [
            (alert, alert_content.published_words(alert)["title"] if may_open else "", counts)
            for alert, counts in sending_desk.recent(now)
        ],
        "may_see_stopped": access.may(context.visitor(), "sending_staff.stopped"),
        "other": sending_desk.other_letters(now),
        "has_texts": bool(current_app.config["TEXT_URL"]),
        "cut": texts.cut(now),
        **stands(),
    }
