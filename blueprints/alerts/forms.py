"""The filters above the list of alerts."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SearchField, SelectField

from blueprints.choices import PAPER_SIZES, WORST_FIRST, area_choices, harm_choices
from blueprints.forms import Form
from models.codes import AREAS, HARMS, LEVELS
from rules.browse import Filters

DAYS = ("7", "14", "30")


class FilterForm(Form):
    """Words, area, harm and level, each optional; sent by GET. `within` are the areas this reader may read."""

    q = SearchField(_l("Words"))
    area = SelectField(_l("Area"), validate_choice=False)
    harm = SelectField(_l("What happened"), validate_choice=False)
    level = SelectField(_l("Level"), validate_choice=False)

    def __init__(self, *args, within: frozenset[str] | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.within = within
        self.area.choices = area_choices(none=_("Any area"), within=within)
        self.harm.choices = {"": [("", _("Anything"))], **harm_choices()}
        self.level.choices = [("", _("Any level")), *((level.code, _(level.name)) for level in WORST_FIRST)]

    def filters(self) -> Filters:
        """What was chosen; a choice that is on no list counts as none."""
        levels = {level.code: number for number, level in LEVELS.items()}
        return Filters(
            words=self.q.data or "",
            area=known_area(self.area.data, self.within),
            harm=self.harm.data if self.harm.data in HARMS else None,
            level=levels.get(self.level.data),
            within=self.within,
        )


class SheetForm(Form):
    """What goes on a sheet for paper: where, how many days back, how large; sent by GET."""

    area = SelectField(_l("Area"), validate_choice=False)
    days = SelectField(_l("The last"), validate_choice=False, default=DAYS[1])
    size = SelectField(_l("Paper"), validate_choice=False, default=PAPER_SIZES[0])

    def __init__(self, *args, within: frozenset[str] | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.area.choices = area_choices(_("My areas"), _("Everywhere") if within is None else "", within)
        self.days.choices = [(days, _("%(num)s days", num=days)) for days in DAYS]
        self.size.choices = [(size, size.upper()) for size in PAPER_SIZES]
        # What is on no list counts as what stands there at first.
        self.area.data = known_area(self.area.data, within) or ""
        self.days.data = self.days.data if self.days.data in DAYS else self.days.default
        self.size.data = self.size.data if self.size.data in PAPER_SIZES else self.size.default


def known_area(code: str | None, within: frozenset[str] | None) -> str | None:
    """The area if there is one and this reader may read it."""
    return code if code in (AREAS if within is None else within) else None
