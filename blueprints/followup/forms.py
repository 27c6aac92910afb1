"""The code, and what a reporter may add."""

from collections.abc import Collection

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import HiddenField, SelectMultipleField, StringField, TextAreaField

from blueprints.forms import Form
from models.codes import PERMISSIONS


class CodeForm(Form):
    """A receipt code as people type it; words that were kept come along."""

    code = StringField(_("Your code"), description=_("Sixteen letters and numbers. Spaces and small letters are fine."))
    kept = HiddenField()


class MessageForm(Form):
    """Words to casework, and the number that knows a repeat."""

    message = TextAreaField(_("Your message"), description=_("A caseworker reads it and answers here."))
    form_id = HiddenField()
    # How many messages the page showed: one that came meanwhile still waits.
    seen = HiddenField()


class AnswerForm(Form):
    """What a reporter says of a warning before it goes out, and if they like why."""

    # The hash of the text that was read, and the number that knows a repeat of the words.
    shown = HiddenField()
    form_id = HiddenField()
    says = HiddenField()
    # More than one line on purpose: in a single line the Enter key would press the first button, which says yes.
    why = TextAreaField(_("Why? You can leave this empty."), description=_("Caseworkers read this. Nobody else does."))


class ClaimForm(Form):
    """What may be done from now on, by the person it is about."""

    permissions = SelectMultipleField(
        _("What may we do from now on?"),
        description=_("Ticked is what we may do now. Only what you leave ticked counts. The rest ends at once."),
    )
    # Proves that the new code stood on the page.
    shown = HiddenField()

    def __init__(self, *args, live: Collection[str], has_project: bool, **more):
        super().__init__(*args, **more)
        named = {code: gettext(one.label) for code, one in PERMISSIONS.items()}
        near = {code for code, one in PERMISSIONS.items() if one.in_sight or code in live}
        if has_project:
            named["local_project"] = gettext("Let the project that told us see where it stands")
            near.add("local_project")
        self.permissions.choices = {
            "": [(code, name) for code, name in named.items() if code in near],
            gettext("More choices"): [(code, name) for code, name in named.items() if code not in near],
        }


class AddForm(Form):
    """More words."""

    words = TextAreaField(_("What do you want to add?"), description=_("Caseworkers read this. Nobody else does."))
