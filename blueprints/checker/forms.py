"""The one box of the checker."""

from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import DataRequired

from blueprints.forms import Form


class CheckForm(Form):
    """One identifier of any kind."""

    value = StringField(
        _l("Phone, e-mail, number plate or username"),
        [DataRequired(_l("Write what you want to check."))],
        description=_l("One only. We do not keep what you type."),
    )
