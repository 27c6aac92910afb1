"""Where a complaint goes: every nation, profession and wish has a way, and each known way is written out by hand."""

from itertools import product

import pytest

from models.codes import NATIONS, PROFESSIONS, WANTS
from models.facts import CLOCKS, FACTS
from models.routes import INDEPENDENT, PLACES, WISHES
from rules.routes import find, find_all, name_of
from tests.rules.complaint_ways import BY_HAND, JUDGES, LIMITS, NOT_WHOLLY, E, N, S, W


def test_the_table_by_hand_is_whole():
    assert sorted((nation, profession) for profession, nation, *_ in BY_HAND) == sorted(product(NATIONS, PROFESSIONS))


@pytest.mark.parametrize("nation", NATIONS)
def test_who_is_first_who_reviews_and_how_independent_they_are(nation):
    known = [one for one in BY_HAND if one[1] == nation]
    ways = {job: find(nation, job, "complaint") for job, *_ in known}
    assert [(job, nation, way.steps[0].body, way.reviewer) for job, way in ways.items()] == known
    independent = {job: way.independent for job, way in ways.items()}
    assert independent == {job: NOT_WHOLLY.get((job, nation), "yes") for job in ways}


@pytest.mark.parametrize("nation", NATIONS)
def test_who_judges_the_person(nation):
    judges = {job: {step.body for step in find(nation, job, "complaint").regulators} for job in PROFESSIONS}
    assert judges == {job: JUDGES.get((job, nation), JUDGES.get((job, None), set())) for job in PROFESSIONS}


@pytest.mark.parametrize("nation", NATIONS)
def test_every_profession_and_wish_has_a_way_with_bodies_of_that_nation(nation):
    for profession, want in product(PROFESSIONS, WANTS):
        route = find(nation, profession, want)
        assert route.steps and set(route.bodies) <= set(FACTS) | set(PLACES)
        assert [code for code in route.bodies if code in FACTS and nation not in (FACTS[code].nations or NATIONS)] == []
        assert route.independent in INDEPENDENT and route.independence
        assert [wish.code for wish in route.wishes] == [want]
        assert all(name_of(code) for code in route.bodies)
        assert route.helpers[-1] == "num"
        assert set(route.clocks) <= set(CLOCKS)


def test_time_limits_are_as_their_sources_gave_them():
    assert {code: (CLOCKS[code].amount, CLOCKS[code].unit, CLOCKS[code].starts) for code in LIMITS} == LIMITS
    on_the_way = {
        code for pair in product(NATIONS, PROFESSIONS) for code in find_all(*pair, ["records", "compensation"]).clocks
    }
    assert on_the_way == set(LIMITS)


@pytest.mark.parametrize(
    ("nation", "profession", "clocks"),
    [
        (S, "police", ("pirc-review",)),
        (N, "police", ("poni",)),
        (E, "police", ("iopc-review",)),
        (W, "nurse", ("nhs-complaint-wales", "ptr-answer", "pso-wales")),
        (N, "council", ("nipso",)),
        (E, "university", ("oia",)),
        (E, "college", ("dfe-college",)),
        (N, "lawyer", ("firm-ni", "scc-ni")),
    ],
)
def test_a_way_has_its_time_limits(nation, profession, clocks):
    assert find(nation, profession, "complaint").clocks == clocks


# Rows for any professional: what happened, and whom to ask in each nation.
@pytest.mark.parametrize(
    ("when", "bodies"),
    [
        ("hold about you", {E: "ico", S: "ico", W: "ico", N: "ico"}),
        ("because of your race", {E: "eass", S: "eass", W: "eass", N: "ecni"}),
        ("police officer broke the law", {E: "iopc", S: "copfs", W: "iopc", N: "poni"}),
        ("under mental health law", {E: "cqc", S: "mwc", W: "hiw", N: "rqia"}),
        ("charity, or us", {E: "charity-commission", S: "oscr", W: "charity-commission", N: "ccni"}),
    ],
)
def test_what_any_professional_may_do_has_somebody_to_ask(when, bodies):
    for nation in NATIONS:
        found = [step.body for words, step in find(nation, "council", "complaint").extras if when in words]
        assert found == [bodies[nation]]


def test_a_crime_by_an_officer_is_told_of_beside_a_review_by_the_same_body():
    for nation in (E, W):
        found = {step.code: step.what_for for _, step in find(nation, "police", "apology").extras}
        assert "A crime by an officer" in found["iopc-crime"]
    assert "iopc-crime" not in {step.code for _, step in find(E, "police", "police").extras}
    assert "poni" not in {step.code for _, step in find(N, "police", "apology").extras}
    assert "detention-england" in {step.code for _, step in find(E, "care-worker", "apology").extras}


def test_who_is_beside_the_way():
    beside = {
        (E, "care-worker"): "cqc",
        (W, "care-worker"): "ciw",
        (N, "care-worker"): "rqia",
        (E, "landlord"): "council",
    }
    beside |= {(S, "home-office"): "pirc", (E, "home-office"): "iopc", (N, "home-office"): "poni"}
    beside |= {(E, "mental-health"): "cqc", (S, "mental-health"): "mwc", (W, "mental-health"): "hiw"}
    for (nation, profession), body in beside.items():
        assert [step.body for step in find(nation, profession, "complaint").also] == [body]


def test_in_england_the_body_that_pays_takes_a_complaint_about_health_too():
    assert "integrated care board" in find(E, "doctor", "complaint").steps[0].how
    assert all("integrated care board" not in find(nation, "doctor", "complaint").steps[0].how for nation in (S, W, N))


def test_a_department_of_the_whole_country_is_reached_through_an_mp():
    for profession in ("jobcentre", "home-office"):
        last = find(E, profession, "complaint").steps[-1]
        assert last.body == "phso" and "MP" in last.how
    assert "MP" not in find(E, "doctor", "complaint").steps[-1].how


@pytest.mark.parametrize(
    ("want", "bodies"),
    [
        ("apology", ["health-service", "phso"]),
        ("record", ["num", "health-service", "phso"]),
        ("lesson", ["num", "health-service", "phso"]),
        ("records", ["records-holder", "ico", "health-service", "phso"]),
        ("regulator", ["gmc", "health-service", "phso"]),
        ("police", ["police-101", "health-service", "phso"]),
        ("compensation", ["citizens-advice-england", "health-service", "phso"]),
    ],
)
def test_a_wish_brings_its_own_first_step(want, bodies):
    assert [step.body for step in find(E, "doctor", want).steps] == bodies


def test_a_letter_of_complaint_goes_to_whom_the_complaint_is_for_whatever_else_comes_first():
    assert {find(E, "doctor", want).letter_to for want in WANTS} == {"health-service"}
    assert {find(S, "police", want).letter_to for want in WANTS} == {"police-scotland"}


def test_a_crime_by_police_goes_another_way_in_each_nation():
    assert [find(nation, "police", "police").steps[0].body for nation in (E, S, W, N)] == [
        "iopc",
        "copfs",
        "iopc",
        "poni",
    ]


def test_several_wishes_make_one_way_in_which_each_step_comes_once():
    route = find_all(E, "doctor", ["regulator", "apology", "record", "compensation", "record", "lesson"])
    bodies = ["num", "citizens-advice-england", "health-service", "phso", "gmc"]
    assert [step.body for step in route.steps] == bodies
    assert [wish.code for wish in route.wishes] == ["regulator", "apology", "record", "compensation", "lesson"]


def test_nobody_is_said_to_give_what_they_cannot():
    """Regulators order no apology, ombudsmen recommend, only a court finds discrimination."""
    doctor = find(E, "doctor", "regulator")
    assert "cannot make anybody say sorry" in doctor.steps[0].cannot and "change your records" in doctor.steps[0].cannot
    assert "ask them to say sorry" in doctor.steps[-1].can and "only a court" in doctor.steps[-1].cannot
    assert "A regulator cannot order it" in WISHES["apology"].cannot
    assert "does not stop" in WISHES["compensation"].cannot and "Only a court" in WISHES["compensation"].can


@pytest.mark.parametrize(
    ("nation", "profession"),
    [(None, None), ("", ""), ("atlantis", "doctor"), (None, "police"), ("'; --", "\x00"), ("england", "wizard")],
)
def test_an_unknown_way_says_so_and_gives_the_general_one(nation, profession):
    route = find(nation, profession, "no such wish")
    assert route.is_general and "do not know the way" in route.note
    assert route.steps[0].body == "organisation" and route.independent == "partly"
    assert [wish.code for wish in route.wishes] == ["complaint"]


def test_a_way_that_nobody_knows_yet_is_called_general():
    general = {
        (one.nation, one.profession)
        for pair in product(NATIONS, PROFESSIONS)
        if (one := find(*pair, "advice")).is_general
    }
    assert general == {(W, "college"), (W, "teacher"), *((nation, "other") for nation in NATIONS)}
    assert all("We do not know the way" in find(*pair, "advice").note for pair in general)
