"""The first page, leaving, and what machines ask for."""

from blueprints.pages import views

blueprints: tuple = (views.blueprint,)
