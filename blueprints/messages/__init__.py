"""Messages about a report: the caseworkers' side."""

from blueprints.messages import staff

blueprints = (staff.blueprint,)
