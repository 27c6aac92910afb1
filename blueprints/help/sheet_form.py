"""What a person ticks for the sheet that they hand over at a hospital."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, SelectMultipleField, StringField, TextAreaField

from blueprints.choices import named
from blueprints.forms import Form
from models.codes import LANGUAGES
from models.sheet import QUESTIONS

WORDS = ("language", "other_language", "allergies", "medicines", "call_me")


class SheetForm(Form):
    """Ticks and a few words, none needed; each list of ticks is a question of models/data/sheet.json."""

    when, doctor = (RadioField() for _one in range(2))
    happened, sexual, hurts, now, asks, care, wishes = (SelectMultipleField() for _one in range(7))
    language = SelectField(_l("I need an interpreter for"))
    other_language = StringField(_l("Another language"))
    call_me = StringField(_l("What should they call you?"), description=_l("Any name. You may leave it empty."))
    allergies = TextAreaField(_l("Allergies"), description=_l("In English if you can."))
    medicines = TextAreaField(_l("Medicines and drugs you take"), description=_l("They need this to treat you safely."))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for code, question in QUESTIONS.items():
            self[code].label.text = _(question.name)
            self[code].choices = named(question.ticks)
        others = [(one.code, f"{one.own_name} ({_(one.name)})") for one in LANGUAGES.values() if one.code != "en"]
        self.language.choices = [("", _("No interpreter")), *others]

    def ticked(self) -> dict[str, list[str]]:
        """What was ticked, by question."""
        found = {code: self[code].data or [] for code in QUESTIONS}
        return {code: data if isinstance(data, list) else [data] for code, data in found.items()}

    def said(self) -> dict[str, str]:
        """What was typed, under the codes of the sheet's headings."""
        chosen = LANGUAGES[self.language.data].name if self.language.data else ""
        return {
            "interpreter": chosen or self.other_language.data or "",
            "allergies": self.allergies.data or "",
            "medicines": self.medicines.data or "",
            "call_me": self.call_me.data or "",
        }

    def answers(self) -> list[tuple[str, str]]:
        """Every answer as a name and a value, to carry them back to the form."""
        sent = [(code, value) for code, values in self.ticked().items() for value in values]
        return sent + [(name, self[name].data) for name in WORDS if self[name].data]
