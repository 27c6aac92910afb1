"""Funded therapy: asking for it, the desk that grants and matches it, and figures for funders."""

# The view of figures hangs on the same blueprint.
from blueprints.packages import figures, staff, views  # noqa: F401

blueprints = (views.blueprint, staff.blueprint)
