"""Reports that somebody else keys in: caseworkers from calls and letters, projects from forms on paper."""

from blueprints.entries import staff, views

blueprints = (views.blueprint, staff.blueprint)
