"""How often is often enough: by account, by network and for the whole site. No address is stored."""

import secrets as randomness
import threading
from datetime import date
from ipaddress import ip_address, ip_network
from typing import Any

from flask import Flask, Response, request
from flask_limiter import Limiter

from blueprints import context
from rules.vault import keyed_hash

# Per network. A mobile network puts thousands behind one address, so these are generous, and of codes and passwords
# only the wrong ones count.
BY_NETWORK = {
    "accounts.sign_in": "30/minute",
    "followup.enter": "5/minute;30/hour",
    "accounts.forgotten": "10/hour",
    "accounts.join": "20/hour",
    "projects.join": "10/hour",
    # A long form with much to put right; nothing to guess here.
    "therapists.apply": "60/hour",
    "checker.check": "120/hour",
    # Nothing to guess here, only rows to pile up.
    "followup.add": "200/hour",
    "followup.message": "200/hour",
}
COUNTS_WRONG_ONLY = {"accounts.sign_in", "followup.enter", "accounts.address", "accounts.password", "accounts.leave"}
BY_ACCOUNT = {
    "projects.invite": "20/day",
    "checker.check": "30/hour;100/day",
    "accounts.address": "20/hour",
    "accounts.password": "20/hour",
    "accounts.leave": "20/hour",
}
# Per address typed, whoever types it, so that many networks cannot try one person's password.
BY_ADDRESS = {"accounts.sign_in": "20/hour"}
BY_SITE = {
    "accounts.sign_in": "300/minute",
    "followup.enter": "100/minute",
    "accounts.forgotten": "200/hour",
    "projects.join": "60/hour",
    "therapists.apply": "200/hour",
}


class DayKey:
    """A random key that lives for a day and in memory alone: yesterday's counts point to nobody."""

    def __init__(self) -> None:
        self._day = date.min
        self._key = b""
        self._lock = threading.Lock()

    def at(self, day: date) -> bytes:
        """The key of this day (32 bytes)."""
        with self._lock:
            if day != self._day:
                self._day, self._key = day, randomness.token_bytes(32)
            return self._key


def limit(app: Flask) -> Limiter:
    """Count the posts of the pages above; a report is never refused. Call it after the blueprints are registered."""
    day_key = DayKey()

    def network() -> str:
        """A keyed hash of the network that asks."""
        return keyed_hash(day_key.at(context.now().date()), "network", prefix(request.remote_addr or "")).hex()

    def who() -> str:
        """The account that asks; the policy table lets nobody else come this far."""
        account = context.account()
        return f"account {account.id}" if account else network()

    def address() -> str:
        """A keyed hash of the address that somebody wants to sign in with."""
        typed = request.form.get("email", "").strip().casefold()
        return keyed_hash(day_key.at(context.now().date()), "address", typed).hex()

    limiter = Limiter(network, storage_uri="memory://", headers_enabled=False)
    limiter.init_app(app)
    tables = ((BY_NETWORK, network), (BY_ACCOUNT, who), (BY_ADDRESS, address), (BY_SITE, lambda: "site"))
    for table, key in tables:
        for endpoint, often in table.items():
            if endpoint in app.view_functions:
                wrong_only = was_wrong if endpoint in COUNTS_WRONG_ONLY else None
                counter = limiter.limit(often, key_func=key, methods=["POST"], deduct_when=wrong_only)
                counted: Any = counter(app.view_functions[endpoint])
                app.view_functions[endpoint] = counted
    app.extensions["num_limits"] = limiter
    return limiter


def was_wrong(response: Response) -> bool:
    """Whether a code or password was refused; a right one leads on."""
    return response.status_code == 422


def prefix(address: str) -> str:
    """The network of an address: /24 of IPv4, /56 of IPv6."""
    try:
        found = ip_address(address)
    except ValueError:
        return "unknown"
    mapped = getattr(found, "ipv4_mapped", None)
    found = mapped or found
    return str(ip_network((found, 24 if found.version == 4 else 56), strict=False))
