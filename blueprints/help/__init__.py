"""Help pages: plain facts that anybody reads, and the desk where staff keep them right."""

# The views of the sheet, of facts and of versions hang on the same two blueprints.
from blueprints.help import sheet, staff, staff_facts, staff_versions, views  # noqa: F401

blueprints = (views.blueprint, staff.blueprint)
