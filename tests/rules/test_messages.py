"""Messages: sealed to two sides, once each, by those who may, and never lost unread."""

from dataclasses import replace

import pytest

from models.audit import Audit
from models.database import fetch
from models.key_pair import KeyGrant
from models.letter import OwedLetter
from models.message import Message, Thread
from models.report import Report
from rules import (
    claims,
    desk,
    followup,
    messages,
    notices,
    permissions,
    projects,
    report_words,
    reports,
    team_keys,
    threads,
    waiting,
)
from rules.answers import Answers, Arrival
from rules.messages import NothingWritten
from rules.team_keys import NoAccess
from rules.threads import PROJECT, REPORTER, NobodyReads

ANSWERS = Answers(
    story="A lantern stood there.",
    contact_how="email",
    contact_value="Please sparrow@example.org, evenings only",
    permissions=("contact",),
)


class Told:
    """A report, the reporter who holds its code, and the caseworker who reads it."""

    def __init__(self, make, secrets, answers=ANSWERS, project=None):
        self.make, self.secrets, self.at = make, secrets, (secrets, make.now)
        self.team = make.team()
        self.project, self.worker = project, make.account("project-worker", project=project) if project else None
        sent = reports.send(*self.at, answers, self.form(), Arrival(project=project))
        self.report, self.inbox = followup.open_code(*self.at, sent.code)
        self.me = make.account("caseworker")
        desk.take(make.now, self.report, self.me)

    def form(self):
        """A form that was just opened."""
        return self.make.form_id()

    def casework(self, words="Can you say more?", party=REPORTER, **more):
        """The caseworker writes."""
        more = {"team_private": self.team, "form": self.form(), "by": self.me, **more}
        form, by = more.pop("form"), more.pop("by")
        return messages.from_casework(*self.at, self.report, party, by, form, words, **more)

    def reporter(self, words="He came back.", **more):
        """The reporter writes."""
        form = more.pop("form", None) or self.form()
        return messages.from_reporter(*self.at, self.report, form, words, **more)

    def partner(self, words="She moved.", **more):
        """The project's worker writes."""
        more = {"by": self.worker, **more}
        return messages.from_project(*self.at, self.report, more.pop("by"), self.form(), words, **more)

    def read(self, party=REPORTER, **keys):
        """What one side sees, as sender and words."""
        return [(one.sender, one.words) for one in threads.open_thread(self.report, party, **keys)]


@pytest.fixture
def told(make, secrets):
    return Told(make, secrets)


@pytest.fixture
def partner(make, secrets):
    return Told(make, secrets, project=make.project("uk"))


def flags(party=REPORTER):
    thread = Thread.get(Thread.party == party)
    return thread.waits_for_casework, thread.waits_for_party


def test_both_sides_read_what_both_wrote_whoever_began(told):
    told.reporter("One")
    told.casework("Two")
    told.reporter("Three")
    both = [("reporter", "One"), ("casework", "Two"), ("reporter", "Three")]
    assert told.read(team_private=told.team) == told.read(party_private=told.inbox) == both


def test_a_project_and_casework_write_to_each_other_and_the_reporter_sees_nothing_of_it(partner):
    partner.casework("One", PROJECT)
    partner.partner("Two")
    private = partner.make.project_private(partner.project)
    both = [("casework", "One"), ("project", "Two")]
    assert partner.read(PROJECT, party_private=private) == partner.read(PROJECT, team_private=partner.team) == both
    assert partner.read(REPORTER, party_private=partner.inbox) == []
    assert partner.read(PROJECT, party_private=partner.inbox) == [("casework", None), ("project", None)]


def test_no_word_of_it_can_be_read_in_the_database(told, folder):
    told.reporter("Quokkawritten")
    told.casework("Wombatwritten")
    content = (folder / "num.db").read_bytes()
    assert b"Quokka" not in content
    assert b"Wombat" not in content


def test_a_message_moved_to_another_sender_or_thread_does_not_open(told, partner):
    written = told.casework("One")
    Message.update(sender="reporter").where(Message.id == written.id).execute()
    with pytest.raises(team_keys.vault.NotOpened):
        told.read(team_private=told.team)


def test_the_same_form_with_the_same_words_is_one_message(told):
    form = told.form()
    assert told.reporter(form=form) == told.reporter(form=form)
    assert told.casework(form=form) == told.casework(form=form)
    told.reporter("Other words", form=form)
    assert Message.select().count() == 3
    assert OwedLetter.select().count() == 1


def test_nothing_written_is_refused(told):
    with pytest.raises(NothingWritten):
        told.casework(" \n")
    with pytest.raises(NothingWritten):
        told.reporter("")


def test_only_somebody_who_reads_the_report_writes_or_looks(told):
    other = told.make.account("caseworker")
    with pytest.raises(desk.NotReading):
        told.casework(by=other)
    with pytest.raises(desk.NotReading):
        messages.look(told.make.now, told.report, other, told.team)
    with pytest.raises(desk.NotReading):
        messages.note_read(told.make.now, told.report, REPORTER, other)
    with pytest.raises(NoAccess):
        told.casework(team_private=None)
    assert Message.select().count() == 0


def test_looking_is_noted_and_changes_nothing_else(told):
    told.reporter()
    seen = messages.look(told.make.now, told.report, told.me, told.team)
    assert [one.words for one in seen[REPORTER]] == ["He came back."]
    assert seen[PROJECT] == []
    assert Audit.select().where(Audit.action == "messages-opened").count() == 1
    assert flags() == (True, False)


def test_nobody_is_written_to_who_could_not_read_it(make, told):
    with pytest.raises(NobodyReads):
        told.casework(party=PROJECT)
    no_code = make.report(state="new")
    desk.take(make.now, no_code, told.me)
    told.report = no_code
    with pytest.raises(NobodyReads):
        told.casework()
    assert not threads.is_reachable(no_code, REPORTER)


def test_a_project_writes_only_about_reports_it_may_see(make, partner):
    stranger = make.account("project-worker", project=make.project("uk"))
    with pytest.raises(NobodyReads):
        partner.partner(by=stranger)
    partner.partner()
    Report.update(claimed_on=make.now.date()).where(Report.id == partner.report.id).execute()
    partner.report = Report.get_by_id(partner.report.id)
    with pytest.raises(NobodyReads):
        partner.partner("Again")
    with pytest.raises(NobodyReads):
        partner.casework(party=PROJECT)
    followup.give(make.now, partner.report, partner.inbox, "local_project")
    partner.partner("Allowed again")
    assert Message.select().count() == 2


def test_each_side_is_waited_for_until_it_answers_or_says_it_has_read(told):
    told.reporter()
    assert flags() == (True, False)
    told.casework()
    assert flags() == (False, True)
    told.reporter("More")
    assert flags() == (True, False)
    messages.note_read(told.make.now, told.report, REPORTER, told.me)
    assert flags() == (False, False)
    told.casework("And now?")
    messages.note_read(told.make.now, told.report, REPORTER)
    assert flags() == (False, False)


def test_a_message_that_came_after_the_page_was_opened_still_waits(told):
    told.reporter("One")
    told.reporter("Two")
    messages.note_read(told.make.now, told.report, REPORTER, told.me, seen=1)
    assert flags() == (True, False)
    told.casework("An answer to the first", seen=1)
    assert flags() == (True, True)
    told.casework("To both", seen=3)
    assert flags() == (False, True)


def test_a_report_somebody_wrote_about_waits_on_the_desk_though_it_was_screened(make, told):
    desk.screen(make.now, told.report, told.me)
    assert waiting.reports(told.secrets, told.me, 9) == []
    told.reporter()
    [row] = waiting.reports(told.secrets, told.me, 9)
    assert (row.ref, row.has_message) == (told.report.ref, True)
    assert notices._waiting(told.me).exists()
    messages.note_read(make.now, told.report, REPORTER, told.me)
    assert waiting.reports(told.secrets, told.me, 9) == []
    assert not notices._waiting(told.me).exists()


def test_a_new_project_key_opens_what_is_written_from_then_on_and_nothing_before(make, partner):
    partner.partner("Before")
    KeyGrant.delete().where(KeyGrant.account == partner.worker).execute()
    fresh = team_keys.start(make.now, partner.worker)
    partner.casework("Welcome back", PROJECT)
    partner.partner("With the new key")
    now_read = [("project", None), ("casework", "Welcome back"), ("project", "With the new key")]
    assert partner.read(PROJECT, party_private=fresh) == now_read
    assert partner.read(PROJECT, team_private=partner.team) == [("project", "Before"), *now_read[1:]]


def test_a_worker_who_waits_for_the_key_writes_nothing(make, partner):
    waits = make.account("project-worker", project=partner.project)
    KeyGrant.delete().where(KeyGrant.account == waits).execute()
    with pytest.raises(NoAccess):
        partner.partner("Let me in", by=waits)


def test_deleting_the_report_deletes_its_messages_and_cancels_the_notice(make, told):
    told.casework()
    sealed = [row[0] for row in fetch("SELECT words FROM message")]
    followup.erase(make.now, told.report)
    assert (Thread.select().count(), Message.select().count()) == (0, 0)
    row = OwedLetter.get()
    assert (row.state, row.address) == ("cancelled", None)
    assert sealed
    with pytest.raises(desk.NotReading):
        told.casework()
    with pytest.raises(desk.WrongState):
        told.reporter()


def test_the_audit_says_who_wrote_to_whom_and_no_word(told):
    told.casework("Quokka")
    told.reporter("Wombat")
    rows = list(Audit.select().where(Audit.action == "message-sent").order_by(Audit.id))
    assert [(row.actor_kind, row.reason) for row in rows] == [("caseworker", "reporter"), ("code", "reporter")]


@pytest.mark.parametrize(
    ("changes", "way"),
    [
        ({}, "letter"),
        ({"contact_value": "sparrow@example.org or wren@example.org"}, "unreadable"),
        ({"contact_value": "the usual one"}, "unreadable"),
        ({"contact_value": ""}, "no-contact"),
        ({"contact_how": "phone"}, "phone"),
        ({"contact_how": "text"}, "text"),
        ({"contact_how": ""}, "other"),
        ({"permissions": ()}, "not-allowed"),
        ({"permissions": ("case",)}, "not-allowed"),
    ],
)
def test_how_a_reporter_hears_of_a_message(make, secrets, changes, way):
    told = Told(make, secrets, replace(ANSWERS, **changes))
    assert messages.message_notices.way(told.report, told.team) == way
    told.casework()
    assert OwedLetter.select().count() == (way == "letter")


def test_one_notice_a_day_however_much_is_written(make, told):
    for words in ("One", "Two", "Three"):
        told.casework(words)
    assert OwedLetter.select().count() == 1


def test_a_notice_names_neither_the_report_nor_the_member_with_the_same_address(make, told):
    member = make.account(address="sparrow@example.org")
    told.casework()
    row = OwedLetter.get()
    assert told.report.ref not in row.once
    assert row.account is None
    assert row.address_key != member.email_key


def test_taking_contact_me_back_cancels_the_notice_and_giving_it_again_allows_another(make, told):
    told.casework()
    followup.take_back(make.now, told.report, "contact")
    row = OwedLetter.get()
    assert (row.state, row.address, row.contents) == ("cancelled", None, None)
    told.casework("No letter for this")
    assert OwedLetter.select().count() == 1
    followup.give(make.now, told.report, told.inbox, "contact")
    assert permissions.may(told.report, "contact")
    told.casework("But for this")
    assert [one.state for one in OwedLetter.select().order_by(OwedLetter.id)] == ["cancelled", "owed"]


def test_workers_of_the_project_who_take_letters_get_one_a_day(make, partner):
    make.account("project-worker", project=partner.project, is_paused=True)
    make.account("project-worker", project=partner.project, cadence="none")
    make.account("project-worker", project=make.project("uk"))
    partner.casework("One", PROJECT)
    partner.casework("Two", PROJECT)
    assert [(row.account_id, row.kind) for row in OwedLetter.select()] == [(partner.worker.id, "message-waits")]


def test_opening_the_words_of_a_report_does_not_need_the_thread(told):
    told.casework()
    assert report_words.open_words(told.report, told.team).story == ANSWERS.story


def test_a_project_that_has_ended_is_not_written_to(make, partner):
    partner.casework("What we wrote before is still here.", PROJECT)
    projects.end(make.now, make.account("manager"), partner.project)
    report = Report.get_by_id(partner.report.id)
    assert not threads.is_reachable(report, PROJECT)
    with pytest.raises(NobodyReads):
        partner.casework(party=PROJECT)
    assert len(threads.open_thread(report, PROJECT, team_private=partner.team)) == 1


def test_whoever_held_the_old_code_writes_no_message_after_a_claim(make, secrets):
    told = Told(make, secrets, replace(ANSWERS, maker={"relation": "friend"}))
    before = Report.get_by_id(told.report.id)
    claims.claim(*told.at, told.report, told.inbox, claims.new_code(), ["contact"])
    with pytest.raises(desk.WrongState):
        messages.from_reporter(*told.at, before, told.form(), "I am not her.")
    assert Message.select().count() == 0
