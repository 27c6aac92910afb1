"""The code lists hold what the charity counts and sends by."""

import json
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from babel.messages.extract import extract_python

from models import codes, detail_names, directory_codes, directory_names, names, professional_names

HARM_CODES = """
    rape sexual-assault broken-consent forced-service assault strangling weapon held-against-will drugged threats
    stalking harassment blackmail outing images-shared pressure trafficking robbery theft burglary non-payment
    false-payment deposit-fraud racist-abuse transphobic-abuse homophobic-abuse xenophobic-abuse disablist-abuse
    sex-work-hate time-wasting no-show hard-bargaining abusive-messages fake-booking unsafe-premises unsafe-area
    bad-drugs fake-police raid
""".split()
PERMISSIONS = """
    alert see_first checker police_anon police_relay police_talk police_full contact case local_project research quote
    complaint
    complaint_named peer_lesson
""".split()


def test_every_harm_has_a_group_and_a_level():
    assert list(codes.HARMS) == HARM_CODES
    assert len(codes.HARM_GROUPS) == 6
    assert {harm.group for harm in codes.HARMS.values()} == set(codes.HARM_GROUPS)
    assert {harm.level for harm in codes.HARMS.values()} == set(codes.LEVELS) == {1, 2, 3}


def test_the_numbers_of_harms_on_printed_forms_never_change():
    numbers = {harm.number: harm.code for harm in codes.HARMS.values()}
    assert [numbers[number] for number in range(1, len(HARM_CODES) + 1)] == HARM_CODES


def test_violent_harm_is_dangerous():
    assert all(harm.level == 3 and harm.crime for harm in codes.HARMS.values() if harm.violent)


def test_permissions_stand_in_their_order():
    assert list(codes.PERMISSIONS) == PERMISSIONS
    in_sight = [permission.code for permission in codes.PERMISSIONS.values() if permission.in_sight]
    assert in_sight == ["alert", "checker", "police_anon", "contact", "case"]
    assert codes.PERMISSION_WORDING == "2026-11"


def test_short_lists():
    assert list(codes.WHENS) == ["today", "this-week", "this-month", "longer-ago", "not-sure"]
    assert [(level.code, level.mark) for level in codes.LEVELS.values()] == [
        ("nuisance", "●"),
        ("risky", "◆"),
        ("dangerous", "▲"),
    ]
    assert list(codes.ABOUTS) == ["person", "place", "condition"]
    assert list(codes.ORIGINS) == ["member", "police", "other-body"]
    assert len(codes.SECTORS) == 10
    assert [language.code for language in codes.LANGUAGES.values() if language.site] == ["en"]


def test_the_office_has_hours():
    office = codes.OFFICE
    assert office.opens < office.same_day_until < office.closes and office.weekdays == (0, 1, 2, 3, 4)
    assert ZoneInfo(office.time_zone).key == "Europe/London"


@pytest.mark.parametrize(("year", "easter"), [(2027, date(2027, 3, 28)), (2028, date(2028, 4, 16))])
def test_the_office_is_closed_on_the_bank_holidays_of_england(year, easter):
    closed = sorted(day for day in codes.OFFICE.closed_on if day.year == year)
    assert len(closed) == 8
    assert {easter - timedelta(days=2), easter + timedelta(days=1)} <= set(closed)
    # New Year, May twice, August and Christmas twice; each where it takes a working day, so never at a weekend.
    assert [day.month for day in closed if abs((day - easter).days) > 2] == [1, 5, 5, 8, 12, 12]
    assert all(day.weekday() in codes.OFFICE.weekdays for day in codes.OFFICE.closed_on)
    assert all(day.weekday() == 0 for day in closed if day.month in (5, 8))


def test_this_winters_bank_holidays_are_known():
    winter = {day for day in codes.OFFICE.closed_on if day < date(2027, 2, 1)}
    assert winter == {date(2026, 12, 25), date(2026, 12, 28), date(2027, 1, 1)}


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("London", "london"),
        ("Glasgow", "greater-glasgow"),
        ("Edinburgh", "edinburgh"),
        ("Sussex", "sussex"),
        ("Brighton", "sussex"),
        ("Northumbria", "northumbria"),
        ("Greater Manchester", "greater-manchester"),
        ("Manchester", "greater-manchester"),
        ("South Yorkshire", "south-yorkshire"),
        ("Avon and Somerset", "avon-somerset"),
        ("Avon & Somerset", "avon-somerset"),
        ("Merseyside", "merseyside"),
        ("Belfast", "belfast"),
        ("South Wales", "south-wales"),
        ("West Midlands", "west-midlands"),
        ("West Yorkshire", "west-yorkshire"),
        ("Leeds", "west-yorkshire"),
        ("Thames Valley", "thames-valley"),
        ("  newcastle-upon-tyne ", "northumbria"),
        ("ST. ALBANS", "hertfordshire"),
        ("Dun Laoghaire", "dublin"),
        ("whole UK", "uk"),
        ("Derry", "northern-ireland-outside-belfast"),
    ],
)
def test_an_area_is_found_by_what_people_say(said, code):
    assert codes.area_named(said).code == code


@pytest.mark.parametrize("said", ["", "   ", "Atlantis", "somewhere"])
def test_a_place_we_do_not_know_is_no_area(said):
    assert codes.area_named(said) is None


def test_every_name_of_an_area_leads_to_it_alone():
    for area in codes.AREAS.values():
        assert {codes.area_named(name) for name in (area.code, area.name, *area.other_names)} == {area}


def test_areas_are_a_tree_with_one_root():
    assert [code for code in codes.AREAS if codes.is_root(code)] == ["uk"]
    assert codes.areas_around("uk") == set(codes.AREAS)
    assert len([area for area in codes.AREAS.values() if area.parent == "scotland"]) == 13
    assert len([area for area in codes.AREAS.values() if area.parent == "wales"]) == 4
    assert len([area for area in codes.AREAS.values() if area.parent == "ireland"]) == 4
    assert len([area for area in codes.AREAS.values() if area.parent == "northern-ireland"]) == 2


def test_england_and_wales_have_42_police_areas_with_london_as_one():
    parents = {area.parent for area in codes.AREAS.values()}
    leaves = [code for code in codes.AREAS if code not in parents]
    assert len([code for code in leaves if codes.areas_around(code) & {"england", "wales"}]) == 42


def test_an_alert_for_an_area_concerns_those_above_and_below():
    assert codes.areas_around("greater-glasgow") == {"greater-glasgow", "scotland", "uk"}
    assert codes.areas_around("yorkshire-humber") == {
        "yorkshire-humber",
        "england",
        "uk",
        "humberside",
        "north-yorkshire",
        "south-yorkshire",
        "west-yorkshire",
    }
    with pytest.raises(KeyError):
        codes.areas_around("atlantis")


def test_code_lists_cannot_be_changed():
    with pytest.raises(TypeError):
        codes.HARMS["new"] = codes.HARMS["rape"]


def test_common_passwords_are_in_small_letters_and_hold_our_own_words():
    assert len(codes.COMMON_PASSWORDS) > 300
    assert {"password", "uglymugs", "nationaluglymugs", "numbrellalane"} <= codes.COMMON_PASSWORDS
    assert all(word == word.casefold().strip() != "" for word in codes.COMMON_PASSWORDS)


def shown_names():
    """Every name in the data files that a page shows and translators must see."""
    lists = ("sectors", "whens", "levels", "abouts", "origins", "languages", "channels", "delays", "outcomes")
    lists += ("genders", "sender_names", "subjects")
    rows = [row for name in lists for row in json.loads((codes.FOLDER / f"{name}.json").read_text(encoding="utf-8"))]
    shown = {row.name for row in (*codes.HARM_GROUPS.values(), *codes.HARMS.values())} | {row["name"] for row in rows}
    shown |= {text for row in codes.PERMISSIONS.values() for text in (row.label, row.effect)}
    holders = {area.parent for area in codes.AREAS.values() if area.parent}
    nations = {code for code, area in codes.AREAS.items() if area.parent == "uk"}
    return shown | {codes.AREAS[code].name for code in holders | nations}


def test_translators_see_every_name_and_no_old_one():
    source = BytesIO(Path(names.__file__).read_bytes())
    extracted = {text for _, _, text, _ in extract_python(source, ["N_"], [], {})}
    assert extracted == set(names.NAMES) == shown_names()


def test_translators_see_every_name_around_professionals():
    source = BytesIO(Path(professional_names.__file__).read_bytes())
    extracted = {text for _, _, text, _ in extract_python(source, ["N_"], [], {})}
    lists = (codes.PROFESSIONS, codes.RATINGS, codes.WANTS, codes.PROFESSIONAL_HARMS)
    shown = {choice.name for choices in lists for choice in choices.values()}
    assert extracted == set(professional_names.PROFESSIONAL_NAMES) == shown


def test_translators_see_every_name_of_the_directories():
    source = BytesIO(Path(directory_names.__file__).read_bytes())
    extracted = {text for _, _, text, _ in extract_python(source, ["N_"], [], {})}
    lists = (*directory_codes.THERAPY.values(), *directory_codes.SERVICES.values())
    shown = {choice.name for choices in lists for choice in choices.values()}
    assert extracted == set(directory_names.DIRECTORY_NAMES) == shown


def test_translators_see_every_answer_of_the_long_form():
    source = BytesIO(Path(detail_names.__file__).read_bytes())
    extracted = {text for _, _, text, _ in extract_python(source, ["N_"], [], {})}
    shown = {choice.name for choices in codes.DETAILS.values() for choice in choices.values()}
    assert extracted == set(detail_names.DETAIL_NAMES) == shown
