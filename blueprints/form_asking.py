"""Two ways of asking that most steps use: one answer of a short list, or some of them."""

from collections.abc import Callable

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import SelectField, SelectMultipleField

from blueprints.choices import named
from models.codes import DETAILS

NOT_SAID = _("Not said")


def one_of(label, name: str, hint="", none=NOT_SAID):
    """A list of models/data/details.json to choose one from; choosing none is an answer too."""
    return SelectField(label, description=hint, choices=lambda: [("", gettext(str(none))), *named(DETAILS[name])])


def some_of(label, choices: str | Callable, hint=""):
    """Ticks: of a list of models/data/details.json, or of what `choices` gives."""
    given = choices if callable(choices) else lambda: named(DETAILS[choices])
    return SelectMultipleField(label, description=hint, choices=given)
