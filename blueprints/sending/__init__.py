"""Sending as staff see it: what goes, pausing it, and members whose letters stopped."""

from blueprints.sending import staff

blueprints = (staff.blueprint,)
