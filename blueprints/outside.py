"""Addresses of our pages as letters write them: whole, on the site's own name, whatever name the visitor asked for."""

from collections.abc import Callable
from typing import Any

from flask import current_app, url_for


def address_of(endpoint: str, **values: Any) -> str:
    """The whole address of a page."""
    return current_app.config["SITE_URL"] + url_for(endpoint, **values)


def link_to(endpoint: str) -> Callable[[str], str]:
    """What turns a link's token into the address of the page behind it."""
    return lambda token: address_of(endpoint, token=token)
