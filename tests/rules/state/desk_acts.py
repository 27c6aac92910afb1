"""What caseworkers do: take and read reports, write to both parties, take a report down, tell what came of it."""

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from models.codes import OUTCOMES as OUTCOME_CODES
from models.report import CLOSINGS
from rules import accounts, desk, membership, messages, outcomes, permissions, reports, team_keys, threads
from rules.answers import Answers, Arrival
from tests.factories import PASSWORD
from tests.rules.state.cast import Person
from tests.rules.state.model import Talk
from tests.rules.state.project_acts import GIVEN_BY
from tests.rules.state.reporter_acts import NAMES, NUMBER, WHICH
from tests.rules.state.world import World, meets, pick

WHO = st.integers(0, 2)
OUTCOMES = tuple(OUTCOME_CODES)
REASONS = st.sampled_from(tuple(desk.CONTACT_REASONS))


class DeskActs:
    """Acts of caseworkers with reports."""

    world: World

    @rule(who=WHO, given_by=GIVEN_BY, number=NUMBER)
    def a_caseworker_takes_a_report_by_phone(self, who: int, given_by: list[str], number: str) -> None:
        """Keyed in by staff for whoever rings."""
        world, me = self.world, pick(who, self.world.casework)
        answers = Answers(
            story=world.name("story"),
            identifiers=number,
            maker={"relation": "friend", "name": "", "knows": "yes"},
            given_by={name: how for name, how in zip(NAMES, given_by, strict=True) if how},
        )
        arrival = Arrival("phone", taken_by=me.row)
        world.keep(reports.send(world.secrets, world.now, answers, world.form(), arrival), answers, arrival)

    @precondition(lambda self: self.world.told)
    @rule(which=WHICH, who=WHO, is_too=st.booleans(), is_screened=st.booleans())
    def a_caseworker_opens(self, which: int, who: int, is_too: bool, is_screened: bool) -> None:
        """Takes it, or opens it beside a colleague; then its words open, and the first reading may end."""
        world, told, me = self.world, pick(which, self.world.told), pick(who, self.world.casework)
        row, key = world.row(told), world.team_key(me)
        if me.id not in told.readers:
            meets(desk.NotReading, lambda: desk.open_report(world.now, row, me.row, key))
        refused: type[Exception] | None = desk.WrongState if told.is_erased else None
        if not is_too and told.readers - {me.id} and me.id not in told.readers:
            refused = refused or desk.SomebodyReads
        if is_too:
            meets(refused, lambda: desk.open_too(world.now, row, me.row, "cover"))
        else:
            meets(refused, lambda: desk.take(world.now, row, me.row))
        if refused:
            return
        if not is_too and told.state == "new":
            told.state = "reading"
        told.readers.add(me.id)
        meets(team_keys.NoAccess, lambda: desk.open_report(world.now, row, me.row, None))
        assert desk.open_report(world.now, row, me.row, key).words.story == told.story
        if is_screened and told.state in ("new", "reading"):
            desk.screen(world.now, row, me.row)
            told.state = "screened"

    @precondition(lambda self: self.world.told)
    @rule(which=WHICH, who=WHO, act=st.sampled_from(("screen", "close", "undo")))
    def a_caseworker_ends_a_reading(self, which: int, who: int, act: str) -> None:
        """Screened, put away, or a step back."""
        world, told, me = self.world, pick(which, self.world.told), pick(who, self.world.casework)
        row, closing = world.row(told), CLOSINGS[which % len(CLOSINGS)]
        refused: type[Exception] | None = None
        if told.is_erased:
            refused = desk.WrongState
        elif me.id not in told.readers:
            refused = desk.NotReading
        elif act != "undo" and told.state not in ("new", "reading"):
            refused = desk.WrongState
        elif act == "undo" and told.state in ("new", "reading") and len(told.readers) > 1:
            refused = desk.SomebodyReads
        acts = {
            "screen": lambda: desk.screen(world.now, row, me.row),
            "close": lambda: desk.close(world.now, row, me.row, closing),
            "undo": lambda: desk.undo(world.now, row, me.row),
        }
        meets(refused, acts[act])
        if refused:
            return
        if act == "undo":
            is_new = told.state in ("new", "reading")
            told.state, told.closed_as = ("new" if is_new else "reading"), None
            told.readers = set() if is_new else told.readers
        else:
            told.state, told.closed_as = ("screened", None) if act == "screen" else ("closed", closing)
            world.reached[told.state] += 1

    @precondition(lambda self: self.world.told)
    @rule(which=WHICH, who=WHO, reason=REASONS)
    def a_caseworker_asks_for_the_contact(self, which: int, who: int, reason: str) -> None:
        """Shown when the reporter lets us get in touch, or when somebody may be in danger; else not."""
        world, told, me = self.world, pick(which, self.world.told), pick(who, self.world.casework)
        ways = {"contact", "case", "police_relay", "police_talk", "police_full"}
        # Whoever claimed it says by "contact" alone whether what somebody else left is theirs.
        lets = told.live & ({"contact"} if told.claimed_on else ways)
        refused: type[Exception] | None = None
        if reason != "safeguarding" and not lets:
            refused = permissions.NoPermission
        elif me.id not in told.readers:
            refused = desk.NotReading
        row, key = world.row(told), world.team_key(me)
        shown = meets(refused, lambda: desk.show_contact(world.now, row, me.row, key, reason))
        if refused is None:
            assert (shown or {}).get("value", "") == told.contact
            world.reached["contact shown"] += 1
        else:
            world.reached[f"contact met {refused.__name__}"] += 1

    @precondition(lambda self: self.world.told)
    @rule(which=WHICH, who=WHO, party=st.sampled_from(("reporter", "project")), is_read=st.booleans())
    def a_caseworker_writes(self, which: int, who: int, party: str, is_read: bool) -> None:
        """To the reporter or the project, as long as somebody there may read it; or what came is marked as read."""
        world, told, me = self.world, pick(which, self.world.told), pick(who, self.world.casework)
        row, words = world.row(told), world.name("replies")
        if is_read:
            refused = None if me.id in told.readers else desk.NotReading
            meets(refused, lambda: messages.note_read(world.now, row, party, me.row))
            if refused is None and party in told.talks:
                told.talks[party].waits.discard("casework")
            return
        refused = None if me.id in told.readers else desk.NotReading
        partner = world.partners.get(told.project or 0)
        is_there = partner is not None and not partner.has_ended and told.may_be_seen_by(told.project)
        if refused is None and party == "project" and not is_there:
            refused = threads.NobodyReads
        at = (world.secrets, world.now, row, party, me.row, world.form(), words)
        key = world.team_key(me)
        meets(refused, lambda: messages.from_casework(*at, team_private=key))
        if refused is None:
            talk = told.talks.setdefault(party, Talk())
            talk.said.append(("casework", words, partner.key if party == "project" and partner else 0))
            talk.waits = {party}
            world.reached[f"wrote to {party}"] += 1

    @precondition(lambda self: self.world.told)
    @rule(which=WHICH, who=WHO, is_told=st.booleans())
    def a_caseworker_tells_what_came_of_it(self, which: int, who: int, is_told: bool) -> None:
        """An outcome, by whoever reads the report."""
        world, told, me = self.world, pick(which, self.world.told), pick(who, self.world.casework)
        code = OUTCOMES[which % len(OUTCOMES)] if is_told else None
        refused = None if me.id in told.readers else desk.NotReading
        row = world.row(told)
        if code:
            meets(refused, lambda: outcomes.tell(world.now, row, me.row, code))
        else:
            meets(refused, lambda: outcomes.take_back(world.now, row, me.row))
        told.outcome = told.outcome if refused else code

    @rule(who=WHO, is_coming=st.booleans())
    def casework_changes(self, who: int, is_coming: bool) -> None:
        """A caseworker comes and is given the key, or goes and holds nothing; somebody who holds it always stays."""
        world, me = self.world, pick(who, self.world.casework)
        if not is_coming:
            refused = None if len(world.casework) > 1 else team_keys.LastHolder
            meets(refused, lambda: membership.close(world.now, me.row, me.row))
            if refused is None:
                world.casework.remove(me)
                world.gone.append(me)
            return
        if len(world.casework) > 2:
            return
        address = f"{world.name('case')}@example.org"
        made = {"role": "caseworker", "address": address, "name": "Sam", "password": PASSWORD}
        account, _key = accounts.create(world.secrets, world.now, **made)
        own = accounts.sign_in(world.secrets, world.now, address, PASSWORD).payload["own_key"]
        team_keys.give(world.now, me.row, account, world.team_key(me))
        world.casework.append(Person(account.id, account.role, address, bytes.fromhex(own)))
