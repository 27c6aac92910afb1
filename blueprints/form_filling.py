"""A step's form with as many rows as are needed: made from what was posted or kept, and kept again without gaps."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from flask import request
from flask_babel import format_date, gettext
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, DateField, Field, SelectMultipleField
from wtforms.fields.core import UnboundField

from blueprints.form_steps import Fold, Step
from blueprints.forms import Form
from rules.form_drafts import Content

Fields = Mapping[str, list[str]]
_NUMBERED = re.compile(r"-([1-9][0-9]?)$")


@dataclass(frozen=True)
class Part:
    """Some fields of a step under one heading (or none), the less needed of them in closed lists."""

    title: str
    fields: list[Field]
    folds: list[tuple[Any, list[Field]]]


def posted(step: Step) -> Form:
    """The step as it was posted."""
    return _form(step, request.form, max(_last_row(request.form, step), 1))


def kept(step: Step, fields: Fields, has_more: bool = False) -> Form:
    """The step with what was kept of it; `has_more` gives one more empty row."""
    rows = _last_row(fields, step)
    pairs = MultiDict([(name, value) for name, values in fields.items() for value in values])
    form = _form(step, pairs, min(max(rows + has_more, 1), step.most or 1))
    for field in form:
        if isinstance(field, DateField) and field.data:
            # Shown as days are written, not as they are kept.
            field.raw_data = None
    return form


def has_room(form: Form, step: Step) -> bool:
    """Whether one more row may be asked for."""
    return f"{_first_name(step)}-{step.most}" not in form if step.row else False


def fields_of(form: Form, step: Step) -> dict[str, list[str]]:
    """What is filled in, by field; rows that say nothing are left out and the others move up."""
    found: dict[str, list[str]] = {}
    rows: dict[int, dict[str, list[str]]] = {}
    for field in form:
        said = values(field)
        number = _row_of(field.name, step)
        if said and number:
            rows.setdefault(number, {})[_NUMBERED.sub("", field.name)] = said
        elif said:
            found[field.name] = said
    for place, number in enumerate(sorted(rows), 1):
        found |= {f"{name}-{place}": said for name, said in rows[number].items()}
    return found


def parts(form: Form, step: Step) -> list[Part]:
    """The step's fields as the page shows them."""
    own = _part(step, form, 0, "", () if step.row else step.folds)
    rows: list[Part] = []
    while step.row and f"{_first_name(step)}-{len(rows) + 1}" in form:
        number = len(rows) + 1
        rows.append(_part(step, form, number, str(step.row_title) % {"number": number}, step.folds))
    if len(rows) == 1:
        rows[0] = replace(rows[0], title="")
    found = [*rows, own] if step.rows_first else [own, *rows]
    return [part for part in found if part.fields]


def _part(step: Step, form: Form, row: int, title: str, folds: Sequence[Fold]) -> Part:
    """The fields of one row (0 for the step's own), those of closed lists apart."""
    inside = {_NUMBERED.sub("", one.name): one for one in form if _row_of(one.name, step) == row}
    folded = [(summary, [inside.pop(name) for name in names]) for summary, names in folds]
    return Part(title, list(inside.values()), folded)


def told(step: Step, fields: Fields) -> list[tuple[str, list[tuple[str, str]]]]:
    """What was answered, in words: under each row's title (or none) the labels with what was said."""
    form = kept(step, fields)
    found = []
    for part in parts(form, step):
        every = [*part.fields, *(field for _summary, inside in part.folds for field in inside)]
        said = [(str(field.label.text), in_words(field)) for field in every if values(field)]
        if said:
            found.append((part.title, said))
    return found


def lines(step: Step, fields: Fields) -> list[str]:
    """The same as plain lines."""
    return [line(*said) for _title, inside in told(step, fields) for said in inside]


def line(label: str, text: str) -> str:
    """One answer in a line."""
    return f"{label} {text}" if label.endswith("?") else f"{label}: {text}"


def replaced(step: Step, content: Content) -> list[tuple[str, str]]:
    """What another window had written in a step before, label and words, where it says something else than now."""
    now = content.steps.get(step.code, {})
    found: dict[tuple[str, str], None] = {}
    for before in content.earlier.get(step.code, ()):
        differing = {name: values for name, values in before.items() if values != now.get(name)}
        found |= {said: None for _title, inside in told(step, differing) for said in inside}
    return list(found)


def earlier_lines(step: Step, content: Content) -> list[str]:
    """What another window had written in a step before, line by line."""
    return [line(*said) for said in replaced(step, content)]


def first(fields: Fields, name: str) -> str:
    """What one field of a step says; empty when nothing."""
    return next(iter(fields.get(name, ())), "")


def in_words(field: Field) -> str:
    """What a field says: the chosen answers' names, or the words."""
    if isinstance(field, BooleanField):
        return gettext("Yes")
    if isinstance(field, DateField) and field.data:
        return format_date(field.data, "d MMMM y")
    names = {choice.value: str(choice.label) for choice in _choices(field)}
    return ", ".join(names.get(value, value) for value in values(field))


def _choices(field: Field) -> list:
    return list(field.iter_choices()) if hasattr(field, "iter_choices") else []


def values(field: Field) -> list[str]:
    """What a field says, as it is kept; a day that cannot be read stays as it was written."""
    if isinstance(field, BooleanField):
        return ["y"] if field.data else []
    if isinstance(field, SelectMultipleField):
        return list(field.data or ())
    if isinstance(field, DateField):
        return [field.data.isoformat()] if field.data else [text for text in field.raw_data or () if text]
    return [field.data] if field.data else []


def _form(step: Step, fields: Any, rows: int) -> Form:
    # mypy takes a class of ours for something that cannot be a key.
    made = _form_class(step.form, step.row, rows if step.row else 0)  # type: ignore[arg-type]
    return made(formdata=MultiDict(fields))


@cache
def _form_class(form: type[Form], row: type[Form] | None, rows: int) -> type[Form]:
    """The step's form with its row's fields as often as there are rows, `name-1` and on."""
    fields = {}
    for number in range(1, rows + 1):
        for name, one in _unbound(row).items():
            # A fresh one for each, because WTForms puts fields in the order in which they were made.
            fields[f"{name}-{number}"] = UnboundField(one.field_class, *one.args, **one.kwargs)
    return type(form.__name__, (form,), {"__doc__": form.__doc__, **fields})


def _unbound(row: type[Form] | None) -> dict[str, UnboundField]:
    """A row's fields in the order in which they are written."""
    found = {name: one for name, one in vars(row).items() if hasattr(one, "_formfield")} if row else {}
    return dict(sorted(found.items(), key=lambda pair: pair[1].creation_counter))


def _first_name(step: Step) -> str:
    return next(iter(_unbound(step.row)), "")


def _row_of(name: str, step: Step) -> int:
    """Which row a field belongs to; 0 for the step's own."""
    match = _NUMBERED.search(name) if step.row else None
    return int(match[1]) if match else 0


def _last_row(fields: Any, step: Step) -> int:
    """The highest row among these names, as far as rows go."""
    return min(max((_row_of(name, step) for name in fields), default=0), step.most)
