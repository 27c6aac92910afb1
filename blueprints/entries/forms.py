"""What somebody keys in for another person: after a call, from a letter, from a form on paper."""

from dataclasses import replace

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, HiddenField, SelectField, StringField
from wtforms.validators import InputRequired, ValidationError

from blueprints.choices import named
from blueprints.days import NOT_A_DAY, DayField
from blueprints.entries.told import ToldForm
from models.codes import CHANNELS, DETAILS, HARMS
from rules.answers import SAID, UNKNOWN, Answers

THEMSELVES = "themselves"
WORKER = "project"
NUMBERED = {str(harm.number): harm.code for harm in HARMS.values()}


class StaffForm(ToldForm):
    """What a caseworker takes down: how it came, and who tells it."""

    channel = SelectField(
        _("How it came"),
        [InputRequired(_("Choose how it came."))],
        choices=lambda: [("", gettext("Choose")), *((code, name) for code, name in named(CHANNELS) if code != "web")],
    )
    told_by = SelectField(
        _("Who tells it"),
        [InputRequired(_("Choose who tells it."))],
        choices=lambda: [
            ("", gettext("Choose")),
            (THEMSELVES, gettext("The person themselves")),
            *named(DETAILS["makers"]),
        ],
    )
    knows = SelectField(
        _("Does the person know?"),
        choices=lambda: [("", gettext("Not asked")), *named(DETAILS["yes_no"])],
    )
    danger = BooleanField(_("They are still in danger"))

    def validate(self, extra_validators=None) -> bool:
        """Somebody who tells it themselves says yes or no to each question."""
        is_good = super().validate(extra_validators)
        if self.told_by.data == THEMSELVES:
            for field in self.asked:
                if field.data in (SAID, UNKNOWN):
                    field.errors = [gettext("They tell it themselves: choose “No” or “Yes, told us”.")]
                    is_good = False
        return is_good

    @property
    def maker(self) -> dict[str, str]:
        """Who tells it; empty when it is the person themselves."""
        if self.told_by.data == THEMSELVES:
            return {}
        said = {"relation": self.told_by.data, "name": self.maker_name.data, "knows": self.knows.data}
        return {name: text for name, text in said.items() if text}

    def answers(self) -> Answers:
        """What was keyed in, and whether it cannot wait."""
        return replace(super().answers(), is_in_danger=bool(self.danger.data))


class PaperForm(ToldForm):
    """One form on paper, keyed in by a project; the same questions in the same order."""

    first = "harm_numbers"

    received_on = DayField(_("Day on the form"), [InputRequired(NOT_A_DAY)])
    harm_numbers = StringField(_("What happened: numbers of the ticked boxes"), description=_("Such as: 10 24"))
    maker_name = StringField(_("Your worker’s name"), description=_("Kept apart from the words."))
    # How many were keyed in before this one without leaving the page.
    done = HiddenField()

    def validate_harm_numbers(self, field: StringField) -> None:
        """Each number stands on the form."""
        for number in self._numbers():
            if number not in NUMBERED:
                raise ValidationError(gettext("No box has the number “%(number)s”.", number=number[:12]))

    @property
    def count(self) -> int:
        """How many were keyed in before this one."""
        text = self.done.data or ""
        return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else 0

    @property
    def maker(self) -> dict[str, str]:
        """A project tells it always for somebody else."""
        return {"relation": WORKER} | ({"name": self.maker_name.data} if self.maker_name.data else {})

    def answers(self) -> Answers:
        """What was keyed in; a box by its number counts as a tick in the list."""
        harms = [NUMBERED[number] for number in self._numbers()]
        self.harms.data = list(dict.fromkeys([*harms, *(self.harms.data or [])]))
        return super().answers()

    def next(self) -> dict[str, object]:
        """What the next form begins with, so that only what differs is typed."""
        kept = {name: self[name].data for name in ("received_on", "area", "sector", "maker_name")}
        return kept | {"done": str(self.count + 1)}

    def _numbers(self) -> list[str]:
        """The numbers as typed, without leading noughts."""
        text = (self.harm_numbers.data or "").replace(",", " ").replace(";", " ").replace(".", " ")
        return [number.lstrip("0") for number in text.split()]
