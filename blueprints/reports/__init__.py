"""Reporting: the form anybody may send, and the staff's desk for what was sent."""

# The views of more and of linked reports hang on the same blueprints.
from blueprints.reports import more, staff, staff_linked, views  # noqa: F401

blueprints = (views.blueprint, staff.blueprint)
