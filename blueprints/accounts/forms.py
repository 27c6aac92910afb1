"""Forms of accounts: signing in, joining, wishes, passwords, and what a manager fills in."""

from flask_babel import lazy_gettext as _
from wtforms import (
    BooleanField,
    EmailField,
    HiddenField,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Email, EqualTo, InputRequired, Length

from blueprints.choices import area_folds
from blueprints.forms import NOT_A_CHOICE, Form
from models.codes import LANGUAGES
from rules.roles import GIVEN_BY_MANAGERS, MADE_BY_MANAGERS

ROLE_NAMES = {
    "independent": _("Independent reader, for what is about us"),
    "member": _("Member"),
    "establishment": _("Establishment, for passing on"),
    "practitioner": _("Practitioner"),
    "project-worker": _("Project worker"),
    "drop-in": _("Drop-in"),
    "caseworker": _("Caseworker"),
    "editor": _("Editor"),
    "manager": _("Manager"),
    "auditor": _("Auditor"),
}
# What somebody who asks to join is.
KIND_NAMES = [
    SelectChoice("member", _("Somebody who sells sex")),
    SelectChoice("establishment", _("A venue, agency or website")),
    SelectChoice("practitioner", _("Somebody who works with sex workers")),
]
NO_ADDRESS = _("Write an e-mail address.")
NO_PASSWORD = _("Write a password.")
PASSWORD_HINT = _("12 letters or more. Three words that you pick yourself work well.")


def language_choices() -> list[SelectChoice]:
    """Languages by their own names."""
    return [SelectChoice(language.code, language.own_name) for language in LANGUAGES.values()]


class SignInForm(Form):
    """Address and password; where to go next, and words that were kept, come along."""

    email = StringField(_("E-mail"), [DataRequired(NO_ADDRESS)])
    password = PasswordField(_("Password"), [InputRequired(NO_PASSWORD)])
    next = HiddenField()
    kept = HiddenField()


class JoinForm(Form):
    """A request to join; no more than is needed to answer it."""

    form_id = HiddenField()
    role = RadioField(_("I am"), choices=KIND_NAMES, default="member")
    name = StringField(
        _("Working name"),
        [DataRequired(_("Write a working name.")), Length(max=80, message=_("80 letters at most."))],
        description=_("Any name you like us to call you. Not your legal name."),
    )
    email = EmailField(
        _("E-mail"),
        [DataRequired(NO_ADDRESS), Email()],
        description=_("One that only you read. Our letters never say what they are."),
    )
    about = StringField(
        _("For a venue, agency or website: its name and what it is"),
        [Length(max=200, message=_("200 letters at most."))],
        description=_("One line. We delete it once we have answered you."),
    )
    areas = SelectMultipleField(
        _("Where do you work?"),
        choices=area_folds,
        description=_("Choose one or more. Choose none and you only get warnings for the whole UK."),
    )
    language = SelectField(_("Language for our letters"), [InputRequired(NOT_A_CHOICE)], choices=language_choices)
    is_adult = BooleanField(_("I am 18 or over"), [InputRequired(_("Tick that you are 18 or over."))])
    agrees = BooleanField(
        _("I have read the terms and the privacy notice"), [InputRequired(_("Tick that you have read the terms."))]
    )


class PasswordForm(Form):
    """A password for the first time, or a new one, typed twice."""

    password = PasswordField(_("New password"), [InputRequired(NO_PASSWORD)], description=PASSWORD_HINT)
    password_again = PasswordField(
        _("The same again"),
        [InputRequired(_("Write the new password twice.")), EqualTo("password", _("The two are not the same."))],
    )


class ChangePasswordForm(PasswordForm):
    """A new password for somebody who knows the old one."""

    old_password = PasswordField(_("Password you have now"), [InputRequired(NO_PASSWORD)])


class ForgottenForm(Form):
    """The address that a link is asked for."""

    email = EmailField(_("E-mail"), [DataRequired(NO_ADDRESS), Email()])


class AddressForm(Form):
    """Another address, with the password once more."""

    email = EmailField(
        _("New e-mail"), [DataRequired(NO_ADDRESS), Email()], description=_("We send a link to it. Press it to move.")
    )
    password = PasswordField(_("Password"), [InputRequired(NO_PASSWORD)])


class NewAccountForm(Form):
    """An account that a manager makes."""

    role = RadioField(
        _("Role"),
        [InputRequired(_("Choose a role."))],
        choices=[SelectChoice(role, ROLE_NAMES[role]) for role in MADE_BY_MANAGERS],
    )
    name = StringField(
        _("Working name"),
        [DataRequired(_("Write a working name.")), Length(max=80, message=_("80 letters at most."))],
    )
    email = EmailField(
        _("E-mail"), [DataRequired(NO_ADDRESS), Email()], description=_("We send a link to choose a password.")
    )


class RoleForm(Form):
    """Another role for an account."""

    role = SelectField(
        _("Role"), [InputRequired()], choices=[SelectChoice(role, ROLE_NAMES[role]) for role in GIVEN_BY_MANAGERS]
    )
