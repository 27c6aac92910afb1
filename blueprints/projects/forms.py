"""Forms of projects: asking to work with us, accepting an invitation, inviting, and what a manager fills in."""

from flask_babel import lazy_gettext as _
from wtforms import (
    BooleanField,
    DateField,
    EmailField,
    HiddenField,
    PasswordField,
    RadioField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Email, EqualTo, InputRequired, Length, Optional

from blueprints.choices import area_folds
from blueprints.forms import Form
from rules.projects import REFUSALS

NO_ADDRESS = _("Write an e-mail address.")
SHORT = Length(max=80, message=_("80 letters at most."))
NO_AREA = InputRequired(_("Choose at least one area."))
REASON_NAMES = {
    "not-with-sex-workers": _("They do not work with sex workers"),
    "asked-twice": _("They work with us or asked already"),
    "no-agreement": _("They did not sign the agreement"),
    "not-honest": _("What they told us is not true"),
    "other": _("Another reason"),
}


class AskForm(Form):
    """An organisation's request to work with us."""

    form_id = HiddenField()
    organisation = StringField(_("Organisation"), [DataRequired(_("Write its name.")), SHORT])
    name = StringField(
        _("Whom do we ask for?"),
        [DataRequired(_("Write a name.")), SHORT],
        description=_("The name that you go by at work."),
    )
    email = EmailField(
        _("Work e-mail"), [DataRequired(NO_ADDRESS), Email()], description=_("The first invitation goes there.")
    )
    phone = StringField(_("Phone, if you like"), [SHORT])
    areas = SelectMultipleField(
        _("Where do you work?"),
        [NO_AREA],
        choices=area_folds,
        description=_("You read the warnings of these areas and those for everywhere."),
    )
    about = TextAreaField(
        _("What do you do, if you like"),
        [Length(max=1000, message=_("1,000 letters at most."))],
        description=_("Outreach, a clinic, a drop-in: a line or two. Nothing about a person."),
    )
    agrees = BooleanField(
        _("We agree to this"), [InputRequired(_("Tick that you agree to what a project may see and must do."))]
    )


class AcceptForm(Form):
    """Joining one's project: a working name, and a password typed twice."""

    name = StringField(
        _("Working name"),
        [DataRequired(_("Write a working name.")), SHORT],
        description=_("Your colleagues and our caseworkers see it. It need not be your legal name."),
    )
    password = PasswordField(
        _("Password"),
        [InputRequired(_("Write a password."))],
        description=_("12 letters or more. Three words that you pick yourself work well."),
    )
    password_again = PasswordField(
        _("The same again"),
        [InputRequired(_("Write the password twice.")), EqualTo("password", _("The two are not the same."))],
    )


class InviteForm(Form):
    """Whom to ask to join a project."""

    name = StringField(
        _("Working name"),
        [DataRequired(_("Write a working name.")), SHORT],
        description=_("They can choose another when they accept."),
    )
    email = EmailField(_("Work e-mail"), [DataRequired(NO_ADDRESS), Email()])


class ProjectForm(Form):
    """Where a project works and since when its agreement holds."""

    areas = SelectMultipleField(_("Areas"), [NO_AREA], choices=area_folds)
    agreement_on = DateField(
        _("The data-sharing agreement holds from"),
        [Optional()],
        description=_("The day in the signed agreement. Nobody is let in without it."),
    )


class RefuseForm(Form):
    """One reason from a list; no words are kept."""

    reason = RadioField(
        _("Why?"),
        [InputRequired(_("Choose a reason."))],
        choices=[SelectChoice(code, REASON_NAMES[code]) for code in REFUSALS],
    )
