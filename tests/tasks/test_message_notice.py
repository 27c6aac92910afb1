"""The notice that a message waits, through the real sending loop: sent to whoever lets us write, and forgotten."""

import logging

import pytest

from models.letter import OwedLetter
from models.report import Report
from rules import desk, followup, letters, messages, reports
from rules.answers import Answers
from tasks import mailer
from tests.factories import address_of
from tests.hunt import files_below, hunt

ADDRESS, WORDS = "tarsier.notice@example.net", "Quokkamessage"


@pytest.fixture
def me(make):
    return make.account("caseworker")


@pytest.fixture
def report(make, secrets, me):
    """A report whose reporter wants an e-mail, that `me` reads."""
    answers = Answers(
        story="x", contact_how="email", contact_value=f"{ADDRESS}, evenings", permissions=("contact", "alert")
    )
    sent = reports.send(secrets, make.now, answers, make.form_id())
    desk.take(make.now, sent.report, me)
    return sent.report


@pytest.fixture
def written(make, secrets, me, report):
    """Casework has written to the reporter."""
    return messages.from_casework(
        secrets, make.now, report, "reporter", me, make.form_id(), WORDS, team_private=make.team()
    )


def test_the_reporter_gets_a_letter_without_a_word_of_the_message(sink, report, written):
    assert mailer.send_until_nothing_due().sent == 1
    [letter] = sink.letters
    assert letter.recipient == letter.message["To"] == ADDRESS
    assert letter.message["Subject"] == "Your update"
    assert letter.message["Auto-Submitted"] == "auto-generated"
    assert letter.message["List-Unsubscribe"] is None
    assert letter.message["List-Unsubscribe-Post"] is None
    assert report.ref not in letter.raw.decode()
    # What every letter begins with, and then nothing but this.
    hello, begins, *says = letter.body.replace("\r", "").strip().split("\n\n")
    assert (hello, begins.startswith("Here is your update. ")) == ("Hello.", True)
    assert [" ".join(said.split()) for said in says] == [
        "A message waits for you. Open this page and type your code to read it: http://localhost/follow-up/",
        "To stop these messages, open the page above with your code. Take back “Contact me” there.",
    ]


def test_afterwards_neither_address_nor_words_can_be_read_anywhere(sink, folder, caplog, written):
    caplog.set_level(logging.DEBUG)
    sink.refusals = {ADDRESS: "451 try later"}
    assert mailer.send_until_nothing_due().sent == 0
    assert hunt(files_below(folder), [ADDRESS, WORDS]) == []
    sink.refusals = {}
    OwedLetter.update(due_at=mailer.now()).execute()
    assert mailer.send_until_nothing_due().sent == 1
    row = OwedLetter.get()
    assert (row.state, row.address, row.contents) == ("sent", None, None)
    assert hunt(files_below(folder), [ADDRESS, WORDS]) == []
    # The test's mail server lives in this process too, and what it is sent it may tell.
    told = [record.getMessage() for record in caplog.records if record.name != "mail.log"]
    assert [line for line in told if ADDRESS in line or WORDS in line] == []


def test_contact_me_taken_back_while_the_worker_holds_it_stops_it(make, sink, report, written):
    OwedLetter.update(state="claimed", claimed_by="w").execute()
    followup.take_back(make.now, report, "contact")
    assert letters.in_flight(report=report)
    assert letters.look_again(make.secrets, OwedLetter.get().id, "w") is None
    OwedLetter.update(state="owed", claimed_by=None).execute()
    assert mailer.send_until_nothing_due().sent == 0
    row = OwedLetter.get()
    assert (row.state, row.address, row.contents) == ("cancelled", None, None)
    assert sink.letters == []


def test_a_deleted_report_sends_nothing(make, sink, report, written):
    OwedLetter.update(state="claimed", claimed_by="w").execute()
    followup.erase(make.now, report)
    OwedLetter.update(state="owed", claimed_by=None).execute()
    assert Report.get().state == "erased"
    assert mailer.send_until_nothing_due().sent == 0
    assert (OwedLetter.get().state, OwedLetter.get().address) == ("cancelled", None)


def test_other_permissions_taken_back_leave_it(make, sink, report, written):
    followup.take_back(make.now, report, "alert")
    assert mailer.send_until_nothing_due().sent == 1


def test_a_projects_worker_gets_one_that_can_be_unsubscribed(make, secrets, sink, me):
    project = make.project("uk")
    worker = make.account("project-worker", project=project)
    sent = reports.send(
        secrets, make.now, Answers(story="x"), make.form_id(), reports.Arrival(channel="project", project=project)
    )
    desk.take(make.now, sent.report, me)
    messages.from_casework(
        secrets, make.now, sent.report, "project", me, make.form_id(), WORDS, team_private=make.team()
    )
    assert mailer.send_until_nothing_due().sent == 1
    [letter] = sink.letters
    assert letter.recipient == address_of(worker)
    assert worker.letter_token in letter.message["List-Unsubscribe"]
    assert WORDS not in letter.body
