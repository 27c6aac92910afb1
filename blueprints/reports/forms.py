"""The report form: one answer is enough."""

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, HiddenField, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import DataRequired

from blueprints.choices import CONTACTS, area_choices, harm_choices, named, permission_choices
from blueprints.forms import Form
from blueprints.questions import answers_of
from models.codes import ABOUTS, WHENS
from rules.answers import Answers


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
        choices=permission_choices,
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
        permissions = tuple(self.permissions.data or ())
        return answers_of(self, permissions=permissions, is_in_danger=bool(self.danger.data))


class FragmentForm(Form):
    """A part of a number or of a plate."""

    part = StringField(
        _("Part of a number or plate"),
        [DataRequired(_("Write the part that you know."))],
        description=_("At least 6 digits of a number, or at least 4 letters and digits of a plate. It is not kept."),
    )
