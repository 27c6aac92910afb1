"""`python -m tests.faults.owe_alert MEMBERS` makes members in an installation and owes them one alert."""

import sys

from app import create_app
from models.database import connect
from tests.bench.installation import add_members, owe_alert


def main(count: int) -> None:
    """Make the rows."""
    app = create_app()
    connect()
    add_members(app, count)
    owe_alert()


if __name__ == "__main__":
    main(int(sys.argv[1]))
