"""Forms: text made safe to keep, limits that cut nothing off, and errors in plain words."""

from collections.abc import Mapping
from typing import Any

from flask import request
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import Field, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import Optional, ValidationError
from wtforms.widgets import PasswordInput

from rules.identifier_kinds import phone, prepared
from rules.text import clean_line, clean_text
from rules.web_addresses import NotASite, read_site

LONGEST_FIELD = 20_000
LONGEST_FORM = 64_000
# Sealed words that come back to us whole: they were counted when they were typed.
NOT_COUNTED = {"kept"}
TOO_LONG = _l("This is too long: 20,000 letters at most. Send it in two parts.")
TOO_LONG_IN_ALL = _l("This is too long in all: 64,000 letters at most. Send it in two parts.")
NOT_A_CHOICE = _l("Choose from the list.")

# What WTForms says by itself, in our words.
SENTENCES = {
    "This field is required.": _l("Fill this in."),
    "Invalid email address.": _l("Write an e-mail address, such as name@example.org."),
    "Not a valid choice.": NOT_A_CHOICE,
    "Invalid Choice: could not coerce.": NOT_A_CHOICE,
    "Invalid choice(s): one or more data inputs could not be coerced.": NOT_A_CHOICE,
    "'%(value)s' is not a valid choice for this field.": NOT_A_CHOICE,
    "Not a valid integer value.": _l("Write a number."),
    "Not a valid date value.": _l("Write a day, such as 2026-11-04."),
    "Passwords must match.": _l("The two are not the same."),
}


class PlainWords:
    """Stands in for WTForms' translations."""

    def gettext(self, text: str):
        """Our sentence for WTForms' own, and anything else as it is."""
        return SENTENCES.get(text, text)

    def ngettext(self, singular: str, plural: str, number: int):
        """One sentence does for any number."""
        return self.gettext(singular)


class Form(FlaskForm):
    """Every form's parent; the posted form's proof is checked before any view, not here."""

    class Meta:
        csrf = False

        def get_translations(self, form: "Form") -> PlainWords:
            """Errors in plain words."""
            return PlainWords()

        def bind_field(self, form: "Form", unbound_field, options: dict) -> Field:
            """Clean all text: composed, without control and direction marks; one line where one line is asked."""
            cls = unbound_field.field_class
            if issubclass(cls, TextAreaField):
                options["filters"] = [_clean_text, *options.get("filters", ())]
            elif issubclass(cls, StringField) and not issubclass(getattr(cls.widget, "__class__", cls), PasswordInput):
                options["filters"] = [_clean_line, *options.get("filters", ())]
            elif (
                issubclass(cls, SelectField)
                and not issubclass(cls, SelectMultipleField)
                and _asks_nothing(unbound_field)
            ):
                # WTForms takes "none chosen" for a wrong choice; with us only what a form says is required.
                options["validators"] = [Optional()]
            return unbound_field.bind(form=form, **options)

    too_long = False

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        """Check lengths beside the fields' own rules; what is too long comes back whole."""
        is_good = super().validate(extra_validators)
        sizes = {field: _size(field) for field in self if field.name not in NOT_COUNTED}
        for field, size in sizes.items():
            if size > LONGEST_FIELD:
                field.errors = [TOO_LONG]
        if sum(sizes.values()) > LONGEST_FORM:
            self.form_errors.append(TOO_LONG_IN_ALL)
        self.too_long = max(sizes.values(), default=0) > LONGEST_FIELD or sum(sizes.values()) > LONGEST_FORM
        return is_good and not self.too_long

    @property
    def status(self) -> int:
        """The status to show this form with: 413 too long, 422 with errors, 200."""
        if self.too_long:
            return 413
        return 422 if self.errors else 200


def read_number(text: str | int | None) -> int | None:
    """The number of a row, as a hidden field or an address holds it; None for anything else."""
    found = str(text or "")
    return int(found) if found.isdecimal() and len(found) < 19 else None


def phone_number(_form: Form, field: Field) -> None:
    """A check of a field: a number that can be called, or nothing."""
    if field.data and phone(prepared(field.data)) is None:
        raise ValidationError(gettext("This is no phone number that people can call."))


def web_address(_form: Form, field: Field) -> None:
    """A check of a field: an address of the web, or nothing."""
    try:
        read_site(field.data or "")
    except NotASite as problem:
        raise ValidationError(gettext(problem.message)) from problem


def _asks_nothing(unbound_field) -> bool:
    return len(unbound_field.args) < 2 and "validators" not in unbound_field.kwargs


def _clean_text(value: Any) -> Any:
    return clean_text(value) if isinstance(value, str) else value


def _clean_line(value: Any) -> Any:
    return clean_line(value) if isinstance(value, str) else value


def differing(kept: Form, typed: Form) -> list[Field]:
    """The fields of what is kept that say something else than what was typed in the same form."""
    return [one for one in kept if one.type != "HiddenField" and _said(one) != _said(typed[one.name])]


def _said(field: Field) -> Any:
    return sorted(field.data) if isinstance(field.data, list | tuple) else field.data or None


def _size(field: Field) -> int:
    """Letters that were posted for a field."""
    return sum(len(value) for value in request.form.getlist(field.name))
