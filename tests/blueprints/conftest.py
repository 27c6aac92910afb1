"""Fixtures of the web's tests."""

import pytest

from tests.browser_client import Browser


@pytest.fixture
def me(make):
    """A caseworker with the team's key."""
    return make.account("caseworker")


@pytest.fixture
def browser(app, me):
    """Their browser, signed in."""
    return Browser(app).sign_in(me)
