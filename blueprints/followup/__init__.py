"""Coming back to a report with its receipt code."""

# The views of claim, letter and warning hang on the same blueprint.
from blueprints.followup import claim, letter, views, warning  # noqa: F401

blueprints = (views.blueprint,)
