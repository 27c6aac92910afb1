"""The checker: was this number, e-mail, plate or username reported; for members, partner websites, and staff."""

from blueprints.checker import api, staff, staff_keying, staff_sites, views

blueprints = (views.blueprint, api.blueprint, staff.blueprint, staff_sites.blueprint, staff_keying.blueprint)
