"""Reporters, projects and caseworkers act in any order: nobody ever reads or does more than was allowed."""

from hypothesis import Phase

from tests.rules.state.machine import STEPS, run


def test_whatever_happens_nobody_gets_more_than_was_allowed(app, tmp_path):
    # Shorter failures would take minutes to find; the long form among the faults does that.
    reached = run(app, tmp_path, examples=15, steps=25, phases=[Phase.generate])
    assert reached[STEPS] >= 300
