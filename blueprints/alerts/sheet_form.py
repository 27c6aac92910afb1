"""What goes on a sheet for paper: where, of when, how large, for whom."""

from datetime import date, datetime, timedelta

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField

from blueprints.alerts.forms import known_area
from blueprints.choices import PAPER_SIZES, area_choices, month_choices
from blueprints.forms import Form

DAYS = ("7", "14", "30")
# So long a sheet of a month may hang.
MONTH = 30
# The names by which the address knows who reads it.
WORKERS, EVERYBODY = "workers", "everybody"


class SheetForm(Form):
    """Area, days or a month, paper and who reads it; sent by GET. `within` are the areas this reader may read."""

    area = SelectField(_l("Area"), validate_choice=False)
    days = SelectField(_l("When"), validate_choice=False, default=DAYS[1])
    size = SelectField(_l("Paper"), validate_choice=False, default=PAPER_SIZES[0])
    whom = SelectField(_l("For whom"), validate_choice=False, default=WORKERS)

    def __init__(self, *args, today: date, within: frozenset[str] | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        months = month_choices(today)
        self.area.choices = area_choices(_("My areas"), _("Everywhere") if within is None else "", within)
        last = [(days, _("The last %(num)s days", num=days)) for days in DAYS]
        self.days.choices = {"": last, **months}
        self.size.choices = [(size, size.upper()) for size in PAPER_SIZES]
        self.whom.choices = [
            (WORKERS, _("People who know the site")),
            (EVERYBODY, _("People with no phone: large and plain")),
        ]
        # What is on no list counts as what stands there at first.
        self.area.data = known_area(self.area.data, within) or ""
        lists: dict[str, tuple[str, ...]] = {"size": PAPER_SIZES, "whom": (WORKERS, EVERYBODY)}
        lists["days"] = (*DAYS, *(code for year in months.values() for code, _name in year))
        for name, codes in lists.items():
            self[name].data = self[name].data if self[name].data in codes else self[name].default

    @property
    def month(self) -> date | None:
        """The first day of the month that was chosen; None for the last days."""
        return None if self.days.data in DAYS else date.fromisoformat(f"{self.days.data}-01")

    @property
    def is_plain(self) -> bool:
        """Whether it is for people who know nothing of the site."""
        return self.whom.data == EVERYBODY

    def period(self) -> tuple[datetime, datetime]:
        """From when until before when."""
        if first := self.month:
            first, last = first, (first + timedelta(days=31)).replace(day=1)
        else:
            first, last = self.today - timedelta(days=int(self.days.data)), self.today + timedelta(days=1)
        return datetime.combine(first, datetime.min.time()), datetime.combine(last, datetime.min.time())

    def good_until(self) -> date:
        """The day on which it is to be destroyed; a newer one is due by then."""
        return self.today + timedelta(days=MONTH if self.month else int(self.days.data))
