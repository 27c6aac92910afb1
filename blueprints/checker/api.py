"""The checker for partner websites at /check/api/: one question with a key, one answer, JSON both ways."""

import json
from typing import Any

from flask import Blueprint, Response, abort, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from blueprints import context
from models.codes import AREAS, HARMS, LEVELS
from rules import askings, checker
from rules.grades import GRADES
from rules.text import clean_line

blueprint = Blueprint("checker_api", __name__, url_prefix="/check/api")

# Every answer is filled up to a multiple of this many bytes; with all areas and all harms it is not longer.
BLOCK = 4096
LONGEST_PERSON, LONGEST_BODY = 64, 4096
SENTENCES = {
    400: _l("Send one JSON object with “value” and “person”."),
    401: _l("We do not know this key."),
    403: _l("Ask from your server, with your key and without a cookie."),
    413: _l("That is too long."),
    415: _l("Send one JSON object with “value” and “person”."),
    422: _l("This is no whole phone number, e-mail, number plate or username with its site."),
    429: _l("That was too many questions. Ask again in an hour."),
}
NOT_NOW = _l("We cannot answer right now. Ask again in a minute. No answer does not mean that somebody is safe.")


@blueprint.before_request
def _look_at_size() -> None:
    """A question is short."""
    if (request.content_length or 0) > LONGEST_BODY:
        abort(413)


@blueprint.post("/")
def ask() -> ResponseReturnValue:
    """One question of a worker of the website; nothing of it is kept."""
    value, person = _question()
    secrets, now, site = context.secrets(), context.now(), context.partner_site()
    assert site is not None, "the policy table let nobody in here"
    answer = checker.check(secrets, now.date(), value)
    askings.note_partner(secrets, now, site, person, answer.mark)
    return Response(_filled(_told(answer)), mimetype="application/json")


@blueprint.after_request
def in_json(response: Response) -> Response:
    """Whatever goes wrong is said in JSON too, never by a page; all keys that are not live sound the same."""
    if response.mimetype != "application/json":
        sentence = SENTENCES.get(response.status_code, NOT_NOW)
        response.set_data(json.dumps({"error": str(sentence)}, ensure_ascii=False) + "\n")
        response.mimetype = "application/json"
    if response.status_code == 401:
        response.headers["WWW-Authenticate"] = "Bearer"
    return response


def _question() -> tuple[str, str]:
    """What is asked and for whom; a request that is not right ends here."""
    sent = context.sent_json()
    value, person = sent.get("value"), sent.get("person")
    if not isinstance(value, str) or not isinstance(person, str):
        abort(400)
    person = clean_line(person)
    if not 0 < len(person) <= LONGEST_PERSON:
        abort(400)
    return value, person


def _told(answer: checker.Answer) -> dict[str, Any]:
    """The answer as the website may show it: no alert's words, no reference."""
    level, grade = LEVELS.get(answer.level), GRADES.get(answer.grade or "")
    nothing = _("Nothing in our records. That does not mean it is safe.")
    return {
        "kind": answer.kind,
        "reports": answer.reports,
        "grade": answer.grade,
        "means": f"{_(grade.name)}. {_(grade.meaning)}" if grade else nothing,
        "newest": f"{answer.newest:%Y-%m}" if answer.newest else None,
        "is_old": answer.is_old,
        "areas": [_(AREAS[code].name) for code in answer.areas],
        "harms": [_(HARMS[code].name) for code in answer.harms],
        "level": level.code if level else None,
    }


def _filled(told: dict[str, Any]) -> bytes:
    """The answer with dots behind it, a multiple of BLOCK bytes long."""
    bare = json.dumps({**told, "filling": ""}, ensure_ascii=False).encode()
    return bare[:-2] + b"." * (-len(bare) % BLOCK) + bare[-2:]
