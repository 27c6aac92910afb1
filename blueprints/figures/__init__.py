"""Figures for staff: what warnings and checks lead to."""

from blueprints.figures import staff

blueprints = (staff.blueprint,)
