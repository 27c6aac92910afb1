"""What somebody typed, as words and phrases."""

import pytest

from rules.search_words import BREAK, LONGEST, MOST_WORDS, Term, Vocabulary, folded, is_cut, typed


def shape(text: str) -> list[str]:
    """Words as they are, phrases in quotation marks."""
    return [f'"{" ".join(term.words)}"' if term.is_phrase else term.words[0] for term in typed(text)]


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("Red van", ["red", "van"]),
        ('man "red van" knife', ["man", '"red van"', "knife"]),
        ("“red van” „old car“ «hat»", ['"red van"', '"old car"', '"hat"']),
        ('"red van', ["red", "van"]),
        ('van"', ["van"]),
        ('"" "?!"', []),
        ("it's o’clock", ["its", "oclock"]),
        ("red RED réd", ["red"]),
        ("AND OR NOT NEAR", ["and", "or", "not", "near"]),
        ("words:van ^van -x {van} van*", ["words", "van", "x"]),
        ("\u202eعنيف\u202c", ["عنيف"]),
        ("付钱", ["付", "钱"]),
        (" \t?!*^:-", []),
    ],
)
def test_words_and_phrases_are_read(text, terms):
    assert shape(text) == terms


def test_only_so_many_words_are_looked_for_and_we_say_so():
    many = " ".join(f"w{number}" for number in range(MOST_WORDS + 1))
    assert len(typed(many)) == MOST_WORDS and is_cut(many) and not is_cut(many.rsplit(" ", 1)[0])
    assert typed(f'"{many}"') == [Term(tuple(f"w{number}" for number in range(MOST_WORDS)), is_phrase=True)]
    assert typed("a" * 10_000) == [Term(("a" * LONGEST,))] and is_cut("a" * 10_000)
    assert is_cut('" ' * 5_000)


def test_the_vocabulary_knows_how_a_beginning_goes_on():
    words = Vocabulary()
    words.add(BREAK.join([folded("Red/redder, RED"), folded("Café rédige")]))
    assert words.going_on("red", 9) == ["red", "redder", "redige"]
    assert words.going_on("caf", 9) == ["cafe"]
    assert words.going_on("x", 9) == [] and words.going_on("red", 2) is None
    words.add("redo")
    assert words.going_on("redo", 9) == ["redo"]
