"""From the form about a professional to a draft's first steps, and from a draft's steps to the answers of a report."""

from blueprints import form_contact, form_filling
from blueprints.form_filling import first
from blueprints.professionals.forms import ABOUT_NUM, ProfessionalForm
from blueprints.professionals.steps import STEPS
from rules.answers import EARLIER, Answers
from rules.form_drafts import Content

# What a report has a place of its own for, by step; the rest are its details.
APART = {
    "who": {"profession", "nation"},
    "what": {"danger", "harms", "story", "rating"},
    "happened": {"day"},
    "contact": {"contact_how", "contact_value", "safe_times", "may_leave_message", "ask_for"},
    "permissions": {"permissions"},
}
# Fields in which somebody of ours may be named, so that they cannot open it.
NAMED = ("organisation", "team", "name")


def steps_of(form: ProfessionalForm) -> dict[str, dict[str, list[str]]]:
    """What was answered on the short form, as steps of the long one."""
    return {
        code: {field.name: form_filling.values(field) for field in form if hasattr(step.form, field.name)}
        for code, step in STEPS.items()
    }


def answers_of(content: Content) -> Answers:
    """Everything that was answered, as the rules take it."""
    said = {code: content.steps.get(code, {}) for code in STEPS}
    who, what, contact = said["who"], said["what"], said["contact"]
    # A name that another window's save replaced still names somebody.
    named = [first(fields, name) for fields in (who, *content.earlier.get("who", ())) for name in NAMED]
    return Answers(
        kind="professional",
        profession=first(who, "profession") or None,
        nation=first(who, "nation") or None,
        named=tuple(name for name in named if name),
        is_about_num=ABOUT_NUM in who.get("about_us", ()),
        harms=tuple(what.get("harms", ())),
        story=first(what, "story"),
        rating=int(first(what, "rating")) if first(what, "rating") else None,
        is_in_danger=bool(first(what, "danger")),
        happened_on=first(said["happened"], "day"),
        permissions=tuple(said["permissions"].get("permissions", ())),
        contact_how=first(contact, "contact_how"),
        contact_value=first(contact, "contact_value"),
        contact_more=form_contact.more_of(STEPS["contact"], content),
        details=_details(content),
    )


def _details(content: Content) -> dict[str, dict[str, list[str]]]:
    """What is left of each step, and words that another window's save replaced."""
    found: dict[str, dict[str, list[str]]] = {}
    for code in STEPS:
        fields = content.steps.get(code, {})
        rest = {name: said for name, said in fields.items() if said and name not in APART.get(code, ())}
        if rest:
            found[code] = rest
    replaced = {
        code: form_filling.earlier_lines(step, content) for code, step in STEPS.items() if code not in ("contact",)
    }
    if any(replaced.values()):
        found[EARLIER] = {code: lines for code, lines in replaced.items() if lines}
    return found
