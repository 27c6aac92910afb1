"""Steps of the long form about what happened: what, where, when, force, and whom it was meant for."""

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, RadioField, SelectField, StringField, TextAreaField

from blueprints.choices import area_choices, harm_choices, named
from blueprints.form_asking import one_of, some_of
from blueprints.forms import Form
from models.codes import ABOUTS, WHENS


class What(Form):
    """The harms, the person's own words, how it felt."""

    danger = BooleanField(_("I am still in danger"))
    story = TextAreaField(
        _("What happened, in your own words"), description=_("Caseworkers read this. Nobody else does.")
    )
    harms = some_of(_("Tick any that fit"), harm_choices)
    felt = one_of(_("How did it feel?"), "felt")
    about = RadioField(_("Is it about"), choices=lambda: named(ABOUTS))


class Where(Form):
    """The area that can be warned, and the place for caseworkers alone."""

    place = StringField(_("Town or area"), description=_("Or “online”."))
    area = SelectField(
        _("Which part of the country?"),
        description=_("So that the right people can be warned."),
        choices=lambda: area_choices(_("I would rather not say")),
    )
    place_type = one_of(_("What kind of place?"), "place_types")
    exact_place = StringField(_("The exact place"), description=_("Only caseworkers see it. It is never in a warning."))
    platform = StringField(_("Site or app, if it began online"))


class When(Form):
    """The day, the hour, and whether it goes on."""

    when = RadioField(_("How long ago?"), choices=lambda: named(WHENS))
    day = StringField(_("The day, if you know it"), render_kw={"type": "date"})
    time_of_day = one_of(_("What time of day?"), "times_of_day")
    how_often = one_of(_("Did it happen once?"), "how_often")


class Force(Form):
    """Weapons, what was done, injuries and loss."""

    weapon = one_of(_("Was there a weapon?"), "weapons")
    weapon_what = StringField(_("What was it?"))
    done = some_of(_("Did they do any of this?"), "done")
    injuries = some_of(_("Are you hurt?"), "injuries")
    care = some_of(_("Has somebody looked at it?"), "care")
    losses = some_of(_("Did they take anything?"), "losses")
    loss_words = StringField(_("What, or how much?"))


class Hate(Form):
    """Why the person thinks they were chosen."""

    because = some_of(_("Because of"), "because")
    because_words = TextAreaField(_("What makes you think so?"))
