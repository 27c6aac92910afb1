"""Letters of complaint: whose words, whose agreement, and that nothing goes without both."""

from datetime import date
from itertools import product

import pytest
from peewee import IntegrityError

from models.audit import Audit
from models.professional import ComplaintLetter
from models.report import Report
from rules import claims, complaint_letters, complaint_words, complaints, desk, followup, locks, permissions, team_keys
from rules.complaint_words import AlreadySent, ChangedMeanwhile, NoLetter, Words
from tests.rules.complaining import MINE, Told


@pytest.fixture
def me(make):
    """The caseworker who reads it."""
    return make.account("caseworker")


@pytest.fixture
def sent(make, me):
    """A report without any permission, with a letter in the person's words."""
    sent = Told(make, me)
    sent.save()
    return sent


def actions() -> list[str]:
    return [row.action for row in Audit.select().where(Audit.action.startswith("letter-")).order_by(Audit.id)]


def test_it_is_drafted_from_the_persons_own_answers(make, me):
    sent = Told(make, me)
    complaint_letters.begin(make.now, sent.report, sent.key)
    letter = sent.look()
    assert letter.words.to == "Police Ombudsman for Northern Ireland"
    assert "He shouted at me." in letter.words.text
    assert (letter.state, letter.version, letter.is_named, letter.words.name) == ("draft", 1, False, "")


@pytest.mark.parametrize(("nation", "profession"), [("england", "police"), (None, None)])
def test_where_the_organisation_comes_first_it_is_whom_the_person_named(make, me, nation, profession):
    sent = Told(make, me, nation=nation, profession=profession)
    complaint_letters.begin(make.now, sent.report, sent.key)
    assert sent.look().words.to == "Anyshire Police"


def test_after_a_last_answer_it_goes_to_whoever_comes_next(make, me):
    sent = Told(make, me, nation="scotland", profession="police", details={"before": {"final_on": ["2026-10-01"]}})
    complaint_letters.begin(make.now, sent.report, sent.key)
    assert sent.look().words.to == "Police Investigations and Review Commissioner (PIRC)"


def test_where_one_of_several_is_the_right_one_nobody_is_filled_in(make, me):
    sent = Told(make, me, nation="scotland", profession="therapist")
    complaint_letters.begin(make.now, sent.report, sent.key)
    assert sent.look().words.to == ""


def test_the_draft_bears_a_name_only_under_its_permission(make, me):
    sent = Told(make, me, "complaint", "complaint_named")
    complaint_letters.begin(make.now, sent.report, sent.key)
    assert sent.look().is_named


def test_it_is_sealed(sent):
    row = ComplaintLetter.get()
    assert not any(word in row.words for word in ("hurt", "Sparrow", "Chief"))


def test_beginning_again_keeps_what_is_there(make, sent):
    complaint_letters.begin(make.now, sent.report, sent.key)
    complaint_letters.begin_for_casework(make.now, sent.report, sent.me, sent.team)
    assert sent.look().words == MINE
    assert actions() == ["letter-begun", "letter-changed"]


def test_casework_and_the_person_open_the_same_letter(make, sent):
    theirs = complaint_letters.look_for_casework(sent.report, sent.me, sent.team)
    assert theirs.words == Words(MINE.to, MINE.text, "")
    with pytest.raises(desk.NotReading):
        complaint_letters.look_for_casework(sent.report, make.account("caseworker"), sent.team)
    with pytest.raises(team_keys.NoAccess):
        complaint_letters.look_for_casework(sent.report, sent.me, None)


def test_the_name_is_shown_to_casework_only_under_its_permission(make, sent):
    followup.give(make.now, sent.report, sent.inbox, "complaint_named")
    assert complaint_letters.look_for_casework(sent.report, sent.me, sent.team).words.name == "Sparrow"


def test_a_caseworkers_change_keeps_the_name_that_they_do_not_see(make, sent):
    sent.save_as_casework("He hurt me.")
    assert sent.look().words == Words("The Board", "He hurt me.", "Sparrow")
    assert sent.look().version == 3


def test_the_later_save_does_not_overwrite_what_it_did_not_see(make, sent):
    sent.save_as_casework("Theirs")
    with pytest.raises(ChangedMeanwhile):
        complaint_letters.save(make.now, sent.report, sent.key, 2, Words("x", "Mine"), False)
    assert sent.look().words.text == "Theirs"
    complaint_letters.save(make.now, sent.report, sent.key, 3, Words("x", "Mine"), False)
    with pytest.raises(ChangedMeanwhile):
        sent.save_as_casework("Theirs again", seen=3)
    with pytest.raises(ChangedMeanwhile):
        sent.agree("complaint", seen=3)
    assert sent.look().words.text == "Mine"


def test_saving_the_same_words_changes_nothing(make, sent):
    sent.agree("complaint")
    complaint_letters.save(make.now, sent.report, sent.key, 2, MINE, False)
    assert (sent.look().state, sent.look().version) == ("agreed", 2)


def test_agreeing_needs_the_permission_and_may_give_it_in_the_same_act(sent):
    with pytest.raises(complaint_letters.NeedsComplaint):
        sent.agree()
    assert sent.look().state == "draft"
    sent.agree("complaint")
    assert sent.look().state == "agreed"
    assert permissions.live_names(sent.report) == ["complaint"]


def test_a_letter_with_a_name_needs_both_permissions(make, me):
    sent = Told(make, me)
    sent.save(is_named=True)
    with pytest.raises(complaint_letters.NeedsNamed):
        sent.agree("complaint")
    assert permissions.live_names(sent.report) == [], "what was ticked counts only when the act is done"
    sent.agree("complaint", "complaint_named")
    assert sent.look().state == "agreed"


@pytest.mark.parametrize("words", [Words("", "x"), Words("x", " "), Words("x", "x", "")])
def test_an_unfinished_letter_is_not_agreed_to(make, me, words):
    sent = Told(make, me, "complaint", "complaint_named")
    sent.save(words, is_named=True)
    with pytest.raises(complaint_letters.NothingToSend):
        sent.agree()


@pytest.mark.parametrize("by", ["person", "casework"])
def test_a_change_ends_the_agreement_whoever_makes_it(make, sent, by):
    sent.agree("complaint")
    if by == "person":
        sent.save(Words("x", "Other words"))
    else:
        sent.save_as_casework("Other words")
    assert (sent.look().state, sent.look().has_ended) == ("draft", True)
    with pytest.raises(complaint_letters.NotAgreed):
        sent.send()


def test_taking_the_permission_back_ends_the_agreement(make, sent):
    sent.agree("complaint")
    followup.take_back(make.now, sent.report, "complaint")
    assert (sent.look().state, sent.look().has_ended) == ("draft", True)
    followup.give(make.now, sent.report, sent.inbox, "complaint")
    with pytest.raises(complaint_letters.NotAgreed):
        sent.send()


@pytest.mark.parametrize(("is_named", "state"), [(True, "draft"), (False, "agreed")])
def test_taking_the_names_permission_back_ends_it_only_for_a_letter_with_the_name(make, me, is_named, state):
    sent = Told(make, me, "complaint", "complaint_named")
    sent.save(is_named=is_named)
    sent.agree()
    followup.take_back(make.now, sent.report, "complaint_named")
    assert sent.look().state == state


def test_the_person_may_say_no_again(make, sent):
    sent.agree("complaint")
    complaint_letters.disagree(make.now, sent.report)
    assert sent.look().state == "draft"
    assert permissions.may(sent.report, "complaint")


def test_who_claims_the_report_has_agreed_to_nothing(make, me):
    sent = Told(make, me, "complaint")
    sent.save()
    sent.agree()
    Report.update(is_for_somebody=True).execute()
    report = Report.get()
    claims.claim(make.secrets, make.now, report, sent.inbox, claims.new_code(), ["complaint"])
    assert sent.look().state == "draft"
    with pytest.raises(desk.WrongState):
        complaint_letters.save(make.now, sent.report, sent.key, 2, Words("x", "Not theirs any more"), False)


def test_it_is_marked_as_sent_with_how_when_and_to_whom(make, sent):
    sent.agree("complaint")
    sent.send()
    letter, row = sent.look(), ComplaintLetter.get()
    assert (letter.state, letter.sent_how, letter.sent_to) == ("sent", "post", "The Chief, 1 High Street")
    assert (letter.sent_on, row.sent_by) == (complaints.today(make.now), sent.me)
    assert "High Street" not in row.sent_to
    assert actions()[-1] == "letter-sent"


STATES = ("draft", "agreed", "sent")


@pytest.mark.parametrize(
    ("state", "has_complaint", "is_named", "has_named"), list(product(STATES, *[(True, False)] * 3))
)
def test_it_goes_only_agreed_to_and_with_every_permission_it_needs(make, me, state, has_complaint, is_named, has_named):
    sent = Told(make, me, *["complaint"] * has_complaint, *["complaint_named"] * has_named)
    sent.save(is_named=is_named)
    if state != "draft":
        ComplaintLetter.update(state="agreed", agreed_on=make.now.date()).execute()
    may = state == "agreed" and has_complaint and (has_named or not is_named)
    if state == "sent":
        if not (has_complaint and (has_named or not is_named)):
            return refused_by_the_database()
        sent.send()
    if may:
        sent.send()
        assert sent.look().state == "sent"
        return None
    with pytest.raises((complaint_letters.NotAgreed, permissions.NoPermission, AlreadySent)):
        sent.send()
    if state != "sent":
        refused_by_the_database()


def refused_by_the_database():
    """Whatever the rules say, the row does not change."""
    with pytest.raises(IntegrityError):
        ComplaintLetter.update(state="sent").execute()


def test_the_database_takes_no_letter_that_is_born_sent_or_agreed(make, sent):
    words = ComplaintLetter.get().words
    ComplaintLetter.delete().execute()
    for state in ("sent", "agreed"):
        with pytest.raises(IntegrityError):
            ComplaintLetter.create(report=sent.report, words=words, state=state)


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"how": "pigeon"}, complaint_letters.NotSaidHow),
        ({"to": " "}, complaint_letters.NotSaidToWhom),
        ({"on": None}, complaint_letters.WrongDay),
        ({"on": date.max}, complaint_letters.WrongDay),
        ({"on": date(2020, 1, 1)}, complaint_letters.WrongDay),
        ({"seen": 1}, ChangedMeanwhile),
    ],
)
def test_what_cannot_have_been_is_refused(sent, changes, problem):
    sent.agree("complaint")
    with pytest.raises(problem):
        sent.send(**changes)
    assert sent.look().state == "agreed"


def test_what_has_gone_is_neither_changed_nor_agreed_to_nor_taken_back(make, sent):
    sent.agree("complaint")
    sent.send()
    with pytest.raises(AlreadySent):
        complaint_letters.save(make.now, sent.report, sent.key, 2, Words("x", "y"), False)
    with pytest.raises(AlreadySent):
        sent.agree()
    with pytest.raises(AlreadySent):
        complaint_letters.disagree(make.now, sent.report)
    followup.take_back(make.now, sent.report, "complaint")
    assert sent.look().state == "sent"


def test_whom_it_is_about_opens_and_changes_nothing(make, sent):
    sent.agree("complaint")
    locks.add(make.now, sent.report, make.account("caseworker"), account=sent.me)
    with pytest.raises(desk.WrongState):
        complaint_letters.look_for_casework(sent.report, sent.me, sent.team)
    with pytest.raises(desk.WrongState):
        sent.send()


def test_without_a_letter_there_is_nothing_to_save_or_agree_to(make, me):
    sent = Told(make, me)
    assert complaint_words.look(sent.report, sent.key) is None
    with pytest.raises(NoLetter):
        complaint_letters.save(make.now, sent.report, sent.key, 1, MINE, False)
    with pytest.raises(NoLetter):
        complaint_letters.agree(make.now, sent.report, sent.key, 1)


def test_only_a_report_about_a_professional_has_a_letter(make, me):
    report = make.report("new")
    desk.take(make.now, report, me)
    with pytest.raises(desk.WrongState):
        complaint_letters.begin_for_casework(make.now, report, me, make.team())


def test_deleting_the_report_deletes_the_letter(make, sent):
    sent.agree("complaint")
    followup.erase(make.now, sent.report)
    assert ComplaintLetter.select().count() == 0
    with pytest.raises(desk.WrongState):
        complaint_letters.save(make.now, sent.report, sent.key, 2, MINE, False)


def test_without_the_wish_for_a_name_the_letter_says_through_whom_to_answer(sent):
    text = complaint_words.on_paper(sent.look(), date(2026, 2, 4), "National Ugly Mugs, 0161")
    assert text.startswith("The Chief\n\n4 February 2026\n\nYou hurt me.")
    assert text.endswith("I do not want to give my name. Please answer me through National Ugly Mugs, 0161.")
    assert "Sparrow" not in text


def test_with_it_the_letter_ends_with_the_name_or_room_for_one(make, sent):
    sent.save(MINE, is_named=True)
    assert complaint_words.on_paper(sent.look(), date(2026, 2, 4), "x").endswith("Yours faithfully,\n\nSparrow")
    shown = complaint_letters.look_for_casework(sent.report, sent.me, sent.team)
    assert "Sparrow" not in complaint_words.on_paper(shown, date(2026, 2, 4), "x")
