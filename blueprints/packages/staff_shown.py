"""The page of one package on the desk: where it stands, what was asked, and a form for each act."""

from flask import render_template
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from blueprints import context
from blueprints.forms import Form
from blueprints.packages import asked
from blueprints.packages.forms import ExtendForm, GrantForm, MatchForm, NoteForm, RefuseForm, SessionForm
from models.package import Package
from models.therapist import Therapist
from rules import desk, package_matching, package_sessions, packages, therapists
from rules.package_matching import ENDING_NAMES
from rules.packages import REFUSALS
from rules.vault import NotOpened

STATES = {
    "asked": _l("Waits for an answer"),
    "granted": _l("Waits for a therapist"),
    "matched": _l("With a therapist"),
    "ended": _l("Ended"),
    "refused": _l("No"),
}
# Each form of the page, by the name the template knows it under.
FORMS: dict[str, type[Form]] = {
    "note": NoteForm,
    "grant": GrantForm,
    "refuse": RefuseForm,
    "match": MatchForm,
    "session": SessionForm,
    "extend": ExtendForm,
}


def page(found: Package, typed: dict[str, Form] | None = None) -> str:
    """The page of one package; what is sealed is opened for the report's readers alone, and noted."""
    me, key, report = context.me(), context.team_key(), found.report
    is_mine = desk.is_reading(report, me)
    opened = desk.open_report(context.now(), report, me, key) if is_mine and key and report.words else None
    held = package_sessions.held(found)
    wanted, given = asked.wanted(opened.words.details) if opened else "", offered()
    forms = {name: (typed or {}).get(name) or FORMS[name](formdata=None) for name in FORMS}
    if "match" not in (typed or {}):
        forms["match"] = match_form(given, wanted)
    forms["session"].seen.data = str(len(held))
    return render_template(
        "packages/staff_package.html",
        package=found,
        report=report,
        is_mine=is_mine,
        has_key=key is not None,
        opened=opened,
        told=asked.told(opened.words.details) if opened else [],
        wanted=dict(given).get(wanted, wanted),
        note=packages.read_note(found, key) if opened and key else [],
        held=held,
        left=packages.left(found),
        state=STATES[found.state],
        ended_as=_((REFUSALS if found.state == "refused" else ENDING_NAMES)[found.ended_as]) if found.ended_as else "",
        therapist=_words_of(found.therapist) if found.therapist else None,
        forms=forms,
        typed=typed or {},
    )


def match_form(given: list[tuple[str, str]], wanted: str | None = None) -> MatchForm:
    """The form with the therapists who take packages now: as posted, or with the one whom the person would like."""
    form = MatchForm() if wanted is None else MatchForm(formdata=None)
    form.therapist.choices = [("", _("Choose")), *given]
    if wanted is not None:
        form.therapist.data = wanted if wanted in dict(given) else ""
    return form


def offered() -> list[tuple[str, str]]:
    """Reference and a line about each therapist who takes packages."""
    found = []
    for one in package_matching.available(context.now().date()):
        words = therapists.shown(one.listing)
        said = [words.name, words.town, _("has space") if words.has_space else _("no space now")]
        found.append((one.ref, ", ".join(filter(None, said))))
    return found


def _words_of(therapist: Therapist) -> therapists.Words | None:
    """What a therapist says of themselves; of who left nothing is kept."""
    try:
        return therapists.words_of(context.secrets(), therapist)
    except NotOpened:
        return None
