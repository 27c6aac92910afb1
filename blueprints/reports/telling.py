"""Steps of the long form about whoever tells it: themselves, what they have and wish, and what we may do."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, SelectField, SelectMultipleField, StringField, TextAreaField

from blueprints import form_contact
from blueprints.choices import named, permission_choices
from blueprints.form_asking import NOT_SAID, one_of, some_of
from blueprints.forms import Form
from models.codes import DETAILS, PERMISSIONS, SECTORS

ABOUT_ME = _("It is about me")


class You(Form):
    """Whoever it happened to."""

    working_name = StringField(_("The name you work under"))
    sector = SelectField(_("How do you work?"), choices=lambda: [("", gettext(str(NOT_SAID))), *named(SECTORS)])
    gender = one_of(_("Gender"), "genders")
    age = one_of(_("Age"), "own_ages")
    ethnicity = one_of(_("Ethnic group"), "ethnic_groups")
    nation = one_of(_("Where do you live?"), "nations")
    languages = StringField(_("Languages"))


class Evidence(Form):
    """What could be shown later."""

    evidence = some_of(_("I have"), "evidence")
    evidence_words = StringField(_("Anything to say about it?"))


class Before(Form):
    """Who knows already, police among them."""

    told = some_of(_("Have you told anybody?"), "told")
    police_told = one_of(_("Do police know?"), "police_told")
    police_reference = StringField(_("Police reference"))
    police_force = StringField(_("Which force?"))
    police_how = TextAreaField(_("How did they treat you?"))


class Support(Form):
    """What the person would like to happen."""

    wishes = some_of(_("I would like"), "wishes")
    project = StringField(
        _("Is there a local project that you trust?"),
        description=_("We tell it only if you tick “Tell my local project” under “What we may do”."),
    )
    wish_words = TextAreaField(_("Anything else?"))


class Somebody(Form):
    """Told for somebody else; kept apart from what the person says."""

    who = one_of(_("Who are you to them?"), "makers", none=ABOUT_ME)
    knows = one_of(_("Do they know that you tell us?"), "yes_no")
    name = StringField(
        _("Your name or project"), description=_("Kept apart from the report. Only whoever reads it sees it.")
    )


class Contact(form_contact.Contact):
    """How to get in touch without harm, and what makes it easier."""

    language = StringField(_("Which language?"))
    interpreter = BooleanField(_("I would like an interpreter"))
    adjustments = StringField(_("Anything that makes it easier for you?"))


class Permissions(Form):
    """What we may do, said by the person it happened to."""

    permissions = SelectMultipleField(
        _("What may we do with this?"),
        description=_("Nothing is ticked. If you tick nothing, we only keep it."),
        choices=permission_choices,
    )


def _asked(code: str) -> SelectField:
    one = PERMISSIONS[code]
    return SelectField(
        _(one.label),
        description=_(one.effect),
        choices=lambda: [("", gettext("No")), *named(DETAILS["given_by"])],
    )


# The same for somebody else: each permission with how we know that the person gives it.
PermissionsFor: type[Form] = type(
    "PermissionsFor",
    (Form,),
    {"__doc__": "What we may do, as told for somebody else.", **{f"may_{code}": _asked(code) for code in PERMISSIONS}},
)
