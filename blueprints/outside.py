"""Addresses of our pages as letters write them: whole, on the site's own name, whatever name the visitor asked for."""

from flask import current_app

from rules import links


def link_to(purpose: str) -> links.LinkTo:
    """What turns a link's token into the address of the page behind it; `purpose` is one of links.PATHS."""
    return links.link_to(current_app.config["SITE_URL"], purpose)
