"""Funded therapy with a therapist: what the therapist is told, another one, more of it, and how it ends."""

import json
import re
from datetime import timedelta

import pytest

from models.database import fetch
from models.letter import OwedLetter
from models.package import Package
from models.therapist import Therapist
from rules import desk, followup, letters, package_matching, package_sessions, packages, sending, vetting
from rules.package_matching import NotAvailable, SessionsLeft, available, end, extend, match, new_client_code, reopen
from tasks import wording
from tests.hunt import files_below, hunt
from tests.rules import packaged, vetted

CANARIES = ("Quokkastory", "Tarsierplace", "Numbattried", "tamarin.contact@example.net", "Quollnote", "07700900611")


@pytest.fixture
def me(make):
    """The caseworker who decides."""
    return make.account("caseworker")


@pytest.fixture
def told(make, me):
    """A matched package whose person told all of the planted words."""
    story, place, tried, contact, note, phone = CANARIES
    package = packaged.matched(
        make,
        me,
        story=f"{story} and {phone}",
        details={"package": {"place": [place], "tried": [tried]}},
        contact_how="email",
        contact_value=contact,
        permissions=("contact", "case"),
    )
    packages.note(make.now, package, me, make.team(), note)
    return packaged.fresh(package)


def owed() -> list[OwedLetter]:
    """Letters to therapists that wait."""
    return list(OwedLetter.select().where((OwedLetter.kind == "therapist-client") & (OwedLetter.state == "owed")))


def opened(make) -> list[letters.Opened]:
    """What waits, as the worker opens it."""
    sending.next_batch(make.now, "w", {})
    rows = OwedLetter.select().where(OwedLetter.kind == "therapist-client").order_by(OwedLetter.id)
    return [one for row in rows if (one := letters.look_again(make.secrets, row.id, "w"))]


def test_a_client_code_can_be_read_aloud_and_is_never_the_same(make):
    codes = {new_client_code() for _ in range(500)}
    assert len(codes) == 500
    assert all(re.fullmatch(r"C-[0-9A-HJKMNP-TV-Z]{8}", code) for code in codes)


def test_the_therapist_is_told_the_code_how_many_sessions_and_nothing_else(make, told):
    [letter] = opened(make)
    assert letter.contents == {"code": told.client_code, "sessions": "6"}
    assert letter.address == vetted.ADDRESS
    assert told.report.ref not in json.dumps(letter.contents)


def test_no_planted_word_is_in_the_letter_or_in_anything_the_therapist_can_reach(make, told, folder):
    [letter] = opened(make)
    words = wording.owed_words(letter)
    path = folder / "reached.txt"
    rows = fetch("SELECT * FROM therapist"), fetch("SELECT * FROM owed_letter"), fetch("SELECT * FROM package")
    path.write_text("\n".join([words.body, words.subject, letter.address, json.dumps(letter.contents), str(rows)]))
    assert hunt([path], [*CANARIES, told.report.ref]) == []
    assert hunt([path], [told.client_code]) != []
    path.unlink()


def test_no_planted_word_can_be_read_in_our_files(make, told, folder):
    assert hunt(files_below(folder), CANARIES) == []


def test_only_listed_therapists_who_take_packages_are_offered(make, me):
    package, today = packaged.granted(make, me), make.now.date()
    yes = packaged.therapist(make)
    no = vetted.listed(make, takes_packages=False)
    paused = packaged.therapist(make)
    vetting.pause(make.now, me, paused)
    applied = vetted.applied(make, takes_packages=True, number="ZZ 9")
    assert [one.ref for one in available(today)] == [yes.ref]
    for other in (no.ref, paused.ref, applied.ref, "T-00000000", ""):
        with pytest.raises(NotAvailable):
            match(make.secrets, make.now, package, me, other)
    assert (packaged.fresh(package).state, owed()) == ("granted", [])


def test_nobody_is_matched_before_anything_is_granted(make, me):
    package = packaged.read(make, me)
    with pytest.raises(packages.WrongState):
        match(make.secrets, make.now, package, me, packaged.therapist(make).ref)
    assert owed() == []


def test_the_person_reads_who_it_is_and_how_to_reach_them(make, secrets, me):
    therapist = packaged.therapist(make, name="Rowan Ash", public_phone="020 7946 0000")
    package = packaged.matched(make, me, therapist)
    told = packages.stands(secrets, make.now.date(), package.report)
    assert (told.state, told.granted, told.left, told.ref) == ("matched", 6, 6, therapist.ref)
    assert (told.therapist.name, told.therapist.public_phone) == ("Rowan Ash", "020 7946 0000")
    assert told.client_code == package.client_code and told.is_listed


def test_a_page_that_nobody_can_read_now_is_not_linked_to(make, secrets, me):
    package = packaged.matched(make, me, packaged.therapist(make))
    a_year_on = make.now.date() + timedelta(days=366)
    assert not packages.stands(secrets, a_year_on, package.report).is_listed


def test_with_another_therapist_the_old_code_dies_and_both_are_told(make, secrets, me):
    first, second = packaged.therapist(make), packaged.therapist(make, address="elm@example.org")
    package = packaged.matched(make, me, first)
    old = package.client_code
    [before] = opened(make)
    match(make.secrets, make.now, package, me, second.ref)
    package = packaged.fresh(package)
    assert package.therapist == second and package.client_code != old
    assert Package.get_or_none(Package.client_code == old) is None
    _before, over, new = opened(make)
    assert (before.address, over.address, over.contents) == (
        vetted.ADDRESS,
        vetted.ADDRESS,
        {"code": old, "is_over": "y"},
    )
    assert (new.address, new.contents) == ("elm@example.org", {"code": package.client_code, "sessions": "6"})


def test_a_letter_with_a_dead_code_that_was_not_sent_is_not_sent(make, me):
    package = packaged.matched(make, me)
    old = package.client_code
    match(make.secrets, make.now, package, me, packaged.therapist(make).ref)
    said = [one.contents for one in opened(make)]
    assert [one for one in said if one.get("code") == old and "sessions" in one] == []
    assert [one["code"] for one in said if "sessions" in one] == [packaged.fresh(package).client_code]


def test_the_same_therapist_again_changes_nothing(make, me):
    therapist = packaged.therapist(make)
    package = packaged.matched(make, me, therapist)
    match(make.secrets, make.now, package, me, therapist.ref)
    assert packaged.fresh(package).client_code == package.client_code
    assert len(owed()) == 1


def test_more_sessions_are_told_in_place_of_a_letter_not_sent(make, me):
    package = packaged.matched(make, me)
    extend(make.secrets, make.now, package, me, 10)
    assert packaged.fresh(package).sessions_granted == 10
    assert [one.contents["sessions"] for one in opened(make)] == ["10"]


@pytest.mark.parametrize("in_all", [6, 5, 0, 31, 49])
def test_more_means_more_and_not_without_end(make, me, in_all):
    package = packaged.matched(make, me)
    with pytest.raises(packages.WrongNumber):
        extend(make.secrets, make.now, package, me, in_all)
    assert packaged.fresh(package).sessions_granted == 6


@pytest.mark.parametrize("how", package_matching.ENDING_NAMES)
def test_an_ending_says_how_and_tells_the_therapist(make, secrets, me, how):
    package = packaged.matched(make, me, sessions=1)
    package_sessions.use(make.now, package, me, make.now.date(), 0)
    end(make.secrets, make.now, package, me, how)
    package = packaged.fresh(package)
    assert (package.state, package.ended_as, package.ended_on) == ("ended", how, make.now.date())
    assert [one.contents for one in opened(make)] == [{"code": package.client_code, "is_over": "y"}]
    assert packages.stands(secrets, make.now.date(), package.report).therapist is None
    with pytest.raises(packages.WrongState):
        end(make.secrets, make.now, package, me, how)


def test_all_sessions_were_used_is_no_ending_while_some_are_left(make, me):
    package = packaged.matched(make, me, sessions=2)
    package_sessions.use(make.now, package, me, make.now.date(), 0)
    with pytest.raises(SessionsLeft):
        end(make.secrets, make.now, package, me, "used")
    assert packaged.fresh(package).state == "matched"


def test_what_was_ended_by_mistake_goes_on_with_the_same_code_and_may_end_again(make, me):
    package = packaged.matched(make, me)
    opened(make)
    for minutes in (2, 1):
        now = make.now - timedelta(minutes=minutes)
        end(make.secrets, now, package, me, "stopped")
        assert opened(make)[-1].contents == {"code": package.client_code, "is_over": "y"}
        reopen(make.secrets, now, package, me)
        after = packaged.fresh(package)
        assert (after.state, after.client_code, after.therapist) == ("matched", package.client_code, package.therapist)
        assert (after.ended_on, after.ended_as) == (None, None)
        assert opened(make)[-1].contents == {"code": package.client_code, "sessions": "6"}
    with pytest.raises(packages.WrongState):
        reopen(make.secrets, make.now, package, me)


def test_a_therapist_who_hears_within_a_minute_of_the_mistake_is_not_told_that_it_ended(make, me):
    package = packaged.matched(make, me)
    end(make.secrets, make.now, package, me, "stopped")
    reopen(make.secrets, make.now, package, me)
    assert [one.contents for one in opened(make)] == [{"code": package.client_code, "sessions": "6"}]


def test_without_its_therapist_it_waits_for_another_when_it_is_opened_again(make, me):
    therapist = packaged.therapist(make)
    package = packaged.matched(make, me, therapist)
    end(make.secrets, make.now, package, me, "stopped")
    vetting.remove(make.now, me, therapist, "left")
    reopen(make.secrets, make.now, package, me)
    after = packaged.fresh(package)
    assert (after.state, after.therapist, after.client_code) == ("granted", None, None)


def test_what_the_person_ended_by_deleting_it_stays_ended(make, me):
    package = packaged.matched(make, me)
    followup.erase(make.now, package.report)
    with pytest.raises((desk.NotReading, packages.WrongState)):
        reopen(make.secrets, make.now, package, me)
    assert packaged.fresh(package).state == "ended"


def test_another_ending_is_none(make, me):
    package = packaged.matched(make, me)
    with pytest.raises(packages.NoReason):
        end(make.secrets, make.now, package, me, "bored")
    assert packaged.fresh(package).state == "matched"


@pytest.mark.parametrize("state", ["asked", "granted", "matched", "refused"])
def test_when_the_person_deletes_it_nothing_goes_on_and_no_word_stays(make, me, state):
    makers = {"asked": packaged.read, "granted": packaged.granted, "matched": packaged.matched}
    package = makers.get(state, packaged.read)(make, me)
    packages.note(make.now, package, me, make.team(), "Quollnote")
    if state == "refused":
        packages.refuse(make.now, package, me, "no-money")
    followup.erase(make.now, package.report)
    after = packaged.fresh(package)
    kept = ("refused", "no-money") if state == "refused" else ("ended", "stopped")
    assert (after.state, after.ended_as, after.note) == (*kept, None)
    assert after.sessions_granted == package.sessions_granted
    assert opened(make) == []
    for act in (
        lambda: end(make.secrets, make.now, after, me, "used"),
        lambda: packages.grant(make.now, after, me, 6, 1),
    ):
        with pytest.raises((desk.NotReading, packages.WrongState)):
            act()


def test_when_a_therapist_is_removed_the_person_waits_for_another(make, secrets, me):
    therapist = packaged.therapist(make)
    package = packaged.matched(make, me, therapist)
    other = packaged.matched(make, me, packaged.therapist(make))
    vetting.remove(make.now, me, therapist, "left")
    after = packaged.fresh(package)
    assert (after.state, after.therapist, after.client_code) == ("granted", None, None)
    assert packages.stands(secrets, make.now.date(), package.report).state == "granted"
    assert packaged.fresh(other).state == "matched"
    assert [one.therapist for one in owed()] == [Therapist.get_by_id(other.therapist_id)]


@pytest.mark.parametrize("role", ["caseworker", "editor"])
def test_only_a_caseworker_who_reads_the_report_matches_extends_and_ends(make, me, role):
    package, by, at = packaged.matched(make, me), make.account(role), (make.secrets, make.now)
    ref = packaged.therapist(make).ref
    for act in (
        lambda: match(*at, package, by, ref),
        lambda: extend(*at, package, by, 10),
        lambda: end(*at, package, by, "stopped"),
        lambda: reopen(*at, package, by),
    ):
        with pytest.raises(desk.NotReading):
            act()
    assert packaged.fresh(package).state == "matched"
