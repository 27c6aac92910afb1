"""How somebody is reached without harm: a step of every long form."""

from flask_babel import lazy_gettext as _
from wtforms import SelectField, StringField

from blueprints import form_filling
from blueprints.choices import CONTACTS
from blueprints.form_asking import one_of
from blueprints.form_steps import Step
from blueprints.forms import Form
from rules.answers import EARLIER
from rules.form_drafts import Content

# What a report keeps of its own; the rest goes along with it.
OWN = ("contact_how", "contact_value")


class Contact(Form):
    """How to get in touch without harm."""

    contact_how = SelectField(
        _("How can we reach you?"), choices=lambda: [("", _("Do not contact me")), *CONTACTS.items()]
    )
    contact_value = StringField(_("Your number or address"))
    safe_times = StringField(_("When is it safe?"))
    may_leave_message = one_of(_("May we leave a message?"), "may_leave_message")
    ask_for = StringField(_("Which name do we ask for?"))


def more_of(step: Step, content: Content) -> dict[str, str]:
    """What they said in this step about reaching them besides how and where."""
    fields = content.steps.get(step.code, {})
    found = {name: form_filling.first(fields, name) for name in fields if name not in OWN}
    earlier = " · ".join(form_filling.earlier_lines(step, content))
    return found | ({EARLIER: earlier} if earlier else {})
