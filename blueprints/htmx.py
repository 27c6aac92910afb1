"""The only Python that knows htmx: a view that answers a whole page or its one fragment."""

from flask import Response, make_response, render_template, request
from flask.typing import ResponseReturnValue


def wants_fragment() -> bool:
    """Whether htmx asks for the part that changes."""
    return request.headers.get("HX-Request") == "true"


def page_or_fragment(page: str, fragment: str, status: int = 200, **values) -> ResponseReturnValue:
    """Render the fragment for htmx and the page (which includes the fragment) for everybody else."""
    # htmx swaps answers with 422 as any other because the fragment carries the errors.
    answer = make_response(render_template(fragment if wants_fragment() else page, **values), status)
    answer.headers.add("Vary", "HX-Request")
    return answer


def place_whole(answer: Response) -> Response:
    """Let a whole page (an error, sign-in after a redirect) take the window's place, never a fragment's."""
    if wants_fragment() and answer.mimetype == "text/html" and answer.get_data().lstrip()[:9] == b"<!doctype":
        answer.headers["HX-Retarget"] = "body"
        answer.headers["HX-Reswap"] = "innerHTML"
        # "More" picks cards out of what comes; of a whole page it must take all.
        answer.headers["HX-Reselect"] = "body"
    return answer
