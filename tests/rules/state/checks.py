"""What must be so after each step: the database and what the rules return, beside the model."""

from collections import Counter

from hypothesis.stateful import invariant

from models.alert import Alert, AlertReport
from models.database import fetch
from models.message import Thread
from models.permission import Permission
from models.project import Project
from models.report import Addition, Report
from rules import (
    checker,
    followup,
    project_desk,
    project_reports,
    report_words,
    sessions,
    team_keys,
    threads,
    vault,
)
from tests.rules.state.model import Partner, Told
from tests.rules.state.world import NUMBERS, World, meets


class Checks:
    """Invariants of the state test."""

    world: World

    @invariant()
    def permissions_are_those_that_were_given(self) -> None:
        """Never wider, in no other name, and none that nobody knows of; what was taken back stays as a row."""
        world = self.world
        stored = Counter(
            (row.report_id, row.name, row.given_by, row.given_on, row.taken_back_on is not None)
            for row in Permission.select()
        )
        wanted = Counter((told.id, one.name, one.by, one.on, one.ended) for told in world.told for one in told.given)
        assert stored == wanted

    @invariant()
    def a_code_opens_its_own_report_alone(self) -> None:
        """Its words, additions and messages; an old code, an old session and one of an erased report open nothing."""
        world = self.world
        for told in world.told:
            for code in told.old_codes:
                meets(followup.NoSuchCode, lambda code=code: followup.open_code(world.secrets, world.now, code))
            for token, begun, is_open in told.doors:
                # At the time it began: an idle session would open nothing anyhow.
                found = sessions.find(world.secrets, token, begun)
                assert (found is not None and found.row.report_id == told.id) == is_open
            if told.is_erased:
                continue
            row, inbox = followup.open_code(world.secrets, world.now, told.code)
            assert (row.id, inbox) == (told.id, told.inbox)
            assert report_words.read_words(row, followup.data_key(row, inbox)).story == told.story
            if "reporter" in told.talks:
                assert self.heard(row, "reporter", party_private=inbox) == told.talks["reporter"].heard_with(0)
            others = [one for one in world.told if one is not told and not one.is_erased]
            for other in others[-1:]:
                meets(vault.NotOpened, lambda row=row, key=other.inbox: followup.data_key(row, key))

    @invariant()
    def everything_opens_for_the_team(self) -> None:
        """Every report with a live key, by each caseworker; nothing that was erased, and nobody who left."""
        world, key = self.world, self.world.cast.team_private
        for me in world.casework:
            assert world.team_key(me) == key
        for person in world.gone:
            assert world.team_key(person) is None
        rows = {row.id: row for row in Report.select()}
        assert Thread.select().count() == sum(len(told.talks) for told in world.told)
        assert Addition.select().count() == sum(len(told.additions) for told in world.told)
        for told in world.told:
            row = rows[told.id]
            stands = (row.state, row.closed_as, row.claimed_on, row.outcome)
            assert stands == (told.state, told.closed_as, told.claimed_on, told.outcome)
            if told.is_erased:
                meets(vault.NotOpened, lambda row=row: report_words.open_words(row, key))
                continue
            words = report_words.open_words(row, key)
            assert (words.story, set(words.unknown)) == (told.story, told.unknown)
            assert (report_words.open_contact(row, key) or {}).get("value", "") == told.contact
            if told.additions:
                assert [text for _day, text in report_words.open_additions(row, key)] == told.additions
            for party, talk in told.talks.items():
                assert self.heard(row, party, team_private=key) == talk.heard_with(None)
                assert threads.has_news(row, party) == (party in talk.waits)
                assert (party in threads.unread_parties(row)) == ("casework" in talk.waits)

    @invariant()
    def a_project_sees_its_own_and_no_more(self) -> None:
        """Its unclaimed reports, and claimed ones whose person lets it; never a word of them."""
        world = self.world
        rows = {row.id: row for row in Report.select()}
        for partner in world.partners.values():
            project = Project.get_by_id(partner.id)
            seen = {told.ref for told in world.told if told.may_be_seen_by(partner.id)}
            assert {one.ref for one in project_desk.reports(project, 100)} == seen
            for told in world.told[-2:]:
                refused = None if told.ref in seen else project_desk.NotYours
                meets(refused, lambda told=told, project=project: project_desk.find(project, told.ref))
                assert project_reports.may_see(project, rows[told.id]) == (refused is None)
            for worker in partner.workers:
                key = world.team_key(worker)
                assert (key is not None) == (worker.id in partner.holders)
                for told in world.told:
                    if "project" in told.talks:
                        self.a_thread_opens_for_its_own(partner, told, rows[told.id], key)
                    elif key and not told.is_erased and told is world.told[-1]:
                        meets(vault.NotOpened, lambda row=rows[told.id], key=key: followup.data_key(row, key))

    def a_thread_opens_for_its_own(self, partner: Partner, told: Told, row: Report, key: bytes | None) -> None:
        """With the key of the project that each message was sealed to, and with no other."""
        if key is None:
            meets(team_keys.NoAccess, lambda: threads.open_thread(row, "project"))
            return
        found = self.heard(row, "project", party_private=key)
        is_theirs = told.project == partner.id
        assert found == told.talks["project"].heard_with(partner.key if is_theirs else 0)
        self.world.reached["message to an older key"] += is_theirs and any(words is None for _sender, words in found)

    @invariant()
    def no_warning_is_out_against_its_reporter(self) -> None:
        """Each is where the model has it; none is out without live permission, or against a no to its very text."""
        world = self.world
        stored = {row.id: row.state for row in Alert.select(Alert.id, Alert.state)}
        assert stored == {one.id: one.state for one in world.warned}
        links = {(row.alert_id, row.report_id) for row in AlertReport.select()}
        assert links == {(one.id, told.id) for one in world.warned for told in one.behind}
        for warned in world.warned:
            if warned.state == "published":
                assert all("alert" in told.live for told in warned.behind)
                assert ("objects", warned.text) not in warned.said.values()
        assert not fetch(
            "SELECT 1 FROM alert_report l JOIN alert a ON a.id = l.alert_id"
            " WHERE a.state = 'published' AND l.answer = 'objects' AND l.answered_hash = a.approved_hash"
        )
        assert not fetch(
            "SELECT 1 FROM delivery d JOIN alert a ON a.id = d.alert_id"
            " WHERE d.state = 'owed' AND a.state <> 'published'"
        )

    @invariant()
    def no_notice_is_owed_to_whom_we_must_not_write(self) -> None:
        """A reporter's address waits in no letter once they do not let us get in touch."""
        owed = fetch("SELECT DISTINCT report_id FROM owed_letter WHERE report_id IS NOT NULL AND state = 'owed'")
        assert {number for (number,) in owed} <= {told.id for told in self.world.told if "contact" in told.live}

    @invariant()
    def the_checker_answers_for_whom_it_may(self) -> None:
        """Screened reports whose person lets it, and the warnings from them that are out."""
        world = self.world
        for number in NUMBERS:
            named = [one for one in world.told if one.number == number and "checker" in one.live]
            found = [one for one in named if one.state == "screened"]
            answer = checker.check(world.secrets, world.now.date(), number)
            assert answer.reports == len(found)
            world.reached["checker answered"] += bool(found)
            out = {one.ref for one in world.warned if one.state == "published" and any(t in found for t in one.behind)}
            assert {one.ref for one in answer.alerts} == out

    @invariant()
    def a_form_holds_what_was_saved(self) -> None:
        """Under its code, for a day; then nothing opens."""
        world = self.world
        for begun in world.begun:
            if begun.is_sent:
                continue
            if begun.expires_at < world.now:
                meets(followup.NoSuchCode, lambda begun=begun: world.content(begun))
                continue
            content = world.content(begun)
            assert (content.steps, content.saved_at, content.earlier, content.version) == (
                begun.steps,
                begun.saved_at,
                begun.earlier,
                begun.version,
            )

    def heard(self, row: Report, party: str, **keys: bytes | None) -> list[tuple[str, str | None]]:
        """A thread as one side opens it."""
        return [(one.sender, one.words) for one in threads.open_thread(row, party, **keys)]
