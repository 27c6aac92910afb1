"""The form in which staff write an alert."""

from datetime import date

from flask_babel import format_date, gettext
from flask_babel import lazy_gettext as _
from wtforms import SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from blueprints.choices import WORST_FIRST, area_choices, harm_choices, named
from blueprints.forms import NOT_A_CHOICE, Form
from models.alert import HEADINGS
from models.codes import ABOUTS, GENDERS, LANGUAGES, SECTORS
from rules.alert_content import Facts, Verdict

LONGEST_TITLE = 120
MONTHS_SHOWN = 24


class WordsForm(Form):
    """Words under each heading."""

    title = StringField(
        _("Heading"),
        description=_("One short line: who or what it is about and what happened."),
        validators=[Length(max=LONGEST_TITLE, message=_("Keep it to one line: 120 letters at most."))],
    )
    what_happened = TextAreaField(
        _("What happened"), description=_("In your own words, never the reporter's. Two or three sentences.")
    )
    person = TextAreaField(
        _("How to know the person or place"), description=_("Age, build, hair, clothes, voice, marks.")
    )
    contact_used = StringField(
        _("Contact or vehicle"), description=_("Only a part of a number, such as “a mobile ending 61”.")
    )
    pattern = TextAreaField(_("How it goes"), description=_("What they say, when they call, what they ask for."))
    who_targeted = StringField(_("Who it happens to"), description=_("Kind of work, not a place and not a person."))
    advice = TextAreaField(_("What members can do"))

    def words(self) -> dict[str, str]:
        """The text under each heading."""
        return {name: self[name].data or "" for name in HEADINGS}

    def note_stops(self, verdict: Verdict) -> None:
        """Put what must be changed at its field, each sentence once with the words that are meant."""
        said: dict[str, dict[str, list[str]]] = {}
        for found in verdict.stops:
            said.setdefault(found.field, {}).setdefault(found.message, []).append(f"“{found.excerpt}”")
        for name, meant in said.items():
            sentences = [f"{gettext(message)} {', '.join(excerpts)}" for message, excerpts in meant.items()]
            self[name].errors = [*self[name].errors, " ".join(sentences)]

    def note_empty(self, original: dict[str, str]) -> None:
        """Say at each field that the original fills and this does not."""
        for name, text in original.items():
            if text and not self[name].data:
                self[name].errors = [gettext("The warning says something here.")]


class DraftForm(WordsForm):
    """What leaves: the words, and the facts that choose who gets it."""

    about = SelectField(_("It is about"), [InputRequired(NOT_A_CHOICE)])
    level = SelectField(_("Level"), [InputRequired(NOT_A_CHOICE)])
    area = SelectField(_("Where"))
    month = SelectField(_("When"), [InputRequired(NOT_A_CHOICE)], description=_("No nearer than a month."))
    sector = SelectField(_("Kind of work"), description=_("Only they get it. Everybody, if you are not sure."))
    language = SelectField(_("Language of the text"), [InputRequired(NOT_A_CHOICE)])
    targets = SelectMultipleField(
        _("Whom it is for"), description=_("Only they get it. Tick nothing for everybody, or if you are not sure.")
    )
    harms = SelectMultipleField(_("Kinds of harm"))

    def __init__(self, *args, today: date, stored_month: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.about.choices = named(ABOUTS)
        self.level.choices = [(str(one.number), gettext(one.name)) for one in WORST_FIRST]
        self.area.choices = area_choices(none=str(_("Choose")), root=str(_("Whole UK and Ireland")))
        self.month.choices = _months(today, stored_month)
        self.sector.choices = [("", str(_("Everybody"))), *named(SECTORS)]
        self.targets.choices = named(GENDERS)
        self.language.choices = [(code, language.own_name) for code, language in LANGUAGES.items()]
        self.harms.choices = harm_choices()

    def facts(self) -> Facts:
        """The coded facts."""
        return Facts(
            level=int(self.level.data),
            area=self.area.data or None,
            month=self.month.data,
            harms=tuple(self.harms.data or ()),
            about=self.about.data,
            sector=self.sector.data or None,
            language=self.language.data,
            targets=tuple(self.targets.data or ()),
        )

    def note_missing(self) -> None:
        """Say at each field what members cannot do without."""
        is_known = self.person.data or self.contact_used.data or self.about.data != "person"
        missing = {
            "title": "" if self.title.data else gettext("Write a heading."),
            "person": "" if is_known else gettext("Say how to know the person."),
            "area": "" if self.area.data else gettext("Choose where."),
            "harms": "" if self.harms.data else gettext("Tick the kind of harm."),
        }
        for name, said in missing.items():
            if said:
                self[name].errors = [said]


def values_of(words: dict[str, str], facts: Facts) -> dict:
    """What a stored draft puts into the form."""
    return words | {**vars(facts), "level": str(facts.level), "area": facts.area or "", "sector": facts.sector or ""}


def _months(today: date, chosen: str) -> list[tuple[str, str]]:
    """This month and those before it, and the one that is stored already if it is older."""
    count = today.year * 12 + today.month - 1
    days = [date((count - back) // 12, (count - back) % 12 + 1, 1) for back in range(MONTHS_SHOWN)]
    found = [(f"{day:%Y-%m}", format_date(day, "MMMM y")) for day in days]
    return found if chosen in dict(found) else [*found, (chosen, chosen)]
