"""As what somebody is let in, or why not."""

from flask_babel import lazy_gettext as _
from wtforms import RadioField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Optional

from blueprints.forms import Form
from models.account import Account
from rules.membership import KINDS, REFUSALS

KIND_NAMES = {
    "member": _("Member"),
    "establishment": _("Venue, agency or website"),
    "practitioner": _("Practitioner: gets no warnings"),
}
REASON_NAMES = {
    "not-for-them": _("They do not do sex work"),
    "asked-twice": _("They have an account already"),
    "not-18": _("They are under 18"),
    "not-honest": _("What they told us is not true"),
    "other": _("Another reason"),
}


class AdmitForm(Form):
    """What somebody is; what they said of themselves may be put right."""

    role = SelectField(_("Let in as"), [Optional()], choices=[SelectChoice(code, KIND_NAMES[code]) for code in KINDS])


def admit_form(account: Account) -> AdmitForm:
    """The form beside one of many people, with what they asked for; its field has an id of its own on the page."""
    form = AdmitForm(formdata=None, data={"role": account.role})
    form.role.id = f"role-{account.ref}"
    return form


class RefuseForm(Form):
    """One reason from a list; no words are kept."""

    reason = RadioField(
        _("Why?"),
        [InputRequired(_("Choose a reason."))],
        choices=[SelectChoice(code, REASON_NAMES[code]) for code in REFUSALS],
    )
