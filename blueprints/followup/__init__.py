"""Coming back to a report with its receipt code."""

# The views of claim and warning hang on the same blueprint.
from blueprints.followup import claim, views, warning  # noqa: F401

blueprints = (views.blueprint,)
