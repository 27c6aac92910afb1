"""The forms of the checker: the box, and a partner website's name."""

from flask_babel import lazy_gettext as _l
from wtforms import StringField, TextAreaField
from wtforms.validators import DataRequired

from blueprints.forms import Form


class CheckForm(Form):
    """Identifiers of any kind, one on each line."""

    value = TextAreaField(
        _l("Phone, e-mail, number plate or username"),
        [DataRequired(_l("Write what you want to check."))],
        description=_l("One on each line, 20 at most, each written whole. We do not keep what you type."),
    )


class SiteForm(Form):
    """A website that may ask."""

    name = StringField(_l("Name of the website"), [DataRequired(_l("Write the website’s name, 80 letters at most."))])
