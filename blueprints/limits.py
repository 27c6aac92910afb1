"""How often is often enough: by account, by network and for the whole site. No address is stored."""

import secrets as randomness
import threading
from collections.abc import Callable, Mapping
from datetime import date
from ipaddress import ip_address, ip_network
from typing import Any

from flask import Flask, Response, request
from flask_limiter import Limiter

from blueprints import context
from rules import access, checker
from rules.text import clean_line
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
# Questions to the checker that one person has, and a new member's.
QUESTIONS, QUESTIONS_ON_PROBATION = "30/hour;100/day", "5/day"
BY_ACCOUNT: dict[str, str | Callable[[], str]] = {
    "projects.invite": "20/day",
    "checker.check": lambda: questions_of_asker(),
    "accounts.address": "20/hour",
    "accounts.password": "20/hour",
    "accounts.leave": "20/hour",
}
# What one person reads: whoever opens more copies them. Counted as pages are opened, not as forms are sent.
READS = {"alerts.alert": "60/hour;300/day", "alerts.sheet": "20/hour;60/day"}
# Per worker of a partner website, by the name it gives them, and per website for all of its workers.
BY_PARTNERS_WORKER = {"checker_api.ask": QUESTIONS}
BY_PARTNER = {"checker_api.ask": "1000/hour;5000/day"}
# Per address typed, whoever types it, so that many networks cannot try one person's password.
BY_ADDRESS = {"accounts.sign_in": "20/hour"}
BY_SITE = {
    "accounts.sign_in": "300/minute",
    "followup.enter": "100/minute",
    "accounts.forgotten": "200/hour",
    "projects.join": "60/hour",
    "therapists.apply": "200/hour",
}
# What counts more than once: each line of several that are checked together.
COSTS = {"checker.check": lambda: questions_asked()}


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

    def partner() -> str:
        """The partner website that asks; without its key nobody comes this far."""
        site = context.partner_site()
        return f"partner {site.id}" if site else network()

    def partners_worker() -> str:
        """A keyed hash of the worker for whom a partner website asks."""
        person = clean_line(str(context.sent_json().get("person", "")))
        return keyed_hash(day_key.at(context.now().date()), partner(), person).hex()

    # A moving window: what is refused is not counted, so 20 lines that are too many leave room for the last few.
    limiter = Limiter(network, storage_uri="memory://", strategy="moving-window", headers_enabled=False)
    limiter.init_app(app)
    tables: tuple[tuple[Mapping[str, str | Callable[[], str]], Callable[[], str]], ...] = (
        (BY_NETWORK, network),
        (BY_ACCOUNT, who),
        (BY_ADDRESS, address),
        (BY_SITE, lambda: "site"),
        (BY_PARTNERS_WORKER, partners_worker),
        (BY_PARTNER, partner),
    )
    for table, key in tables:
        for endpoint, often in table.items():
            if endpoint in app.view_functions:
                wrong_only = was_wrong if endpoint in COUNTS_WRONG_ONLY else None
                cost = COSTS.get(endpoint, 1)
                counter = limiter.limit(often, key_func=key, methods=["POST"], deduct_when=wrong_only, cost=cost)
                counted: Any = counter(app.view_functions[endpoint])
                app.view_functions[endpoint] = counted
    for endpoint, often in READS.items():
        if endpoint in app.view_functions:
            reads: Any = limiter.limit(often, key_func=who, methods=["GET"])(app.view_functions[endpoint])
            app.view_functions[endpoint] = reads
    app.extensions["num_limits"] = limiter
    return limiter


def questions_of_asker() -> str:
    """How many questions whoever is signed in has; fewer in a new member's first days."""
    account = context.account()
    is_new = account is not None and access.is_on_probation(account, context.now().date())
    return QUESTIONS_ON_PROBATION if is_new else QUESTIONS


def questions_asked() -> int:
    """How many questions a check is; one with too many lines is answered by none and counts as one."""
    lines = len(checker.lines_of(request.form.get("value", "")))
    return lines if 0 < lines <= checker.MOST_LINES else 1


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
