"""Looking in a directory: who is found by which filters, and what each filter would give."""

import pytest

from models.codes import AREAS
from models.directory_codes import REACHED, SPOKEN, THERAPY
from rules.directory import Group, as_facets, parse, places
from rules.directory_index import Index, index

HOW = Group("how", "How", THERAPY["ways"])
HAS = Group("has", "Has", THERAPY["has"], is_many=True)
KNOWS = Group("knows", "Knows", THERAPY["experience"], is_many=True)
LANGUAGE = Group("language", "Language", SPOKEN)
GROUPS = (HOW, HAS, KNOWS, LANGUAGE)


def row(how: str, has: str = "", knows: str = "", language: str = "en", seen: str = "", reached: str = "") -> str:
    """The facets of somebody."""
    codes = {"how": how.split(), "has": has.split(), "knows": knows.split(), "language": language.split()}
    return as_facets(codes | places(seen.split(), reached.split()))


ROWS = (
    ("glasgow", row("in-person", "space", "trauma kink", seen="greater-glasgow")),
    ("both", row("in-person video", "space race-aware", "trauma", "en ro", "greater-glasgow", "scotland england")),
    ("video", row("video", "race-aware", "kink", reached="scotland wales")),
    ("phone", row("phone text", "space free", "trauma", "pl", reached="england")),
    ("leeds", row("in-person", "free", "trauma kink", seen="west-yorkshire")),
    ("dublin", row("in-person phone", "", "", "en", "dublin", "ireland")),
    ("everywhere", row("phone", "", "grief", reached="uk")),
)
INDEX = Index(ROWS)


def found(asked: str) -> list[str]:
    """Whom a query such as "how=video has=space" finds, by reference."""
    query = parse(GROUPS, [tuple(pair.split("=")) for pair in asked.replace("_", " ").split("&") if pair])
    assert query.unknown == ()
    refs, next_ref = INDEX.page(query, None, 100)
    assert next_ref is None and len(refs) == INDEX.number(query)
    return refs


@pytest.mark.parametrize(
    ("asked", "whom"),
    [
        ("", "glasgow both video phone leeds dublin everywhere"),
        ("how=video", "both video"),
        # One of a group takes the other's place; of a group of many all must fit.
        ("how=phone&how=video", "both video"),
        ("knows=trauma", "glasgow both phone leeds"),
        ("knows=trauma&knows=kink", "glasgow leeds"),
        ("knows=kink&has=race-aware", "video"),
        ("language=ro", "both"),
        ("language=en&has=free", "leeds"),
        ("language=th", ""),
        # A town: who is there, and who reaches there from elsewhere.
        ("place=Glasgow", "glasgow both video everywhere"),
        ("place=Glasgow&how=in-person", "glasgow both"),
        ("place=Glasgow&how=video", "both video"),
        ("place=Glasgow&how=phone", "everywhere"),
        ("place=GLASGOW__", "glasgow both video everywhere"),
        ("place=Leeds", "leeds both phone everywhere"),
        ("place=Leeds&how=in-person", "leeds"),
        ("place=Cardiff", "video everywhere"),
        ("place=Aberdeen&how=in-person", ""),
        ("place=Dublin", "dublin everywhere"),
        ("place=Cork", "dublin everywhere"),
        # A nation or region: all who are in it.
        ("place=Scotland", "glasgow both video everywhere"),
        ("place=Scotland&how=in-person", "glasgow both"),
        ("place=england&how=in-person", "leeds"),
        ("place=Yorkshire&how=in-person", "leeds"),
        ("place=Yorkshire", "leeds both phone everywhere"),
        # Everywhere is no place, and of two places the last one counts.
        ("place=UK&how=text", "phone"),
        ("place=Leeds&place=Glasgow&how=in-person", "glasgow both"),
        ("place=Glasgow&how=video&has=race-aware&has=space", "both"),
    ],
)
def test_a_query_finds(asked, whom):
    assert found(asked) == whom.split()


ASKED = (
    "",
    "how=video",
    "place=Glasgow",
    "place=Leeds&how=in-person",
    "knows=trauma&has=space",
    "language=th&has=free",
)


@pytest.mark.parametrize("asked", ASKED)
def test_the_number_beside_a_filter_is_what_choosing_it_gives(asked):
    query = parse(GROUPS, [tuple(pair.split("=")) for pair in asked.split("&") if pair])
    counts = INDEX.counts(query, GROUPS)
    assert set(counts) == {(group.code, code) for group in GROUPS for code in group.choices}
    for group in GROUPS:
        for code in group.choices:
            chosen = parse(GROUPS, [*query.picks, (group.code, code)])
            assert counts[group.code, code] == len(INDEX.page(chosen, None, 100)[0]), (group.code, code)
    for nation, count in INDEX.places(query, REACHED).items():
        assert count == INDEX.number(parse(GROUPS, [*query.picks, ("place", AREAS[nation].name)])), nation


def test_when_nobody_fits_it_says_what_to_leave_out_and_what_that_gives():
    query = parse(GROUPS, [("place", "Leeds"), ("how", "in-person"), ("has", "race-aware")])
    assert INDEX.wider(query) == {(pick,): 1 for pick in query.picks}
    query = parse(GROUPS, [("place", "Aberdeen"), ("how", "in-person"), ("has", "space")])
    # The most helpful first.
    assert list(INDEX.wider(query).items()) == [((("place", "Aberdeen"),), 2), ((("how", "in-person"),), 1)]
    # Where no single one helps, two together do.
    query = parse(GROUPS, [("language", "th"), ("knows", "psychosis"), ("has", "free")])
    assert INDEX.wider(query) == {(("language", "th"), ("knows", "psychosis")): 2}
    query = parse(GROUPS, [("language", "th"), ("knows", "psychosis"), ("knows", "eating")])
    assert INDEX.wider(query) == {}


def test_pages_follow_one_another_and_an_unknown_reference_starts_at_the_top():
    query, seen, after = parse(GROUPS, [("how", "in-person")]), [], None
    while True:
        refs, after = INDEX.page(query, after, 2)
        seen += refs
        if after is None:
            break
    assert seen == ["glasgow", "both", "leeds", "dublin"]
    assert INDEX.page(query, "nobody", 2) == (["glasgow", "both"], "both")
    # Also after somebody who does not fit the query.
    assert INDEX.page(query, "phone", 2) == (["leeds", "dublin"], None)
    assert Index(()).page(query, None, 2) == ([], None)


def test_whoever_is_in_the_place_comes_before_those_who_reach_it_from_elsewhere():
    rows = (
        ("far 1", row("video", reached="scotland")),
        ("near 1", row("in-person", seen="greater-glasgow")),
        ("far 2", row("phone", reached="scotland")),
        ("elsewhere", row("in-person", seen="dublin")),
        ("near 2", row("in-person video", seen="greater-glasgow", reached="scotland")),
    )
    entries, query = Index(rows), parse(GROUPS, [("place", "Glasgow")])
    whole = ["near 1", "near 2", "far 1", "far 2"]
    assert entries.page(query, None, 9) == (whole, None)
    for size in (1, 2, 3):
        seen, after = [], None
        while len(seen) < 9:
            refs, after = entries.page(query, after, size)
            seen += refs
            if after is None:
                break
        assert seen == whole, size


def test_who_has_space_comes_first_and_within_both_the_order_changes_every_day():
    rows = tuple((f"T-{number}", row("video", "space" if number % 2 else "")) for number in range(40))
    orders = [index(rows, day, "has:space").refs for day in ("2026-11-20", "2026-11-20", "2026-11-21")]
    assert orders[0] == orders[1] != orders[2]
    for order in orders:
        assert sorted(order) == sorted(ref for ref, _ in rows)
        assert all(int(ref[2:]) % 2 == 1 for ref in order[:20])
