"""The code, and what a reporter may add."""

from collections.abc import Collection

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, HiddenField, SelectMultipleField, StringField, TextAreaField

from blueprints.forms import Form, read_number
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


class OwnLetterForm(Form):
    """A letter of complaint, in the person's own words."""

    # Counts the saves, so that what somebody else wrote meanwhile is not overwritten unseen.
    version = HiddenField()
    to = TextAreaField(_("To whom"), description=_("Name and address of who gets it. Not sure? Ask us in a message."))
    text = TextAreaField(
        _("Your letter"),
        description=_("Whoever gets it reads all of it. Take out what they need not know, such as what your work is."),
    )
    is_named = BooleanField(
        _("My name stands under it"),
        description=_("Without it the answer comes through us. Then our name is in it, and it tells what we do."),
    )
    name = TextAreaField(
        _("Your name, and where they can write to you"),
        description=_("Only if it is to stand under it. You can also write it on the paper by hand."),
    )

    @property
    def seen(self) -> int:
        """The version that the page showed."""
        return read_number(self.version.data) or 0


class AgreeForm(Form):
    """The person's yes to exactly these words, with what they allow for it."""

    version = HiddenField()
    permissions = SelectMultipleField(_("For this we need"))

    def __init__(self, *args, offered: Collection[str], **more):
        super().__init__(*args, **more)
        self.permissions.choices = [(name, gettext(PERMISSIONS[name].label)) for name in offered]

    def leave_out(self, name: str) -> None:
        """Do not offer this one."""
        self.permissions.choices = [choice for choice in self.permissions.choices if choice[0] != name]

    @property
    def seen(self) -> int:
        """The version that the page showed."""
        return read_number(self.version.data) or 0
