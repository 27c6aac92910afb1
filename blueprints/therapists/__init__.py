"""Therapists: the directory that everybody may read, asking to stand in it, the yearly answer, and the staff's side."""

# Applying and the yearly answer hang on the same blueprint, and the steps of vetting on the staff's.
from blueprints.therapists import again, applying, staff, steps, views  # noqa: F401

blueprints = (views.blueprint, staff.blueprint)
