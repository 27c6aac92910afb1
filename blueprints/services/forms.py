"""What staff write of a local service."""

from dataclasses import fields
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import (
    BooleanField,
    EmailField,
    HiddenField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, Email, InputRequired, Length, Optional

from blueprints.choices import Choices, area_choices, named
from blueprints.forms import Form, phone_number, web_address
from models.codes import ROOT_AREA
from models.directory_codes import SERVICES, SPOKEN
from rules.services import Told
from rules.web_addresses import read_site

SHORT = Length(max=80, message=_("80 letters at most."))
LONG = Length(max=500, message=_("500 letters at most."))


def _areas() -> dict[str, Choices]:
    return area_choices(root=gettext("Everywhere in the UK and Ireland"))


class ServiceForm(Form):
    """All of `Told`, each under its own name."""

    form_id = HiddenField()
    # What a colleague who changes it began from.
    seen = HiddenField()
    name = StringField(_("Name"), [DataRequired(_("Write its name.")), SHORT])
    kinds = SelectMultipleField(
        _("What for"), [InputRequired(_("Tick what it is for."))], choices=lambda: named(SERVICES["kinds"])
    )
    area = SelectField(
        _("Where it works"), [InputRequired(_("Choose an area."))], choices=_areas, default=ROOT_AREA.code
    )
    ways = SelectMultipleField(
        _("How"), [InputRequired(_("Tick how people reach it."))], choices=lambda: named(SERVICES["ways"])
    )
    about = TextAreaField(_("What it does, in a line or two"), [LONG])
    hours = StringField(_("When it is open"), [SHORT])
    where = StringField(_("How to find it"), [LONG])
    is_free = BooleanField(_("It is free"))
    welcomes = SelectMultipleField(_("Who it welcomes"), choices=lambda: named(SERVICES["welcomes"]))
    access = SelectMultipleField(_("Access"), choices=lambda: named(SERVICES["access"]))
    languages = SelectMultipleField(_("Languages"), choices=lambda: named(SPOKEN))
    phone = StringField(_("Phone"), [SHORT, phone_number])
    email = EmailField(_("E-mail"), [Optional(), Email(), SHORT])
    site = StringField(_("Website"), [web_address])

    @classmethod
    def of(cls, told: Told) -> "ServiceForm":
        """The form filled in with what is kept."""
        return cls(formdata=None, data={one.name: getattr(told, one.name) for one in fields(Told)})

    def told(self) -> Told:
        """What was filled in; call it when the form is good."""
        said = {one.name: self[one.name].data for one in fields(Told)}
        kept: dict[str, Any] = {n: tuple(value) if isinstance(value, list) else value for n, value in said.items()}
        return Told(**{**kept, "site": read_site(self.site.data or "")})
