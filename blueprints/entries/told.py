"""The questions of every report that somebody keys in for another person."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import HiddenField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import InputRequired, Optional, ValidationError

from blueprints.choices import CONTACTS, area_choices, harm_choices, named
from blueprints.days import NOT_A_DAY, DayField, need_no_future
from blueprints.forms import Form
from blueprints.questions import answers_of
from models.codes import ABOUTS, AREAS, PERMISSIONS, ROOT_AREA, SECTORS, WHENS
from rules.answers import EARLIEST, PERSON, SAID, UNKNOWN, Answers

# The letters N, Y, S and U each choose one on a keyboard.
GIVEN = {"": _("No"), PERSON: _("Yes, told us"), SAID: _("Said to agree"), UNKNOWN: _("Unknown")}


class ToldForm(Form):
    """A report told for somebody else: the questions of the short form, and who says what may be done with it."""

    # Where it is said that nothing was told.
    first = "harms"

    form_id = HiddenField()
    received_on = DayField(_("Day it reached us"), [InputRequired(NOT_A_DAY)])
    happened_on = DayField(_("Day it happened, if known"), [Optional()])
    harms = SelectMultipleField(_("What happened"), choices=harm_choices)
    story = TextAreaField(_("In their own words"), description=_("Leave out the name of whoever tells it."))
    about = SelectField(_("It is about"), default="person", choices=lambda: named(ABOUTS))
    place = StringField(_("Where"), description=_("Town or area, or “online”."))
    area = SelectField(_("Part of the country"))
    when = SelectField(_("How long ago"), choices=lambda: [("", gettext("Not said")), *named(WHENS)])
    identifiers = TextAreaField(
        _("Numbers, e-mails, usernames, car registrations"),
        description=_("One on each line. For a username add the site, like “site: name”."),
    )
    looks = TextAreaField(_("What the person looks like and how they act"))
    sector = SelectField(_("Kind of work they do"), choices=lambda: [("", gettext("Not said")), *named(SECTORS)])
    contact_how = SelectField(
        _("How to reach them"), choices=lambda: [("", gettext("Do not contact them")), *CONTACTS.items()]
    )
    contact_value = StringField(_("Their number or address, and when it is safe"))
    maker_name = StringField(_("Name of who tells it"), description=_("Kept apart from the words."))

    def __init__(self, *args, own_areas: list[str] | None = None, **more):
        super().__init__(*args, **more)
        own = [code for code in own_areas or [] if code in AREAS and code != ROOT_AREA.code]
        first = {gettext("Your areas"): [(code, gettext(AREAS[code].name)) for code in own]} if own else {}
        none = {"": [("", gettext("Not said"))]}
        self.area.choices = none | first | area_choices(within=frozenset(AREAS).difference(own))

    @property
    def asked(self) -> list[SelectField]:
        """One question for each permission, in the order of the report form: those in sight first."""
        return [self[f"may_{one.code}"] for one in sorted(PERMISSIONS.values(), key=lambda one: not one.in_sight)]

    @property
    def in_sight(self) -> int:
        """How many of them stand in sight."""
        return sum(one.in_sight for one in PERMISSIONS.values())

    @property
    def given_by(self) -> dict[str, str]:
        """Each permission that was not just left at no, and who says so."""
        return {name: self[f"may_{name}"].data for name in PERMISSIONS if self[f"may_{name}"].data}

    def validate_received_on(self, field: DayField) -> None:
        """Not a day to come, and none before there were reports."""
        need_no_future(field.data)
        if field.data and field.data < EARLIEST:
            raise ValidationError(gettext("Write a day from %(year)s on.", year=EARLIEST.year))

    def validate_happened_on(self, field: DayField) -> None:
        """Not a day to come, and not after it was told."""
        need_no_future(field.data)
        if field.data and self.received_on.data and field.data > self.received_on.data:
            raise ValidationError(gettext("This is after the day it reached us."))

    @property
    def maker(self) -> dict[str, str]:
        """Who tells it; empty when it is the person themselves."""
        raise NotImplementedError

    def answers(self) -> Answers:
        """What was keyed in, as the rules take it."""
        given = self.given_by
        return answers_of(
            self,
            permissions=() if self.maker else tuple(given),
            sector=self.sector.data or None,
            happened_on=f"{self.happened_on.data:%Y-%m-%d}" if self.happened_on.data else "",
            maker=self.maker,
            given_by=given if self.maker else {},
        )


for _one in PERMISSIONS.values():
    setattr(ToldForm, f"may_{_one.code}", SelectField(_(_one.label), choices=lambda: list(GIVEN.items())))
