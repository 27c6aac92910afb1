"""Decisions: plain functions named with the charity's verbs; the only code that writes rows."""


def N_(message: str) -> str:
    """Mark a message for translation; it is translated where it is shown."""
    return message


class Refused(Exception):
    """A rule said no; the message is fit for a person."""

    message = N_("That could not be done.")

    def __init__(self, message: str | None = None):
        self.message = message or self.message
        super().__init__(self.message)
