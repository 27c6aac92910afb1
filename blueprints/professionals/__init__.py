"""Reporting Professionals: harm by people in trust, told in private, and where to complain."""

# The views of more, routes, lessons and figures hang on the same blueprint, those of letters and of ways to check on
# the desk's.
from blueprints.professionals import (  # noqa: F401
    figures,
    lessons,
    more,
    routes,
    staff,
    staff_lessons,
    staff_letter,
    staff_routes,
    views,
)

blueprints = (views.blueprint, staff.blueprint, staff_lessons.blueprint)
