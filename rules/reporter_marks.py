"""What in a draft comes from the report itself: copied words, names, ways to reach the reporter, the exact place."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from models.codes import area_named
from rules.identifiers import keys_of, read_identifiers
from rules.text import is_sign, words_of

# Five words in a row; in scripts without spaces two signs weigh about as much as one word.
COPIED_WORDS, SIGN_WEIGHT = 5, 0.5
LEAST_TOKEN = 4

# Mail hosts and words of every contact box say nothing about one person.
_EVERYBODYS = frozenset(
    """gmail googlemail hotmail outlook yahoo icloud proton protonmail live mail email example aol msn btinternet
    whatsapp signal telegram facebook instagram snapchat messenger call calls text texts message messages phone mobile
    number please only after before between evening evenings morning mornings afternoon afternoons night nights from
    with anytime time days weekdays weekends weekend weekday leave voicemail voice safe send work works best contact
    reach through their this that when will have ring rings never always""".split()
)
# Names that are also words: they count only when written with a capital.
_NAMES_AND_WORDS = frozenset(
    "will may mark bill rob art grace hope joy faith rose angel star honey dawn summer sunny so my do an".split()
)
# Words that make a place no more exact than the town they stand with.
_PLACE_WORDS = frozenset(
    """the in at on of near by to from and city town centre center central area outside around north south east west
    uk england scotland wales ireland hotel flat street road house home car online station park my his her a""".split()
)
_SMALL_WORDS = frozenset(
    """am an and any are as ask at be but by can come could do dont for get go he her him his how if in into is it its
    let me my no not now of off ok on or our out pm say see she so the them then there they to try until up us use we
    what where which who would you your""".split()
)
_NAMES = re.compile(r"(?<!\w)@(\w{2,})|\b([^\W\d_a-z][^\W\d_A-Z]+)\b")
_STREETS = frozenset("street road lane avenue close terrace court square place gardens hotel inn".split())
_DISTRICT = re.compile("[a-z]{1,2}[0-9][a-z0-9]?")


def _grams(words: list[str]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Each place in the words with the shortest row from there that counts as copied."""
    for start in range(len(words)):
        weight, end = 0.0, start
        while end < len(words) and weight < COPIED_WORDS:
            weight += SIGN_WEIGHT if is_sign(words[end]) else 1
            end += 1
        if weight >= COPIED_WORDS:
            yield start, tuple(words[start:end])


def copied_runs(draft: list[str], story: list[str]) -> list[str]:
    """The rows of words that stand in both, as long as they go; shorter than five words is nobody's own."""
    told = {gram for _, gram in _grams(story)}
    runs: list[tuple[int, int]] = []
    for start, gram in _grams(draft):
        if gram in told:
            end = start + len(gram)
            if runs and start <= runs[-1][1]:
                runs[-1] = (runs[-1][0], end)
            else:
                runs.append((start, end))
    return [" ".join(draft[start:end]) for start, end in runs]


def full_names(text: str, names: Iterable[str]) -> list[str]:
    """The words of the reporter's names that stand in the text."""
    folded = set(words_of(text))
    written = set(re.findall(r"[^\W\d_]+", text))
    found = []
    for word in dict.fromkeys(word for name in names for word in words_of(name)):
        if len(word) < 2 or word not in folded:
            continue
        if word not in _NAMES_AND_WORDS or any(w.casefold() == word and w[0].isupper() for w in written):
            found.append(word)
    return found


def contact_words(contact: str) -> frozenset[str]:
    """The words that would lead to the reporter: of an address, a handle or a name, four letters or more."""
    words = [w for w in words_of(contact.replace("_", " ")) if not w.isdigit()]
    joined = words_of(contact) + words + [w.rstrip("0123456789") for w in words]
    return frozenset(w for w in joined if len(w) >= LEAST_TOKEN and w not in _EVERYBODYS and not w.isdigit())


def names_in(contact: str) -> tuple[str, ...]:
    """Names in the words about how to reach somebody: with a capital, or with an @ before; two letters or more."""
    found = [handle or word for handle, word in _NAMES.findall(contact)]
    return tuple(w for w in found if w.casefold() not in _EVERYBODYS and w.casefold() not in _SMALL_WORDS)


def phone_digits(text: str, known: str, at_least: int) -> list[str]:
    """Rows of digits in the text, spaced or not, that are part of a phone number in `known`."""
    numbers = [one.value for one in read_identifiers(known)[0] if one.kind == "phone"]
    found = []
    for match in re.finditer(r"\d(?:[ ().\-]?\d)+", text) if numbers else ():
        digits = re.sub(r"\D", "", match[0]).lstrip("0")
        if len(digits) >= at_least and any(digits in number for number in numbers):
            found.append(match[0])
    return found


def identifier_keys(draft: list[str], written: Iterable[str]) -> list[str]:
    """The report's plates and usernames that stand in the draft in full, spaced in any way."""
    known, _ = read_identifiers("\n".join(written))
    plates = {key for one in known if one.kind == "plate" for key in keys_of(one)}
    names = {tuple(words_of(one.value.partition("/")[2])) for one in known if one.kind == "username"}
    found = []
    for start in range(len(draft)):
        for end in range(start + 1, min(start + 4, len(draft)) + 1):
            row = draft[start:end]
            joined = "".join(row).upper().translate(str.maketrans("OI", "01"))
            if joined in plates or (tuple(row) in names and len("".join(row)) >= LEAST_TOKEN):
                found.append(" ".join(row))
    return found


def fine_places(draft: list[str], place: str) -> list[str]:
    """The parts of the reporter's place that are finer than a town and stand in the draft."""
    parts = []
    for part in re.split(r"[\n,;/]", place):
        words = words_of(part)
        if area_named(part) is None:
            parts.extend(_finer(words))
    joined = f" {' '.join(draft)} "
    return [part for part in dict.fromkeys(parts) if f" {part} " in joined]


def _finer(words: list[str]) -> list[str]:
    """The words of one place without the towns in it; of a long one also every four words in a row."""
    for length in (3, 2, 1):
        for start in range(len(words) - length + 1):
            if area_named(" ".join(words[start : start + length])):
                return _finer(words[:start]) + _finer(words[start + length :])
    if all(word in _PLACE_WORDS or _DISTRICT.fullmatch(word) for word in words):
        return []
    while words[0] in _PLACE_WORDS - {"north", "south", "east", "west", "central", "station", "park"}:
        words = words[1:]
    rows = [words[start : start + 4] for start in range(len(words) - 3)] or [words]
    streets = [list(pair) for pair in pairwise(words) if pair[0] not in _PLACE_WORDS and pair[1] in _STREETS]
    return [" ".join(row) for row in rows + streets]
