"""The report form: one answer is enough."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, HiddenField, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField

from blueprints.choices import area_choices, harm_choices, named
from blueprints.forms import Form
from models.codes import ABOUTS, PERMISSIONS, WHENS
from rules.reports import Answers

CONTACTS = {"phone": _("Phone call"), "text": _("Text message"), "email": _("E-mail"), "other": _("Another way")}


class ReportForm(Form):
    """What happened, where, when, who, and what we may do with it."""

    form_id = HiddenField()
    danger = BooleanField(_("I am still in danger"))
    harms = SelectMultipleField(_("Tick any that fit"), choices=harm_choices)
    story = TextAreaField(_("Or say it in your own words"), description=_("Caseworkers read this. Nobody else does."))
    about = RadioField(_("Is it about"), default="person", choices=lambda: named(ABOUTS))
    place = StringField(_("Where?"), description=_("Town or area, or “online”. Not an exact address."))
    area = SelectField(
        _("Which part of the country?"),
        description=_("So that the right people can be warned."),
        choices=lambda: area_choices(_("I would rather not say")),
    )
    when = RadioField(_("When?"), choices=lambda: named(WHENS))
    identifiers = TextAreaField(
        _("Any number, e-mail, username or car registration?"),
        description=_("One on each line. For a username add the site, like “site: name”."),
    )
    looks = TextAreaField(_("What do they look like? How do they act?"))
    permissions = SelectMultipleField(
        _("What may we do with this?"),
        description=_("Nothing is ticked. If you tick nothing, we only keep it."),
        choices=lambda: {
            "": [(one.code, gettext(one.label)) for one in PERMISSIONS.values() if one.in_sight],
            gettext("More choices"): [
                (one.code, gettext(one.label)) for one in PERMISSIONS.values() if not one.in_sight
            ],
        },
    )
    contact_how = SelectField(
        _("How can we reach you?"),
        description=_("Only if you ticked “Contact me”, or want support."),
        choices=lambda: [("", _("Do not contact me")), *CONTACTS.items()],
    )
    contact_value = StringField(
        _("Your number or address, and when it is safe"),
        description=_("We say nothing about this site when we get in touch."),
    )

    def answers(self) -> Answers:
        """What was answered, as the rules take it."""
        return Answers(
            harms=tuple(self.harms.data or ()),
            story=self.story.data or "",
            area=self.area.data or None,
            place=self.place.data or "",
            when=self.when.data or None,
            about=self.about.data or "person",
            identifiers=self.identifiers.data or "",
            looks=self.looks.data or "",
            permissions=tuple(self.permissions.data or ()),
            contact_how=self.contact_how.data or "",
            contact_value=self.contact_value.data or "",
            is_in_danger=bool(self.danger.data),
        )
