"""The machine: everybody acts in any order, and after each step everything is as the model has it."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

from flask import Flask
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, invariant, run_state_machine_as_test

from tests.rules.state.beginning import Beginning
from tests.rules.state.cast import assemble
from tests.rules.state.checks import Checks
from tests.rules.state.desk_acts import DeskActs
from tests.rules.state.project_acts import ProjectActs
from tests.rules.state.reporter_acts import ReporterActs
from tests.rules.state.site_visits import SiteVisits
from tests.rules.state.warning_acts import WarningActs
from tests.rules.state.world import World

STEPS = "steps"


class Reporting(Beginning, ReporterActs, ProjectActs, DeskActs, WarningActs, SiteVisits, Checks, RuleBasedStateMachine):
    """Reporters, projects, caseworkers and the clock in one world."""

    def __init__(self, world: World):
        super().__init__()
        self.world = world
        self.looks = 0

    @invariant()
    def a_step_was_run(self) -> None:
        """Counted by looking, which is done once more than there are steps."""
        self.looks += 1

    def teardown(self) -> None:
        """Add up what was done and put the clock back."""
        self.world.reached[STEPS] += max(self.looks - 1, 0)
        self.world.end()


def run(app: Flask, folder: Path, examples: int, steps: int, **more) -> Counter:
    """Run so many examples of so many steps each, the same ones every time; returns how often what was reached."""
    reached: Counter = Counter()
    copy = folder / "cast.db"
    cast = assemble(app, copy)
    first = Reporting(World(app, cast, copy, Counter()))
    first.the_scene_is_set()
    scene = first.world.scene(copy)
    first.world.end()
    machine: Callable[[], Reporting] = lambda: Reporting(World(app, cast, copy, reached, scene))  # noqa: E731
    how = settings(
        max_examples=examples,
        stateful_step_count=steps,
        derandomize=True,
        database=None,
        deadline=None,
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
        **more,
    )
    run_state_machine_as_test(machine, settings=how)
    return reached
