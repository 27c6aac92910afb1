"""A day as people write it on paper."""

from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import to_user_timezone
from wtforms import DateField
from wtforms.validators import ValidationError
from wtforms.widgets import TextInput

from blueprints import context

# The first is how a day is shown.
FORMATS = ["%d/%m/%Y", "%d/%m/%y", "%d.%m.%Y", "%d.%m.%y", "%d-%m-%Y", "%d %m %Y", "%d %m %y", "%Y-%m-%d"]
NOT_A_DAY = _l("Write a day, such as 4/11/2026.")


class DayField(DateField):
    """A day in one box: a browser's own picker takes four steps on a keyboard and guesses the order."""

    def __init__(self, label, validators=None, **more):
        super().__init__(label, validators, format=FORMATS, widget=TextInput(), **more)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the day, or say how to write one."""
        try:
            super().process_formdata(valuelist)
        except ValueError as problem:
            raise ValueError(NOT_A_DAY) from problem


def today() -> date:
    """The day it is in London."""
    return to_user_timezone(context.now()).date()


def need_no_future(day: date | None) -> None:
    """Refuse a day to come, as a form's check does."""
    if day is not None and day > today():
        raise ValidationError(_("This day has not come yet."))
