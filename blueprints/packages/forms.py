"""Forms of funded therapy: the request, and what a caseworker decides."""

from decimal import Decimal

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import (
    DecimalField,
    HiddenField,
    IntegerField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, NumberRange

from blueprints.choices import CONTACTS, named, permission_choices
from blueprints.days import DayField, need_no_future
from blueprints.forms import Form
from blueprints.packages.asked import GENDERS, MONEY, STEP, TRAITS, is_ref
from models.directory_codes import SPOKEN, THERAPY
from rules.answers import Answers
from rules.package_matching import ENDING_NAMES
from rules.packages import MOST_AT_ONCE, MOST_IN_ALL, MOST_PENCE, REFUSALS

NO_NUMBER = _("Write a number of sessions, 1 to 24.")


def _with_none(none, choices):
    return lambda: [("", gettext(str(none))), *((code, str(name)) for code, name in choices.items())]


def _finite(price: Decimal | None) -> Decimal | None:
    """A price that is a number; WTForms breaks at one of Decimal's kinds of "no number"."""
    return price if price is not None and price.is_finite() else None


class AskForm(Form):
    """A request for funded therapy; one answer is enough."""

    form_id = HiddenField()
    therapist = HiddenField()
    story = TextAreaField(
        _("What would help?"), description=_("In your own words. Caseworkers read this, nobody else.")
    )
    ways = SelectMultipleField(_("How would you like to talk?"), choices=lambda: named(THERAPY["ways"]))
    traits = SelectMultipleField(
        _("What matters to you in a therapist?"), choices=lambda: [(code, str(name)) for code, name in TRAITS.items()]
    )
    gender = SelectField(_("Which gender should they have?"), choices=_with_none(_("It does not matter"), GENDERS))
    language = SelectField(
        _("Which language?"), choices=lambda: [("", gettext("English is fine")), *named(_without_english())]
    )
    place = StringField(_("Where, if you want to meet?"), description=_("Town or area. Not an exact address."))
    tried = TextAreaField(_("What have you tried?"), description=_("Other therapy, a waiting list, nothing yet."))
    money = SelectField(
        _("What money do you have for it?"),
        description=_("We never ask for proof."),
        choices=_with_none(_("I would rather not say"), MONEY),
    )
    contact_how = SelectField(
        _("How can we reach you?"),
        description=_("Only if you ticked “Contact me”, or want support."),
        choices=lambda: [("", gettext("Do not contact me")), *CONTACTS.items()],
    )
    contact_value = StringField(
        _("Your number or address, and when it is safe"),
        description=_("We say nothing about this site when we get in touch."),
    )
    permissions = SelectMultipleField(
        _("What may we do with this?"),
        description=_("Nothing is ticked. If you tick nothing, we answer only under your code."),
        choices=lambda: permission_choices("package"),
    )

    def answers(self) -> Answers:
        """What was asked for, as the rules take it."""
        many = {name: list(self[name].data or ()) for name in ("ways", "traits")}
        one = {name: [self[name].data] for name in ("gender", "language", "place", "tried", "money") if self[name].data}
        details = {STEP: {name: said for name, said in (many | one).items() if said}}
        story, wanted = self.story.data or "", self.therapist.data or ""
        if is_ref(wanted) and (story or details[STEP]):
            details[STEP]["therapist"] = [wanted]
        return Answers(
            kind="package",
            story=story,
            details=details if details[STEP] else {},
            permissions=tuple(self.permissions.data or ()),
            contact_how=self.contact_how.data or "",
            contact_value=self.contact_value.data or "",
        )


def _without_english():
    return {code: one for code, one in SPOKEN.items() if code != "en"}


class NoteForm(Form):
    """Why somebody gets it, or does not."""

    words = TextAreaField(
        _("Add to the note"), [InputRequired(_("Write the note first."))], description=_("Caseworkers alone read it.")
    )


class GrantForm(Form):
    """How many sessions, at what price."""

    sessions = IntegerField(
        _("Sessions"), [InputRequired(NO_NUMBER), NumberRange(1, MOST_AT_ONCE, NO_NUMBER)], default=8
    )
    pounds = DecimalField(
        _("Pounds for one session"),
        [
            InputRequired(_("Write a price, such as 55 or 52.50.")),
            NumberRange(0, MOST_PENCE // 100, _("£500 at most.")),
        ],
        filters=[_finite],
        places=2,
    )

    @property
    def pence(self) -> int:
        """The price of one session."""
        return int((self.pounds.data or Decimal(0)) * 100)


class RefuseForm(Form):
    """Why not, in a sentence of the list."""

    reason = SelectField(
        _("Why not? They read this sentence."),
        [InputRequired(_("Choose a reason."))],
        choices=lambda: [("", gettext("Choose")), *((code, gettext(text)) for code, text in REFUSALS.items())],
    )


class MatchForm(Form):
    """Which therapist; the choices are made by the view."""

    therapist = SelectField(_("Therapist"), [InputRequired(_("Choose a therapist from the list."))])


class SessionForm(Form):
    """The day of a session that was used; `seen` is how many the page showed."""

    held_on = DayField(
        _("Day of the session"),
        [InputRequired(_("Write a day, such as 4/11/2026."))],
        description=_("Such as 4/11/2026."),
    )
    seen = HiddenField()

    def validate_held_on(self, field: DayField) -> None:
        """No day to come."""
        need_no_future(field.data)


class ExtendForm(Form):
    """How many sessions in all from now on."""

    in_all = IntegerField(
        _("Sessions in all"),
        [InputRequired(_("Write a number.")), NumberRange(1, MOST_IN_ALL, _("48 sessions in all at most."))],
    )


class EndForm(Form):
    """How it ended."""

    how = SelectField(
        _("How did it end?"),
        [InputRequired(_("Choose a reason."))],
        choices=lambda: [("", gettext("Choose")), *((code, gettext(text)) for code, text in ENDING_NAMES.items())],
    )
