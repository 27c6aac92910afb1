"""Conflict locks: whoever a report is about finds nothing of it, whatever their role."""

import pytest

from models.account import Account
from models.alert import AlertReport
from models.audit import Audit
from models.database import writing
from models.letter import OwedLetter
from models.professional import ConflictLock
from models.report import Report
from models.sighting import Sighting
from rules import (
    accounts,
    complaint_list,
    desk,
    drafts,
    locks,
    messages,
    notices,
    permissions,
    project_reports,
    team_keys,
    waiting,
)
from rules.answers import Answers, Arrival
from rules.reports import send

BELL, GULL = "Bell Sparrow", "Gull"


def named(make, name: str, role: str = "caseworker", **more) -> Account:
    """An account with this working name."""
    account = make.account(role, **more)
    accounts.rename(make.secrets, account, name)
    return account


def tell(make, *texts: str, is_num: bool = False, arrival: Arrival | None = None) -> Report:
    """A report about a professional who is named in these words."""
    make.team()
    answers = Answers(kind="professional", story="She laughed.", profession="charity", named=texts, is_about_num=is_num)
    return send(make.secrets, make.now, answers, make.form_id(), arrival or Arrival()).report


def open_to(report: Report, *accounts: Account) -> list[bool]:
    """For which of these accounts the report is there."""
    return [desk.find(report.ref, one) is not None for one in accounts]


def test_whoever_is_named_does_not_find_the_report_and_colleagues_do(make):
    gull, bell = named(make, GULL), named(make, BELL)
    report = tell(make, "bell sparrow, with a beard", "The Blue House")
    assert open_to(report, gull, bell) == [True, False]
    assert locks.is_locked(report, bell) and not locks.is_locked(report, gull)
    assert [row.ref for row in waiting.reports(make.secrets, gull, 9)] == [report.ref]
    assert waiting.reports(make.secrets, bell, 9) == []


@pytest.mark.parametrize("typed", ["Bell", "Bella Sparrows", "Sparrow Bell", "the bellsparrow", ""])
def test_part_of_a_name_locks_nobody_out(make, typed):
    bell = named(make, BELL)
    assert open_to(tell(make, typed), bell) == [True]


@pytest.mark.parametrize("typed", ["BELL SPARROW", "Ms. Bell  Sparrow!", "bell-sparrow", "I think Bell Sparrow"])
def test_a_name_is_known_however_it_is_written(make, typed):
    bell = named(make, BELL)
    assert open_to(tell(make, typed), bell) == [False]


def test_a_whole_name_in_the_story_alone_locks_too_and_one_word_does_not(make):
    bell, gull = named(make, BELL), named(make, GULL)
    story = "Like a gull he shouted. Bell Sparrow from the office stood by and laughed."
    answers = Answers(kind="professional", story=story, profession="police")
    report = send(make.secrets, make.now, answers, make.form_id()).report
    assert open_to(report, bell, gull) == [False, True]
    details = {"happened": {"said_done": ["bell sparrow said: go away"]}}
    answers = Answers(kind="professional", profession="police", details=details)
    assert open_to(send(make.secrets, make.now, answers, make.form_id()).report, bell, gull) == [False, True]


def test_a_harm_report_that_names_a_caseworker_stays_open_to_them(make):
    bell = named(make, BELL)
    make.team()
    answers = Answers(harms=("assault",), story="Bell Sparrow helped me last time.")
    assert open_to(send(make.secrets, make.now, answers, make.form_id()).report, bell) == [True]


def test_our_name_in_the_story_alone_locks_nobody(make):
    caseworker = make.account("caseworker")
    make.team()
    answers = Answers(kind="professional", story="I rang National Ugly Mugs, NUM, first.", profession="police")
    assert open_to(send(make.secrets, make.now, answers, make.form_id()).report, caseworker) == [True]


def test_somebody_who_was_asked_to_work_here_and_has_not_answered_is_locked_out_too(make):
    bell = named(make, BELL, state="invited")
    report = tell(make, BELL)
    Account.update(state="admitted").where(Account.id == bell.id).execute()
    assert open_to(report, Account.get_by_id(bell.id)) == [False]


@pytest.mark.parametrize("typed", ["Zoe OBrien", "zoë o’brien", "Zoe\u0308 O'Brien", "ＺＯＥ O'BRIEN"])
def test_a_name_is_known_without_its_accents_and_apostrophes(make, typed):
    zoe = named(make, "Zoë O’Brien")
    assert open_to(tell(make, typed), zoe) == [False]


@pytest.mark.parametrize(
    "typed", ["NUM", "National Ugly Mugs", "N.U.M.", "www.uglymugs.org", "NUMbrella Lane", "num", "somebody of NUM"]
)
def test_what_is_about_num_is_read_by_an_independent_reader_alone(make, typed):
    caseworker, editor, manager = (make.account(role) for role in ("caseworker", "editor", "manager"))
    outsider = make.account("independent")
    report, other = tell(make, typed), tell(make, "The Blue House")
    assert open_to(report, caseworker, editor, manager, outsider) == [False, False, False, True]
    assert open_to(other, caseworker, outsider) == [True, False]
    assert [row.ref for row in waiting.reports(make.secrets, outsider, 9)] == [report.ref]


def test_a_number_is_not_taken_for_num(make):
    caseworker = make.account("caseworker")
    assert open_to(tell(make, "badge number 12, Numan", "Polícia num posto", "NUMB"), caseworker) == [True]


def test_what_nobody_left_may_read_is_new_again_so_that_the_others_are_told(make):
    gull, bell, outsider = named(make, GULL), named(make, BELL), make.account("independent")
    report = tell(make, "The Blue House")
    desk.take(make.now, report, gull)
    desk.open_too(make.now, report, bell, "cover")
    locks.add(make.now, report, bell, account=gull)
    assert Report.get_by_id(report.id).state == "reading" and desk.is_reading(report, bell)
    locks.add(make.now, report, bell, is_num=True)
    assert Report.get_by_id(report.id).state == "new"
    desk.take(make.now, report, outsider)
    about_num = locks.live(report).where(ConflictLock.is_num).get()
    locks.end(make.now, report, about_num.id, outsider)
    assert Report.get_by_id(report.id).state == "new"
    desk.take(make.now, report, bell)
    assert not desk.is_reading(report, gull)
    desk.screen(make.now, report, bell)
    locks.add(make.now, report, bell, is_num=True)
    assert Report.get_by_id(report.id).state == "new"


def test_a_list_begins_after_a_report_only_for_whom_it_is_there(make):
    gull = named(make, GULL)
    other, about_gull = tell(make, "The Blue House"), tell(make, GULL)
    assert [row.ref for row in waiting.reports(make.secrets, gull, 9, after=about_gull.ref)] == [other.ref]
    assert [row.ref for row in complaint_list.reports(make.now, gull, 9, after=about_gull.ref)] == [other.ref]
    assert waiting.reports(make.secrets, gull, 9, after=other.ref) == []


def test_an_independent_reader_whom_no_caseworker_gave_the_key_finds_nothing(make):
    outsider = make.account("independent")
    report = tell(make, "NUM")
    assert open_to(report, outsider) == [False] and locks.is_locked(report, outsider)
    assert waiting.reports(make.secrets, outsider, 9) == []
    with pytest.raises(desk.WrongState):
        desk.take(make.now, report, outsider)
    team_keys.give(make.now, None, outsider, make.team())
    assert open_to(report, outsider) == [True]
    with writing():
        team_keys.take(outsider)
    assert open_to(report, outsider) == [False]


def test_an_independent_reader_who_is_named_does_not_find_it_either(make):
    make.team()
    outsider, other = named(make, GULL, "independent"), make.account("independent")
    report = tell(make, GULL, is_num=True)
    assert open_to(report, outsider, other) == [False, True]


def test_what_every_caseworker_is_locked_out_of_goes_to_a_reader_from_outside(make):
    bell, gull, outsider = named(make, BELL), named(make, GULL), make.account("independent")
    both, one = tell(make, f"{BELL} and {GULL}"), tell(make, BELL)
    assert open_to(both, bell, gull, outsider) == [False, False, True]
    assert open_to(one, bell, gull, outsider) == [False, True, False]
    desk.take(make.now, one, gull)
    locks.add(make.now, one, gull, account=gull)
    assert open_to(one, bell, gull, outsider) == [False, False, True]


def test_without_an_independent_reader_what_is_about_num_waits_and_is_counted(make):
    make.account("caseworker")
    tell(make, is_num=True)
    assert locks.unread_by_all().count() == 1
    make.account("independent")
    assert locks.unread_by_all().count() == 0


def test_a_project_does_not_see_what_is_about_it_though_it_sent_it(make):
    own, other = make.project("Harbour Light"), make.project("Blue House")
    about_own = tell(make, "somebody at harbour light", arrival=Arrival(project=own))
    about_other = tell(make, "Blue House", arrival=Arrival(project=own))
    assert not project_reports.may_see(own, about_own)
    assert project_reports.may_see(own, about_other)
    worker = make.account("project-worker", project=own)
    assert open_to(about_own, worker) == [False]
    assert open_to(about_other, make.account("project-worker", project=other)) == [False]


def test_a_lock_ends_a_reading_that_was_begun(make):
    bell, gull = named(make, BELL), named(make, GULL)
    report = tell(make)
    desk.take(make.now, report, bell)
    locks.add(make.now, report, gull, account=bell)
    assert not desk.is_reading(report, bell)
    with pytest.raises(desk.NotReading):
        desk.open_report(make.now, report, bell, make.team())
    with pytest.raises(desk.NotReading):
        messages.look(make.now, report, bell, make.team())
    for act in (desk.screen, desk.undo, desk.take):
        with pytest.raises(desk.WrongState if act is desk.take else (desk.NotReading, desk.WrongState)):
            act(make.now, report, bell)
    with pytest.raises((desk.NotReading, desk.WrongState)):
        desk.open_too(make.now, report, bell, "cover")


def test_a_lock_is_put_once_ended_once_and_leaves_its_row(make):
    bell, gull = named(make, BELL), named(make, GULL)
    report = tell(make)
    for _ in range(2):
        locks.add(make.now, report, gull, account=bell)
    [lock] = locks.live(report)
    locks.end(make.now, report, lock.id, gull)
    locks.end(make.now, report, lock.id, gull)
    assert open_to(report, bell) == [True]
    assert ConflictLock.select().count() == 1
    acts = [row.action for row in Audit.select().where(Audit.action.endswith("locked"))]
    assert acts == ["report-locked", "report-unlocked"]


def test_whoever_is_locked_out_cannot_end_the_lock(make):
    bell, gull = named(make, BELL), named(make, GULL)
    report = tell(make)
    desk.take(make.now, report, bell)
    locks.add(make.now, report, gull, account=bell)
    locks.end(make.now, report, locks.live(report).get().id, bell)
    assert open_to(report, bell) == [False]


def test_a_lock_of_another_report_is_not_ended(make):
    bell, gull = named(make, BELL), named(make, GULL)
    first, second = tell(make), tell(make)
    locks.add(make.now, first, gull, account=bell)
    locks.end(make.now, second, locks.live(first).get().id, gull)
    assert open_to(first, bell) == [False]


def test_a_lock_for_nobody_is_refused(make):
    with pytest.raises(locks.NobodyToLock):
        locks.add(make.now, tell(make), make.account("caseworker"))


def test_the_notice_goes_to_those_who_may_read_it(make):
    bell, gull = named(make, BELL), named(make, GULL)
    answers = Answers(kind="professional", story="x", profession="charity", named=(BELL,), is_in_danger=True)
    send(make.secrets, make.now, answers, make.form_id())
    assert notices.tell_of_danger(make.secrets, make.now) == 1
    assert OwedLetter.get().account == gull and bell != gull


def test_a_report_about_a_professional_is_in_no_warning_and_not_in_the_checker(make):
    reader = make.account("caseworker")
    answers = Answers(kind="professional", story="x", identifiers="07700 900461", permissions=("alert", "checker"))
    with pytest.raises(permissions.UnknownPermission):
        send(make.secrets, make.now, answers, make.form_id())
    report = tell(make)
    desk.take(make.now, report, reader)
    with pytest.raises(permissions.NoPermission):
        drafts.draft_from(make.secrets, make.now, report, reader)
    alert = make.draft()
    for write in (
        lambda: AlertReport.create(alert=alert, report=report),
        lambda: Sighting.create(key=b"k" * 16, kind="phone", report=report),
    ):
        with pytest.raises(Exception, match=r"not a report of harm|no live permission"), writing():
            write()


def test_while_nobody_from_outside_can_read_it_the_managers_hear_that_something_waits(make):
    make.account("caseworker")
    manager = make.account("manager")
    answers = Answers(kind="professional", story="x", profession="charity", is_about_num=True, is_in_danger=True)
    send(make.secrets, make.now, answers, make.form_id())
    assert notices.tell_of_danger(make.secrets, make.now) == 1
    assert OwedLetter.get().account == manager
    make.account("independent")
    send(make.secrets, make.now, answers, make.form_id())
    assert notices.tell_of_danger(make.secrets, make.now) == 2
    assert {row.account.role for row in OwedLetter.select()} == {"manager", "independent"}
