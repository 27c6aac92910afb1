"""Whatever is typed into the public forms, the site answers and stores whole rows or none."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.account import Account
from models.report import Report
from rules.form_ids import new_form_id
from rules.report_words import open_words
from tests.house.forms import FORMS
from tests.house.scenery import counts_are_whole, stored

PUBLIC = {form.path: form for form in FORMS if form.who == "nobody" and "{" not in form.path}
ANSWERS = {200, 303, 400, 404, 413, 422, 429}
# What the draws must bring about at each form, so that they show something: taken, refused, or both.
REACHED = {
    "/report/": {200, 422},
    "/therapists/apply/": {422},
    "/therapists/package/": {200, 422},
    "/report/saved": {200},
    "/help/after-assault/sheet/": {200, 422},
    "/professionals/": {200, 422},
    "/professionals/routes/": {200, 422},
    "/follow-up/": {422},
    "/sign-in/": {422},
    "/join/": {422},
    "/forgotten/": {200, 422},
    "/projects/join/": {422},
}
FUZZ = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
# Codes that are on the lists among words that are not, so that some forms are right.
CODES = st.sampled_from(
    ["", "theft", "threats", "uk", "person", "today", "alert", "checker", "en", "y", "a@example.org"]
)
# A browser sends no half of a pair.
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
VALUES = st.lists(CODES | WORDS, min_size=1, max_size=3)


def posts(path: str) -> st.SearchStrategy[dict[str, list[str]]]:
    """What is posted to this form."""
    form = PUBLIC[path]
    known = [*form.good, *form.words, *form.secret, *form.choices, "form_id", "kept", "next", "csrf_token"]
    names = st.sampled_from(known) | WORDS.filter(bool)
    return st.dictionaries(names, VALUES, max_size=8)


def test_every_public_form_is_posted_to():
    assert set(REACHED) == set(PUBLIC)


@pytest.mark.parametrize("path", sorted(PUBLIC))
def test_public_forms_answer_anything_and_store_whole_rows_or_none(app, client, make, secrets, path):
    team = make.team()
    seen = set()

    @FUZZ
    @given(posts(path), st.booleans())
    def answer(fields, is_fresh):
        app.extensions["num_limits"].reset()
        before = stored()
        form_id = {"form_id": new_form_id(secrets, make.now)} if is_fresh else {}
        page = client.post(path, fields | form_id)
        assert page.status in ANSWERS
        assert counts_are_whole()
        if page.status not in (200, 303):
            assert stored() == before
        seen.add(page.status)

    answer()
    assert REACHED[path] <= seen
    assert Account.select().where(Account.state == "admitted").count() == 1
    # Whatever was taken opens again for the casework team.
    assert all(open_words(report, team) for report in Report.select())
