"""Measurements, as ratios to a bare loop in the same run: `python -m tests.bench [sending] [memory] [pages] ...`."""
