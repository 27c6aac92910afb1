"""A letter of complaint as it goes out, for its writer's page and for the desk: the same words on both."""

from flask import current_app

from blueprints.days import today
from models.report import Report
from rules import complaint_words
from rules.complaint_words import Letter

# The body knows us by this name; letters are in English.
OFFICE = "National Ugly Mugs"


def on_paper(report: Report, letter: Letter) -> str:
    """The letter with its day and its end; an answer through the office finds the report by its name."""
    ways = (OFFICE, current_app.config["OFFICE_PHONE"], current_app.config["OFFICE_EMAIL"])
    office = ", ".join(way for way in ways if way)
    return complaint_words.on_paper(letter, letter.sent_on or today(), f"{office}. Our number for it is {report.ref}")
