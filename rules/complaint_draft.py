"""The first draft of a letter of complaint, made from a report's own answers; in English, as the bodies read it."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from models.codes import HARMS_OF
from models.routes import WISHES
from rules.complaint_words import say_day
from rules.report_words import Words

NEEDS = MappingProxyType(
    {
        "writing": "Please write to me and do not ring me.",
        "easy-words": "Please use short and plain words.",
        "breaks": "In a talk I need breaks.",
        "language": "I need an interpreter.",
        "somebody": "I will bring somebody with me.",
        "gender": "I want to talk to somebody of a gender that I choose.",
        "access": "I need a place that I can get into.",
    }
)
WAS_OFFERED = MappingProxyType(
    {
        "offered": "{} was offered to me.",
        "refused": "I asked for {}, and was refused.",
        "not-offered": "{} was not offered to me.",
    }
)


def compose(words: Words, harms: list[str]) -> str:
    """The words of the letter, in the first person: the person's own answers in order, and what is asked for.

    `harms` are codes. What was not answered is left out.
    """
    details = words.details
    parts = [
        "I want to complain about what happened to me.",
        _who(details.get("who", {})),
        _happened(words, harms),
        _seen(details.get("happened", {})),
        "I believe that my race, or where I am from, was why." if _one(details, "you", "was_why") == "yes" else "",
        _before(details.get("before", {})),
        _asked(details.get("wants", {}).get("wants", [])),
        _needs(details.get("wants", {})),
        "Please tell me in writing who looks at this, that it is nobody who works with them, "
        "and by which day I get an answer.",
    ]
    return "\n\n".join(part for part in parts if part)


def _who(said: Mapping[str, list[str]]) -> str:
    labels = {"organisation": "Where they work", "team": "Team or place", "name": "Who", "badge": "Number or badge"}
    return _lines({label: "; ".join(said.get(name, [])) for name, label in labels.items()})


def _happened(words: Words, harms: list[str]) -> str:
    said = words.details.get("happened", {})
    named = [HARMS_OF["professional"][code].name for code in harms if code in HARMS_OF["professional"]]
    parts = [
        f"It happened on {_day(words.happened_on)}." if words.happened_on else "",
        words.story.strip(),
        "It was this:\n" + _list(named) if named else "",
        _text("How I came to be there", said.get("how_came")),
        _text("What was said and done", said.get("said_done")),
    ]
    return "\n\n".join(part for part in parts if part)


def _seen(said: Mapping[str, list[str]]) -> str:
    found = [_text("Who saw or heard it", said.get("witnesses"))]
    for name, thing in (("chaperone", "a chaperone"), ("interpreter", "an interpreter")):
        sentence = WAS_OFFERED.get("".join(said.get(name, [])[:1]), "").format(thing)
        found.append(sentence[:1].upper() + sentence[1:])
    return "\n".join(part for part in found if part)


def _before(said: Mapping[str, list[str]]) -> str:
    if said.get("complained", [""])[0] != "yes":
        return ""
    lines = _lines(
        {
            "To": "; ".join(said.get("to_whom", [])),
            "On": _day("".join(said.get("on", [])[:1])),
            "Reference": "; ".join(said.get("reference", [])),
            "Answer": "; ".join(said.get("answer", [])),
            "Final answer on": _day("".join(said.get("final_on", [])[:1])),
        }
    )
    return "I complained about it before." + ("\n" + lines if lines else "")


def _asked(wants: list[str]) -> str:
    found = [WISHES[code].ask for code in wants if code in WISHES and WISHES[code].ask]
    return "This is what I ask for:\n" + _list(found) if found else ""


def _needs(said: Mapping[str, list[str]]) -> str:
    found = [NEEDS[code] for code in said.get("adjustments", []) if code in NEEDS]
    found += [text for text in said.get("adjustment_words", []) if text.strip()]
    return "So that I can take part I need this:\n" + _list(found) if found else ""


def _one(details: Mapping[str, Mapping[str, list[str]]], step: str, name: str) -> str:
    return next(iter(details.get(step, {}).get(name, [])), "")


def _text(label: str, texts: list[str] | None) -> str:
    said = "\n".join(texts or []).strip()
    return f"{label}: {said}" if said else ""


def _lines(said: Mapping[str, str]) -> str:
    return "\n".join(f"{label}: {text}" for label, text in said.items() if text.strip())


def _list(texts: list[str]) -> str:
    return "\n".join(f"– {text}" for text in texts)


def _day(text: str) -> str:
    """A day as letters say it; one that we cannot read stays as it is."""
    try:
        return say_day(date.fromisoformat(text))
    except ValueError:
        return text
