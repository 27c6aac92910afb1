"""Directories: what an address asks for, and by what a row is found."""

import pytest

from models.codes import AREAS
from models.directory_codes import REACHED, SPOKEN, THERAPY
from rules.directory import Group, Query, nation_of, parse, places, upwards

HOW = Group("how", "How", THERAPY["ways"])
HAS = Group("has", "Has", THERAPY["has"], is_many=True)
KNOWS = Group("knows", "Knows", THERAPY["experience"], is_many=True)
LANGUAGE = Group("language", "Language", SPOKEN)
GROUPS = (HOW, HAS, KNOWS, LANGUAGE)


@pytest.mark.parametrize(
    ("asked", "unknown"),
    [
        ([("place", "Atlantis")], [("place", "Atlantis")]),
        ([("place", "Strathclyde Region of 1974")], [("place", "Strathclyde Region of 1974")]),
        ([("how", "telepathy"), ("how", "video")], [("how", "telepathy")]),
        ([("knows", "<script>alert(1)</script>")], [("knows", "<script>alert(1)</script>")]),
        ([("how", "a" * 5000)], [("how", "a" * 60)]),
        ([("how", "x")] * 50, [("how", "x")]),
        ([("how", str(number)) for number in range(50)], [("how", str(number)) for number in range(5)]),
        # What no group is called, and what is empty, is not looked at.
        ([("utm_source", "x"), ("after", "y"), ("in", "dublin"), ("how", "  "), ("place", "")], []),
    ],
)
def test_what_no_list_holds_is_kept_apart_and_narrows_nothing(asked, unknown):
    query = parse(GROUPS, asked)
    assert list(query.unknown) == unknown
    assert query.picks == tuple(pick for pick in asked if pick == ("how", "video"))
    assert query.area is None


def test_leaving_out_the_place_leaves_out_its_area():
    query = parse(GROUPS, [("place", "Leeds"), ("how", "video")])
    assert query.without(("place", "Leeds")) == Query((("how", "video"),))
    assert query.without(("how", "video")).area == "west-yorkshire"


def test_every_area_leads_up_to_its_nation():
    assert upwards("greater-glasgow") == ["greater-glasgow", "scotland", "uk"]
    assert [nation_of(area) for area in ("west-yorkshire", "wales", "dublin", "uk")] == [
        "england",
        "wales",
        "ireland",
        None,
    ]
    assert {nation_of(area) for area in AREAS} == {*REACHED, None}
    assert places(["west-yorkshire"], ["england"]) == {
        "in": ["west-yorkshire", "yorkshire-humber", "england"],
        "from": ["england"],
    }
    with pytest.raises(KeyError):
        places(["atlantis"], [])
