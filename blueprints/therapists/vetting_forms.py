"""Forms of vetting: a check, a note, a step, a reason; and what a therapist answers once a year."""

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, HiddenField, RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length

from blueprints.forms import Form
from blueprints.therapists.forms import TherapistForm
from rules.rechecks import Changes
from rules.vetting import REFUSALS, REMOVALS

LONG = Length(max=2000, message=_("2,000 letters at most."))
REASON = InputRequired(_("Choose a reason."))
# What each check is; the first words stand in lists.
CHECK_NAMES = {"documents": _("Documents"), "conversation": _("Conversation"), "reference": _("Reference")}
CHECK_EFFECTS = {
    "documents": _("Registration looked up at the body itself, insurance and identity seen."),
    "conversation": _("A talk about sex work, race, what they keep to themselves, and not pushing anybody to leave."),
    "reference": _("Somebody who sells sex, or one of us, spoke for their work."),
}
REFUSAL_NAMES = {
    "not-registered": _("The body does not know them"),
    "not-insured": _("No insurance"),
    "not-welcoming": _("They do not welcome sex workers as they are"),
    "asked-twice": _("They are here already"),
    "other": _("Another reason"),
}
REMOVAL_NAMES = {
    "left": _("They want to leave"),
    "not-confirmed": _("They did not answer our letters"),
    "registration-ended": _("Their registration or insurance ended"),
    "complaint-upheld": _("A complaint about them was found right"),
    "conduct": _("How they treated somebody"),
}


class CheckForm(Form):
    """One check that was done today."""

    check_name = RadioField(
        _("What did you do today?"),
        [InputRequired(_("Choose a check."))],
        choices=[SelectChoice(code, name) for code, name in CHECK_NAMES.items()],
    )
    note = TextAreaField(_("Note, if you like"), [LONG], description=_("Kept sealed, for staff alone."))


class NoteForm(Form):
    """What casework told of a therapist."""

    told = TextAreaField(
        _("Told by casework"),
        [DataRequired(_("Write a line.")), LONG],
        description=_("Nothing by which the person who told it can be known."),
    )


class RefuseForm(Form):
    """One reason from a list; no words are kept."""

    reason = RadioField(_("Why?"), [REASON], choices=[SelectChoice(code, REFUSAL_NAMES[code]) for code in REFUSALS])


class RemoveForm(Form):
    """One reason from a list; no words are kept."""

    reason = RadioField(_("Why?"), [REASON], choices=[SelectChoice(code, REMOVAL_NAMES[code]) for code in REMOVALS])


class NewsForm(Form):
    """News that were dealt with, as they stood on the page."""

    seen = HiddenField()


class AgainForm(Form):
    """What a therapist may change alone, and a line to us about everything else."""

    has_space = TherapistForm.has_space
    wait_weeks = TherapistForm.wait_weeks
    price = TherapistForm.price
    sliding = TherapistForm.sliding
    free_places = TherapistForm.free_places
    takes_packages = TherapistForm.takes_packages
    news = TextAreaField(
        _("Did anything else change?"),
        [LONG],
        description=_("Name, registration, insurance, where you work: write it here, and we put it right."),
    )

    def changes(self) -> Changes:
        """What was filled in; call it when the form is good."""
        return Changes(
            has_space=self.has_space.data,
            wait_weeks=self.wait_weeks.data,
            price=self.price.data or "",
            sliding=self.sliding.data,
            free_places=self.free_places.data,
            takes_packages=self.takes_packages.data,
        )


class LeaveForm(Form):
    """Asking to be taken off the list."""

    sure = BooleanField(_("Yes, take me off"), [InputRequired(_("Tick that you want to be taken off."))])
