"""Whom an alert concerns: members by what they said, alerts by what they are about."""

from datetime import timedelta

import pytest

from models.account import Account, AccountArea
from models.alert import AlertHarm, AlertTarget
from models.database import writing
from models.delivery import Delivery
from models.project import ProjectArea
from rules import audience, audience_count, deliveries, saved_searches
from rules.saved_searches import Search
from tests.factories import WORDS

HERE = "greater-manchester"
MEMBERS = {
    "here": {"areas": [HERE]},
    "london": {"areas": ["london"]},
    "no area": {},
    "woman": {"areas": [HERE], "gender": "women"},
    "man": {"areas": [HERE], "gender": "men"},
    "daily": {"areas": [HERE], "cadence": "daily"},
    "weekly": {"areas": [HERE], "cadence": "weekly"},
    "no letters": {"areas": [HERE], "cadence": "none"},
    "paused": {"areas": [HERE], "is_paused": True},
    "bouncing": {"areas": [HERE], "bouncing_since": "2026-11-01"},
    "new": {"areas": [HERE], "probation_until": "2999-01-01"},
    "street": {"areas": [HERE], "sector": "street"},
    "agency": {"areas": [HERE], "sector": "agency"},
    "dangerous only": {"areas": [HERE], "lowest_level": 3},
    "romanian": {"areas": [HERE], "language": "ro"},
    "practitioner": {"areas": [HERE], "role": "practitioner"},
    "frontline": {"areas": [HERE], "role": "practitioner", "is_frontline": True},
    "caseworker": {"areas": [HERE], "role": "caseworker"},
    "closed": {"areas": [HERE], "state": "closed"},
    # By a search alone.
    "looks for glasses": {"search": Search("glasses")},
    "looks for a phrase": {"search": Search('"becomes loud"')},
    "looks for another": {"search": Search("glasses lantern")},
    "looks by name of the area": {"search": Search("manchester")},
    "looks in what is said": {"search": Search("glasses", is_said=True)},
    "looks there": {"search": Search(area="north-west")},
    "looks elsewhere": {"search": Search(area="london")},
    "looks for threats": {"search": Search(harm="threats")},
    "looks for theft": {"search": Search(harm="theft")},
    "looks for danger": {"search": Search(level=3)},
    "looks for danger, wants little": {"search": Search(level=3), "lowest_level": 3},
    "looks for glasses, wants little": {"search": Search("glasses"), "lowest_level": 3},
    "looks for men": {"search": Search(gender="men")},
    "woman who looks for men": {"search": Search(gender="men"), "gender": "women"},
    "woman who looks for glasses": {"search": Search("glasses"), "gender": "women"},
    "street, looks for glasses": {"search": Search("glasses"), "sector": "street"},
    "street, looks for agency": {"search": Search(sector="agency"), "sector": "street"},
    "looks, paused": {"search": Search("glasses"), "is_paused": True},
    "looks, no letters": {"search": Search("glasses"), "cadence": "none"},
    "looks, bouncing": {"search": Search("glasses"), "bouncing_since": "2026-11-01"},
    "looks, practitioner": {"search": Search("glasses"), "role": "practitioner"},
    "looks and lives here": {"areas": [HERE], "search": Search("glasses")},
    "project here": {"role": "project-worker", "search": Search("glasses")},
    "project elsewhere": {"role": "project-worker", "search": Search("glasses")},
}
LIVE = {"here", "woman", "man", "daily", "weekly", "new", "street", "agency", "romanian", "frontline"}
LIVE |= {"looks and lives here"}
WORDED = {
    "looks for glasses",
    "looks for a phrase",
    "looks by name of the area",
    "looks for glasses, wants little",
    "woman who looks for glasses",
    "street, looks for glasses",
    "project here",
}
# Who looks for a sector or a gender finds what is for everybody too.
FOUND = WORDED | {"looks there", "looks for threats", "looks for men", "woman who looks for men"}
FOUND |= {"street, looks for agency"}
DANGER = {"looks for danger", "looks for danger, wants little"}
ALERTS = [
    ({"level": 2}, LIVE | FOUND),
    ({"level": 3}, LIVE | FOUND | DANGER | {"dangerous only"}),
    ({"targets": ["women"]}, (LIVE | FOUND) - {"man", "looks for men", "woman who looks for men"}),
    ({"targets": ["men"]}, (LIVE | FOUND) - {"woman", "woman who looks for glasses"}),
    ({"targets": ["women", "men"]}, LIVE | FOUND),
    ({"targets": ["trans-women"]}, (LIVE | FOUND) - {"woman", "man", "woman who looks for glasses"} - {
        "looks for men", "woman who looks for men"}),
    ({"sector": "agency"}, (LIVE | FOUND) - {"street", "street, looks for glasses"}),
    ({"sector": "street"}, (LIVE | FOUND) - {"agency", "street, looks for agency"}),
    ({"language": "ro"}, {"romanian"}),
    ({"language": "pl"}, set()),
]  # fmt: skip
WHOLE_UK = LIVE | FOUND | {"london", "no area", "looks for another", "looks in what is said", "looks elsewhere"}
WHOLE_UK |= {"looks for theft", "looks for danger", "project elsewhere"}


@pytest.fixture
def members(make):
    """One account for each name in MEMBERS, with its search."""
    found = {}
    for name, wishes in MEMBERS.items():
        wishes = dict(wishes)
        search = wishes.pop("search", None)
        if name.startswith("project"):
            wishes["project"] = make.project(name, [HERE if name == "project here" else "kent"])
        found[name] = make.account(**{"role": "member", **wishes})
        if search:
            saved_searches.keep(make.secrets, make.now, found[name], search)
    return found


def plain(make, targets=(), **facts):
    """A published alert as a plain row, for these genders."""
    alert = make.plain_alert(**{"area": HERE, **facts})
    with writing():
        for code in targets:
            AlertTarget.create(alert=alert, code=code)
    return alert


def said_of(make, alert) -> list[int]:
    """The searches whose words its text says."""
    return saved_searches.said_by(make.secrets, alert, WORDS)


def names_of(condition, members) -> set[str]:
    ids = {account.id for account in Account.select().where(condition)}
    return {name for name, account in members.items() if account.id in ids}


@pytest.mark.parametrize(("facts", "wanted"), ALERTS, ids=[str(facts) for facts, _ in ALERTS])
def test_an_alert_concerns_exactly_these(make, members, facts, wanted):
    alert = plain(make, **facts)
    said = said_of(make, alert)
    assert names_of(audience.concerned(alert, make.now, said), members) == wanted
    # The same condition publishes, and counts before.
    assert audience_count.of(alert, make.now, said).members == len(wanted)
    assert deliveries.resolve(alert, make.now, said=said) == len(wanted)
    assert Delivery.select().where(Delivery.alert == alert).count() == len(wanted)


def test_the_whole_uk_is_everybody_who_takes_letters(make, members):
    alert = plain(make, area="uk", level=2)
    found = names_of(audience.concerned(alert, make.now, said_of(make, alert)), members)
    assert found == WHOLE_UK


def test_two_ways_to_one_member_make_one_row(make, members):
    alert = plain(make)
    for search in (Search("beard"), Search("tall"), Search(area=HERE), Search(harm="threats")):
        saved_searches.keep(make.secrets, make.now, members["looks and lives here"], search)
    deliveries.resolve(alert, make.now, said=said_of(make, alert))
    mine = (Delivery.alert == alert) & (Delivery.account == members["looks and lives here"])
    assert Delivery.select().where(mine).count() == 1


def test_a_search_taken_off_between_looking_and_publishing_brings_nothing(make, members):
    alert = plain(make)
    said = said_of(make, alert)
    [search] = saved_searches.kept(make.secrets, members["looks for glasses"])
    saved_searches.remove(members["looks for glasses"], search.ref)
    assert "looks for glasses" not in names_of(audience.concerned(alert, make.now, said), members)


def test_a_released_alert_reaches_who_keeps_a_search_for_its_words(make):
    member = make.account()
    saved_searches.keep(make.secrets, make.now, member, Search("glasses"))
    other = make.account()
    saved_searches.keep(make.secrets, make.now, other, Search("lantern"))
    alert = make.published(area="kent")
    assert [row.account_id for row in alert.deliveries] == [member.id]


def test_a_project_is_sent_by_a_search_what_it_may_read(make, members):
    alert = plain(make, area="north-west")
    found = names_of(audience.concerned(alert, make.now, said_of(make, alert)), members)
    assert "project here" in found and "project elsewhere" not in found
    with writing():
        ProjectArea.create(project=members["project elsewhere"].project, area="cumbria")
    assert "project elsewhere" in names_of(audience.concerned(alert, make.now, said_of(make, alert)), members)


def test_touring_counts_to_its_last_day(make):
    today = make.now.date()
    member = make.account()
    with writing():
        AccountArea.create(account=member, area="wales", until_on=today + timedelta(days=2))
    alert = plain(make, area="gwent")
    days = {days: member in list(Account.select().where(audience.concerned(alert, make.now + timedelta(days=days))))
            for days in (0, 2, 3)}  # fmt: skip
    assert days == {0: True, 2: True, 3: False}


def test_every_harm_of_an_alert_is_found(make):
    member = make.account()
    saved_searches.keep(make.secrets, make.now, member, Search(harm="theft"))
    alert = plain(make)
    with writing():
        AlertHarm.create(alert=alert, code="theft")
    assert list(Account.select().where(audience.concerned(alert, make.now))) == [member]
