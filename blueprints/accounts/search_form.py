"""The form of a search to keep; its fields are named as the filters above the list of alerts."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SearchField, SelectField
from wtforms.fields.choices import SelectChoice

from blueprints.accounts.wishes_form import sector_choices
from blueprints.choices import WORST_FIRST, area_choices, harm_choices, named
from blueprints.forms import Form
from models.codes import GENDERS, LEVELS
from rules.saved_searches import Search


class SearchForm(Form):
    """Words and what else a new warning must be. `within` are the areas this reader may read."""

    q = SearchField(_l("Words"))
    said = BooleanField(_l("Only in what they do, say or ask for"))
    area = SelectField(_l("Area"))
    harm = SelectField(_l("What happened"))
    level = SelectField(_l("Level"))
    sector = SelectField(_l("Kind of work"), choices=sector_choices)
    gender = SelectField(_l("Who it happens to"))

    def __init__(self, *args, within: frozenset[str] | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.area.choices = area_choices(none=_("Any area"), within=within)
        self.harm.choices = {"": [("", _("Anything"))], **harm_choices()}
        self.level.choices = [("", _("Any level")), *((level.code, _(level.name)) for level in WORST_FIRST)]
        self.gender.choices = [SelectChoice("", _("Anybody")), *(SelectChoice(*one) for one in named(GENDERS))]

    def search(self) -> Search:
        """What is looked for, as the rule takes it."""
        levels = {level.code: number for number, level in LEVELS.items()}
        return Search(
            words=self.q.data or "",
            area=self.area.data or None,
            harm=self.harm.data or None,
            level=levels.get(self.level.data),
            sector=self.sector.data or None,
            gender=self.gender.data or None,
            is_said=bool(self.said.data),
        )
