"""The filters above the list of alerts."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SearchField, SelectField

from blueprints.choices import WORST_FIRST, area_choices, harm_choices
from blueprints.forms import Form
from models.codes import AREAS, HARMS, LEVELS
from rules.browse import Filters


class FilterForm(Form):
    """Words, area, harm and level, each optional; sent by GET."""

    q = SearchField(_l("Words"))
    area = SelectField(_l("Area"), validate_choice=False)
    harm = SelectField(_l("What happened"), validate_choice=False)
    level = SelectField(_l("Level"), validate_choice=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.area.choices = area_choices(none=_("Any area"))
        self.harm.choices = {"": [("", _("Anything"))], **harm_choices()}
        self.level.choices = [("", _("Any level")), *((level.code, _(level.name)) for level in WORST_FIRST)]

    def filters(self) -> Filters:
        """What was chosen; a choice that is on no list counts as none."""
        levels = {level.code: number for number, level in LEVELS.items()}
        return Filters(
            words=self.q.data or "",
            area=self.area.data if self.area.data in AREAS else None,
            harm=self.harm.data if self.harm.data in HARMS else None,
            level=levels.get(self.level.data),
        )
