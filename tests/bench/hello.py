"""The least that Flask can do: what pages are measured against."""

from flask import Flask


def create_app() -> Flask:
    """A site of one line."""
    app = Flask(__name__)
    app.add_url_rule("/", view_func=lambda: "hello")
    return app
