"""Five thousand steps of reporters, projects and caseworkers in any order."""

from tests.faults.short import IS_SHORT
from tests.rules.state.machine import STEPS, run

# Without these the run would show little.
MUST_REACH = ("published", "claimed", "erased", "project ended", "checker answered", "message to an older key")


def test_in_five_thousand_steps_nobody_gets_more_than_was_allowed(app, tmp_path):
    reached = run(app, tmp_path, examples=30 if IS_SHORT else 240, steps=25)
    print(dict(reached))
    assert reached[STEPS] >= (600 if IS_SHORT else 5000)
    assert IS_SHORT or [name for name in MUST_REACH if not reached[name]] == []
