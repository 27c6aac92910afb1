"""Accounts: signing in, joining, one's own page, and the manager's desk."""

# The views of own hang on the same blueprint as signing in.
from blueprints.accounts import own, staff, views  # noqa: F401

blueprints = (views.blueprint, staff.blueprint)
