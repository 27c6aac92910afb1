"""Accounts: signing in, joining, one's own page, and the manager's desk."""

# The views of own, searches and wishing hang on the same blueprint as signing in.
from blueprints.accounts import own, searches, staff, views, wishing  # noqa: F401

blueprints = (views.blueprint, staff.blueprint)
