"""The directory in numbers: over those whom everybody sees, without names."""

from datetime import timedelta

from rules import therapist_figures, vetting
from tests.rules.vetted import applied, listed


def lines(make, table: str) -> dict[str, tuple[int, int]]:
    """Count and share of each line of a table that counts somebody."""
    names = [name for name, _ in therapist_figures.TABLES.values()]
    tables = therapist_figures.diversity(make.now.date()).tables
    found = tables[names.index(therapist_figures.TABLES[table][0])]
    return {line.name: (line.count, line.share) for line in found.lines if line.count}


def test_each_line_says_how_many_and_which_share_of_the_whole_list(make):
    me = make.account("editor")
    listed(make, me, identities=("black", "woman"), has_space=True, price="30", languages=("en", "ro"))
    listed(make, me, identities=("lgbtq-person",), lived=True, race_aware=True, price="70")
    listed(make, me, identities=(), free_places=True, takes_packages=True, sliding=True, price="70")
    assert therapist_figures.diversity(make.now.date()).whole == 3
    assert lines(make, "race") == {"Of colour": (1, 33), "Black": (1, 33), "Not said": (2, 67)}
    assert lines(make, "who") == {
        "Has done sex work": (1, 33),
        "Woman": (1, 33),
        "LGBTQ+": (1, 33),
        "Not said": (1, 33),
    }
    assert {name: count for name, (count, _) in lines(make, "has").items()} == {
        "Has space now": 1,
        "Works with racial trauma": 1,
        "NUM can pay": 1,
        "Free places": 1,
    }
    # A low price is one of the wider ones too.
    assert [lines(make, "price")[name][0] for name in ("£30 or less", "£70 or less")] == [1, 3]
    assert lines(make, "language") == {"English": (3, 100), "Romanian": (1, 33)}
    assert lines(make, "how") == {"Video": (3, 100)}


def test_where_they_meet_people_and_where_they_only_reach_them_are_two_tables(make):
    listed(make, ways=("in-person",), area="london", nations=())
    listed(make, ways=("video",), nations=("scotland", "wales"))
    assert lines(make, "in") == {"England": (1, 50)}
    assert lines(make, "from") == {"Scotland": (1, 50), "Wales": (1, 50)}


def test_only_those_count_whom_everybody_sees(make):
    me = make.account("editor")
    listed(make, me, confirmed_on=make.now.date() - timedelta(days=400))
    vetting.pause(make.now, me, listed(make, me))
    applied(make)
    found = therapist_figures.diversity(make.now.date())
    assert found.whole == 0
    assert {line.share for table in found.tables for line in table.lines} == {0}


def test_the_figures_take_one_query(make, queries):
    listed(make)
    queries.clear()
    therapist_figures.diversity(make.now.date())
    assert len(queries) == 1
