"""Forms: safe text, limits that cut nothing off, plain words."""

import pytest
from werkzeug.datastructures import MultiDict
from wtforms import EmailField, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import DataRequired, Email

from blueprints import forms


class Sample(forms.Form):
    """One field of each kind."""

    story = TextAreaField()
    more = TextAreaField()
    rest = TextAreaField()
    last = TextAreaField()
    place = StringField()
    area = SelectField(choices=lambda: [("leeds", "Leeds"), ("bath", "Bath")])
    when = RadioField(choices=lambda: [("today", "Today")])
    harms = SelectMultipleField(choices=lambda: [("theft", "Theft"), ("threat", "Threat")])


class Needed(forms.Form):
    """Fields with rules."""

    name = StringField(validators=[DataRequired()])
    email = EmailField(validators=[Email()])


@pytest.fixture
def posted(app):
    """A function that gives the form as if these pairs had been posted."""
    contexts = []

    def post(*pairs: tuple[str, str], form=Sample):
        context = app.test_request_context("/", method="POST", data=MultiDict(pairs))
        context.push()
        contexts.append(context)
        return form()

    yield post
    for context in reversed(contexts):
        context.pop()


def test_one_answer_is_enough(posted):
    form = posted(("story", "He left."))
    assert form.validate_on_submit()
    assert form.status == 200
    assert form.area.data is None


def test_hidden_marks_are_taken_out_and_lines_kept(posted):
    form = posted(("story", "a\u202eb\x00\r\nc"), ("place", " Leeds\n LS11\u200b "))
    assert form.validate_on_submit()
    assert form.story.data == "ab\nc"
    assert form.place.data == "Leeds LS11"


def test_a_field_that_is_too_long_comes_back_whole(posted):
    words = "x" * 20_001
    form = posted(("story", words))
    assert not form.validate_on_submit()
    assert form.status == 413
    assert form.story.data == words
    assert form.story.errors == [forms.TOO_LONG]


def test_a_form_that_is_too_long_in_all_comes_back_whole(posted):
    form = posted(*((name, "x" * 17_000) for name in ("story", "more", "rest", "last")))
    assert not form.validate_on_submit()
    assert form.status == 413
    assert form.form_errors == [forms.TOO_LONG_IN_ALL]


def test_exactly_the_longest_is_taken(posted):
    assert posted(("story", "x" * 20_000)).validate_on_submit()


def test_choices_that_we_never_gave_are_refused_in_plain_words(posted):
    form = posted(("area", "atlantis"), ("when", "<b>"), ("harms", "theft"), ("harms", "%(value)s"))
    assert not form.validate_on_submit()
    assert form.status == 422
    assert form.area.errors == form.when.errors == form.harms.errors == [str(forms.NOT_A_CHOICE)]


def test_the_first_of_two_values_counts(posted):
    form = posted(("place", "Leeds"), ("place", "Bath"), ("area", "leeds"), ("area", "bath"))
    assert form.validate_on_submit()
    assert (form.place.data, form.area.data) == ("Leeds", "leeds")


def test_what_a_form_needs_is_said_in_our_words(posted):
    form = posted(("name", " "), ("email", "nobody"), form=Needed)
    assert not form.validate_on_submit()
    assert [str(form.name.errors[0]), str(form.email.errors[0])] == [
        "Fill this in.",
        "Write an e-mail address, such as name@example.org.",
    ]
