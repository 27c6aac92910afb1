"""The list of therapists: one page, the numbers, and one therapist, in few queries."""

from models.therapist import Therapist
from rules import bulk_therapists, directory, therapist_list
from rules.directory import Query
from rules.therapist_list import GROUPS, PAGE
from tests.rules import vetted


def look(make, after=None, **asked):
    """What the list shows for these filters."""
    return therapist_list.find(make.now.date(), directory.parse(GROUPS, asked.items()), after)


def test_the_list_shows_who_fits_and_what_they_say(make):
    by = make.account("editor")
    near = vetted.listed(make, by, name="Near", ways=("in-person", "video"), town="Glasgow", area="greater-glasgow")
    vetted.listed(make, by, name="Far", ways=("phone",), nations=("england",))
    found, rows = look(make, place="Glasgow")
    assert [(ref, words.name) for ref, words in rows] == [(near.ref, "Near")]
    assert (found.count, found.everybody, found.next_ref) == (1, 2, None)
    assert found.counts["how", "video"] == 1 and found.counts["how", "phone"] == 0
    assert (found.places["scotland"], found.places["england"]) == (1, 1)


def test_a_change_is_seen_at_once(make):
    row = vetted.listed(make)
    assert look(make, has="space")[0].count == 0
    Therapist.update(facets=" how:video has:space ").where(Therapist.id == row.id).execute()
    assert look(make, has="space")[0].count == 1
    Therapist.update(state="paused").where(Therapist.id == row.id).execute()
    assert look(make)[0].everybody == 0


def test_all_pages_together_show_everybody_once_with_as_many_queries(make, queries):
    for _ in bulk_therapists.listed_therapists(make.secrets, make.now, 34):
        pass
    seen, after, counts = [], None, []
    while True:
        queries.clear()
        found, rows = look(make, after)
        counts.append(len(queries))
        assert len(rows) <= PAGE
        seen += [ref for ref, _ in rows]
        after = found.next_ref
        if after is None:
            break
    assert len(seen) == len(set(seen)) == 34
    assert set(counts) == {2}


def test_one_therapist_comes_with_the_last_day_of_each_check(make):
    row = vetted.listed(make, name="Near")
    found = therapist_list.one(make.now.date(), row.ref)
    assert found is not None
    assert (found[0].ref, found[1].name) == (row.ref, "Near")
    assert found[2] == dict.fromkeys(("documents", "conversation", "reference"), make.now.date())
    Therapist.update(state="paused").where(Therapist.id == row.id).execute()
    assert therapist_list.one(make.now.date(), row.ref) is None
    assert therapist_list.one(make.now.date(), "T-NOBODY00") is None


def test_who_has_space_comes_before_who_has_none(make):
    by = make.account("editor")
    for number in range(6):
        vetted.listed(make, by, name=f"{number}", has_space=number % 2 == 1)
    assert [words.has_space for _, words in look(make)[1]] == [True] * 3 + [False] * 3


def test_no_filters_find_everybody(make):
    vetted.listed(make)
    assert look(make)[0].count == therapist_list.find(make.now.date(), Query())[0].count == 1
