"""The checker: was this number, e-mail, plate or username reported."""

from blueprints.checker import views

blueprints = (views.blueprint,)
