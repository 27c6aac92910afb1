"""Letters that the development mail catcher kept; this folder is not part of a production site."""

from blueprints.dev.views import blueprint as blueprint
