"""Fixtures of tasks."""

import pytest

from tests.sink import Sink


@pytest.fixture
def sink(app):
    """A mail server that the site's settings point to."""
    before = dict(app.config)
    with Sink() as sink:
        app.config["MAIL_URL"] = sink.url
        yield sink
    app.config.update(before)
