"""Marking in a report what a draft repeats."""

from blueprints.alerts.marks import marked

STORY = "He wanted the money back and put a small folding knife on the table. I was at 14 Dewsbury Road."


def marks(excerpt: str, text: str = STORY) -> list[str]:
    """The pieces that are marked."""
    return [piece for piece, is_marked in marked(text, [excerpt]) if is_marked]


def test_an_excerpt_is_marked_however_it_is_spaced_and_written():
    assert marks("14  DEWSBURY road") == ["14 Dewsbury Road"]


def test_an_excerpt_that_was_cut_is_marked_as_far_as_it_goes():
    assert marks("the money back and put a small folding knife on the table a…") == [
        "the money back and put a small folding knife on the table"
    ]


def test_an_excerpt_over_two_places_is_marked_in_both():
    assert marks("a small folding knife on the bed I was at 14 Dewsbury Road") == [
        "a small folding knife on the",
        "I was at 14 Dewsbury Road",
    ]


def test_nothing_to_mark_leaves_the_text_whole():
    assert marked(STORY, []) == [(STORY, False)]
    assert marked(STORY, ["…", ""]) == [(STORY, False)]
    assert marks("words that stand nowhere in it at all") == []
