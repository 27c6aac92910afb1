"""Alerts: what members read, and the desk where warnings are written."""

from blueprints.alerts import staff, views

blueprints = (views.blueprint, staff.blueprint)
