"""The form in which staff say how it stands with a warning that is out."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, SelectField
from wtforms.validators import InputRequired

from blueprints.forms import NOT_A_CHOICE, Form
from rules.alert_life import STANDING_NAMES, STANDING_REASONS


class StandingForm(Form):
    """How it stands, how we know, and whether everybody who got it is written to."""

    standing = SelectField(_("How does it stand?"), [InputRequired(NOT_A_CHOICE)])
    because = SelectField(_("How do we know?"), [InputRequired(NOT_A_CHOICE)])
    tell = BooleanField(
        _("Also write to everybody who got it"),
        description=_("A second letter that says how it stands now. Each member gets one at most."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        choose = ("", gettext("Choose"))
        self.standing.choices = [choose, *((code, gettext(name)) for code, name in STANDING_NAMES.items())]
        self.because.choices = [choose, *((code, gettext(name)) for code, name in STANDING_REASONS.items())]
