"""Funded therapy: asked for, noted, granted or not, and what the person reads of it."""

import pytest

from models.database import fetch
from models.package import Package
from rules import desk, followup, locks, packages, vault
from rules.answers import Answers
from rules.reports import NothingSaid, send
from rules.team_keys import NoAccess
from tests.rules import packaged


@pytest.fixture
def me(make):
    """The caseworker who decides."""
    return make.account("caseworker")


def test_a_request_is_a_report_with_a_package_that_nobody_has_answered(make):
    package = packaged.asked(make, permissions=("contact",))
    assert (package.state, package.asked_on, package.report.kind) == ("asked", make.now.date(), "package")
    assert followup.open_code(make.secrets, make.now, package.code)[0] == package.report


def test_the_same_form_is_one_package(make):
    make.team()
    form, answers = make.form_id(), Answers(kind="package", story="Help.")
    first, second = (send(make.secrets, make.now, answers, form) for _ in range(2))
    assert (first.code, second.is_repeat) == (second.code, True)
    assert Package.select().count() == 1


def test_an_empty_request_asks_for_nothing(make):
    make.team()
    with pytest.raises(NothingSaid):
        send(make.secrets, make.now, Answers(kind="package", permissions=("contact",)), make.form_id())
    assert Package.select().count() == 0


@pytest.mark.parametrize("sessions", [1, 24])
def test_one_to_twenty_four_sessions_are_granted(make, me, sessions):
    package = packaged.granted(make, me, sessions=sessions, pence=5250)
    assert (package.state, package.sessions_granted, package.pence_per_session) == ("granted", sessions, 5250)
    assert package.granted_on == make.now.date()


@pytest.mark.parametrize(("sessions", "pence"), [(0, 5000), (25, 5000), (-1, 5000), (6, -1), (6, 50_001)])
def test_other_numbers_grant_nothing(make, me, sessions, pence):
    package = packaged.read(make, me)
    with pytest.raises(packages.WrongNumber):
        packages.grant(make.now, package, me, sessions, pence)
    assert packaged.fresh(package).state == "asked"


@pytest.mark.parametrize("reason", packages.REFUSALS)
def test_a_no_is_told_in_a_sentence_of_the_list_and_may_become_a_yes(make, secrets, me, reason):
    package = packaged.read(make, me)
    packages.refuse(make.now, package, me, reason)
    told = packages.stands(secrets, make.now.date(), package.report)
    assert (told.state, told.told) == ("refused", packages.REFUSALS[reason])
    packages.grant(make.now, package, me, 6, 5000)
    again = packaged.fresh(package)
    assert (again.state, again.ended_on, again.ended_as) == ("granted", None, None)
    assert packages.stands(secrets, make.now.date(), package.report).told == ""


def test_no_other_reason_is_given(make, me):
    package = packaged.read(make, me)
    with pytest.raises(packages.NoReason):
        packages.refuse(make.now, package, me, "they-are-rude")
    assert packaged.fresh(package).state == "asked"


def test_of_two_answers_only_the_first_counts(make, me):
    package = packaged.granted(make, me)
    with pytest.raises(packages.WrongState):
        packages.grant(make.now, package, me, 8, 5000)
    with pytest.raises(packages.WrongState):
        packages.refuse(make.now, package, me, "no-money")
    assert packaged.fresh(package).sessions_granted == 6


def test_notes_are_sealed_added_to_and_read_by_casework_alone(make, me):
    package, team = packaged.read(make, me), make.team()
    packages.note(make.now, package, me, team, "Quollnote one")
    packages.note(make.now, package, me, team, "Quollnote two\n\n2026-02-31: no day")
    # The button was pressed twice.
    packages.note(make.now, package, me, team, "Quollnote two\n\n2026-02-31: no day")
    package = packaged.fresh(package)
    note = packages.read_note(package, team)
    today = make.now.date()
    assert note == [(today, "Quollnote one"), (today, "Quollnote two\n\n2026-02-31: no day")]
    assert "Quoll" not in str(fetch("SELECT * FROM package"))
    with pytest.raises(vault.NotOpened):
        packages.read_note(package, vault.new_pair()[1])


def test_an_empty_note_and_one_without_the_key_are_not_kept(make, me):
    package = packaged.read(make, me)
    with pytest.raises(packages.NoWords):
        packages.note(make.now, package, me, make.team(), " \n")
    with pytest.raises(NoAccess):
        packages.note(make.now, package, me, None, "x")
    assert packaged.fresh(package).note is None


def acts(make, package, by) -> list:
    """Everything that a caseworker can decide about a request."""
    return [
        lambda: packages.note(make.now, package, by, make.team(), "x"),
        lambda: packages.grant(make.now, package, by, 6, 5000),
        lambda: packages.refuse(make.now, package, by, "no-money"),
    ]


@pytest.mark.parametrize("role", ["caseworker", "editor", "manager", "independent"])
def test_only_a_caseworker_who_reads_the_report_decides(make, me, role):
    package, by = packaged.read(make, me), make.account(role)
    if role == "independent":
        locks.add(make.now, package.report, me, is_num=True)
        desk.open_too(make.now, package.report, by, "cover")
    for act in acts(make, package, by):
        with pytest.raises(desk.NotReading):
            act()
    assert (packaged.fresh(package).state, packaged.fresh(package).note) == ("asked", None)


def test_whoever_is_locked_out_finds_and_decides_nothing(make, me):
    package = packaged.read(make, me)
    locks.add(make.now, package.report, make.account("caseworker"), account=me)
    assert packages.find(package.report.ref, me) is None
    for act in acts(make, package, me):
        with pytest.raises(desk.NotReading):
            act()


def test_a_report_of_another_kind_has_no_package(make, secrets, me):
    report = make.report(story="x")
    assert packages.find(report.ref, me) is None
    assert packages.stands(secrets, make.now.date(), report) is None
