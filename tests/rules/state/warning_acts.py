"""Warnings from reports: written, shown first, approved by a second person, held, released; and the clock."""

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from models.alert import Alert
from rules import alert_content, alerts, desk, drafts, followup, form_drafts, permissions, sessions, shown_first
from rules.alert_content import Facts
from tests.factories import WORDS
from tests.rules.state.cast import Person
from tests.rules.state.desk_acts import WHO
from tests.rules.state.model import UNFINISHED, Told, Warned
from tests.rules.state.reporter_acts import WHICH
from tests.rules.state.world import World, meets, pick

HOLD = 600
FACTS = Facts(2, "uk", "2027-02", ("threats",))
TEXT = st.sampled_from((1, 1, 2))


class WarningActs:
    """Acts around warnings, and time that passes."""

    world: World

    @precondition(lambda self: any(not one.is_erased for one in self.world.told))
    @rule(which=WHICH, who=WHO, text=TEXT, likely=st.integers(0, 3), how_far=st.integers(0, 4))
    def a_caseworker_drafts_and_asks(self, which: int, who: int, text: int, likely: int, how_far: int) -> None:
        """Opens the report, writes the warning, saves it and asks a second person; often it goes on from there."""
        world, me = self.world, pick(who, self.world.casework)
        there = [one for one in world.told if not one.is_erased]
        told = pick(which, [one for one in there if "alert" in one.live and likely] or there)
        self.open_too(told, me)
        refused: type[Exception] | None = None
        if "alert" not in told.live:
            refused = permissions.NoPermission
        elif told.state == "closed" and told.closed_as != "record-only":
            refused = drafts.WrongState
        found = meets(refused, lambda: drafts.draft_from(world.secrets, world.now, world.row(told), me.row))
        if found is None:
            return
        warned = next((one for one in world.warned if told in one.behind and one.state in UNFINISHED), None)
        if warned is None:
            warned = Warned(found.id, found.ref, behind=[told], writers={me.id})
            world.warned.append(warned)
        assert found.id == warned.id
        self.save_and_ask(warned, me, text)
        if how_far > 2:
            world.move(world.now + timedelta(days=3))
        if how_far > 0 and warned.state == "waiting":
            self.approve(warned, world.cast.others["editor"])
        if how_far == 4:
            self.the_hold_ends()

    @precondition(lambda self: any(one.state in UNFINISHED for one in self.world.warned))
    @rule(which=WHICH, nth=WHICH, who=WHO, is_saved=st.booleans())
    def a_caseworker_puts_another_report_behind_it(self, which: int, nth: int, who: int, is_saved: bool) -> None:
        """It must be saved and asked about again."""
        world, me = self.world, pick(who, self.world.casework)
        told = pick(which, [one for one in world.told if not one.is_erased] or world.told)
        warned = pick(nth, [one for one in world.warned if one.state in UNFINISHED])
        if told.is_erased:
            return
        self.open_too(told, me)
        refused = None if "alert" in told.live else permissions.NoPermission
        row = Alert.get_by_id(warned.id)
        meets(refused, lambda: drafts.link(world.now, row, world.row(told), me.row))
        if refused:
            return
        if told not in warned.behind:
            warned.behind.append(told)
            warned.back_to_draft()
            warned.is_checked = False
            world.reached["two reports behind one"] += 1
        if is_saved:
            self.save_and_ask(warned, me, warned.text or 1)

    @precondition(lambda self: any(one.state == "waiting" for one in self.world.warned))
    @rule(which=WHICH, who=st.integers(0, 3))
    def a_second_person_approves(self, which: int, who: int) -> None:
        """Exactly the text that was asked about, by somebody who did not write it, when nobody behind it holds it."""
        world = self.world
        warned = pick(which, [one for one in world.warned if one.state == "waiting"])
        self.approve(warned, pick(who, [*world.casework, world.cast.others["editor"]]))

    def approve(self, warned: Warned, me: Person) -> None:
        """Approve, or be refused as the model says."""
        world = self.world
        stands = warned.stands_all(world.now)
        refused: type[Exception] | None = None
        if me.id in warned.writers:
            refused = alerts.OwnAlert
        elif "objects" in stands:
            refused = shown_first.Objected
        elif "waits" in stands:
            refused = shown_first.NotSeenYet
        row = Alert.get_by_id(warned.id)
        seen = world.hashes[warned.text]
        meets(refused, lambda: alerts.approve(world.secrets, world.now, row, me.row, seen, HOLD))
        if refused is None:
            warned.state, warned.release_at = "approved", world.now + timedelta(seconds=HOLD)
            world.reached["approved"] += 1
        else:
            world.reached[f"approval met {refused.__name__}"] += 1

    @precondition(lambda self: any(one.state in ("waiting", "approved", "published") for one in self.world.warned))
    @rule(which=WHICH, who=WHO, is_withdrawn=st.booleans())
    def a_caseworker_stops_a_warning(self, which: int, who: int, is_withdrawn: bool) -> None:
        """Sent back while it waits, stopped during its hold, withdrawn once it is out."""
        world, me = self.world, pick(who, self.world.casework).row
        warned = pick(which, [one for one in world.warned if one.state in ("waiting", "approved", "published")])
        row = Alert.get_by_id(warned.id)
        if warned.state == "published" or is_withdrawn:
            alerts.withdraw(world.now, row, me, "mistake")
            warned.state = "withdrawn"
        elif warned.state == "approved":
            alerts.stop(world.now, row, me)
            warned.back_to_draft()
        else:
            alerts.send_back(world.now, row, me)
            warned.back_to_draft()

    @rule(minutes=st.sampled_from((11, 11, 11, 60, 7 * 60, 25 * 60, 3 * 24 * 60, 5 * 24 * 60)), is_due=st.booleans())
    def time_passes(self, minutes: int, is_due: bool) -> None:
        """Minutes, hours, days; the worker may be late with what is due."""
        self.world.move(self.world.now + timedelta(minutes=minutes))
        if is_due:
            self.release_what_is_due()

    @precondition(lambda self: any(one.state == "approved" for one in self.world.warned))
    @rule(which=WHICH, is_wished=st.sampled_from((True, True, False)))
    def the_hold_ends(self, which: int = 0, is_wished: bool = False) -> None:
        """What was approved goes out; nothing that its reporter may still stop, who may wish to see it even now."""
        world = self.world
        held = [told for one in world.warned if one.state == "approved" for told in one.behind]
        if is_wished and held:
            told = pick(which, held)
            followup.give(world.now, world.row(told), told.inbox, "see_first")
            told.give("see_first", "person", world.now.date())
        self.world.move(self.world.now + timedelta(seconds=HOLD))
        self.release_what_is_due()

    @precondition(lambda self: self.world.begun)
    @rule()
    def the_worker_tidies_up(self) -> None:
        """Forms whose day has passed are shredded, and dead sessions."""
        world = self.world
        form_drafts.clear_old(world.now)
        sessions.clear_dead(world.now)
        for told in world.told:
            told.doors.clear()
        for begun in world.begun:
            if not begun.is_sent and begun.expires_at < world.now:
                begun.is_shredded = True
                world.reached["form shredded"] += 1

    def release_what_is_due(self) -> None:
        """Release, and compare with what the model lets out."""
        world = self.world
        gone_out = []
        for warned in world.warned:
            if warned.state != "approved" or warned.release_at is None or warned.release_at > world.now:
                continue
            stands = warned.stands_all(world.now)
            if "objects" in stands:
                warned.back_to_draft()
            elif "waits" not in stands:
                warned.state = "published"
                gone_out.append(warned.id)
                world.reached["published"] += 1
                world.reached["published after silence"] += "silent" in stands
                world.reached["published as fine"] += "fine" in stands
            else:
                world.reached["release held for an answer"] += 1
        released = alerts.release_due(world.secrets, world.now)
        assert sorted(one.id for one in released) == sorted(gone_out)

    def open_too(self, told: Told, me: Person) -> None:
        """Open a report beside whoever reads it."""
        desk.open_too(self.world.now, self.world.row(told), me.row, "cover")
        told.readers.add(me.id)

    def save_and_ask(self, warned: Warned, me: Person, text: int) -> None:
        """Save a text, which opens every report behind the warning, and ask a second person."""
        world = self.world
        for other in warned.behind:
            self.open_too(other, me)
        row, key = Alert.get_by_id(warned.id), world.team_key(me)
        words = {**WORDS, "pattern": f"Number {text} of its kind."}
        verdict = drafts.save(world.secrets, world.now, row, me.row, words, FACTS, key)
        assert verdict.findings == ()
        if not (warned.is_checked and warned.text == text):
            warned.text, warned.is_checked = text, True
            warned.writers.add(me.id)
            warned.back_to_draft()
        refused = None if warned.state == "draft" else drafts.WrongState
        found = meets(refused, lambda: shown_first.ask(world.secrets, world.now, row, me.row, verdict.fingerprint, key))
        if found is not None:
            warned.state, warned.asked_at = "waiting", world.now
            asked_about = alert_content.hash_of(world.secrets, found)
            assert world.hashes.setdefault(text, asked_about) == asked_about
            world.reached["asked"] += 1
