"""Alerts: what members read, the sheet for paper, and the desk where warnings are written."""

# The view of sheet hangs on the members' blueprint, those of audience and staff_* on the staff's.
from blueprints.alerts import audience, sheet, staff, staff_life, staff_translations, views  # noqa: F401

blueprints = (views.blueprint, staff.blueprint)
