"""Steps of the long form about how to recognise somebody: numbers, people, vehicles. Each is a row that may repeat."""

from flask_babel import lazy_gettext as _
from wtforms import SelectField, StringField, TextAreaField

from blueprints.form_asking import one_of
from blueprints.forms import Form

SURE = [("", _("I am sure of it")), ("part", _("It is only a part of it"))]


class Number(Form):
    """One number or name that points to somebody."""

    value = StringField(_("Number or name"))
    kind = one_of(_("What is it?"), "number_kinds")
    site = StringField(_("Site or app, for a username"))
    sure = SelectField(_("Is it whole?"), choices=lambda: SURE)


class Numbers(Form):
    """What is left over when the rows are full."""

    rest = TextAreaField(
        _("Any others"), description=_("One on each line. For a username add the site, like “site: name”.")
    )


class Person(Form):
    """One person: the most useful first."""

    looks = TextAreaField(_("What do they look like? How do they act?"))
    relation = one_of(_("Who are they to you?"), "relations")
    says = TextAreaField(
        _("What do they say, or ask for?"), description=_("First words, stories they tell, what they want.")
    )
    gender = one_of(_("Gender"), "genders")
    age = one_of(_("Age"), "ages")
    height = one_of(_("Height"), "heights")
    build = one_of(_("Build"), "builds")
    skin = StringField(_("Skin, in your words"))
    ethnic_group = one_of(_("Group, if it helps"), "ethnic_groups")
    hair = StringField(_("Hair"))
    facial_hair = StringField(_("Facial hair"))
    eyes = StringField(_("Eyes"))
    glasses = one_of(_("Glasses"), "glasses")
    accent = StringField(_("Accent or language"))
    marks = StringField(_("Scars, marks, tattoos"))
    clothing = StringField(_("Clothes, jewellery"))
    manner = StringField(_("Smell, voice, manner"))
    drunk = one_of(_("Drunk or on drugs?"), "drunk")
    known = one_of(_("Met them before?"), "known")
    since = one_of(_("Seen them since?"), "yes_no")


class People(Form):
    """How many there were."""

    how_many = one_of(_("How many were there?"), "people")


class Vehicle(Form):
    """One car or other vehicle."""

    model = StringField(_("Make and model"))
    colour = StringField(_("Colour"))
    plate = StringField(_("Registration"))
    plate_sure = SelectField(_("Is the registration whole?"), choices=lambda: SURE)
    kind = one_of(_("Kind"), "vehicle_types")
    inside = StringField(_("Who was in it?"))
    features = StringField(_("Dents, stickers, smell"))
    left = StringField(_("Which way did they go?"))


class Vehicles(Form):
    """Nothing besides the rows."""
