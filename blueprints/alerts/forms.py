"""The filters above the list of alerts."""

import re
from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SearchField, SelectField

from blueprints.choices import WORST_FIRST, area_choices, harm_choices, month_choices, named
from blueprints.forms import Form
from models.codes import AREAS, GENDERS, HARMS, LEVELS, SECTORS
from rules.browse import Filters

A_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")


class FilterForm(Form):
    """Words, where they stand, area, harm, level, month, kind of work and gender, each optional; sent by GET.

    `within` are the areas this reader may read; without `may_search` there is no box for words.
    """

    q = SearchField(_l("Words"), description=_l("Put words in “quotation marks” to find them in a row."))
    said = BooleanField(_l("Only in what they do, say or ask for"))
    area = SelectField(_l("Area"), validate_choice=False)
    harm = SelectField(_l("What happened"), validate_choice=False)
    level = SelectField(_l("Level"), validate_choice=False)
    month = SelectField(_l("Month"), validate_choice=False)
    sector = SelectField(_l("Kind of work"), validate_choice=False)
    gender = SelectField(_l("Who it happens to"), validate_choice=False)

    def __init__(self, *args, today: date, within: frozenset[str] | None = None, may_search: bool = True, **kwargs):
        super().__init__(*args, **kwargs)
        self.within = within
        if not may_search:
            del self.q, self.said
        self.area.choices = area_choices(none=_("Any area"), within=within)
        self.harm.choices = {"": [("", _("Anything"))], **harm_choices()}
        self.level.choices = [("", _("Any level")), *((level.code, _(level.name)) for level in WORST_FIRST)]
        self.month.choices = {"": [("", _("Any month"))], **month_choices(today)}
        self.sector.choices = [("", _("Any kind of work")), *named(SECTORS)]
        self.gender.choices = [("", _("Anybody")), *named(GENDERS)]

    def filters(self) -> Filters:
        """What was chosen; a choice that is on no list counts as none."""
        levels = {level.code: number for number, level in LEVELS.items()}
        return Filters(
            words=(self.q.data or "") if self.q else "",
            area=known_area(self.area.data, self.within),
            harm=self.harm.data if self.harm.data in HARMS else None,
            level=levels.get(self.level.data),
            month=self.month.data if A_MONTH.fullmatch(self.month.data or "") else None,
            sector=self.sector.data if self.sector.data in SECTORS else None,
            gender=self.gender.data if self.gender.data in GENDERS else None,
            is_said=bool(self.said and self.said.data),
            within=self.within,
        )


def known_area(code: str | None, within: frozenset[str] | None) -> str | None:
    """The area if there is one and this reader may read it."""
    return code if code in (AREAS if within is None else within) else None
