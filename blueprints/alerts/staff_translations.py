"""Translations of a warning at /staff/alerts/<ref>/translations/<language>/: written beside it, approved by another."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from blueprints import context
from blueprints.alerts.draft_form import WordsForm
from blueprints.alerts.staff import blueprint, found_for_me
from models.alert import HEADINGS, Alert
from models.codes import LANGUAGES
from rules import Refused, access, accounts, drafts, translations

PLACE = "/<ref>/translations/<language>"


@blueprint.route(f"{PLACE}/", methods=["GET", "POST"])
def translation(ref: str, language: str) -> ResponseReturnValue:
    """One translation: the form while it is written, else the text that was asked about, approved or is out."""
    found = _found(ref, language)
    if request.method == "GET":
        return _page(found, language)
    return _saved(found, language)


@blueprint.post(f"{PLACE}/ask/")
def translation_ask(ref: str, language: str) -> ResponseReturnValue:
    """Save what the form holds and ask a second person."""
    return _saved(_found(ref, language), language, is_asked=True)


@blueprint.post(f"{PLACE}/approve/")
def translation_approve(ref: str, language: str) -> ResponseReturnValue:
    """Approve exactly the two texts that were on the page."""
    found, seen = _found(ref, language), request.form.get("seen", "")
    try:
        translations.approve(context.secrets(), context.now(), found, language, context.me(), seen)
    except Refused as problem:
        return _back(found, language, _(problem.message))
    return _back(found, language, _("Approved. Members who chose this language read it once the alert is out."))


@blueprint.post(f"{PLACE}/send-back/")
def translation_send_back(ref: str, language: str) -> ResponseReturnValue:
    """Give it back to whoever wrote it; one that is out is taken off."""
    found = _found(ref, language)
    said = _("Sent back. It can be changed again.")
    try:
        translations.send_back(context.secrets(), context.now(), found, language, context.me())
    except Refused as problem:
        said = _(problem.message)
    if _may_open(found, language):
        return _back(found, language, said)
    flash(said)
    return redirect(url_for("alerts_staff.alert", ref=ref), 303)


def _found(ref: str, language: str) -> Alert:
    """The alert, if it can be translated into this language and this person may see that. Raises CaseworkersOnly."""
    found = found_for_me(ref)
    if language not in LANGUAGES or language == found.language:
        abort(404)
    if not _may_open(found, language):
        raise drafts.CaseworkersOnly
    return found


def _may_open(found: Alert, language: str) -> bool:
    """A translation that nobody checked yet is for those who may write it."""
    row = translations.find(found, language)
    return drafts.may_write(found, context.me()) or (row is not None and row.state != "draft")


def _back(found: Alert, language: str, said: str) -> ResponseReturnValue:
    flash(said)
    return redirect(url_for("alerts_staff.translation", ref=found.ref, language=language), 303)


def _saved(found: Alert, language: str, is_asked: bool = False) -> ResponseReturnValue:
    """Save the posted form, and ask if that is wanted; when something refuses, it comes back as it was typed."""
    form = WordsForm()
    if not form.validate():
        return _page(found, language, form), form.status
    secrets, now, me = context.secrets(), context.now(), context.me()
    try:
        translations.save(secrets, now, found, language, me, form.words(), context.team_key())
        if is_asked:
            translations.ask(secrets, now, found, language, me, request.form.get("accepted", ""))
    except Refused as problem:
        if isinstance(problem, translations.HeadingsMissing):
            form.note_empty(translations.original_words(secrets, found))
        return _page(found, language, form, _(problem.message)), 422
    return _back(found, language, _("Saved. Now somebody else must read and approve it.") if is_asked else _("Saved."))


def _page(found: Alert, language: str, form: WordsForm | None = None, problem: str = "") -> str:
    """The page of one translation, beside the warning's own words."""
    secrets, me = context.secrets(), context.me()
    row = translations.find(found, language)
    written = translations.read(secrets, row)
    is_open = found.state in translations.GIVEN_IN and drafts.may_write(found, me)
    if form is None and is_open and (row is None or row.state == "draft"):
        form = WordsForm(formdata=None, data=written.words)
    if form is not None:
        form.note_stops(written.verdict)
    return render_template(
        "alerts/staff_translation.html",
        alert=found,
        language=LANGUAGES[language],
        own=LANGUAGES[found.language],
        row=row,
        form=form,
        problem=problem,
        verdict=written.verdict,
        written=written.words,
        original=translations.original_words(secrets, found),
        headings=HEADINGS,
        labels={one.name: one.label.text for one in WordsForm(formdata=None) if one.name in HEADINGS},
        is_author=row is not None and me.id in translations.writers(row),
        is_caseworker=me.role == access.CASEWORKER,
        author=accounts.name_of(secrets, row.author) if row and row.author_id else "",
        approver=accounts.name_of(secrets, row.approver) if row and row.approver_id else "",
        seen=translations.hash_of(secrets, found, row) if row and row.state in ("waiting", "approved") else "",
    )
