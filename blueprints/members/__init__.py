"""Members as staff see them, and the way out in every letter."""

from blueprints.members import staff, views

blueprints: tuple = (views.blueprint, staff.blueprint)
