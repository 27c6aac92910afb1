"""The page with the receipt code, for every kind of report, and the one after it was saved."""

from dataclasses import dataclass

from flask import g, render_template, url_for
from flask_babel import gettext as _

from blueprints import context
from models.facts import FACTS
from models.report import Report
from rules import locks, reports, routes
from rules.keyed import shown_code


@dataclass(frozen=True)
class First:
    """Who is asked first when somebody complains (empty when nobody can tell yet), and the page of the whole way."""

    body: str
    address: str


def code_page(code: str, report: Report, *, has_no_way: bool = False, is_added: bool = False) -> str:
    """The receipt code of what was sent just now; `has_no_way` when they want to be reached and left no address."""
    # Compressed, its size alone would tell something of what is on it.
    g.keep_uncompressed = True
    return render_template(
        "reports/code.html",
        code=shown_code(code),
        proof=reports.proof_of_code(context.secrets(), report),
        report=report,
        **_about_us(locks.is_about_num(report)),
        first=_first(report),
        has_no_way=has_no_way,
        is_added=is_added,
    )


def saved_page(kind: str, *, is_about_num: bool = False, is_repeat: bool = False) -> str:
    """What happens next, without the code; `is_repeat` when the same thing came again after its code was saved."""
    return render_template("reports/saved.html", kind=kind, is_repeat=is_repeat, **_about_us(is_about_num))


def _about_us(is_about_num: bool) -> dict[str, bool]:
    """Whether it is about NUM, and then whether there is somebody from outside who may read it."""
    return {"is_about_num": is_about_num, "has_outsider": is_about_num and locks.has_independent_reader()}


def _first(report: Report) -> First | None:
    """Where a complaint about the professional of this report would go first; None for other kinds of report."""
    detail = report.professional.first() if report.kind == "professional" else None
    if detail is None:
        return None
    step = routes.find(detail.nation, detail.profession, None).steps[0]
    # Without both it is the general way, whose first step helps nobody as a name; nor does one body of several.
    is_known = bool(detail.nation and detail.profession) and not step.others
    body = step.body if is_known else ""
    said = {name: code for name, code in (("nation", detail.nation), ("profession", detail.profession)) if code}
    name = (FACTS[body].name if body in FACTS else _(routes.name_of(body))) if body else ""
    return First(name, url_for("professionals.routes", **said))
