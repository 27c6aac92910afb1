"""A table to save and open in a spreadsheet."""

import csv
from io import StringIO

from flask import Response

# Beginnings that a spreadsheet takes for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def saved(rows: list[list[str]], name: str) -> Response:
    """Rows as a file with this name."""
    # The mark at the start tells a spreadsheet that this is UTF-8.
    answer = Response("\ufeff" + written(rows), mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def written(rows: list[list[str]]) -> str:
    """Rows as RFC 4180 ("Common Format and MIME Type for Comma-Separated Values (CSV) Files") has them.

    A cell that a spreadsheet would run gets an apostrophe before it.
    """
    text = StringIO()
    sheet = csv.writer(text, lineterminator="\r\n")
    sheet.writerows([f"'{cell}" if cell.startswith(FORMULA) else cell for cell in row] for row in rows)
    return text.getvalue()
