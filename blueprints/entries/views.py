"""A project's forms on paper, at /projects/: keying them in one after another, and a blank one to print."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from blueprints import context
from blueprints.choices import PAPER_SIZES
from blueprints.days import today
from blueprints.entries.forms import PaperForm
from blueprints.entries.taking import take
from models.codes import HARM_GROUPS, HARMS
from rules.answers import Arrival
from rules.keyed import shown_code

blueprint = Blueprint("entries", __name__, url_prefix="/projects")


@blueprint.route("/enter/", methods=["GET", "POST"])
def paper() -> ResponseReturnValue:
    """Key in one form on paper; the answer shows its code and the next empty form."""
    project = context.own_project()
    form = PaperForm(own_areas=project.area_codes)
    if request.method == "GET":
        form.form_id.data, form.received_on.data = context.new_form_id(), today()
        return render_template("entries/enter.html", form=form)
    if not form.validate():
        return render_template("entries/enter.html", form=form), form.status
    sent, status = take(form, Arrival("project", form.received_on.data, project=project))
    if sent is None:
        return render_template("entries/enter.html", form=form), status
    fresh = PaperForm(formdata=None, own_areas=project.area_codes, form_id=context.new_form_id(), **form.next())
    return render_template(
        "entries/enter.html",
        form=fresh,
        saved=sent.report,
        code=shown_code(sent.code),
        number=form.count + 1,
        has_no_way=form.answers().lacks_a_way,
    )


@blueprint.get("/paper/")
def blank() -> ResponseReturnValue:
    """The blank form to print, with the questions of the page where it is keyed in."""
    project, size = context.own_project(), request.args.get("size", "")
    groups = [(group, [harm for harm in HARMS.values() if harm.group == group.code]) for group in HARM_GROUPS.values()]
    return render_template(
        "entries/paper.html",
        form=PaperForm(formdata=None, own_areas=project.area_codes),
        size=size if size in PAPER_SIZES else PAPER_SIZES[0],
        sizes=PAPER_SIZES,
        groups=groups,
    )
