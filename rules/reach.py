"""Reach: a project worker reads and chooses within the project's areas; everybody else everywhere."""

from models.account import Account
from models.codes import ROOT_AREA, areas_around, areas_in
from rules import access


def home(account: Account) -> list[str]:
    """Codes of the areas this account stands for: its project's, or else those it was given or chose; may be none."""
    if account.role == access.PROJECT and account.project_id:
        return account.project.area_codes
    return account.area_codes


def readable(account: Account) -> frozenset[str] | None:
    """Codes of the areas whose alerts this account may read, the root always among them; None for all."""
    if account.role != access.PROJECT:
        return None
    return frozenset([ROOT_AREA.code]).union(*map(areas_around, home(account)))


def choosable(account: Account) -> frozenset[str] | None:
    """Codes of the areas this account may want letters about: the project's and all in them; None for any.

    Not the areas around them: whoever wants a region is sent the alerts of the whole region.
    """
    if account.role != access.PROJECT:
        return None
    return frozenset().union(*map(areas_in, home(account)))
