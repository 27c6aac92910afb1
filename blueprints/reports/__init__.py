"""Reporting: the form anybody may send, and the staff's desk for what was sent."""

from blueprints.reports import staff, views

blueprints = (views.blueprint, staff.blueprint)
