"""Fixtures of the web's tests."""

import pytest

from tests.blueprints.long_form import MORE, begin
from tests.browser_client import Browser


@pytest.fixture
def me(make):
    """A caseworker with the team's key."""
    return make.account("caseworker")


@pytest.fixture
def browser(app, me):
    """Their browser, signed in."""
    return Browser(app).sign_in(me)


@pytest.fixture
def phone(app, make) -> Browser:
    """A browser of a site that can take reports."""
    make.team()
    return Browser(app)


@pytest.fixture
def begun(phone) -> Browser:
    """A browser with a draft that holds nothing yet."""
    assert begin(phone).location == MORE
    return phone
