"""What came of a report."""

from flask_babel import lazy_gettext as _
from wtforms import SelectField

from blueprints.choices import named
from blueprints.forms import Form
from rules import outcomes


class OutcomeForm(Form):
    """What came of it."""

    outcome = SelectField(_("What came of it?"), description=_("Whoever sent this reads exactly this sentence."))

    def __init__(self, *args, kind: str, **more):
        super().__init__(*args, **more)
        self.outcome.choices = [("", _("Choose")), *named(outcomes.fitting(kind))]
