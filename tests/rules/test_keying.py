"""Keying identifiers anew."""

from dataclasses import replace

import pytest

from models.audit import Audit
from models.database import DatabaseUnwritable, writing
from models.report import Report
from models.sighting import Sighting
from rules import followup, keying, permissions, report_words, slow_hash, taking, team_keys, vault
from rules.checker import check
from rules.keyed import Secrets, index_fingerprint
from tasks.clock import now

NUMBER, OTHER, EMAIL = "07700 900123", "07700 900456", "d.ave@gmail.com"
TODAY = now().date()


@pytest.fixture
def me(make):
    """The caseworker."""
    return make.account("caseworker")


def turned(secrets, *more: bytes) -> Secrets:
    """The server's secrets after somebody put a new key of the index before the others."""
    return replace(secrets, keys=replace(secrets.keys, turned=(b"n" * 32, *more)))


def both(secrets) -> Secrets:
    """With the new key and the one before."""
    return turned(secrets, secrets.keys.index)


def reported(make, identifiers=NUMBER, **more):
    """A report that lets the checker answer."""
    return make.report(identifiers=identifiers, **{"permissions": ["checker"], "story": "A lantern.", **more})


def key_all(secrets, make, me) -> int:
    """Press until nothing is left; how often."""
    presses = 0
    while keying.left(secrets):
        assert keying.key_some(secrets, make.now, me, make.team()) > 0
        presses += 1
    return presses


def test_a_new_report_says_with_which_key_it_was_keyed(make, me, secrets):
    reported(make)
    assert {row.keyed_with for row in Report.select()} == {index_fingerprint(secrets)}
    assert (keying.left(secrets), keying.left(turned(secrets))) == (0, 1)
    assert index_fingerprint(secrets) != index_fingerprint(turned(secrets))
    assert secrets.keys.index.hex()[:8] not in index_fingerprint(secrets)


def test_after_the_key_was_turned_all_are_found_by_the_new_one(make, me, secrets):
    ids = [reported(make, words).id for words in (f"{NUMBER}\n{EMAIL}", EMAIL, "AB12 CDE, site.example/dave")]
    new = turned(secrets)
    assert check(new, TODAY, EMAIL).reports == 0
    before = {id_: report_words.open_words(Report.get_by_id(id_), make.team()) for id_ in ids}
    key_all(new, make, me)
    for typed, count in ((NUMBER, 1), ("dave@googlemail.com", 2), ("AB12CDE", 1), ("site.example/dave", 1), (OTHER, 0)):
        assert (typed, check(new, TODAY, typed).reports) == (typed, count)
        assert check(secrets, TODAY, typed).reports == 0
    for id_ in ids:
        after = report_words.open_words(Report.get_by_id(id_), make.team())
        assert [replace(one, key=b"") for one in after.identifiers] == [
            replace(one, key=b"") for one in before[id_].identifiers
        ]
        assert {one.key for one in after.identifiers} == {
            row.key for row in Sighting.select().where(Sighting.report == id_)
        }
        assert replace(after, identifiers=()) == replace(before[id_], identifiers=())


def test_while_it_goes_on_everything_is_found_by_one_of_the_two(make, me, secrets, monkeypatch):
    monkeypatch.setattr(keying, "REPORTS_AT_ONCE", 2)
    numbers = [f"07700 9001{n:02d}" for n in range(7)]
    for number in numbers:
        reported(make, number)
    halfway = both(secrets)
    presses = 0
    while keying.left(halfway):
        assert [check(halfway, TODAY, number).reports for number in numbers] == [1] * 7
        keying.key_some(halfway, make.now, me, make.team())
        presses += 1
    assert presses == 4
    assert [check(turned(secrets), TODAY, number).reports for number in numbers] == [1] * 7


def test_with_two_keys_a_hit_and_a_miss_take_the_same_work(make, me, secrets, queries):
    reported(make)
    work = set()
    for typed in (NUMBER, OTHER):
        before = secrets.slow.runs
        queries.clear()
        check(both(secrets), TODAY, typed)
        work.add((secrets.slow.runs - before, len(queries)))
    assert work == {(2, 3)}


def test_a_press_takes_few_reports_and_few_slow_hashes(make, me, secrets, monkeypatch):
    for _ in range(5):
        reported(make, f"{NUMBER}\n{OTHER}")
    monkeypatch.setattr(keying, "HASHES_AT_ONCE", 4)
    assert keying.key_some(turned(secrets), make.now, me, make.team()) == 2
    assert keying.progress(turned(secrets)) == keying.Progress(total=5, done=2, not_opened=0)


def test_what_the_reporter_took_out_of_the_checker_stays_out_and_comes_back_when_they_say_so(make, me, secrets):
    report = reported(make)
    followup.take_back(make.now, report, "checker")
    new = turned(secrets)
    key_all(new, make, me)
    assert Sighting.select().count() == 0
    fresh = Report.get_by_id(report.id)
    met = report_words.open_words(fresh, make.team()).identifiers
    with writing():
        permissions.give(make.now, fresh, ["checker"])
        taking.sight(fresh, met)
    assert check(new, TODAY, NUMBER).reports == 1
    assert keying.left(new) == 0


def test_what_is_put_back_with_older_keys_meanwhile_is_keyed_again(make, me, secrets):
    report = reported(make)
    read = Report.get_by_id(report.id)
    met = report_words.open_words(read, make.team()).identifiers
    new = turned(secrets)
    key_all(new, make, me)
    with writing():
        taking.sight(read, met)
    assert keying.left(new) == 1
    key_all(new, make, me)
    assert Sighting.select().count() == 1 and check(new, TODAY, NUMBER).reports == 1


def test_one_deleted_meanwhile_stays_deleted(make, me, secrets, monkeypatch):
    report = reported(make)
    plain = report_words.data_key

    def erased_then(row, private):
        key = plain(row, private)
        followup.erase(make.now, Report.get_by_id(report.id))
        return key

    monkeypatch.setattr(report_words, "data_key", erased_then)
    keying.key_some(turned(secrets), make.now, me, make.team())
    assert Sighting.select().count() == 0
    assert Report.get_by_id(report.id).words is None


def test_when_the_last_write_fails_nothing_of_the_report_has_changed(make, me, secrets, monkeypatch):
    report = reported(make)
    before = (list(Sighting.select().tuples()), Report.get_by_id(report.id).words)

    def broken(*_args):
        raise DatabaseUnwritable

    with monkeypatch.context() as patch:
        patch.setattr(taking, "sight", broken)
        with pytest.raises(DatabaseUnwritable):
            keying.key_some(turned(secrets), make.now, me, make.team())
    assert (list(Sighting.select().tuples()), Report.get_by_id(report.id).words) == before
    assert keying.left(turned(secrets)) == 1


def test_one_that_does_not_open_is_told_and_does_not_stand_in_the_way(make, me, secrets):
    broken, whole = reported(make, OTHER), reported(make)
    Report.update(words="1.d.xxxx").where(Report.id == broken.id).execute()
    new = turned(secrets)
    key_all(new, make, me)
    assert keying.progress(new) == keying.Progress(total=2, done=2, not_opened=1)
    assert check(new, TODAY, NUMBER).reports == 1
    assert Report.get_by_id(whole.id).keyed_with == index_fingerprint(new)


def test_every_kind_of_report_is_keyed(make, me, secrets):
    reported(make, kind="professional", profession="police", harms=[], permissions=[])
    new = turned(secrets)
    key_all(new, make, me)
    assert Sighting.select().count() == 0
    assert keying.left(new) == 0


def test_it_needs_the_team_key(make, me, secrets):
    reported(make)
    _public, wrong = vault.new_pair()
    for private in (None, wrong):
        with pytest.raises(team_keys.NoAccess):
            keying.key_some(turned(secrets), make.now, me, private)


def test_when_too_many_wait_what_was_done_stays_and_is_noted(make, me, secrets, monkeypatch):
    for number in (NUMBER, OTHER):
        reported(make, number)
    new = turned(secrets)
    plain, left = new.slow.run, [1]

    def run(*args):
        if not left:
            raise slow_hash.Busy
        left.pop()
        return plain(*args)

    monkeypatch.setattr(new.slow, "run", run)
    with pytest.raises(slow_hash.Busy):
        keying.key_some(new, make.now, me, make.team())
    assert keying.left(new) == 1
    assert Audit.select().where(Audit.action == "reports-keyed").count() == 1
