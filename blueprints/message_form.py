"""A message about a report, as casework and projects write it."""

from flask import request
from flask_babel import lazy_gettext as _
from wtforms import HiddenField, TextAreaField

from blueprints.forms import Form


class MessageForm(Form):
    """Words to the other side, and the number that knows a repeat."""

    words = TextAreaField(_("Your message"))
    form_id = HiddenField()
    # How many messages the page showed: one that came meanwhile still waits.
    seen = HiddenField()


def seen() -> int | None:
    """How many messages the posted page showed."""
    return request.form.get("seen", type=int)
