"""Accounts: signing in, joining, one's own page, and the manager's desk."""

from blueprints.accounts import own, staff, views

# The own page's views hang on the same blueprint as signing in.
blueprints: tuple = (own.blueprint, staff.blueprint)

__all__ = ["blueprints", "views"]
