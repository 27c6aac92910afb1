"""Coming back to a report with its receipt code."""

from blueprints.followup import views

blueprints = (views.blueprint,)
