"""The first page, help, leaving, and what machines ask for."""

from blueprints.pages import views

blueprints: tuple = (views.blueprint,)
