"""The first page, help, leaving, and what machines ask for."""

from blueprints.pages.views import pages

blueprints: tuple = (pages,)
