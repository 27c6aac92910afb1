"""The questions about a professional: on one page at /professionals/, and step by step at /professionals/more/."""

from datetime import date

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, HiddenField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import Optional, ValidationError

from blueprints import days, form_contact
from blueprints.choices import harm_choices, named, permission_choices
from blueprints.days import DayField
from blueprints.form_asking import NOT_SAID, one_of, some_of
from blueprints.forms import Form
from models.codes import DETAILS, HARM_GROUPS, NATIONS, PROFESSIONAL_HARMS, PROFESSIONS, RATINGS, WANTS

# What professionals do beyond what is in sight: under headings of its own, or first under those of what everybody does.
HARM_FOLDS = (
    (
        _("Held, searched, or nobody with me"),
        ("detained", "coercive-policing", "condoms-taken", "no-chaperone", "no-interpreter"),
    ),
    (_("My records, or my complaint"), ("stigma-in-records", "complaint-ignored", "colleague-reviewed")),
)
HARMS_AMONG = {
    "sexual": ("unwanted-treatment", "sexual-by-professional"),
    "physical": ("violence-by-professional",),
    "control": ("immigration-threat",),
    "hate": ("misogyny", "misgendered"),
}
FOLDED = {code for _name, codes in (*HARM_FOLDS, *HARMS_AMONG.items()) for code in codes}
# What most people ask for, in sight on the short form.
NEAR = ("listened", "advice", "apology", "complaint", "lesson", "not-punished")
ABOUT_NUM = "num"
ABOUTS_US = {
    ABOUT_NUM: _("It is about NUM, or somebody who works for NUM"),
    "project": _("It is about a project that works with NUM"),
}


def _chosen(codes) -> list[tuple[str, str]]:
    """A list to choose one from; choosing none is an answer too."""
    return [("", gettext(str(NOT_SAID))), *named(codes)]


def _harms() -> dict[str, list[tuple[str, str]]]:
    """What professionals do most in sight; the rest of it, and what everybody does, under headings."""
    own = dict(named(PROFESSIONAL_HARMS))
    shown = {"": [(code, name) for code, name in own.items() if code not in FOLDED]}
    shown |= {gettext(str(heading)): [(code, own[code]) for code in codes] for heading, codes in HARM_FOLDS}
    first = {
        gettext(HARM_GROUPS[group].name): [(code, own[code]) for code in codes] for group, codes in HARMS_AMONG.items()
    }
    return shown | {heading: first.get(heading, []) + others for heading, others in harm_choices().items()}


def wish_choices() -> dict[str, list[tuple[str, str]]]:
    """What people want, the most asked in sight."""
    shown, more = ({code: one for code, one in WANTS.items() if (code in NEAR) is near} for near in (True, False))
    return {"": named(shown), gettext("More choices"): named(more)}


def _past(day: date | None) -> None:
    """Refuse a day to come, kindly."""
    if day is not None and day > days.today():
        raise ValidationError(gettext("This day has not come yet. Leave it empty if you are not sure."))


class Who(Form):
    """Who it was, as far as it is known, and whether it is about ourselves."""

    profession = SelectField(_("Who was it?"), choices=lambda: _chosen(PROFESSIONS))
    nation = SelectField(
        _("Where was it?"),
        description=_("Each nation has its own rules for complaints."),
        choices=lambda: _chosen({code: DETAILS["nations"][code] for code in NATIONS}),
    )
    organisation = StringField(_("Whom do they work for?"), description=_("A hospital, a police force, a charity."))
    team = StringField(_("Which team, ward or station?"))
    name = StringField(_("Their name"))
    badge = StringField(_("Their number, on shoulder or badge"))
    about_us = SelectMultipleField(
        _("Is it about us?"),
        description=_(
            "If it is about NUM, nobody who works for NUM can open it: somebody from outside reads it, whom the"
            " trustees name. If it is about a project, write its name above, and the project cannot open it."
        ),
        choices=lambda: list(ABOUTS_US.items()),
    )


class What(Form):
    """What they did, in ticks and words, and how it was all in all."""

    danger = BooleanField(_("I am still in danger"))
    harms = SelectMultipleField(_("What happened? Tick any that fit"), choices=_harms)
    story = TextAreaField(_("Or say it in your own words"), description=_("Only whoever works on it reads this."))
    rating = SelectField(_("How were you treated, all in all?"), choices=lambda: _chosen(RATINGS))


class Happened(Form):
    """The day, how it went, who else was there."""

    day = DayField(_("The day, if you know it"), [Optional()], description=_("Such as 4/11/2026."))
    how_came = TextAreaField(_("How did you come to be there?"))
    said_done = TextAreaField(_("What did they say, what did they do?"), description=_("Their words, as you remember."))
    witnesses = StringField(_("Who saw or heard it?"))
    chaperone = one_of(
        _("A chaperone?"), "offered", hint=_("Somebody else in the room when you are examined or searched.")
    )
    interpreter = one_of(_("An interpreter?"), "offered")

    def validate_day(self, field: DayField) -> None:
        """The day has come."""
        _past(field.data)


class Before(Form):
    """Whether somebody was told already, and what they answered."""

    complained = one_of(_("Have you complained already?"), "yes_no")
    to_whom = StringField(_("To whom?"))
    on = DayField(_("When?"), [Optional()], description=_("Such as 4/11/2026."))
    reference = StringField(_("Their reference"))
    answer = TextAreaField(_("What did they answer?"))
    final_on = DayField(
        _("The day on their last answer"),
        [Optional()],
        description=_("Most who look at it next count their time limit from that day. Such as 4/11/2026."),
    )

    def validate_on(self, field: DayField) -> None:
        """The day has come."""
        _past(field.data)

    def validate_final_on(self, field: DayField) -> None:
        """An answer that has not come yet has no day."""
        if field.data is not None and field.data > days.today():
            raise ValidationError(gettext("This day has not come yet. Leave it empty until you have their answer."))


class Wants(Form):
    """What should come of it, and what would make it easier."""

    wants = SelectMultipleField(_("What do you want?"), choices=lambda: named(WANTS))
    adjustments = some_of(_("What makes it easier for you?"), "adjustments")
    adjustment_words = StringField(_("Anything else, or which language?"))


class You(Form):
    """How somebody describes their race or where they are from, and whether it was why."""

    race = some_of(_("How do you describe your race?"), "ethnic_groups", hint=_("Tick any that fit."))
    origin_words = StringField(_("In your own words, or where you are from"))
    was_why = one_of(_("Was it why they treated you like this?"), "yes_no")


class Permissions(Form):
    """What we may do."""

    permissions = SelectMultipleField(
        _("What may we do with this?"),
        description=_("Nothing is ticked. If you tick nothing, we only keep it."),
        choices=lambda: permission_choices("professional"),
    )


class ProfessionalForm(Who, What, Permissions):
    """All of it that fits on one page."""

    form_id = HiddenField()
    wants = SelectMultipleField(_("What do you want?"), choices=wish_choices)
    contact_how = form_contact.Contact.contact_how
    contact_value = StringField(
        _("Your number or address, and when it is safe"),
        description=_("We say nothing about this site when we get in touch."),
    )
