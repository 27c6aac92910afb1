"""From a form draft's steps to the answers of a report, and from the short form to a draft's first steps."""

from collections.abc import Iterator
from datetime import date

from blueprints import form_contact, form_filling
from blueprints.form_filling import Fields, first
from blueprints.reports.forms import ReportForm
from blueprints.reports.steps import STEPS
from models.codes import PERMISSIONS
from rules.answers import EARLIER, UNKNOWN, Answers
from rules.form_drafts import Content

# Kept elsewhere than in the details: sealed apart, or given as permissions.
APART = {"somebody", "contact", "permissions"}
# What the short form asks too has a place of its own in a report.
ASKED = {"what": {"danger", "harms", "story", "about"}, "where": {"place", "area"}, "when": {"when"}, "you": {"sector"}}
FOUND_BY = {"", "phone", "email", "username", "plate", "link"}
MOST_NUMBERS = STEPS["numbers"].most


def steps_of(form: ReportForm) -> dict[str, dict[str, list[str]]]:
    """What was answered on the short form, as steps of the long one."""
    said = form.answers()
    numbers = [line for line in said.identifiers.splitlines() if line.strip()]
    rows = {f"value-{place}": [line] for place, line in enumerate(numbers[:MOST_NUMBERS], 1)}
    # Whoever has not chosen reports a person; that is no answer yet.
    about = [said.about] if said.about != "person" else []
    found = {
        "what": {
            "danger": ["y"] if said.is_in_danger else [],
            "harms": list(said.harms),
            "story": [said.story],
            "about": about,
        },
        "where": {"place": [said.place], "area": [said.area or ""]},
        "when": {"when": [said.when or ""]},
        "numbers": {**rows, "rest": ["\n".join(numbers[MOST_NUMBERS:])]},
        "person": {"looks-1": [said.looks]},
        "contact": {"contact_how": [said.contact_how], "contact_value": [said.contact_value]},
        "permissions": {"permissions": list(said.permissions)},
    }
    return {code: {name: values for name, values in fields.items() if any(values)} for code, fields in found.items()}


def answers_of(content: Content) -> Answers:
    """Everything that was answered, as the rules take it; what has no place of its own goes into the details."""
    said = content.steps
    day = _first(said, "when", "day")
    maker = maker_of(content)
    names, given_by = _permissions(said.get("permissions", {}), bool(maker))
    return Answers(
        harms=tuple(said.get("what", {}).get("harms", ())),
        story=_first(said, "what", "story"),
        area=_first(said, "where", "area") or None,
        place=_first(said, "where", "place"),
        when=_first(said, "when", "when") or None,
        about=_first(said, "what", "about") or "person",
        identifiers="\n".join([*_numbers(said), *_plates(said), _first(said, "numbers", "rest")]).strip(),
        looks="\n\n".join(_looks(said)),
        permissions=names,
        contact_how=_first(said, "contact", "contact_how"),
        contact_value=_first(said, "contact", "contact_value"),
        contact_more=form_contact.more_of(STEPS["contact"], content),
        is_in_danger=bool(_first(said, "what", "danger")),
        sector=_first(said, "you", "sector") or None,
        happened_on=day if _is_day(day) else "",
        details=_details(content),
        maker=maker,
        given_by=given_by,
    )


def maker_of(content: Content) -> dict[str, str]:
    """Who tells it, when it is for somebody else; nothing when it is the reporter's own."""
    fields = content.steps.get("somebody", {})
    if not fields.get("who"):
        return {}
    earlier = " · ".join(form_filling.earlier_lines(STEPS["somebody"], content))
    made = {"relation": first(fields, "who"), "name": first(fields, "name"), "knows": first(fields, "knows")}
    return {name: text for name, text in {**made, EARLIER: earlier}.items() if text}


def _permissions(fields: Fields, is_for_somebody: bool) -> tuple[tuple[str, ...], dict[str, str]]:
    """The names ticked; and, for somebody else, by whom each is given. A tick alone does not say by whom."""
    ticked = tuple(fields.get("permissions", ()))
    if not is_for_somebody:
        return ticked, {}
    chosen = {code: first(fields, f"may_{code}") for code in PERMISSIONS}
    return (), dict.fromkeys(ticked, UNKNOWN) | {code: how for code, how in chosen.items() if how}


def _rows(said: dict, code: str) -> Iterator[tuple[int, Fields]]:
    """Each row of a step with its number."""
    fields = said.get(code, {})
    for number in range(1, STEPS[code].most + 1):
        row = {
            name.removesuffix(f"-{number}"): values for name, values in fields.items() if name.endswith(f"-{number}")
        }
        if row:
            yield number, row


def _is_found_by(row: Fields) -> bool:
    """Whether a row is whole and of a kind that the checker may answer."""
    return bool(first(row, "value")) and not first(row, "sure") and first(row, "kind") in FOUND_BY


def _numbers(said: dict) -> Iterator[str]:
    for _number, row in _rows(said, "numbers"):
        if _is_found_by(row):
            site = first(row, "site")
            yield f"{site}: {first(row, 'value')}" if site else first(row, "value")


def _plates(said: dict) -> Iterator[str]:
    for _number, row in _rows(said, "vehicle"):
        if first(row, "plate") and not first(row, "plate_sure"):
            yield first(row, "plate")


def _looks(said: dict) -> list[str]:
    """What each person looks like in the reporter's words; numbered when there are several."""
    rows = list(_rows(said, "person"))
    words = [(number, first(row, "looks")) for number, row in rows if first(row, "looks")]
    return [f"{number}. {text}" if len(rows) > 1 else text for number, text in words]


def _details(content: Content) -> dict[str, dict[str, list[str]]]:
    """What is left of each step, and words that another window's save replaced."""
    said = content.steps
    whole = [number for number, row in _rows(said, "numbers") if _is_found_by(row)]
    taken = ASKED | {
        "numbers": {"rest"} | {f"{name}-{number}" for number in whole for name in ("value", "kind", "site", "sure")},
        "person": {f"looks-{number}" for number in range(1, STEPS["person"].most + 1)},
    }
    if _is_day(_first(said, "when", "day")):
        taken["when"] = taken["when"] | {"day"}
    found: dict[str, dict[str, list[str]]] = {}
    for code in STEPS:
        rest = {name: values for name, values in said.get(code, {}).items() if name not in taken.get(code, ())}
        if rest and code not in APART:
            found[code] = rest
    replaced = {code: form_filling.earlier_lines(step, content) for code, step in STEPS.items() if code not in APART}
    if any(replaced.values()):
        found[EARLIER] = {code: words for code, words in replaced.items() if words}
    return found


def _is_day(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False


def _first(said: dict, code: str, name: str) -> str:
    return first(said.get(code, {}), name)
