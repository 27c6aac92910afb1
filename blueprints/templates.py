"""What every template may use besides Flask's own names."""

from flask import Flask
from flask_babel import lazy_gettext as _l
from wtforms import Field, RadioField, SelectMultipleField

from blueprints import context, tokens
from blueprints import office as office_words
from models.codes import LEVELS, OFFICE, ORIGINS
from models.facts import FACTS
from rules import access
from rules.phones import tel

# What a field is called when all we have is what was posted.
LABELS = {
    "story": _l("What happened"),
    "place": _l("Where"),
    "identifiers": _l("Numbers and names"),
    "looks": _l("What they look like"),
    "contact_value": _l("How to reach you"),
    "organisation": _l("Whom they work for"),
    "how_came": _l("How you came to be there"),
    "said_done": _l("What they said and did"),
    "answer": _l("What they answered"),
    "words": _l("Your words"),
    "title": _l("Heading"),
    "value": _l("What you asked about"),
    "email": _l("E-mail"),
    "name": _l("Name"),
}


def offer(app: Flask) -> None:
    """Give the templates their names; nothing here asks the database."""
    app.jinja_env.globals.update(
        csrf_token=tokens.token,
        levels=LEVELS,
        origins=ORIGINS,
        facts=FACTS,
        office=OFFICE,
        office_now=office_words.now_open,
        office_week=office_words.week,
        when_read=office_words.when_read,
        control=control,
        described=described,
        groups_of=groups_of,
        field_label=field_label,
    )
    app.jinja_env.filters.update(is_words=is_words, tel=tel)
    app.context_processor(_who)


def _who() -> dict[str, bool]:
    """Who the header is for; the session was found before the view, so this costs no query."""
    account = context.account()
    return {
        "is_open": context.opened() is not None,
        "is_signed_in": account is not None,
        "is_staff": account is not None and account.role in access.STAFF,
        "is_project": account is not None and account.role == access.PROJECT,
    }


def described(field: Field, hint: str) -> dict[str, str]:
    """The attributes that tie a control to its hint and its error."""
    ids = [f"{field.id}-hint"] * bool(hint) + [f"{field.id}-error"] * bool(field.errors)
    said = {"aria-describedby": " ".join(ids)} if ids else {}
    return said | ({"aria-invalid": "true"} if field.errors else {})


def control(field: Field, hint: str, attrs: dict[str, str]) -> str:
    """The bare input, textarea or select, tied to its hint and error."""
    rows = {"rows": 5} if field.type == "TextAreaField" else {}
    # A browser cuts a pasted text at maxlength without a word; our own check says so and keeps all of it.
    return field(maxlength=False, **(rows | described(field, hint) | attrs))


def groups_of(field: RadioField | SelectMultipleField) -> list[tuple[str | None, list]]:
    """A list field's choices under their headings; one group without a heading when it has none."""
    if field.has_groups():
        return [(name, list(choices)) for name, choices in field.iter_groups()]
    return [(None, list(field.iter_choices()))]


def field_label(name: str) -> str:
    """A label for a posted field that no form is at hand for."""
    return str(LABELS.get(name) or name.replace("_", " ").capitalize())


def is_words(value: str, name: str = "") -> bool:
    """Whether somebody wrote this, rather than ticked it: a known field of text, or a value with a space in it."""
    return bool(value.strip()) and (name in LABELS or " " in value.strip() or "\n" in value)
