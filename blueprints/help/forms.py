"""The form in which staff write a help page."""

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from blueprints.forms import Form

LONGEST_TITLE = 80


class HelpForm(Form):
    """A page as it is written: Markdown, and where it comes from."""

    title = StringField(
        _("Title"),
        [InputRequired(_("Write a title.")), Length(max=LONGEST_TITLE, message=_("80 letters at most."))],
    )
    body = TextAreaField(
        _("Text"),
        [InputRequired(_("Write something."))],
        description=_(
            "Markdown: ## for a heading, - for a list, [words](/help/talk/) for a link. "
            "Numbers and names of bodies come from the list of facts: {ico}, {ico:phone}, {ico:web}."
        ),
        render_kw={"rows": 18},
    )
    sources = TextAreaField(
        _("Where it comes from"),
        description=_("One a line: title | https://address | 2026-11. Sources of facts come by themselves."),
        render_kw={"rows": 4},
    )
    # What the writer began from, so that nobody's change is lost.
    seen = HiddenField()
