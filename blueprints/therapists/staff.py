"""The staff's side of the therapists' directory, at /staff/therapists/: the list, one therapist, the figures."""

from collections.abc import Sequence

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms import Field

from blueprints import context, guards, paging
from blueprints.forms import differing
from blueprints.therapists import vetting_forms
from blueprints.therapists.forms import TherapistForm
from blueprints.therapists.vetting_forms import CheckForm, NoteForm
from models.account import Account
from models.therapist import CHECKS, Therapist
from rules import Refused, accounts, rechecks, therapist_checks, therapist_desk, therapist_figures, therapists, vetting
from rules.keyed import Secrets

blueprint = guards.staff_blueprint("therapists_staff", __name__, "/therapists")

PAGE = 50
# Those of whom we have words that may be corrected.
OPEN = ("applied", "listed", "paused")


@blueprint.get("/")
def all_therapists() -> ResponseReturnValue:
    """One part of the list: what is to do first, unless another is asked for."""
    part, after = request.args.get("part", therapist_desk.TODO), request.args.get("after")
    if part not in therapist_desk.PARTS:
        abort(404)
    today = context.now().date()
    rows = therapist_desk.part(context.secrets(), today, part, PAGE + 1, after)
    return render_template(
        "therapists/staff_all.html",
        found=paging.page(rows, PAGE),
        part=part,
        after=after,
        today=today,
        counts=therapist_desk.counts(today),
        checks=vetting_forms.CHECK_NAMES,
    )


@blueprint.get("/diversity/")
def diversity() -> ResponseReturnValue:
    """Who stands in the directory, in numbers."""
    return render_template("therapists/staff_diversity.html", found=therapist_figures.diversity(context.now().date()))


@blueprint.get("/<ref>/")
def therapist(ref: str) -> ResponseReturnValue:
    """One therapist: what they said, what was checked, who told what, and the next step."""
    return page(found(ref), 200)


@blueprint.route("/<ref>/words/", methods=["GET", "POST"])
def words(ref: str) -> ResponseReturnValue:
    """Correct what they said; what is shown changes at once."""
    row, form = found(ref), TherapistForm()
    if row.state not in OPEN:
        flash(_("Nothing of them is kept that could be changed."))
        return redirect(url_for("therapists_staff.therapist", ref=ref), 303)
    if request.method == "GET":
        return _words_page(row, _stored(row), 200)
    if not form.validate():
        return _words_page(row, form, form.status)
    said = (form.words(), form.email.data or "", form.seen.data or "")
    try:
        vetting.correct(context.secrets(), context.now(), context.me(), row, *said)
    except vetting.ChangedMeanwhile as problem:
        # Now they have been shown what the other changed, so the next save is meant.
        form.seen.data = vetting.fingerprint(context.secrets(), found(ref))
        form.form_errors.append(_(problem.message))
        return _words_page(row, form, 422, theirs=differing(_stored(found(ref)), form))
    except vetting.SameRegistration as problem:
        form.number.errors = [_(problem.message)]
        return _words_page(row, form, 422, problem.other)
    except Refused as problem:
        form.form_errors.append(_(problem.message))
        return _words_page(row, form, 409)
    flash(_("Saved. What people read has changed.") if row.state == "listed" else _("Saved."))
    return redirect(url_for("therapists_staff.therapist", ref=ref), 303)


def found(ref: str) -> Therapist:
    """The therapist with this reference, in whatever state."""
    return Therapist.get_or_none(Therapist.ref == ref) or abort(404)


def page(row: Therapist, status: int, check: CheckForm | None = None, note: NoteForm | None = None):
    """The page of one therapist, with the forms as they were sent or fresh ones."""
    secrets, today = context.secrets(), context.now().date()
    notes = therapist_checks.of(secrets, row)
    missing = therapist_checks.missing(row, today) if row.state in OPEN else []
    done = {one.name: one for one in reversed(notes) if one.name in CHECKS}
    undone = [name for name in missing if name in CHECKS]
    if check is None:
        check = CheckForm(formdata=None, data={"check_name": undone[0] if undone else None})
    return render_template(
        "therapists/staff_therapist.html",
        therapist=row,
        said=_stored(row) if row.words else None,
        tasks=therapist_desk.tasks_of(row, today),
        today=today,
        news=rechecks.news_of(secrets, row),
        missing=missing,
        undone=undone,
        done=done,
        notes=[(one, _who(secrets, one.by)) for one in notes],
        others=therapist_checks.same_registration(row),
        check=check,
        note=note or NoteForm(formdata=None),
        checks=vetting_forms.CHECK_NAMES,
        effects=vetting_forms.CHECK_EFFECTS,
        reasons={**vetting_forms.REMOVAL_NAMES, **vetting_forms.REFUSAL_NAMES},
    ), status


def _who(secrets: Secrets, account: Account | None) -> str:
    return accounts.name_of(secrets, account) if account else ""


def _stored(row: Therapist) -> TherapistForm:
    form = TherapistForm.of(therapists.words_of(context.secrets(), row))
    form.email.data = vetting.address_of(context.secrets(), row)
    form.seen.data = vetting.fingerprint(context.secrets(), row)
    return form


def _words_page(
    row: Therapist,
    form: TherapistForm,
    status: int,
    other: Therapist | None = None,
    theirs: Sequence[Field] = (),
) -> ResponseReturnValue:
    page = render_template("therapists/staff_words.html", therapist=row, form=form, other=other, theirs=theirs)
    return page, status
