"""The form in which a caseworker writes a lesson."""

from collections.abc import Iterable

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from blueprints.choices import named
from blueprints.forms import NOT_A_CHOICE, Form
from models.codes import AREAS, PROFESSIONS
from rules.lesson_content import HEADINGS
from rules.lesson_marks import WIDE
from rules.redaction import Finding


class LessonForm(Form):
    """What other workers may learn, without names, towns and days."""

    title = StringField(
        _("Heading"),
        [Length(max=120, message=_("Keep it to one line: 120 letters at most."))],
        description=_("One short line: what others can learn."),
    )
    what_happened = TextAreaField(_("What happened"), description=_("In your own words, never the reporter's."))
    what_helped = TextAreaField(_("What helped"), description=_("What the person did, or what would have helped."))
    profession = SelectField(
        _("Kind of job"), [InputRequired(NOT_A_CHOICE)], choices=lambda: [("", gettext("Choose")), *named(PROFESSIONS)]
    )
    area = SelectField(
        _("Part of the country"),
        choices=lambda: [("", gettext("Not said")), *((code, gettext(AREAS[code].name)) for code in WIDE)],
    )

    def words(self) -> dict[str, str]:
        """The text under each heading."""
        return {name: self[name].data or "" for name in HEADINGS}

    def note_missing(self) -> None:
        """Say at each field what a lesson cannot do without."""
        for name, said in (("title", gettext("Write a heading.")), ("what_happened", gettext("Say what happened."))):
            if not self[name].data:
                self[name].errors = [said]

    def note_stops(self, findings: Iterable[Finding]) -> None:
        """Put what must be changed at its field, each sentence once with the words that are meant."""
        said: dict[str, dict[str, list[str]]] = {}
        for one in findings:
            said.setdefault(one.field, {}).setdefault(one.message, []).append(f"“{one.excerpt}”")
        for name, by_message in said.items():
            self[name].errors = [
                " ".join(f"{gettext(message)} {', '.join(excerpts)}" for message, excerpts in by_message.items())
            ]
