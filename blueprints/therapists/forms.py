"""What a therapist says of themselves: the form at /therapists/apply/, which staff use as well to correct it."""

from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import date
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import (
    BooleanField,
    EmailField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, Email, InputRequired, Length, NumberRange, Optional, ValidationError

from blueprints.choices import Choices, named
from blueprints.days import DayField, today
from blueprints.forms import Form, phone_number, web_address
from models.codes import Choice, area_named
from models.directory_codes import BODIES, REACHED, SPOKEN, THERAPY
from models.facts import FACTS
from rules.directory import IN_PERSON
from rules.therapists import Words
from rules.web_addresses import read_site

SHORT = Length(max=80, message=_("80 letters at most."))
LONG = Length(max=1000, message=_("1,000 letters at most."))
OTHER = "other"


def _list(known: Mapping[str, Choice], without: Iterable[str] = ()) -> Any:
    """A list of codes as choices, in the reader's language."""
    return lambda: [(code, name) for code, name in named(known) if code not in without]


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _bodies() -> Choices:
    return [("", gettext("Choose")), *((code, FACTS[code].name) for code in BODIES), (OTHER, gettext("Another body"))]


class TherapistForm(Form):
    """All of `Words`, each under its own name, and the address for our letters, which nobody else is shown."""

    form_id = HiddenField()
    # What a colleague who corrects it began from.
    seen = HiddenField()
    name = StringField(
        _("Name, or name of the practice"),
        [DataRequired(_("Write a name.")), SHORT],
        description=_("As it will be shown."),
    )
    email = EmailField(_("Your e-mail, for us alone"), [DataRequired(_("Write an e-mail address.")), Email(), SHORT])
    body = SelectField(_("Where are you registered?"), [InputRequired(_("Choose a body."))], choices=_bodies)
    number = StringField(_("Registration number"), [DataRequired(_("Write the number.")), SHORT])
    ways = SelectMultipleField(
        _("How do you work?"),
        [InputRequired(_("Tick at least one."))],
        choices=_list(THERAPY["ways"]),
        description=_("Say the place below, under “Where”."),
    )
    town = StringField(
        _("Town where you see people"), [SHORT], description=_("No street. Leave it empty if you see nobody in person.")
    )
    nations = SelectMultipleField(_("Where may people be who call you?"), choices=_list(REACHED))
    insured_until = DayField(
        _("Insured until"), [Optional()], description=_("Day, month and year, such as 4/11/2026. Only we see it.")
    )
    pronouns = StringField(_("Pronouns"), [SHORT])

    languages = SelectMultipleField(_("Languages"), choices=_list(SPOKEN))
    price = RadioField(_("Price of a session"), [Optional()], choices=_list(THERAPY["prices"], ["sliding"]))
    sliding = BooleanField(_("Sliding scale: less for a small income"))
    free_places = BooleanField(_("I have free places"))
    takes_packages = BooleanField(
        _("I take people whom NUM pays for"),
        description=_("You get a code in place of a name, and write us an invoice."),
    )
    has_space = BooleanField(_("I have space now"))
    wait_weeks = IntegerField(
        _("If not: how many weeks to wait?"), [Optional(), NumberRange(0, 104, _("Write 0 to 104 weeks."))]
    )

    approaches = SelectMultipleField(_("How you work"), choices=_list(THERAPY["approaches"]))
    approach_words = StringField(_("In your own words"), [LONG])
    experience = SelectMultipleField(_("What you know well"), choices=_list(THERAPY["experience"]))
    training = TextAreaField(_("What you learned about sex work, and where"), [LONG])
    race_aware = BooleanField(_("I work with racism and racial trauma"))
    race_words = TextAreaField(_("How, and what you learned for it"), [LONG])

    lived = BooleanField(_("I have done sex work"))
    identities = SelectMultipleField(_("Who you are"), choices=_list(THERAPY["identities"], ["lived"]))
    identity_words = StringField(_("In your own words"), [LONG])

    confidentiality = TextAreaField(_("What stays between you and the person?"), [LONG])
    breaks = TextAreaField(_("When would you tell somebody, and whom?"), [LONG])
    access = SelectMultipleField(_("Access"), choices=_list(THERAPY["access"]))
    access_words = StringField(_("In your own words"), [LONG])

    public_phone = StringField(_("Phone"), [SHORT, phone_number])
    public_email = EmailField(_("E-mail"), [Optional(), Email(), SHORT])
    site = StringField(_("Website"), [web_address])

    # The parts that are folded: a heading and their fields.
    PARTS = (
        (_("Where, and your insurance"), ("town", "nations", "insured_until")),
        (
            _("Languages, price, space"),
            (
                "languages",
                "price",
                "sliding",
                "free_places",
                "takes_packages",
                "has_space",
                "wait_weeks",
            ),
        ),
        (
            _("What you know well"),
            ("approaches", "approach_words", "experience", "training", "race_aware", "race_words"),
        ),
        (_("Who you are, if you like"), ("pronouns", "lived", "identities", "identity_words")),
        (_("What stays between you"), ("confidentiality", "breaks")),
        (_("Access"), ("access", "access_words")),
        (_("How people reach you"), ("public_phone", "public_email", "site")),
    )

    @classmethod
    def of(cls, words: Words) -> "TherapistForm":
        """The form filled in with what is kept."""
        return cls(formdata=None, data={one.name: getattr(words, one.name) for one in fields(Words)})

    def words(self) -> Words:
        """What was filled in; call it when the form is good."""
        said = {one.name: self[one.name].data for one in fields(Words) if one.name in self}
        kept: dict[str, Any] = {name: _frozen(value) for name, value in said.items() if value is not None}
        area = area_named(self.town.data or "")
        return Words(**{**kept, "site": read_site(self.site.data or ""), "area": area.code if area else None})

    def validate_town(self, field: StringField) -> None:
        """A town is needed where people are met, and it must be one we know."""
        if IN_PERSON in (self.ways.data or []) and not field.data:
            raise ValidationError(_("Write the town where you see people in person."))
        if field.data and area_named(field.data) is None:
            raise ValidationError(_("We do not know this place. Write a larger town near it."))

    def validate_nations(self, field: SelectMultipleField) -> None:
        """Where somebody works from afar must be known too; who named a town may leave it out."""
        if set(self.ways.data or []) - {IN_PERSON} and not field.data and not self.town.data:
            raise ValidationError(_("Tick where people may be who call you."))

    def validate_insured_until(self, field: DayField) -> None:
        """A year with too few or too many figures is a slip; a new day is not over yet."""
        if field.data and not date(2020, 1, 1) <= field.data <= date(2100, 1, 1):
            raise ValidationError(_("Look at the year again."))
        # A correction of something else leaves the day of an insurance that has ended as it was.
        if field.data and field.data < today() and field.data != field.object_data:
            raise ValidationError(_("This day is over. Write the day until which the insurance of now lasts."))
