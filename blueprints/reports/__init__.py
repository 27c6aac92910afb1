"""Reporting: the form anybody may send, and the staff's desk for what was sent."""

# The view of more hangs on the same blueprint.
from blueprints.reports import more, staff, views  # noqa: F401

blueprints = (views.blueprint, staff.blueprint)
