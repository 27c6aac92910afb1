"""Forms of one's own page: which warnings, when and how we write, where somebody is for some days, texts."""

from datetime import time

from flask_babel import format_time, get_locale, gettext
from flask_babel import lazy_gettext as _
from wtforms import RadioField, SelectField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length

from blueprints.accounts.forms import language_choices
from blueprints.choices import area_choices, area_folds, named
from blueprints.days import DayField
from blueprints.forms import NOT_A_CHOICE, Form
from models.codes import GENDERS, SECTORS, SENDER_NAMES, SUBJECTS
from rules.wishes import LetterWishes, Wishes

LEVEL_NAMES = [
    SelectChoice(1, _("All warnings")),
    SelectChoice(2, _("Risky and dangerous")),
    SelectChoice(3, _("Dangerous only")),
]
STYLE_NAMES = [
    SelectChoice("nudge", _("A nudge: only that there is something new")),
    SelectChoice("short", _("A short line: the place and how bad it is")),
    SelectChoice("full", _("The whole warning")),
]
CADENCE_NAMES = [
    SelectChoice("at-once", _("At once, an e-mail for each warning")),
    SelectChoice("daily", _("One e-mail a day")),
    SelectChoice("weekly", _("One e-mail a week")),
    SelectChoice("none", _("No e-mails; I look here myself")),
]
NO_PLACE = _("Choose a place.")


def sector_choices() -> list[SelectChoice]:
    """Kinds of work, all of them first."""
    return [SelectChoice("", gettext("All kinds of work")), *(SelectChoice(*one) for one in named(SECTORS))]


def gender_choices() -> list[SelectChoice]:
    """Genders, all of them first."""
    return [SelectChoice("", gettext("All")), *(SelectChoice(*one) for one in named(GENDERS))]


def hour_choices() -> list[SelectChoice]:
    """The hours of a day, as they are said."""
    return [SelectChoice(hour, format_time(time(hour), "short", rebase=False)) for hour in range(24)]


def weekday_choices() -> list[SelectChoice]:
    """The days of the week from Monday on."""
    names = get_locale().days["format"]["wide"]
    return [SelectChoice(day, names[day]) for day in range(7)]


class WishesForm(Form):
    """Which warnings. `among` are the areas that may be chosen, None for all."""

    areas = SelectMultipleField(
        _("Areas"),
        choices=area_folds,
        description=_("No area means whole-UK warnings only."),
    )
    lowest_level = RadioField(_("How bad"), [InputRequired(NOT_A_CHOICE)], choices=LEVEL_NAMES, coerce=int)
    sector = SelectField(_("Kind of work"), choices=sector_choices)
    gender = SelectField(
        _("Warnings for"),
        choices=gender_choices,
        description=_(
            "You do not have to say. A few warnings are only for some people, such as trans women. Choose who you are "
            "and those for others do not come. We use it for nothing else."
        ),
    )

    def __init__(self, *args, among: frozenset[str] | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        if among is not None:
            self.areas.choices = area_folds(among)

    def wishes(self) -> Wishes:
        """What was chosen, as the rule takes it."""
        return Wishes(self.areas.data or [], self.lowest_level.data, self.sector.data or None, self.gender.data or None)


class LettersForm(Form):
    """When and how we write."""

    cadence = RadioField(_("When we write"), [InputRequired(NOT_A_CHOICE)], choices=CADENCE_NAMES)
    send_hour = SelectField(_("At"), choices=hour_choices, coerce=int, default=9)
    send_weekday = SelectField(_("On"), choices=weekday_choices, coerce=int, default=0)
    style = RadioField(
        _("What the e-mail says"),
        [InputRequired(NOT_A_CHOICE)],
        choices=STYLE_NAMES,
        description=_("Somebody may see it on your screen."),
    )
    sender_name = SelectField(_("From"), choices=lambda: named(SENDER_NAMES), default="updates")
    subject = SelectField(_("Subject"), choices=lambda: named(SUBJECTS), default="update")
    language = SelectField(_("Language for our letters"), [InputRequired(NOT_A_CHOICE)], choices=language_choices)

    def wishes(self) -> LetterWishes:
        """What was chosen, as the rule takes it; what was not asked stays as it is at first."""
        usual = LetterWishes()
        said = {name: value for name, value in self.data.items() if value not in (None, "") and hasattr(usual, name)}
        return LetterWishes(**said)


class TouringForm(Form):
    """A place where somebody is for some days."""

    area = SelectField(_("Place"), [DataRequired(NO_PLACE)])
    until_on = DayField(
        _("Last day there"),
        [InputRequired(_("Write a day, such as 4/11/2026."))],
        description=_("At most 30 days from now, such as 4/11/2026."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.area.choices = area_choices(none=gettext("Choose"))


class TextsForm(Form):
    """A phone for texts, and from which level on."""

    phone = StringField(
        _("Mobile number"),
        [DataRequired(_("Write a mobile number.")), Length(max=40, message=_("40 letters at most."))],
        description=_("A UK mobile. We keep it sealed, and delete it when you turn texts off."),
    )
    text_level = SelectField(_("Text me about"), choices=LEVEL_NAMES, coerce=int, default=3)
