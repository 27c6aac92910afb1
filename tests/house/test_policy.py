"""The policy table names every endpoint, and every visitor meets exactly what it says."""

import pytest

from app import create_app
from rules import access

KINDS = sorted(access.ANYBODY)


def rules_of(app):
    """Every route with its methods."""
    return [rule for rule in app.url_map.iter_rules() if rule.endpoint != "static"]


def test_every_endpoint_is_in_the_table_and_the_table_names_no_other(app):
    endpoints = {rule.endpoint for rule in rules_of(app)} | {"static"}
    assert endpoints == set(access.POLICY)


def test_everything_below_staff_has_the_staff_guard(app):
    for rule in rules_of(app):
        if rule.rule.startswith("/staff/"):
            name = rule.endpoint.split(".")[0]
            assert app.before_request_funcs.get(name), rule.rule
            assert not access.POLICY[rule.endpoint] & {access.NOBODY, access.CODE, access.MEMBER}


def test_the_site_does_not_start_with_an_endpoint_nobody_thought_about(monkeypatch, app):
    monkeypatch.delitem(access.POLICY, "alerts.alert")
    with pytest.raises(RuntimeError, match=r"alerts\.alert"):
        create_app(**{name: app.config[name] for name in ("DATA_DIR", "KEY_FILE", "DATABASE_URL", "QUEUE_URL")})


def test_a_partner_website_reaches_the_one_address_it_asks_at_and_nobody_else_does():
    assert [end for end in access.POLICY if access.may(access.PARTNER_SITE, end)] == ["checker_api.ask"]
    assert access.POLICY["checker_api.ask"] == {access.PARTNER_SITE}
    assert access.PARTNER_SITE not in access.ANYBODY


def test_roles_stand_where_the_charity_put_them():
    may = access.may
    assert may(access.MEMBER, "alerts.all_alerts") and not may(access.PRACTITIONER, "alerts.all_alerts")
    assert may(access.FRONTLINE, "alerts.all_alerts")
    assert may(access.DROP_IN, "checker.check") and not may(access.DROP_IN, "reports_staff.waiting")
    assert not any(may(kind, "reports_staff.report") for kind in access.ANYBODY - access.READING_DESK)
    assert not any(
        may(access.INDEPENDENT, end) for end in ("members_staff.admit", "reports_staff.draft", "alerts.alert")
    )
    assert not any(may(access.MANAGER, end) for end in access.POLICY if end.startswith(("reports_staff", "alerts")))
    assert not may("unknown", "pages.home")
    assert not may(access.CASEWORKER, "no.such.endpoint")
