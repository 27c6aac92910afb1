"""Whether this is the short form that every change must pass: `./run faults --short`."""

import os

IS_SHORT = os.environ.get("NUM_FAULTS") == "short"
