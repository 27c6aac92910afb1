"""How many would get a warning if it went out now, at /staff/alerts/<ref>/audience/: numbers, and nobody's name."""

from flask import current_app, redirect, url_for
from flask.typing import ResponseReturnValue

from blueprints import context, htmx
from blueprints.alerts.staff import blueprint, found_for_me
from rules import alert_content, audience_count, saved_searches
from rules.drafts import UNFINISHED

# Fewer than these are not told as a number.
LEAST = 5


@blueprint.get("/<ref>/audience/")
def audience(ref: str) -> ResponseReturnValue:
    """Members by area and by how they are written to, while it is written, waits or is approved."""
    found = found_for_me(ref)
    if found.state not in UNFINISHED:
        return redirect(url_for("alerts_staff.alert", ref=ref), 303)
    secrets = context.secrets()
    said = saved_searches.said_by(secrets, found, alert_content.read_words(secrets, found))
    return htmx.page_or_fragment(
        "alerts/staff_audience.html",
        "alerts/_audience.html",
        alert=found,
        counted=audience_count.of(found, context.now(), said),
        has_texts=bool(current_app.config["TEXT_URL"]),
        least=LEAST,
    )
