"""Long forms: one form of many steps at one address, and what becomes of its answers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for

from blueprints.forms import Form
from models.form_draft import FormDraft
from models.report import Report
from rules.answers import Answers
from rules.form_drafts import Content

# Lazy texts are read where they are shown.
Text = Any
# A folded list: its summary and the fields in it.
Fold = tuple[Text, tuple[str, ...]]
# Two pages that ask nothing: all steps at a glance, and the question before what was begun is deleted.
OVERVIEW, DELETE = "all", "delete"


@dataclass(frozen=True)
class Step:
    """One page of questions; with `row` a group of them that may repeat, `most` times."""

    code: str
    title: Text
    form: type[Form]
    intro: Text = ""
    row: type[Form] | None = None
    row_title: Text = ""
    most: int = 0
    folds: Sequence[Fold] = ()
    rows_first: bool = False


@dataclass(frozen=True)
class LongForm:
    """One long form, for one kind of report: its steps in the order in which "Go on" leads through them.

    `endpoint` is its page, `short` that of the short form it goes on from. A form that may be told for somebody else
    asks one step otherwise then: `for_somebody`.
    """

    kind: str
    endpoint: str
    short: str
    steps: tuple[Step, ...]
    answers_of: Callable[[Content], Answers]
    for_somebody: Step | None = None
    is_for_somebody: Callable[[Content], bool] = lambda content: False

    @property
    def first(self) -> str:
        """The code of the step it begins with."""
        return self.steps[0].code

    @property
    def by_code(self) -> dict[str, Step]:
        """Its steps by their codes."""
        return {step.code: step for step in self.steps}

    def step(self, code: str, content: Content) -> Step | None:
        """The step of this code as it is asked now, None when there is none."""
        other = self.for_somebody
        if other is not None and code == other.code and self.is_for_somebody(content):
            return other
        return self.by_code.get(code)

    def after(self, code: str) -> str:
        """The step that "Go on" leads to."""
        codes = [*self.by_code, OVERVIEW]
        return codes[codes.index(code) + 1] if code in self.by_code else OVERVIEW


# By kind of report. Each part of the site that has one offers it, so that a code leads there and the desk reads it.
FORMS: dict[str, LongForm] = {}


def offer(form: LongForm) -> LongForm:
    """Let the rest of the site find a long form by its kind."""
    FORMS[form.kind] = form
    return form


def address_of(begun: FormDraft | Report) -> str:
    """The page of the long form that this is a draft or the report of."""
    return url_for(FORMS[begun.kind].endpoint)
