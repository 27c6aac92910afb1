"""Local services: the list that everybody may read, and its desk."""

from blueprints.services import staff, views

blueprints = (views.blueprint, staff.blueprint)
