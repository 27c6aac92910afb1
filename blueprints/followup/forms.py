"""The code, and what a reporter may add."""

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, StringField, TextAreaField

from blueprints.forms import Form


class CodeForm(Form):
    """A receipt code as people type it; words that were kept come along."""

    code = StringField(_("Your code"), description=_("Sixteen letters and numbers. Spaces and small letters are fine."))
    kept = HiddenField()


class AddForm(Form):
    """More words."""

    words = TextAreaField(_("What do you want to add?"), description=_("Caseworkers read this. Nobody else does."))
