"""The one clock: rules are handed its time, they never read it."""

from datetime import UTC, datetime


def now() -> datetime:
    """The time now, naive UTC, whole seconds."""
    return datetime.now(UTC).replace(tzinfo=None, microsecond=0)
