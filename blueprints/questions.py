"""The questions of the short report form, which whoever keys a report in is asked too."""

from blueprints.forms import Form
from rules.answers import Answers


def answers_of(form: Form, **more) -> Answers:
    """What a form with these questions says, as the rules take it; `more` is what it asks besides."""
    return Answers(
        harms=tuple(form.harms.data or ()),
        story=form.story.data or "",
        area=form.area.data or None,
        place=form.place.data or "",
        when=form.when.data or None,
        about=form.about.data or "person",
        identifiers=form.identifiers.data or "",
        looks=form.looks.data or "",
        contact_how=form.contact_how.data or "",
        contact_value=form.contact_value.data or "",
        **more,
    )
