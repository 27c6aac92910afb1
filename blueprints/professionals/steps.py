"""The steps of the long form about a professional, in the order in which "Go on" leads through them."""

from flask_babel import lazy_gettext as _

from blueprints import form_contact
from blueprints.form_steps import Step
from blueprints.professionals import forms

IN_ORDER = (
    Step("who", _("Who it was"), forms.Who),
    Step("what", _("What happened"), forms.What),
    Step("happened", _("How it came to that"), forms.Happened, _("Only what you remember, and only what you like.")),
    Step(
        "before",
        _("If you complained already"),
        forms.Before,
        _("You need not have. If you did, the answers are worth keeping."),
    ),
    Step("wants", _("What you want"), forms.Wants, _("Nobody has to be punished for you to be heard.")),
    Step(
        "you",
        _("About you"),
        forms.You,
        _("Only what you want to say. It is sealed, and our figures never show a small number."),
    ),
    Step(
        "contact",
        _("How to reach you"),
        form_contact.Contact,
        _("We say nothing about this site when we get in touch."),
    ),
    Step("permissions", _("What we may do"), forms.Permissions),
)
STEPS = {step.code: step for step in IN_ORDER}
