"""How each world begins: reports of every origin, with warnings at every stage, so that any act meets something."""

from rules import reports
from rules.answers import SAID, Answers, Arrival
from tests.rules.state.reporter_acts import WEIGHTY
from tests.rules.state.world import NUMBERS, World

# Weighty permissions but the wish to see a warning first.
PLAIN: tuple[str, ...] = tuple(name for name in WEIGHTY if name != "see_first")


class Beginning:
    """The scene that the first step meets."""

    world: World

    def the_scene_is_set(self) -> None:
        """One that is out, one that waits for its reporter, one in its hold, one that the other project sent."""
        world = self.world
        first, other = (partner.workers[0] for partner in world.partners.values())
        cases = ((1, other, WEIGHTY), (1, first, PLAIN), (2, first, WEIGHTY), (2, None, ("alert", "contact")))
        for number, worker, given in cases:
            maker = {"relation": "project-worker", "name": "", "knows": "yes"} if worker else {}
            answers = Answers(
                harms=("threats",),
                story=world.name("story"),
                identifiers=NUMBERS[number],
                permissions=() if worker else given,
                contact_how="email",
                contact_value=f"{world.name('sparrow')}@example.org",
                maker=maker,
                given_by={**dict.fromkeys(given, SAID), "research": "unknown"} if worker else {},
            )
            arrival = Arrival("project", project=worker.row.project) if worker else Arrival()
            told = world.keep(reports.send(world.secrets, world.now, answers, world.form(), arrival), answers, arrival)
            self.a_caseworker_opens(which=0, who=1, is_too=False, is_screened=worker is not other)
            for party in ("reporter", "project") if worker else ():
                self.a_caseworker_writes(which=0, who=1, party=party, is_read=False)
            self.a_code_says_more(which=0, act="stay")
            if worker is not other:
                self.a_caseworker_drafts_and_asks(which=0, who=1, text=number, likely=1, how_far=1)
            if told.number == NUMBERS[1] and worker is first:
                self.the_hold_ends()
