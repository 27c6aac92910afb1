"""Claiming: the old code opens nothing, and no permission is ever wider than the person gave."""

import random

import pytest

from models.alert import Alert, AlertReport
from models.codes import PERMISSIONS
from models.delivery import Delivery
from models.letter import OwedLetter
from models.permission import Permission
from models.report import Report
from models.session import Session
from models.sighting import Sighting
from rules import (
    alert_content,
    alerts,
    claims,
    desk,
    followup,
    letters,
    messages,
    permissions,
    project_reports,
    report_words,
    reports,
    sessions,
    shown_first,
    threads,
)
from rules.answers import HOLDS_BACK, PERSON, SAID, UNKNOWN, Answers, Arrival
from rules.keyed import read_code, shown_code

AREA = "greater-manchester"


class Told:
    """A report that somebody told for a person, the code they were given, and what the person does with it."""

    def __init__(self, make, project=None, **given_by):
        make.team()
        self.make, self.secrets = make, make.secrets
        self.form = make.form_id()
        self.answers = Answers(
            harms=("theft",),
            story="Her bag was taken.",
            identifiers="07700 900123",
            contact_how="email",
            contact_value="sparrow@example.org",
            maker={"relation": "friend", "name": "", "knows": "yes"},
            given_by=given_by,
        )
        self.arrival = Arrival(project=project)
        sent = reports.send(self.secrets, make.now, self.answers, self.form, self.arrival)
        self.old, self.new, self.id = sent.code, claims.new_code(), sent.report.id

    @property
    def report(self) -> Report:
        """The row as it is now."""
        return Report.get_by_id(self.id)

    def open(self, code):
        """The report and its inbox as a code opens them."""
        return followup.open_code(self.secrets, self.make.now, code)

    def claim(self, *ticked, keep=None, code=None):
        """The person claims it with the code they were handed."""
        report, inbox = self.open(self.old)
        claims.claim(self.secrets, self.make.now, report, inbox, code or self.new, ticked, keep)

    def session(self, code):
        """A browser in which a code was typed."""
        report, inbox = self.open(code)
        token = sessions.start(self.secrets, self.make.now, "code", {"inbox_key": inbox.hex()}, report=report)
        return sessions.find(self.secrets, token, self.make.now)

    def live(self) -> dict[str, str]:
        """Permissions in force with who gave each."""
        return {row.name: row.given_by for row in Permission.live().where(Permission.report == self.id)}


@pytest.fixture
def told(make):
    """A function that tells a report for somebody, each permission with its giver."""
    return lambda project=None, **given_by: Told(make, project, **given_by)


def test_the_new_code_opens_what_the_old_one_opened_and_the_old_one_nothing(told):
    report = told(alert=SAID)
    _, inbox = report.open(report.old)
    report.claim("alert")
    assert report.open(shown_code(report.new).lower()) == (report.report, inbox)
    with pytest.raises(followup.NoSuchCode):
        report.open(report.old)


def test_the_old_code_costs_the_same_work_as_a_wrong_one(secrets, told):
    report = told()
    report.claim()
    before = secrets.slow.runs
    for typed in (report.old, "0000 1111 2222 3333"):
        with pytest.raises(followup.NoSuchCode):
            report.open(typed)
    assert secrets.slow.runs - before == 2


def test_a_new_code_can_be_made_by_nobody_again():
    made = {claims.new_code() for _ in range(100)}
    assert len(made) == 100
    assert all(read_code(code) == code for code in made)


def test_exactly_what_is_ticked_stands_and_the_person_gave_it(told):
    report = told(alert=SAID, checker=SAID, contact=PERSON, case=PERSON, quote=UNKNOWN)
    report.claim("alert", "contact", "research")
    assert report.live() == {"alert": PERSON, "contact": PERSON, "research": PERSON}
    history = {(row.name, row.given_by, row.taken_back_on is None) for row in Permission.select()}
    assert history >= {("alert", SAID, False), ("checker", SAID, False), ("case", PERSON, False)}


def test_claiming_with_nothing_ticked_leaves_nothing_live(told):
    report = told(alert=SAID, checker=PERSON)
    report.claim()
    assert report.live() == {}


def test_a_tick_that_is_on_no_list_changes_nothing(told):
    report = told(alert=SAID)
    with pytest.raises(permissions.UnknownPermission):
        report.claim("alert", "everything")
    assert report.live() == {"alert": SAID}
    assert report.open(report.old)[0].claimed_on is None


def test_a_warning_stays_out_when_the_person_keeps_the_permission_somebody_else_gave(make, told):
    make.account("member", areas=[AREA])
    report = told(alert=SAID)
    alert = make.published(report.report, area="uk")
    report.claim("alert")
    kept = Alert.get_by_id(alert.id)
    assert (kept.state, kept.words) == ("published", alert.words)
    assert [row.state for row in Delivery.select()] == ["owed"]
    assert AlertReport.select().count() == 1
    assert report.live() == {"alert": PERSON}


def test_an_approved_warning_still_goes_out_when_the_person_keeps_the_permission(make, told):
    report = told(alert=SAID)
    alert = make.approved(report.report)
    report.claim("alert")
    assert alerts.release_due(make.secrets, make.now) == [alert]


def test_a_warning_is_withdrawn_when_the_person_does_not_want_it(make, told):
    make.account("member", areas=[AREA])
    report = told(alert=PERSON)
    alert = make.published(report.report, area="uk")
    report.claim("checker")
    assert Alert.get_by_id(alert.id).state == "withdrawn"
    assert [row.state for row in Delivery.select()] == ["cancelled"]


def test_the_number_leaves_the_checker_or_enters_it_as_the_person_chooses(told):
    out, into = told(checker=SAID), told()
    Sighting.delete().where(Sighting.report == into.id).execute()
    out.claim()
    into.claim("checker")
    assert {row.report_id for row in Sighting.select()} == {into.id}


def test_no_letter_goes_where_the_person_does_not_want_to_be_reached(make, told):
    report = told(contact=SAID)
    letters.owe(make.secrets, make.now, "message-waits", report=report.report, address="sparrow@example.org")
    report.claim("alert")
    assert [row.state for row in OwedLetter.select()] == ["cancelled"]


def test_every_other_session_of_the_report_ends_and_the_persons_own_stays(make, told):
    report, other = told(), told()
    theirs, mine, elsewhere = report.session(report.old), report.session(report.old), other.session(other.old)
    report.claim(keep=mine.row)
    assert set(Session.select()) == {mine.row, elsewhere.row}
    assert sessions.find(make.secrets, theirs.token, make.now) is None


def test_whoever_was_in_the_middle_of_something_changes_nothing_any_more(make, told):
    report = told(alert=SAID)
    found = report.session(report.old).row.report
    _, inbox = report.open(report.old)
    report.claim("alert")
    for act in (
        lambda: followup.give(make.now, found, inbox, "police_full"),
        lambda: followup.take_back(make.now, found, "alert"),
        lambda: followup.add(make.now, found, inbox, "More"),
        lambda: followup.erase(make.now, found),
    ):
        with pytest.raises(followup.NoSuchCode):
            act()
    assert report.live() == {"alert": PERSON}
    assert (report.report.state, report.report.additions.count()) == ("new", 0)


def test_a_code_that_was_typed_just_before_the_claim_begins_no_session_after_it(make, told):
    report = told()
    opened, inbox = report.open(report.old)
    report.claim()
    with pytest.raises(sessions.CodeReplaced):
        sessions.start(make.secrets, make.now, "code", {"inbox_key": inbox.hex()}, report=opened)
    assert Session.select().count() == 0


def test_the_same_form_again_shows_no_code_and_gives_nothing(make, told):
    report = told(alert=SAID)
    report.claim()
    with pytest.raises(reports.AlreadySaved):
        reports.send(make.secrets, make.now, report.answers, report.form, report.arrival)
    assert (Report.select().count(), report.live()) == (1, {})


def test_claiming_again_changes_nothing(make, told):
    report = told(alert=SAID)
    report.claim("alert")
    mine, inbox = report.open(report.new)
    with pytest.raises(claims.NotToClaim):
        claims.claim(make.secrets, make.now, mine, inbox, claims.new_code(), ["police_full"])
    assert report.live() == {"alert": PERSON}
    assert report.open(report.new)[0] == report.report


def test_of_two_who_claim_at_once_one_is_too_late(make, told):
    report = told(alert=SAID)
    row, inbox = report.open(report.old)
    report.claim("alert")
    with pytest.raises(claims.NotToClaim):
        claims.claim(make.secrets, make.now, row, inbox, claims.new_code(), ["police_full"])
    assert (report.live(), report.open(report.new)[0]) == ({"alert": PERSON}, report.report)


def test_only_what_somebody_else_told_can_be_claimed(make, secrets, told):
    make.team()
    form = make.form_id()
    own = reports.send(secrets, make.now, Answers(story="Mine"), form)
    imported, gone = make.report(), told()
    followup.erase(make.now, gone.report)
    assert [claims.may_claim(one) for one in (own.report, imported, gone.report, told().report)] == [
        False,
        False,
        False,
        True,
    ]
    report, inbox = followup.open_code(secrets, make.now, own.code)
    with pytest.raises(claims.NotToClaim):
        claims.claim(secrets, make.now, report, inbox, claims.new_code(), [])
    assert followup.open_code(secrets, make.now, own.code)[0].claimed_on is None


def test_a_project_sees_a_claimed_report_only_while_the_person_lets_it(make, told):
    project = make.project()
    kept, ended = told(project, local_project=SAID), told(project, local_project=SAID)

    def sees(one):
        return project_reports.may_see(project, one.report)

    assert sees(kept) and sees(ended)
    kept.claim("local_project")
    ended.claim("alert")
    assert (sees(kept), sees(ended)) == (True, False)
    row, inbox = ended.open(ended.new)
    followup.give(make.now, row, inbox, "local_project")
    assert sees(ended)
    followup.take_back(make.now, row, "local_project")
    assert not sees(ended)
    assert set(project_reports.visible(project)) == {kept.report}


def test_a_report_of_a_project_can_be_claimed_whoever_it_was_told_by(make, told):
    assert claims.may_claim(told(make.project()).report)


def test_casework_and_the_person_still_read_what_was_told_and_written(make, told):
    report = told()
    row, inbox = report.open(report.old)
    form = make.form_id()
    messages.from_reporter(make.secrets, make.now, row, form, "When do you call?")
    report.claim()
    assert report_words.open_words(report.report, make.team()).story == "Her bag was taken."
    row, inbox = report.open(report.new)
    said = threads.open_thread(row, threads.REPORTER, party_private=inbox)
    assert [one.words for one in said] == ["When do you call?"]


@pytest.mark.parametrize("says", ["fine", "objects"])
def test_what_somebody_else_said_of_a_warning_counts_no_more(make, told, says):
    report = told(alert=PERSON, see_first=PERSON)
    alert = make.asked(report.report)
    seen = alert_content.hash_of(make.secrets, alert)
    shown_first.answer(make.secrets, make.now, report.report, seen, says)
    report.claim("alert", "see_first")
    assert [one.says for one in shown_first.standing(make.secrets, make.now, alert)] == ["waits"]


@pytest.mark.parametrize("seed", range(25))
def test_after_any_sequence_no_permission_is_wider_than_the_person_gave(make, told, seed):
    choose = random.Random(seed)
    project = make.project()
    names = list(PERMISSIONS)
    given_by = {name: choose.choice((PERSON, SAID, UNKNOWN)) for name in choose.sample(names, 6)}
    report = told(project, **given_by)
    stale = report.session(report.old).row.report
    _, inbox = report.open(report.old)
    may = {name for name, how in given_by.items() if how != UNKNOWN or name in HOLDS_BACK}
    is_claimed = False
    for _turn in range(14):
        name, act = choose.choice(names), choose.choice(("old", "stale", "again", "claim", "give", "take", "project"))
        ticked = choose.sample(names, choose.randrange(6))
        try:
            if act == "old":
                row, _inbox = report.open(report.old)
                followup.give(make.now, row, inbox, name)
                may.add(name)
            elif act == "stale":
                followup.give(make.now, stale, inbox, name)
                may.add(name)
            elif act == "again":
                reports.send(make.secrets, make.now, report.answers, report.form, report.arrival)
            elif act == "claim":
                report.claim(*ticked)
                may, is_claimed = set(ticked), True
            elif act in ("give", "take"):
                row, _inbox = report.open(report.new)
                (
                    followup.give(make.now, row, inbox, name)
                    if act == "give"
                    else followup.take_back(make.now, row, name)
                )
                may = may | {name} if act == "give" else may - {name}
            elif project_reports.may_see(project, report.report) and not is_claimed:
                followup.take_back(make.now, report.report, name)
                may.discard(name)
        except (followup.NoSuchCode, claims.NotToClaim, reports.AlreadySaved):
            pass
        live = report.live()
        assert set(live) == may
        if is_claimed:
            assert set(live.values()) <= {PERSON}
            assert project_reports.may_see(project, report.report) == ("local_project" in may)


def test_an_answer_from_before_the_claim_does_not_count_for_the_person(make):
    report = Told(make, alert=SAID, see_first=SAID)
    alert = make.asked(report.report)
    seen = alert_content.hash_of(make.secrets, Alert.get_by_id(alert.id))
    stale = report.session(report.old).row.report
    report.claim("alert", "see_first")
    with pytest.raises(shown_first.TextChanged):
        shown_first.answer(make.secrets, make.now, stale, seen, shown_first.FINE)
    assert AlertReport.get().answer is None


def test_what_whoever_held_the_old_code_reads_is_not_read_by_the_person(make):
    report = Told(make, alert=SAID)
    stale = report.session(report.old).row.report
    me = make.account("caseworker")
    desk.take(make.now, report.report, me)
    form = make.form_id()
    words = (form, "A lantern.")
    messages.from_casework(
        make.secrets, make.now, report.report, threads.REPORTER, me, *words, team_private=make.team()
    )
    report.claim("alert")
    messages.note_read(make.now, stale, threads.REPORTER)
    assert threads.has_news(report.report, threads.REPORTER)


def test_what_somebody_else_left_is_not_rung_when_the_person_did_not_tick_it(make):
    report, me = Told(make, contact=SAID, case=SAID), make.account("caseworker")
    desk.take(make.now, report.report, me)
    asking = (make.now, report.report, me, make.team(), "support")
    assert desk.show_contact(*asking)["value"] == "sparrow@example.org"
    report.claim("case")
    with pytest.raises(permissions.NoPermission):
        desk.show_contact(make.now, report.report, me, make.team(), "support")
    row, inbox = report.open(report.new)
    followup.give(make.now, row, inbox, "contact")
    assert desk.show_contact(make.now, report.report, me, make.team(), "support") is not None
