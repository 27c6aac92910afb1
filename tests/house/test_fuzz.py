"""Whatever is typed into the public forms, the site answers and stores whole rows or none."""

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
FUZZ = settings(
    max_examples=200,
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


@st.composite
def posts(draw) -> tuple[str, dict[str, list[str]]]:
    """An address of a public form and what is posted there."""
    path = draw(st.sampled_from(sorted(PUBLIC)))
    form = PUBLIC[path]
    known = [*form.good, *form.words, *form.secret, *form.choices, "form_id", "kept", "next", "csrf_token"]
    names = st.sampled_from(known) | WORDS.filter(bool)
    return path, draw(st.dictionaries(names, VALUES, max_size=8))


def test_public_forms_answer_anything_and_store_whole_rows_or_none(app, client, make, secrets):
    team = make.team()
    seen = set()

    @FUZZ
    @given(posts(), st.booleans())
    def answer(post, is_fresh):
        path, fields = post
        app.extensions["num_limits"].reset()
        before = stored()
        form_id = {"form_id": new_form_id(secrets, make.now)} if is_fresh else {}
        page = client.post(path, fields | form_id)
        assert page.status in ANSWERS
        assert counts_are_whole()
        if page.status not in (200, 303):
            assert stored() == before
        seen.add((path, page.status))

    answer()
    assert {("/report/", 200), ("/report/", 422)} <= seen
    assert {path for path, _status in seen} == set(PUBLIC)
    assert Account.select().where(Account.state == "admitted").count() == 1
    # Whatever was taken opens again for the casework team.
    assert all(open_words(report, team) for report in Report.select())
