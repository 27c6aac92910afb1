"""What caseworkers fill in about a complaint: a step, whom it is about, the letter, and how it went."""

from collections.abc import Mapping

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import HiddenField, SelectField, StringField, TextAreaField
from wtforms.validators import Optional

from blueprints.days import DayField, today
from blueprints.forms import Form, read_number
from models.professional import SENT_HOW

HOW = {
    "post": _("By post"),
    "e-mail": _("By e-mail, from the office’s own address"),
    "web-form": _("Through their web page"),
    "by-hand": _("By hand"),
}


# Names by code under headings.
Groups = Mapping[str, Mapping[str, str]]


def _filled(groups: Groups) -> dict[str, list[tuple[str, str]]]:
    """The headings under which something stands, as a form takes them."""
    return {name: list(found.items()) for name, found in groups.items() if found}


class StepForm(Form):
    """One body, since when its clock runs, and a note for colleagues."""

    step = HiddenField()
    seen = HiddenField()
    body = SelectField(_("Which body?"))
    clock = SelectField(_("Which time limit?"), description=_("It says by when something is due."))
    from_on = DayField(
        _("From which day does it run?"),
        [Optional()],
        description=_("Such as the day of the final answer. Write it like 4/11/2026."),
    )
    note = TextAreaField(_("Note"), description=_("Sealed, for whoever reads the report. The person does not see it."))

    @property
    def number(self) -> int | None:
        """The step that is to be changed; None for a new one."""
        return read_number(self.step.data)

    def __init__(self, *args, bodies: Groups, clocks: Groups, **more):
        super().__init__(*args, **more)
        self.body.choices = {"": [("", gettext("Choose"))], **_filled(bodies)}
        self.clock.choices = {"": [("", gettext("None"))], **_filled(clocks)}


class LockForm(Form):
    """Whom among us a report is about."""

    whom = SelectField(_("Whom is it about?"), description=_("They find nothing of it from then on."))

    def __init__(self, *args, people: Mapping[str, str], projects: Mapping[str, str], **more):
        super().__init__(*args, **more)
        self.whom.choices = {
            "": [("", gettext("Choose"))],
            gettext("All of us"): [("num", gettext("NUM itself: an independent reader alone opens it"))],
            gettext("Somebody here or in a project"): list(people.items()),
            gettext("Everybody in a project"): list(projects.items()),
        }


class LetterForm(Form):
    """The letter, and the version it was when the page was opened."""

    version = HiddenField()
    to = TextAreaField(_("To whom"), description=_("Name and address of who gets it."))
    text = TextAreaField(_("The letter"), description=_("In the person’s words, as “I”."))

    @property
    def seen(self) -> int:
        """The version that the page showed."""
        return read_number(self.version.data) or 0


class SentForm(Form):
    """How a letter went."""

    version = HiddenField()
    how = SelectField(_("How did it go?"))
    on = DayField(_("On which day?"), [Optional()], description=_("Write it like 4/11/2026."))
    to = StringField(_("To whom?"), description=_("The address it went to. The person sees it."))

    def __init__(self, *args, **more):
        super().__init__(*args, **more)
        self.how.choices = [("", gettext("Choose")), *[(code, str(HOW[code])) for code in SENT_HOW]]
        if self.on.data is None and not self.is_submitted():
            self.on.data = today()

    @property
    def seen(self) -> int:
        """The version that the page showed."""
        return read_number(self.version.data) or 0
