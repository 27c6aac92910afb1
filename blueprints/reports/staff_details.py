"""What the long form asked beyond the short one, as caseworkers read it: headings, labels and words."""

from collections.abc import Iterable, Mapping
from datetime import date

from flask_babel import gettext as _

from blueprints import form_filling
from blueprints.form_steps import FORMS
from blueprints.reports.steps import STEPS
from models.codes import DETAILS, PERMISSIONS
from rules.answers import EARLIER

# A heading, and under it labels with what was said.
Section = tuple[str, list[tuple[str, str]]]


def sections(kind: str, details: Mapping[str, Mapping[str, list[str]]]) -> list[Section]:
    """A report's details by step, in its form's order; each person and vehicle under a heading of its own."""
    steps = FORMS[kind].by_code if kind in FORMS else {}
    found = []
    for step in steps.values():
        for title, said in form_filling.told(step, details.get(step.code, {})):
            found.append((title or str(step.title), said))
    replaced = details.get(EARLIER, {})
    earlier = [(str(steps[code].title), text) for code, texts in replaced.items() if code in steps for text in texts]
    return found + ([(_("Written before, in another window"), earlier)] if earlier else [])


def names_of(permissions: Iterable[str]) -> str:
    """Permissions in words."""
    return ", ".join(_(PERMISSIONS[name].label) for name in permissions if name in PERMISSIONS)


def day_of(happened_on: str) -> date | None:
    """The day of the harm, when one was said."""
    try:
        return date.fromisoformat(happened_on)
    except ValueError:
        return None


def of_maker(maker: Mapping[str, str]) -> list[tuple[str, str]]:
    """Who told it for somebody else: what they are to them, their name, whether the person knows."""
    labels = {
        "relation": _("What they are to the person"),
        "name": _("Name or project"),
        "knows": _("Does the person know?"),
    }
    lists = {"relation": DETAILS["makers"], "knows": DETAILS["yes_no"]}
    said = []
    for name, label in labels.items():
        if text := maker.get(name):
            known = lists.get(name, {}).get(text)
            said.append((label, _(known.name) if known else text))
    return said + _before(maker)


def of_contact(contact: Mapping[str, str]) -> list[tuple[str, str]]:
    """What they said about reaching them, besides how and where."""
    fields = {name: [text] for name, text in contact.items() if name not in ("how", "value", EARLIER)}
    said = [line for _title, lines in form_filling.told(STEPS["contact"], fields) for line in lines]
    return said + _before(contact)


def _before(words: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(_("Written before, in another window"), words[EARLIER])] if words.get(EARLIER) else []
