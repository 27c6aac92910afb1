"""Partner projects: joining, their workers, their own reports and figures, and the manager's desk."""

# The views of figures, joining and workers hang on the same blueprint.
from blueprints.projects import figures, joining, staff, views, workers  # noqa: F401

blueprints = (views.blueprint, staff.blueprint)
