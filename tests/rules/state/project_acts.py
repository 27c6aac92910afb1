"""What project workers do, and what happens to them: they come, leave, are sent away, and their project ends."""

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from models.project import Project
from rules import (
    accounts,
    membership,
    messages,
    permissions,
    project_desk,
    project_workers,
    projects,
    reports,
    team_keys,
    threads,
)
from rules.answers import Answers, Arrival
from tests.factories import PASSWORD
from tests.rules.state.cast import Person
from tests.rules.state.model import Partner, Talk
from tests.rules.state.reporter_acts import NAMES, NUMBER, SOME, WHICH, lose
from tests.rules.state.world import World, meets, pick

HOW = ("person", "reporter-says-so", "unknown", "")
GIVEN_BY = st.lists(st.sampled_from(HOW), min_size=len(NAMES), max_size=len(NAMES)) | st.just([HOW[1]] * len(NAMES))
WHOSE = st.integers(0, 1)


class ProjectActs:
    """Acts of partner projects."""

    world: World

    @precondition(lambda self: self.world.workers())
    @rule(who=st.integers(0, 3), given_by=GIVEN_BY, number=NUMBER, days=st.sampled_from((0, 2)))
    def a_worker_enters_a_report(self, who: int, given_by: list[str], number: str, days: int) -> None:
        """Told for somebody: what nobody knows whether they give it is kept as unknown and lets us do nothing."""
        world, worker = self.world, pick(who, self.world.workers())
        chosen = {name: how for name, how in zip(NAMES, given_by, strict=True) if how}
        answers = Answers(
            harms=("threats",),
            story=world.name("story"),
            identifiers=number,
            contact_how="email",
            contact_value=f"{world.name('sparrow')}@example.org",
            maker={"relation": "project-worker", "name": "", "knows": "yes"},
            given_by=chosen,
        )
        day = world.now.date() - timedelta(days=days)
        arrival = Arrival("project", day, project=worker.row.project)
        sent = reports.send(world.secrets, world.now, answers, world.form(), arrival)
        world.keep(sent, answers, arrival)
        world.reached["entered by a project"] += 1

    @precondition(lambda self: self.world.workers() and self.world.told)
    @rule(which=WHICH, who=st.integers(0, 3), is_read=st.booleans())
    def a_worker_writes(self, which: int, who: int, is_read: bool) -> None:
        """To casework, about a report that the project may see; or what came is marked as read."""
        world, told, worker = self.world, pick(which, self.world.told), pick(who, self.world.workers())
        partner, row, words = self.partner(worker), world.row(told), world.name("writes")
        talk = told.talks.get("project")
        refused: type[Exception] | None = None
        if not told.may_be_seen_by(worker.project):
            refused = threads.NobodyReads
        elif not is_read and worker.id not in partner.holders:
            refused = team_keys.NoAccess
        if is_read:
            meets(refused, lambda: messages.note_read(world.now, row, threads.PROJECT, worker.row))
            if talk and refused is None:
                talk.waits.discard("project")
            return
        at = (world.secrets, world.now, row, worker.row, world.form(), words)
        meets(refused, lambda: messages.from_project(*at))
        if refused is None:
            talk = told.talks.setdefault("project", Talk())
            talk.said.append(("project", words, partner.key))
            talk.waits = {"casework"}
        else:
            world.reached[f"project met {refused.__name__}"] += 1

    @precondition(lambda self: self.world.workers() and self.world.told)
    @rule(which=WHICH, who=st.integers(0, 3), names=SOME)
    def a_worker_narrows(self, which: int, who: int, names: set[str]) -> None:
        """The person told a worker to take permissions back; only their project's, and never once it is claimed."""
        world, told, worker = self.world, pick(which, self.world.told), pick(who, self.world.workers())
        for name in sorted(names):
            refused: type[Exception] | None = None
            if name == "see_first":
                refused = permissions.UnknownPermission
            elif not told.may_be_seen_by(worker.project):
                refused = project_desk.NotYours
            elif told.claimed_on:
                refused = project_desk.Claimed
            row = world.row(told)
            meets(refused, lambda name=name, row=row: project_desk.take_back(world.now, row, name, worker.row))
            if refused is None and told.take_back(name):
                lose(world, told, name)
                world.reached["narrowed"] += 1

    @rule(whose=WHOSE, is_given_access=st.booleans())
    def a_worker_comes(self, whose: int, is_given_access: bool) -> None:
        """Somebody new: the first who could hold the project's key makes it, the others wait for a colleague."""
        world = self.world
        partner = pick(whose, list(world.partners.values()))
        if partner.has_ended or len(partner.workers) > 3:
            return
        giver = next((one for one in partner.workers if one.id in partner.holders), None)
        address = f"{world.name('worker')}@example.org"
        account, _key = accounts.create(
            world.secrets,
            world.now,
            role="project-worker",
            address=address,
            name="Robin",
            password=PASSWORD,
            project=self.project_of(partner),
        )
        own = accounts.sign_in(world.secrets, world.now, address, PASSWORD).payload["own_key"]
        person = Person(account.id, account.role, address, bytes.fromhex(own), partner.id)
        partner.workers.append(person)
        if giver is None:
            partner.key += 1
            partner.holders = {person.id}
        elif is_given_access:
            refused = None if giver.row.is_lead else project_workers.NotLead
            key = world.team_key(giver)
            meets(refused, lambda: project_workers.give_access(world.now, giver.row, account, key))
            if refused is None:
                partner.holders.add(person.id)

    @precondition(lambda self: self.world.workers())
    @rule(who=st.integers(0, 3), by=st.integers(0, 4), are_all=st.booleans())
    def a_worker_goes(self, who: int, by: int, are_all: bool) -> None:
        """By their own wish, alone or all together, or because a lead of their own project ends their access."""
        world, worker = self.world, pick(who, self.world.workers())
        partner, other = self.partner(worker), pick(by, self.world.workers())
        if other.id == worker.id:
            for one in list(partner.workers) if are_all else [worker]:
                membership.close(world.now, one.row, one.row)
                self.leave(partner, one)
            return
        is_theirs = other.row.is_lead and other.project == worker.project
        refused = None if is_theirs else project_workers.NotLead
        meets(refused, lambda: project_workers.end_access(world.now, other.row, worker.row))
        if refused is None:
            self.leave(partner, worker)

    @rule(whose=WHOSE, is_sure=st.integers(0, 4))
    def a_project_ends(self, whose: int, is_sure: int) -> None:
        """At once: all its workers are gone; its reports stay."""
        world = self.world
        partner = pick(whose, list(world.partners.values()))
        if partner.has_ended or is_sure != 4:
            return
        manager = world.cast.others["manager"].row
        projects.end(world.now, manager, self.project_of(partner))
        partner.has_ended = True
        for worker in list(partner.workers):
            self.leave(partner, worker)
        world.reached["project ended"] += 1

    def partner(self, worker: Person) -> Partner:
        """The project of a worker."""
        return self.world.partners[worker.project]

    def project_of(self, partner: Partner) -> Project:
        """The project's row as it is now."""
        return Project.get_by_id(partner.id)

    def leave(self, partner: Partner, worker: Person) -> None:
        """In the model: a worker is gone and holds nothing; with the last holder gone a colleague makes a new key."""
        partner.workers.remove(worker)
        partner.holders.discard(worker.id)
        self.world.gone.append(worker)
        self.world.reached["worker gone"] += 1
        if partner.workers and not partner.holders and not partner.has_ended:
            partner.key += 1
            partner.holders = {partner.workers[0].id}
