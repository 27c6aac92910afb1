"""The first page of the desks."""

from blueprints.staff import staff

blueprints: tuple = (staff.blueprint,)
