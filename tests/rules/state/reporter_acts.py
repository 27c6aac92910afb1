"""What people do who report: short and long forms, and everything that a receipt code opens."""

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from models.codes import PERMISSIONS
from models.form_draft import FormDraft
from models.report import Report
from rules import claims, desk, followup, form_drafts, messages, reports, sessions, shown_first, threads
from rules.answers import Answers, Arrival
from tests.rules.state.model import ASKED, UNFINISHED, Begun, Talk, Told
from tests.rules.state.world import NUMBERS, World, meets, pick

NAMES = tuple(PERMISSIONS)
# What acts follow from; the others are only kept.
WEIGHTY = ("alert", "see_first", "checker", "contact", "local_project")
FEW = (set(WEIGHTY), {"alert", "checker"}, {"alert", "see_first"}, {"alert"})
SOME = st.sets(st.sampled_from(NAMES)) | st.sets(st.sampled_from(WEIGHTY), min_size=2) | st.sampled_from(FEW)
WHICH = st.integers(0, 3)
NUMBER = st.sampled_from(NUMBERS)
STEP = st.sampled_from(("what", "where"))


def lose(world: World, told: Told, name: str) -> None:
    """In the model: what rested on a permission that was taken back ends."""
    if name == "alert":
        for warned in [one for one in world.warned if told in one.behind]:
            warned.lose(told)


class ReporterActs:
    """Acts of people who report."""

    world: World

    @rule(names=SOME, number=NUMBER, has_contact=st.booleans())
    def somebody_sends_a_report(self, names: set[str], number: str, has_contact: bool) -> None:
        """The short form, sent twice: one report, and one code."""
        world = self.world
        answers, form = self.answers(names, number, has_contact), world.form()
        sent = reports.send(world.secrets, world.now, answers, form)
        world.keep(sent, answers, Arrival())
        again = reports.send(world.secrets, world.now, answers, form)
        assert (again.code, again.is_repeat) == (sent.code, True)

    @rule(step=STEP)
    def somebody_begins_a_long_form(self, step: str) -> None:
        """What was typed already is kept under a code."""
        world, form = self.world, self.world.form()
        steps = {step: {"story": [world.name("begun")]}}
        opened = form_drafts.start(world.secrets, world.now, form, steps)
        expires = world.now + timedelta(hours=24)
        world.begun.append(
            Begun(opened.draft.form_key, opened.code, opened.key, steps, dict.fromkeys(steps, 1), expires)
        )

    @precondition(lambda self: self.world.begun)
    @rule(which=WHICH, step=STEP, back=st.integers(0, 2))
    def somebody_saves_a_step(self, which: int, step: str, back: int) -> None:
        """The later save wins; what an older page would have lost is kept beside it."""
        world, begun = self.world, pick(which, self.world.begun)
        fields = {"story": [world.name("saved")]}
        is_live = not begun.is_sent and begun.expires_at >= world.now
        draft = FormDraft.get_or_none(FormDraft.form_key == begun.form_key) or FormDraft(id=0)
        seen = max(begun.version - back, 0)
        refused = None if is_live else form_drafts.DraftGone
        meets(refused, lambda: form_drafts.save(world.now, draft, begun.data_key, step, fields, seen))
        if not is_live:
            return
        if begun.saved_at.get(step, 0) > seen:
            begun.earlier.setdefault(step, []).append(begun.steps[step])
            world.reached["older page saved"] += 1
        begun.version += 1
        begun.steps[step], begun.saved_at[step] = fields, begun.version
        begun.expires_at = world.now + timedelta(hours=24)

    @precondition(lambda self: self.world.begun)
    @rule(which=WHICH, names=SOME, number=NUMBER, is_for_somebody=st.booleans())
    def somebody_finishes_a_long_form(self, which: int, names: set[str], number: str, is_for_somebody: bool) -> None:
        """It becomes a report with the same code; a browser that held it open holds the report."""
        world, begun = self.world, pick(which, self.world.begun)
        if begun.is_sent or begun.expires_at < world.now:
            return
        draft = FormDraft.get(FormDraft.form_key == begun.form_key)
        token = sessions.start(world.secrets, world.now, "form", {}, form_draft=draft)
        maker = {"relation": "friend", "name": "", "knows": "yes"} if is_for_somebody else {}
        given_by = dict(zip(sorted(names), ("person", "unknown", "reporter-says-so") * 5, strict=False))
        answers = self.answers(names, number, True, maker=maker, given_by=given_by if maker else {})
        opened = form_drafts.Opened(draft, begun.data_key, begun.code)
        sent = form_drafts.finish(world.secrets, world.now, opened, answers)
        assert sent.code == begun.code
        begun.is_sent = True
        told = world.keep(sent, answers, Arrival())
        told.doors.append([token, world.now, True])
        world.reached["form finished"] += 1

    @precondition(lambda self: self.world.told)
    @rule(which=WHICH, names=SOME, is_given=st.booleans(), is_urgent=st.booleans())
    def a_code_changes_permissions(self, which: int, names: set[str], is_given: bool, is_urgent: bool) -> None:
        """Given or taken back with the code, often while a warning is under way; what rested on it ends."""
        world = self.world
        urgent = [told for one in world.warned if one.state in ASKED for told in one.behind if is_urgent]
        told = pick(which, urgent or world.told)
        row = self.opened(told)
        for name in sorted(names) if row is not None else ():
            if is_given:
                followup.give(world.now, row, told.inbox, name)
                told.give(name, "person", world.now.date())
            else:
                followup.take_back(world.now, row, name)
                if told.take_back(name):
                    lose(world, told, name)

    @precondition(lambda self: self.world.told)
    @rule(which=WHICH, act=st.sampled_from(("add", "write", "read", "stay")))
    def a_code_says_more(self, which: int, act: str) -> None:
        """More words; a message, sent twice; what came is marked as read; a session that stays open."""
        world, told = self.world, pick(which, self.world.told)
        row, words, form = self.opened(told), world.name("asks"), world.form()
        if row is None:
            return
        if act == "add":
            followup.add(world.now, row, told.inbox, words)
            told.additions.append(words)
        elif act == "read":
            messages.note_read(world.now, row, threads.REPORTER)
            told.talks.get("reporter", Talk()).waits.discard("reporter")
        elif act == "write":
            for _ in range(2):
                messages.from_reporter(world.secrets, world.now, row, form, words)
            talk = told.talks.setdefault("reporter", Talk())
            talk.said.append(("reporter", words, 0))
            talk.waits = {"casework"}
        else:
            token = sessions.start(world.secrets, world.now, "code", {"inbox_key": told.inbox.hex()}, report=row)
            told.doors.append([token, world.now, True])

    @precondition(lambda self: self.world.told)
    @rule(which=WHICH, names=SOME)
    def somebody_claims(self, which: int, names: set[str]) -> None:
        """The person comes: the old code opens nothing any more, and exactly what they tick stands."""
        world = self.world
        told = pick(which, [one for one in world.told if one.may_be_claimed()] or world.told)
        row, code = self.opened(told), claims.new_code()
        if row is None:
            return
        stale = Report.get_by_id(told.id)
        refused = None if told.may_be_claimed() else claims.NotToClaim
        meets(refused, lambda: claims.claim(world.secrets, world.now, row, told.inbox, code, names))
        if refused:
            return
        for name in sorted(told.live):
            if name not in names:
                told.take_back(name)
                lose(world, told, name)
        for name in [one.name for one in told.given if not one.ended and one.by != "person"]:
            told.take_back(name)
        for name in names:
            told.give(name, "person", world.now.date())
        told.claimed_on = world.now.date()
        for warned in [one for one in world.warned if one.state in UNFINISHED]:
            warned.said.pop(told.id, None)
        self.shut(told)
        told.code = code
        # A page that was open before the claim.
        meets(followup.NoSuchCode, lambda: followup.erase(world.now, stale))
        meets(followup.NoSuchCode, lambda: followup.take_back(world.now, stale, "research"))
        meets(desk.WrongState, lambda: messages.from_reporter(world.secrets, world.now, stale, world.form(), "x"))
        world.reached["claimed"] += 1

    @precondition(lambda self: len(self.world.told) > 2)
    @rule(which=WHICH)
    def a_code_erases(self, which: int) -> None:
        """Deleted for good: nothing of it opens any more."""
        world, told = self.world, pick(which, self.world.told)
        row = self.opened(told)
        if row is None:
            return
        followup.erase(world.now, row)
        for name in sorted(told.live):
            told.take_back(name)
        lose(world, told, "alert")
        told.state, told.talks, told.additions, told.readers = "erased", {}, [], set()
        self.shut(told)
        world.reached["erased"] += 1

    @precondition(lambda self: any(one.behind and one.state != "draft" for one in self.world.warned))
    @rule(which=WHICH, nth=st.integers(0, 1), text=st.integers(1, 2), says=st.sampled_from(shown_first.ANSWERS))
    def a_code_answers_a_warning(self, which: int, nth: int, text: int, says: str) -> None:
        """The reporter says that a text is fine, or that it must not go out; also of an older text."""
        world = self.world
        told = pick(nth, pick(which, [one for one in world.warned if one.behind and one.state != "draft"]).behind)
        row = self.opened(told)
        if row is None or text not in world.hashes:
            return
        mine = [one for one in world.warned if told in one.behind and one.text == text]
        asked = [one for one in mine if one.state in ("waiting", "approved") and one.stands(told, world.now)]
        gone = shown_first.GoneOut if any(one.state == "published" for one in mine) else shown_first.TextChanged
        refused = None if asked else gone
        meets(refused, lambda: shown_first.answer(world.secrets, world.now, row, world.hashes[text], says))
        for warned in asked:
            warned.said[told.id] = (says, text)
            if says == "objects" and warned.state == "approved":
                warned.back_to_draft()
            world.reached[f"said {says}"] += 1

    def answers(self, names: set[str], number: str, has_contact: bool, **more) -> Answers:
        """Answers whose words stand nowhere else."""
        world = self.world
        return Answers(
            harms=("threats",),
            story=world.name("story"),
            identifiers=number,
            permissions=tuple(name for name in NAMES if name in names),
            contact_how="email" if has_contact else "",
            contact_value=f"{world.name('sparrow')}@example.org" if has_contact else "",
            **more,
        )

    def opened(self, told: Told) -> Report | None:
        """The report as its code opens it; None, and the code opens nothing, when it was erased."""
        world = self.world
        refused = followup.NoSuchCode if told.is_erased else None
        found = meets(refused, lambda: followup.open_code(world.secrets, world.now, told.code))
        return found[0] if found else None

    def shut(self, told: Told) -> None:
        """In the model: the code as it was and its sessions open nothing from now on."""
        told.old_codes.append(told.code)
        for door in told.doors:
            door[2] = False
