"""A way of complaint is to check until a person looked at exactly what it says now."""

from dataclasses import replace

import pytest

from models.audit import Audit
from models.routes import ROWS
from rules import fact_checks, route_checks
from rules.route_checks import UnknownRoute

ROW = next(row for row in ROWS if row.code == "police-scotland")


@pytest.fixture
def me(make):
    """An editor."""
    return make.account("editor")


def test_nothing_is_checked_until_somebody_looks(make, me):
    assert route_checks.checked_on(ROW.code, fact_checks.all_checks()) is None
    route_checks.look(make.now, ROW.code, route_checks.fingerprint(ROW), me)
    checks = fact_checks.all_checks()
    assert route_checks.checked_on(ROW.code, checks) == make.now.date()
    assert route_checks.checked_on("police-northern-ireland", checks) is None
    assert Audit.select().where(Audit.action == "fact-checked").count() == 1


@pytest.mark.parametrize(
    "change",
    [{"steps": ("pirc",)}, {"reviewer": "spso"}, {"note": "New."}, {"independence": "nobody"}, {"source": None}],
)
def test_a_way_that_changed_is_to_check_again(change):
    assert route_checks.fingerprint(replace(ROW, **change)) != route_checks.fingerprint(ROW)


def test_the_words_of_its_steps_are_part_of_what_was_looked_at(monkeypatch):
    before = route_checks.fingerprint(ROW)
    changed = {**route_checks.STEPS, "pirc": replace(route_checks.STEPS["pirc"], cannot="It can do all.")}
    monkeypatch.setattr(route_checks, "STEPS", changed)
    assert route_checks.fingerprint(ROW) != before


@pytest.mark.parametrize(("code", "seen"), [("no-such-way", "x"), (ROW.code, "an older one"), ("", "")])
def test_what_was_not_shown_is_not_checked(make, me, code, seen):
    with pytest.raises(UnknownRoute):
        route_checks.look(make.now, code, seen, me)
    assert fact_checks.all_checks() == {}
