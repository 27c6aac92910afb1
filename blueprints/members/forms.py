"""Why somebody is not let in."""

from flask_babel import lazy_gettext as _
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from blueprints.forms import Form
from rules.membership import REFUSALS

REASON_NAMES = {
    "not-for-them": _("They do not do sex work"),
    "asked-twice": _("They have an account already"),
    "not-18": _("They are under 18"),
    "not-honest": _("What they told us is not true"),
    "other": _("Another reason"),
}


class RefuseForm(Form):
    """One reason from a list; no words are kept."""

    reason = RadioField(
        _("Why?"),
        [InputRequired(_("Choose a reason."))],
        choices=[SelectChoice(code, REASON_NAMES[code]) for code in REFUSALS],
    )
