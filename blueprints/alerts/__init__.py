"""Alerts: what members read, the sheet for paper, and the desk where warnings are written."""

# The view of sheet hangs on the same blueprint.
from blueprints.alerts import sheet, staff, views  # noqa: F401

blueprints = (views.blueprint, staff.blueprint)
