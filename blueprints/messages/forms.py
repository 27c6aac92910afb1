"""What came of a report."""

from flask_babel import lazy_gettext as _
from wtforms import SelectField

from blueprints.choices import named
from blueprints.forms import Form
from models.codes import OUTCOMES


class OutcomeForm(Form):
    """What came of it."""

    outcome = SelectField(
        _("What came of it?"),
        description=_("Whoever sent this reads exactly this sentence."),
        choices=lambda: [("", _("Choose")), *named(OUTCOMES)],
    )
