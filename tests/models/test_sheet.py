"""The questions of the sheet for a hospital, and what they become."""

from io import BytesIO
from pathlib import Path

from babel.messages.extract import extract_python

from models import sheet, sheet_names
from models.sheet import FIXED, QUESTIONS, TYPED


def test_translators_see_every_question_and_tick():
    source = BytesIO(Path(sheet_names.__file__).read_bytes())
    extracted = {text for _, _, text, _ in extract_python(source, ["N_"], [], {})}
    shown = {question.name for question in QUESTIONS.values()}
    shown |= {tick.name for question in QUESTIONS.values() for tick in question.ticks.values()}
    assert extracted == set(sheet_names.SHEET_NAMES) == shown


def test_every_tick_becomes_a_whole_sentence():
    for question in QUESTIONS.values():
        for tick in question.ticks.values():
            is_whole = not tick.sentence or (tick.sentence[0].isupper() and tick.sentence.endswith("."))
            assert is_whole == (question.kind != "joined"), tick.code


def test_only_one_tick_speaks_of_sex_work():
    said = [sentence for one in QUESTIONS.values() for sentence in (tick.sentence for tick in one.ticks.values())]
    said += [*FIXED.values(), *TYPED.values()]
    assert [one for one in said if "sex work" in one.lower() or "escort" in one.lower()] == [
        QUESTIONS["wishes"].ticks["sex-work"].sentence
    ]


def test_the_questions_cannot_be_changed():
    assert sheet.QUESTIONS["happened"].kind == "many"
    assert type(QUESTIONS).__name__ == type(QUESTIONS["happened"].ticks).__name__ == "mappingproxy"
