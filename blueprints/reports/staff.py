"""The desk for reports at /staff/reports/: the list, one report, and what a caseworker decides about it."""

from collections.abc import Callable
from contextlib import suppress

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from blueprints import context, guards, paging
from blueprints.choices import CONTACTS
from blueprints.reports import staff_details
from models.alert import Alert
from models.codes import (
    ABOUTS,
    AREAS,
    CHANNELS,
    DELAYS,
    DETAILS,
    HARMS_OF,
    ORIGINS,
    PERMISSIONS,
    PROFESSIONS,
    RATINGS,
    SECTORS,
    WHENS,
)
from models.permission import Permission
from models.report import Report
from rules import (
    Refused,
    access,
    accounts,
    confirmations,
    desk,
    drafts,
    lesson_marks,
    linked,
    locks,
    report_pairs,
    report_words,
    threads,
    waiting,
)
from rules.answers import days_between
from rules.identifiers import masked
from rules.permissions import NoPermission
from rules.vault import NotOpened

blueprint: Blueprint = guards.staff_blueprint("reports_staff", __name__, "/reports")

PAGE = 50
LINKED = "reports_staff.linked_reports"
STATES = {
    "new": _l("Waiting."),
    "reading": _l("Being read."),
    "screened": _l("Read."),
    "closed": _l("Put away."),
    "erased": _l("Deleted."),
}
# What a report is about, where it is not about harm by a person, a place or a situation.
KINDS = {"professional": _l("About a professional"), "package": _l("Funded therapy")}


@blueprint.context_processor
def _names() -> dict:
    """The code lists, so that templates say codes in words."""
    return {
        "areas": AREAS,
        # With the harms that only professionals do.
        "harms": HARMS_OF["professional"],
        "permission_texts": PERMISSIONS,
        "whens": WHENS,
        "abouts": ABOUTS,
        "channels": CHANNELS,
        "delays": DELAYS,
        "sectors": SECTORS,
        "origins": ORIGINS,
        "contacts": CONTACTS,
        "kinds": KINDS,
        "states": {state: str(text) for state, text in STATES.items()},
    }


@blueprint.get("/", endpoint="waiting")
def all_waiting() -> ResponseReturnValue:
    """Reports nobody has finished reading: danger first, then as they came."""
    after = request.args.get("after")
    found = paging.page(waiting.reports(context.secrets(), context.me(), PAGE + 1, after), PAGE)
    may_link = access.may(context.visitor(), LINKED)
    return render_template("reports/staff_waiting.html", found=found, after=after, may_link=may_link)


@blueprint.get("/<ref>/")
def report(ref: str) -> ResponseReturnValue:
    """One report: its coded facts, and its words for whoever reads it."""
    return _page(_found(ref))


@blueprint.post("/<ref>/read/")
def read(ref: str) -> ResponseReturnValue:
    """Say "I am reading this", or why one opens what a colleague reads."""
    _look_again(_found(ref))
    found, reason = _found(ref), request.form.get("reason")
    if reason is None:
        return _done(ref, lambda: desk.take(context.now(), found, context.me()))
    return _done(ref, lambda: desk.open_too(context.now(), found, context.me(), reason))


@blueprint.post("/<ref>/addition/")
def addition(ref: str) -> ResponseReturnValue:
    """What the reporter added has been read."""
    found = _found(ref)
    return _done(ref, lambda: desk.note_addition_read(context.now(), found, context.me()))


@blueprint.post("/<ref>/contact/")
def contact(ref: str) -> ResponseReturnValue:
    """Show how the reporter may be reached, in this answer only."""
    found, reason = _found(ref), request.form.get("reason", "")
    try:
        shown = desk.show_contact(context.now(), found, context.me(), context.team_key(), reason)
    except desk.NoReason as problem:
        return _page(found, no_reason={"contact": _(problem.message)}), 422
    except Refused as problem:
        flash(_(problem.message))
        return redirect(url_for("reports_staff.report", ref=ref), 303)
    return _page(found, contact=shown or {})


@blueprint.post("/<ref>/screen/")
def screen(ref: str) -> ResponseReturnValue:
    """End the first reading."""
    found = _found(ref)
    return _done(ref, lambda: report_pairs.screen(context.now(), found, context.me()), _("Done. It is off the list."))


@blueprint.post("/<ref>/close/")
def close(ref: str) -> ResponseReturnValue:
    """Put the report away as a duplicate, as no report, or as a record."""
    found, how = _found(ref), request.form.get("reason", "")
    return _done(ref, lambda: desk.close(context.now(), found, context.me(), how), _("Done. It is off the list."))


@blueprint.post("/<ref>/undo/")
def undo(ref: str) -> ResponseReturnValue:
    """Take one step back."""
    found = _found(ref)
    return _done(ref, lambda: desk.undo(context.now(), found, context.me()))


@blueprint.post("/<ref>/confirmed/")
def confirmed(ref: str) -> ResponseReturnValue:
    """Write down that police confirmed it, or take that back."""
    found, act = _found(ref), {"yes": confirmations.confirm, "no": confirmations.unconfirm}
    change = act.get(request.form.get("confirmed", "")) or abort(422)
    return _done(ref, lambda: change(context.now(), found, context.me()))


@blueprint.post("/<ref>/draft/")
def draft(ref: str) -> ResponseReturnValue:
    """Begin an alert from this report, or put the report behind one that a colleague began."""
    found, join = _found(ref), request.form.get("join")
    try:
        if join:
            alert = drafts.link(context.now(), Alert.get_or_none(Alert.ref == join) or abort(404), found, context.me())
        else:
            alert = drafts.draft_from(context.secrets(), context.now(), found, context.me())
    except Refused as problem:
        flash(_(problem.message))
        return redirect(url_for("reports_staff.report", ref=ref), 303)
    return redirect(url_for("alerts_staff.alert", ref=alert.ref), 303)


def _found(ref: str) -> Report:
    return desk.find(ref, context.me()) or abort(404)


def _look_again(found: Report) -> None:
    """Before anybody reads of a professional: who came to work here since, and is named in it, no longer finds it."""
    key = context.team_key()
    if found.kind != "professional" or key is None or found.words is None:
        return
    with suppress(NotOpened):
        words = report_words.open_words(found, key)
        who = lesson_marks.who_of(words.details)
        told = (words.story, *words.told, *(text for _, text in report_words.open_additions(found, key)))
        locks.look_again(context.secrets(), context.now(), found, (who.name, who.organisation, who.team), told)


def _done(ref: str, act: Callable[[], None], said: str = "") -> ResponseReturnValue:
    """Do one act and go back to the report, with what was done or why not."""
    try:
        act()
    except desk.NoReason as problem:
        name = "close" if request.endpoint == "reports_staff.close" else "open"
        return _page(_found(ref), no_reason={name: _(problem.message)}), 422
    except Refused as problem:
        said = _(problem.message)
    if said:
        flash(said)
    return redirect(url_for("reports_staff.report", ref=ref), 303)


def _page(found: Report, contact: dict[str, str] | None = None, no_reason: dict[str, str] | None = None) -> str:
    """The page of one report; what is sealed is opened for its readers alone, and noted.

    `no_reason` says at which of the lists (`open`, `contact`, `close`) none was chosen.
    """
    me, team_key = context.me(), context.team_key()
    is_mine = desk.is_reading(found, me)
    opened = desk.open_report(context.now(), found, me, team_key) if is_mine and team_key and found.words else None
    maker = report_words.open_maker(found, team_key) if opened and team_key else None
    met = _met(found, opened) if opened else []
    given = list(found.permissions.order_by(Permission.id))
    behind = desk.alerts_of(found)
    confirmed_by = confirmations.confirmed_by(found)
    may_link = found.kind == "harm" and found.state != "erased" and access.may(context.visitor(), LINKED)
    return render_template(
        "reports/staff_report.html",
        report=found,
        unread=len(threads.unread_parties(found)),
        is_mine=is_mine,
        has_key=team_key is not None,
        opened=opened,
        taken_by=accounts.name_of(context.secrets(), found.taken_by) if found.taken_by else "",
        confirmed_by=accounts.name_of(context.secrets(), confirmed_by) if confirmed_by else "",
        delay_days=days_between(opened.words.happened_on, found.received_on) if opened else None,
        details=staff_details.sections(found.kind, opened.words.details) if opened else [],
        unknown=staff_details.names_of(opened.words.unknown) if opened else "",
        happened_on=staff_details.day_of(opened.words.happened_on) if opened else None,
        maker=staff_details.of_maker(maker or {}),
        contact_more=staff_details.of_contact(contact or {}),
        met=met,
        about_whom=_about_whom(found),
        harm_codes=found.harm_codes,
        contact=contact,
        no_reason=no_reason or {},
        permissions=given,
        may_confirm=found.state != "erased" and access.may(context.visitor(), "reports_staff.confirmed"),
        # Who may not link reports is not told how many there are.
        linked=linked.how_many(found, me) if may_link else None,
        may_warn=any(one.name == "alert" and one.taken_back_on is None for one in given),
        why_no_warning=_(NoPermission.message),
        readers=waiting.readers_of(context.secrets(), found),
        alerts=behind,
        is_begun=any(one.state != "published" for one in behind),
        begun=sorted({other.draft for _one, _mask, earlier in met for other in earlier if other.draft}),
        open_reasons=desk.OPEN_REASONS,
        contact_reasons=desk.CONTACT_REASONS,
        closings=desk.CLOSING_NAMES,
    )


def _about_whom(found: Report) -> list[tuple[str, str]]:
    """What is known in general of the professional that a report is about: labels with words."""
    detail = found.professional.first() if found.kind == "professional" else None
    if detail is None:
        return []
    lists = (
        (_("Who"), PROFESSIONS.get(detail.profession)),
        (_("Nation"), DETAILS["nations"].get(detail.nation)),
        (_("Treated"), RATINGS.get(str(detail.rating))),
    )
    return [(label, _(one.name)) for label, one in lists if one]


def _met(found: Report, opened: desk.Opened) -> list[tuple]:
    """Each identifier once, how an alert may show it, and the other reports that name it."""
    earlier = desk.earlier_sightings(found, opened.words.identifiers, context.me())
    return [(one, masked(one), earlier.get((one.kind, one.value), [])) for one in opened.words.named]
