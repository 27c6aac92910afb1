"""Figures of a year: which one is asked for, and the names of its rows in a table to save."""

from flask import request
from flask_babel import gettext as _


def chosen(years: list[int]) -> int:
    """The year in the address when it is one of these, else the first of them."""
    wanted = request.args.get("year", type=int)
    return wanted if wanted in years else years[0]


def row_names(year: int) -> list[str]:
    """Twelve months as a table to save has them, and all of them together."""
    return [f"{year:04d}-{month:02d}" for month in range(1, 13)] + [_("All")]
