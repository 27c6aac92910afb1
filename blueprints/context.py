"""What a view reaches for: the server's secrets, the clock, who is asking."""

from flask import abort, current_app, g, request

from models.account import Account
from models.check_site import CheckSite
from models.project import Project
from models.report import Report
from rules import access, check_sites, form_ids
from rules.keyed import Secrets
from rules.sessions import Opened
from tasks.clock import now as now

# Where a partner website asks: its key is the proof, and a JSON object the question.
TAKES_KEYS = {"checker_api.ask"}


def secrets() -> Secrets:
    """The server's secrets, read once at start."""
    return current_app.extensions["num_secrets"]


def new_form_id() -> str:
    """The number of a form that is shown now, by which its repeat is known."""
    return form_ids.new_form_id(secrets(), now())


def read_form_id(posted: str | None) -> form_ids.FormId:
    """The number that a form brought back. Raises FormTooOld."""
    return form_ids.read_form_id(secrets(), posted or "", now())


def opened() -> Opened | None:
    """The session behind this request, if any."""
    return g.get("opened")


def account() -> Account | None:
    """Who is signed in, if anybody."""
    session = opened()
    return session.row.account if session and session.row.account_id else None


def me() -> Account:
    """Who is signed in, on a page that only signed-in people reach."""
    found = account()
    assert found is not None, "the policy table let nobody in here"
    return found


def own_report() -> Report:
    """The report whose receipt code opened this session."""
    session = opened()
    assert session is not None and session.row.report_id, "the policy table let nobody in here"
    return session.row.report


def own_project() -> Project:
    """The project of who is signed in; an account without one finds nothing here."""
    return me().project or abort(404)


def partner_site() -> CheckSite | None:
    """The partner website whose key this request carries, at the one address that takes keys and nowhere else."""
    if "partner_site" not in g:
        scheme, _, key = request.headers.get("Authorization", "").partition(" ")
        is_keyed = request.endpoint in TAKES_KEYS and scheme.lower() == "bearer"
        g.partner_site = check_sites.find(secrets(), key.strip()) if is_keyed else None
    return g.partner_site


def sent_json() -> dict:
    """The JSON object that was sent to the address that takes one; empty when it is none."""
    try:
        sent = request.get_json(silent=True)
    except RecursionError:
        return {}
    return sent if isinstance(sent, dict) else {}


def visitor() -> str:
    """The row of the policy table that this visitor stands in."""
    session = opened()
    if session is None:
        return access.PARTNER_SITE if partner_site() else access.NOBODY
    if session.row.account_id:
        return access.kind_of(session.row.account.role, session.row.account.is_frontline)
    return access.CODE


def team_key() -> bytes | None:
    """The casework team's private key while a caseworker with access is signed in."""
    session = opened()
    held = session.payload.get("team_key") if session else None
    return bytes.fromhex(held) if held else None


def inbox_key() -> bytes:
    """The private half of the inbox of the report whose receipt code opened this session."""
    session = opened()
    return bytes.fromhex(session.payload["inbox_key"]) if session else b""


def project_key() -> bytes | None:
    """The project's private key while a worker with access is signed in."""
    session = opened()
    held = session.payload.get("project_key") if session else None
    return bytes.fromhex(held) if held else None
